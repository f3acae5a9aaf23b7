//! The connections that a [`Db`](crate::Db) keeps.
//!
//! There is one set of them, used in three ways. Statements that were seen to be quick and that only read are *pipelined*: sent
//! over a few shared connections without waiting for the answers of those before them, wherever least is in flight. Any other
//! single statement runs *alone*: it could be slow, or wait for a lock, and would hold up what is sent behind it. Transactions,
//! streams, and sessions of a caller's own are *lent* a connection. Who cannot be served waits in a queue, so that nothing is
//! committed to a connection that turns out to be slow while another one comes free.
//!
//! A connection that broke is left out and replaced. No statement that may have reached a server is sent again.

mod connection;
mod lease;
mod link;
mod lru;
mod pooler;
mod settle;
mod shape;
mod state;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub use connection::Connection;
pub(crate) use lease::Lease;
pub(crate) use link::{Link, Ready, Within};
pub(crate) use shape::Shape;
pub(crate) use state::Want;

use crate::connect::{ConnectErrorKind, Endpoint};
use crate::options::Options;
use crate::{Error, Result};
use shape::Shapes;
use state::{Limits, Pick, Service, State, Usage};

/// The first pause before another attempt to connect to a server that has no place now; it doubles.
const PAUSE: Duration = Duration::from_millis(50);

/// All connections to a database. Cheap to clone; every clone is the same pool.
#[derive(Clone)]
pub(crate) struct Pool(Arc<Inner>);

struct Inner {
    endpoint: Endpoint,
    options: Options,
    shapes: Shapes,
    state: Mutex<State>,
}

/// What someone who waited for a connection gets.
enum Grant {
    Lease(Lease),
    Opening(Opening),
}

/// A connection that is being opened; when that is given up, its place is free again.
struct Opening {
    pool: Pool,
    want: Want,
    done: bool,
}

/// A lock that a panic of its holder does not close: what it guards holds no broken promises half-way.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pool {
    /// A pool that opens its connections when they are first needed.
    pub(crate) fn new(endpoint: Endpoint, mut options: Options) -> Self {
        options.transaction_pooler |= endpoint.is_behind_pooler();
        let limits = Limits {
            connections: options.max_connections.max(1),
            shared: options.shared_connections,
            depth: options.pipeline,
        };
        let shapes = Shapes::new(options.statements.saturating_mul(4).max(64));
        Self(Arc::new(Inner { endpoint, options, shapes, state: Mutex::new(State::new(limits)) }))
    }

    pub(crate) fn options(&self) -> &Options {
        &self.0.options
    }

    pub(crate) fn endpoint(&self) -> &Endpoint {
        &self.0.endpoint
    }

    /// The shape of a statement.
    pub(crate) fn shape(&self, text: &str) -> Arc<Shape> {
        self.0.shapes.of(text)
    }

    /// Whether a transaction pooler stands in front of the server.
    fn is_pooled(&self) -> bool {
        self.0.options.transaction_pooler
    }

    /// How many connections are open.
    pub(crate) fn open_connections(&self) -> usize {
        self.state().open()
    }

    pub(crate) fn max_connections(&self) -> usize {
        self.0.options.max_connections.max(1)
    }

    pub(crate) fn close(&self) {
        self.state().close();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.0.state)
    }

    /// A connection for a single statement.
    pub(crate) async fn for_statement(&self, shape: &Shape) -> Result<Lease> {
        let quick = self.0.options.shared_connections > 0 && shape.is_quick();
        self.get(if quick { Want::Pipelined } else { Want::Alone }).await
    }

    /// A connection for as long as the caller holds it.
    pub(crate) async fn lend(&self) -> Result<Lease> {
        self.get(Want::Lent).await
    }

    async fn get(&self, want: Want) -> Result<Lease> {
        let waits = {
            let mut state = self.state();
            if state.closed {
                return Err(Error::pool("the pool is closed"));
            }
            match state.pick(want, Instant::now()) {
                Some(Pick::Given(link, place)) => {
                    let crowded = want == Want::Pipelined && state.is_crowded();
                    drop(state);
                    if crowded {
                        self.open_one_more();
                    }
                    return Ok(Lease::new(self.clone(), link, place, want));
                }
                Some(Pick::Open) => None,
                None => Some(state.wait(want)),
            }
        };
        let Some(waits) = waits else { return Opening::new(self.clone(), want).open().await };
        let Ok(granted) = tokio::time::timeout(self.0.options.wait, waits).await else {
            return Err(Error::pool(
                "no connection became free in time: all are in use; raise `Options::max_connections`, or look for \
                 transactions that stay open",
            ));
        };
        match granted {
            Ok(Grant::Lease(lease)) => Ok(lease),
            Ok(Grant::Opening(opening)) => opening.open().await,
            Err(_) => Err(Error::pool("the pool is closed")),
        }
    }

    /// Opens another shared connection while statements go on over those there are.
    fn open_one_more(&self) {
        let opening = Opening::new(self.clone(), Want::Pipelined);
        tokio::spawn(async move {
            match opening.open().await {
                Ok(mut lease) => lease.finish_unseen(),
                Err(error) => tracing::debug!(error = %error, "no further connection could be opened"),
            }
        });
    }

    /// A statement is done, or a loan is over.
    fn release(&self, link: &Link, place: u64, started: Instant) -> Option<Service> {
        let mut state = self.state();
        let service = state.release(link.id, place, started);
        let waited_for = state.is_waited_for();
        drop(state);
        if waited_for {
            self.serve();
        }
        service
    }

    /// A connection is not to be used again.
    pub(crate) fn remove(&self, link: &Link) {
        self.state().remove(link.id);
        self.serve();
    }

    fn serve(&self) {
        let rejected = {
            let mut state = self.state();
            state.serve(|want, pick| match pick {
                Pick::Given(link, place) => Grant::Lease(Lease::new(self.clone(), link, place, want)),
                Pick::Open => Grant::Opening(Opening::new(self.clone(), want)),
            })
        };
        // Dropped without the lock, which giving them back takes.
        drop(rejected);
    }

    /// A connection that the pool does not count.
    pub(crate) async fn connect(&self) -> Result<tokio_postgres::Client> {
        let begun = Instant::now();
        let mut pause = PAUSE;
        loop {
            match self.0.endpoint.connect().await {
                Ok(client) => return Ok(client),
                // The server is starting, or has given all its places away.
                Err(error)
                    if error.kind() == ConnectErrorKind::Busy
                        && begun.elapsed() + pause < self.0.options.wait =>
                {
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(Duration::from_secs(1));
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Opening {
    fn new(pool: Pool, want: Want) -> Self {
        Self { pool, want, done: false }
    }

    async fn open(mut self) -> Result<Lease> {
        let client = self.pool.connect().await?;
        if self.pool.is_pooled() {
            pooler::show_types(&client).await?;
        }
        self.done = true;
        let pool = self.pool.clone();
        let mut state = pool.state();
        if state.closed {
            state.not_opened();
            return Err(Error::pool("the pool is closed"));
        }
        let link = Arc::new(Link::new(state.number(), client, &pool.0.options));
        let usage = match self.want {
            Want::Pipelined => Usage::Pipelined(1),
            Want::Alone => Usage::Alone,
            Want::Lent => Usage::Lent,
        };
        let place = state.opened(&link, usage);
        drop(state);
        Ok(Lease::new(pool, link, place, self.want))
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        if !self.done {
            self.pool.state().not_opened();
            self.pool.serve();
        }
    }
}
