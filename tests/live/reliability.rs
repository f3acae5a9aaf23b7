//! Connections under pressure: servers that go and come back, places that run out, silence, other servers. What was injected and
//! what was seen stands in `docs/reliability.md`.

mod client;
mod fail_over;
mod hole;
mod limits;
mod load;
mod password;
mod pressure;
mod retry;
mod secrets;
mod slow;
mod tls;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tablewright::{Db, Options, Result, Retry, sql};
use tablewright_tests::Database;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::faults::private::Private;

/// Short pauses, for tests.
const QUICK: Retry =
    Retry { retries: 40, first: Duration::from_millis(20), most: Duration::from_millis(250) };

/// The longest that anything here may take on a busy machine: a bound for what would hang, not a measure.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits, and says what for when it never comes.
async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(done) => done,
        Err(_) => panic!("still waiting for {what} after {PATIENCE:?}"),
    }
}

/// Waits until something is so.
async fn until<F: Future<Output = bool>>(what: &str, is: impl Fn() -> F) {
    let begun = Instant::now();
    while !is().await {
        assert!(begun.elapsed() < PATIENCE, "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A URL with another host and port.
fn at(url: &str, host: &str, port: u16) -> String {
    let (start, rest) = url.rsplit_once('@').expect("a URL with a user");
    let (_, database) = rest.split_once('/').expect("a URL with a database");
    format!("{start}@{host}:{port}/{database}")
}

/// Where a URL leads to: host and port.
fn address(url: &str) -> String {
    let (_, rest) = url.rsplit_once('@').expect("a URL with a user");
    rest.split_once('/').expect("a URL with a database").0.to_owned()
}

/// With another user and password.
fn as_user(url: &str, user: &str, password: &str) -> String {
    let (_, rest) = url.rsplit_once('@').expect("a URL with a user");
    format!("postgres://{user}:{password}@{rest}")
}

/// A relay between clients and a server, which can fall silent without a word.
struct Relay {
    port: u16,
    state: Arc<Mutex<Relayed>>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Relayed {
    /// New connections are taken and get no answer.
    silent: bool,
    running: Vec<JoinHandle<()>>,
    /// Sockets that nobody reads or writes any more; they stay open.
    kept: Vec<TcpStream>,
    accepted: usize,
}

impl Relay {
    async fn start(address: &str, to: &str) -> Self {
        let listener = TcpListener::bind(address).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let state: Arc<Mutex<Relayed>> = Arc::default();
        let (inner, to) = (Arc::clone(&state), to.to_owned());
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let mut state = inner.lock().unwrap();
                state.accepted += 1;
                if state.silent {
                    state.kept.push(client);
                    continue;
                }
                let (to, kept) = (to.clone(), Arc::clone(&inner));
                state.running.push(tokio::spawn(relay(client, to, kept)));
            }
        });
        Self { port, state, task }
    }

    /// Nothing goes through any more, and nobody is told.
    fn silence(&self) {
        self.state.lock().unwrap().silent = true;
        self.forget();
    }

    /// What goes through now falls silent; new connections work.
    fn forget(&self) {
        for running in self.state.lock().unwrap().running.drain(..) {
            running.abort();
        }
    }

    fn listen(&self) {
        self.state.lock().unwrap().silent = false;
    }

    fn accepted(&self) -> usize {
        self.state.lock().unwrap().accepted
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
        self.forget();
    }
}

/// Sockets that are kept when the task around them ends.
struct Kept(Option<TcpStream>, Option<TcpStream>, Arc<Mutex<Relayed>>);

impl Drop for Kept {
    fn drop(&mut self) {
        if let Ok(mut state) = self.2.lock() {
            state.kept.extend([self.0.take(), self.1.take()].into_iter().flatten());
        }
    }
}

async fn relay(client: TcpStream, to: String, state: Arc<Mutex<Relayed>>) {
    let Ok(server) = TcpStream::connect(&to).await else { return };
    let mut kept = Kept(Some(client), Some(server), state);
    if let (Some(client), Some(server)) = (&mut kept.0, &mut kept.1) {
        let _ = client.set_nodelay(true);
        let _ = server.set_nodelay(true);
        let _ = tokio::io::copy_bidirectional(client, server).await;
    }
    // It ended by itself, so that both sides are told.
    (kept.0, kept.1) = (None, None);
}

/// The port of the server that a statement runs on.
async fn port(db: &Db) -> Result<String> {
    db.sql(sql!("SELECT current_setting('port')")).scalar().await
}
