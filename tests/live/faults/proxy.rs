//! A connection that is cut at a chosen message of the protocol.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::within;

/// Where the connection is cut.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// The server never hears of this request.
    Before(usize),
    /// The server does what the request says, and the client never hears of it.
    After(usize),
    /// Nowhere.
    Never,
}

/// The requests that executed something.
#[derive(Default)]
pub(super) struct Requests {
    pub(super) count: usize,
    /// The numbers, from 1, of those that did more than to read, to set something for the session, or to begin.
    pub(super) effective: Vec<usize>,
}

/// Listens for one connection; returns its URL, and which requests went through it in the end.
pub(super) async fn proxy(url: &str, cut: Cut) -> (String, JoinHandle<Requests>) {
    let (start, rest) = url.rsplit_once('@').expect("a URL with a user");
    let (host, database) = rest.split_once('/').expect("a URL with a database");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let host = host.to_owned();
    let task = tokio::spawn(async move {
        let (client, _) = within("the client's connection", listener.accept()).await.expect("a connection");
        let server = TcpStream::connect(&host).await.expect("the server");
        // Without it, every request waits 40 ms for an acknowledgement that the other side delays, twice.
        for side in [&client, &server] {
            side.set_nodelay(true).expect("a socket takes the option");
        }
        let mut relay = Relay { client, server, requests: Requests::default() };
        // It ends when either side is gone.
        let _ = within("the end of a run through the proxy", relay.run(cut)).await;
        relay.requests
    });
    (format!("{start}@127.0.0.1:{port}/{database}"), task)
}

struct Relay {
    client: TcpStream,
    server: TcpStream,
    requests: Requests,
}

impl Relay {
    async fn run(&mut self, cut: Cut) -> std::io::Result<()> {
        let startup = message(&mut self.client, false).await?;
        self.server.write_all(&startup).await?;
        loop {
            let said = message(&mut self.server, true).await?;
            self.client.write_all(&said).await?;
            // Authentication requests that want an answer: a password, or a step of SASL.
            if said[0] == b'R' && matches!(said[8], 3 | 5 | 10 | 11) {
                let answer = message(&mut self.client, true).await?;
                self.server.write_all(&answer).await?;
            }
            if said[0] == b'Z' {
                break;
            }
        }
        let mut executes = false;
        loop {
            let asked = message(&mut self.client, true).await?;
            executes |= matches!(asked[0], b'Q' | b'E');
            // Only these two make the server answer, and say that it is ready.
            let request = matches!(asked[0], b'Q' | b'S');
            // What only prepares a statement changes nothing.
            let counts = request && std::mem::take(&mut executes);
            self.requests.count += usize::from(counts);
            let silent = match cut {
                Cut::Before(at) if counts && self.requests.count == at => return Ok(()),
                Cut::After(at) => counts && self.requests.count == at,
                Cut::Before(_) | Cut::Never => false,
            };
            self.server.write_all(&asked).await?;
            if !request {
                continue;
            }
            let (answer, effective) = self.answer().await?;
            if counts && effective {
                self.requests.effective.push(self.requests.count);
            }
            if silent {
                return Ok(());
            }
            self.client.write_all(&answer).await?;
        }
    }

    /// All that the server says until it is ready for the next request, and whether that tells of an effect.
    async fn answer(&mut self) -> std::io::Result<(Vec<u8>, bool)> {
        let (mut answer, mut effective) = (Vec::new(), false);
        loop {
            let said = message(&mut self.server, true).await?;
            answer.extend_from_slice(&said);
            let idle = [&b"SELECT"[..], b"SET", b"RESET", b"BEGIN", b"SHOW"];
            // The tag of a command that is complete.
            effective |= said[0] == b'C' && !idle.iter().any(|tag| said[5..].starts_with(tag));
            if said[0] == b'Z' {
                return Ok((answer, effective));
            }
        }
    }
}

/// One message with its head. The first one of a connection has no type.
async fn message(from: &mut TcpStream, typed: bool) -> std::io::Result<Vec<u8>> {
    let head = if typed { 5 } else { 4 };
    let mut bytes = vec![0; head];
    from.read_exact(&mut bytes).await?;
    let length = u32::from_be_bytes(bytes[head - 4..].try_into().expect("four bytes")) as usize;
    bytes.resize(head - 4 + length, 0);
    from.read_exact(&mut bytes[head..]).await?;
    Ok(bytes)
}
