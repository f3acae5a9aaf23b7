//! How a [`Db`](crate::Db) connects.

use std::time::Duration;

/// Settings of the connections. What concerns each connection itself stands in the URL.
///
/// ```
/// use std::time::Duration;
/// use tablewright::Options;
///
/// let options = Options { max_connections: 4, wait: Duration::from_secs(5), ..Options::default() };
/// assert_ne!(options, Options::default());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many connections are open at most: those that single statements share, and those of transactions, streams and
    /// sessions together. From two up, one of them is never given to a transaction, so that single statements go on while all
    /// others are taken.
    pub max_connections: usize,
    /// How many of them are shared at most: over a shared connection quick reading statements are sent without waiting for the
    /// answers of those before them. With 0 every statement has a connection for itself while it runs.
    pub shared_connections: usize,
    /// How many statements are in flight on a shared connection at most; further ones wait.
    pub pipeline: usize,
    /// How long a statement or transaction waits for a connection when all are in use, and for a server that is starting.
    pub wait: Duration,
    /// How many prepared statements a connection keeps. The one that was not used the longest makes place for a new one.
    pub statements: usize,
    /// Whether a transaction pooler (PgBouncer, PgCat, Supavisor, ..) stands in front of the server, which may give every
    /// transaction another connection. Then nothing is kept prepared: each statement is one message group without a name, whose
    /// types are learned when it is first sent. `?pgbouncer=true` in the URL says the same. What needs a session
    /// (`Db::connection`, advisory locks, migrations) needs a URL that goes to the server itself.
    pub transaction_pooler: bool,
}

impl Default for Options {
    /// Ten connections, up to four of them shared with 64 statements in flight on each, thirty seconds, 256 statements.
    fn default() -> Self {
        Self {
            max_connections: 10,
            shared_connections: 4,
            pipeline: 64,
            wait: Duration::from_secs(30),
            statements: 256,
            transaction_pooler: false,
        }
    }
}
