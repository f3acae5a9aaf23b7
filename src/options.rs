//! How a [`Db`](crate::Db) connects.

use std::time::Duration;

/// Settings of the pool. What concerns the connection itself stands in the URL.
///
/// ```
/// use std::time::Duration;
/// use tablewright::Options;
///
/// let options = Options { max_connections: 4, wait: Duration::from_secs(5) };
/// assert_ne!(options, Options::default());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many connections are open at most.
    pub max_connections: usize,
    /// How long a statement waits for a free one.
    pub wait: Duration,
}

impl Default for Options {
    /// Ten connections, thirty seconds.
    fn default() -> Self {
        Self { max_connections: 10, wait: Duration::from_secs(30) }
    }
}
