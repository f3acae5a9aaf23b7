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
mod keeper;
mod lease;
mod link;
mod lru;
mod opening;
mod pooler;
mod pressure;
mod settle;
mod shape;
mod slow;
mod state;
mod status;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub use connection::{ClientGuard, Connection};
pub(crate) use lease::{Lease, ends_session};
pub(crate) use link::{Link, Ready, Within};
pub(crate) use shape::Shape;
pub(crate) use slow::note;
pub(crate) use state::Want;
pub use status::{ServerStatus, Status};

use crate::connect::{ConnectError, Endpoint};
use crate::options::Options;
use crate::{Error, Result};
use opening::Opening;
use shape::Shapes;
use state::{Given, Limits, Service, State};

/// All connections to a database. Cheap to clone; every clone is the same pool.
#[derive(Clone)]
pub(crate) struct Pool(Arc<Inner>);

struct Inner {
    endpoint: Endpoint,
    options: Options,
    follows: Follows,
    shapes: Shapes,
    state: Mutex<State>,
}

/// Which server the connections go to, when more than one has the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follows {
    /// The one that takes writes, whichever it is.
    Writer,
    /// Whatever the URL leads to.
    Any,
}

/// What someone who waited for a connection gets.
enum Grant {
    Lease(Lease),
    /// There is none, and none can be opened.
    Failed(ConnectError),
    /// It asks again.
    Again,
}

/// How long a connection that nobody used for a while may take to say that it is still there.
const PING: Duration = Duration::from_secs(2);

/// A lock that a panic of its holder does not close: what it guards holds no broken promises half-way.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pool {
    /// A pool that opens its connections when they are first needed.
    pub(crate) fn new(endpoint: Endpoint, options: Options) -> Self {
        Self::of(endpoint.prefer_writer(), options, Follows::Writer)
    }

    /// A pool whose server need not take writes, now or later.
    pub(crate) fn of_reader(endpoint: Endpoint, options: Options) -> Self {
        Self::of(endpoint, options, Follows::Any)
    }

    fn of(mut endpoint: Endpoint, mut options: Options, follows: Follows) -> Self {
        options.transaction_pooler |= endpoint.is_behind_pooler();
        if let Some(settings) = options.session_settings().filter(|_| !options.transaction_pooler) {
            endpoint.add_options(&settings);
        }
        if let Some(limit) = options.connect_timeout {
            endpoint.set_connect_timeout(limit);
        }
        // Who says which kind of server to connect to knows better.
        let follows = if endpoint.wants_kind() { Follows::Any } else { follows };
        let limits = Limits {
            connections: options.max_connections.max(1),
            shared: options.shared_connections,
            depth: options.pipeline,
        };
        let shapes = Shapes::new(options.statements.saturating_mul(4).max(64));
        let state = Mutex::new(State::new(limits));
        Self(Arc::new(Inner { endpoint, options, follows, shapes, state }))
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

    /// The first connection, for which all attempts are made, however long they take.
    pub(crate) async fn first(&self) -> Result<()> {
        drop(self.get_before(Want::Lent, None).await?);
        Ok(())
    }

    async fn get(&self, want: Want) -> Result<Lease> {
        let begun = Instant::now();
        let got = self.get_before(want, Some(begun + self.0.options.wait)).await;
        status::acquired(begun.elapsed(), got.is_ok());
        got
    }

    async fn get_before(&self, want: Want, deadline: Option<Instant>) -> Result<Lease> {
        loop {
            let lease = match self.ask(want)? {
                Asked::Given(lease, idle) => {
                    if idle >= self.0.options.ping_after && !self.is_there(&lease).await {
                        continue;
                    }
                    return Ok(lease);
                }
                Asked::Waits(waits) => match deadline {
                    None => waits.await,
                    Some(at) => match tokio::time::timeout_at(at.into(), waits).await {
                        Ok(granted) => granted,
                        Err(_) => return Err(self.too_long()),
                    },
                },
            };
            match lease {
                Ok(Grant::Lease(lease)) => return Ok(lease),
                Ok(Grant::Failed(error)) => return Err(error.into()),
                Ok(Grant::Again) => {}
                Err(_) => return Err(Error::pool("the pool is closed")),
            }
        }
    }

    fn ask(&self, want: Want) -> Result<Asked> {
        let mut state = self.state();
        if state.closed {
            return Err(Error::pool("the pool is closed"));
        }
        let now = Instant::now();
        let (asked, openings) = match state.pick(want, now) {
            Some(Given { link, place, idle }) => {
                let crowded = want == Want::Pipelined && state.is_crowded();
                (Asked::Given(Lease::new(self.clone(), link, place, want), idle), usize::from(crowded))
            }
            None => (Asked::Waits(state.wait(want)), state.to_open(now)),
        };
        drop(state);
        self.open(openings);
        Ok(asked)
    }

    /// Whether the server still answers on a connection that was idle for long: something in between may have forgotten it.
    async fn is_there(&self, lease: &Lease) -> bool {
        let ping = tokio::time::timeout(PING, lease.link().client().check_connection()).await;
        let there = matches!(ping, Ok(Ok(())));
        if !there {
            tracing::debug!("a connection that was idle is gone");
            self.cut(lease.link());
        }
        there
    }

    fn too_long(&self) -> Error {
        match self.state().why() {
            Some(error) => error.into(),
            None => Error::pool(
                "no connection became free in time: all are in use; raise `Options::max_connections`, or look for \
                 transactions that stay open",
            ),
        }
    }

    /// Opens connections, which belong to nobody yet.
    fn open(&self, count: usize) {
        for _ in 0..count {
            let opening = Opening::new(self.clone());
            match tokio::runtime::Handle::try_current() {
                Ok(runtime) => drop(runtime.spawn(opening.run())),
                // Whoever waits does so in a runtime, and opens it there.
                Err(_) => drop(opening),
            }
        }
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

    /// A connection is not to be used again by anyone, and what still runs on it has no answer any more.
    pub(crate) fn cut(&self, link: &Link) {
        link.cut();
        self.remove(link);
    }

    /// The server does not take writes any more: another one does, or will.
    fn failed_over(&self) {
        let known = self.is_pooled() || self.state().pressure.was_writer;
        if self.0.follows == Follows::Writer && known {
            tracing::warn!(
                "the server takes no writes any more: its connections are closed, and the writer is looked for"
            );
            self.state().retire();
            self.serve();
        }
    }

    fn serve(&self) {
        let (rejected, openings) = {
            let mut state = self.state();
            let grant =
                |want, Given { link, place, .. }| Grant::Lease(Lease::new(self.clone(), link, place, want));
            (state.serve(grant), state.to_open(Instant::now()))
        };
        // Dropped without the lock, which giving them back takes.
        drop(rejected);
        self.open(openings);
    }

    /// A connection that the pool does not count.
    pub(crate) async fn connect(&self) -> Result<tokio_postgres::Client> {
        let mut done = 0;
        loop {
            match self.0.endpoint.connect().await {
                Ok(client) => return Ok(client),
                Err(error) => {
                    match self.0.options.retry.pause(done).filter(|_| error.kind().is_transient()) {
                        Some(pause) => tokio::time::sleep(pause).await,
                        None => return Err(error.into()),
                    }
                }
            }
            done += 1;
        }
    }
}

/// What someone who asks for a connection is told at once.
enum Asked {
    /// This one, which nobody used for so long.
    Given(Lease, Duration),
    Waits(tokio::sync::oneshot::Receiver<Grant>),
}
