//! Plain HTTP, as much of it as a health check and an example need.

use std::io;
use std::time::Duration;

use tablewright::Db;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The most bytes of a request's head.
const MOST: usize = 8 * 1024;
/// How long a client may take for it, and to take the answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Answers requests, each in a task of its own, for as long as it is polled.
pub async fn serve(listener: TcpListener, db: Db) -> io::Result<()> {
    loop {
        let (stream, _) = match listener.accept().await {
            Ok(accepted) => accepted,
            // Out of descriptors: others will be given back.
            Err(error) => {
                eprintln!("cannot accept: {error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let db = db.clone();
        tokio::spawn(async move {
            // A client that goes away is its own business.
            let _ = tokio::time::timeout(PATIENCE, answer(stream, &db)).await;
        });
    }
}

async fn answer(mut stream: TcpStream, db: &Db) -> io::Result<()> {
    let head = head(&mut stream).await?;
    let (status, body) = match head.lines().next().and_then(|line| line.strip_prefix("GET ")) {
        Some(rest) => get(rest.split(' ').next().unwrap_or_default(), db).await,
        None => ("405 Method Not Allowed", "only GET\n".to_owned()),
    };
    let length = body.len();
    let kind = if body.starts_with('{') { "application/json" } else { "text/plain; charset=utf-8" };
    let text = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(text.as_bytes()).await?;
    stream.shutdown().await
}

async fn get(path: &str, db: &Db) -> (&'static str, String) {
    match path {
        "/health" if crate::is_healthy(db).await => ("200 OK", "{\"database\":\"up\"}\n".to_owned()),
        "/health" => ("503 Service Unavailable", "{\"database\":\"down\"}\n".to_owned()),
        "/" => match crate::visit(db, "/").await {
            Ok(count) => ("200 OK", format!("visit {count}\n")),
            Err(error) => {
                // For the log; what a server says of its database is not for visitors.
                eprintln!("{error}");
                ("500 Internal Server Error", "that did not work\n".to_owned())
            }
        },
        _ => ("404 Not Found", "there is / and /health\n".to_owned()),
    }
}

/// Reads up to the empty line.
async fn head(stream: &mut TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut some = [0; 1024];
    while !bytes.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut some).await? {
            0 => break,
            count => bytes.extend_from_slice(&some[..count]),
        }
        if bytes.len() > MOST {
            return Err(io::Error::other("the head of the request is too long"));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Asks a server that runs on this machine: the status line and the body. For a container's health check, which has no `curl`.
pub async fn ask(address: &str, path: &str) -> io::Result<(String, String)> {
    let exchange = async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes()).await?;
        let mut text = String::new();
        stream.read_to_string(&mut text).await?;
        Ok::<_, io::Error>(text)
    };
    let text = tokio::time::timeout(PATIENCE, exchange).await.map_err(io::Error::other)??;
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    Ok((head.lines().next().unwrap_or_default().to_owned(), body.to_owned()))
}
