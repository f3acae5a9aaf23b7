//! Which replicas there are, and when one is good enough.

use std::time::Duration;

/// Replicas to read from, and when one of them is good enough: for [`Db::readers`](crate::Db::readers).
///
/// ```
/// use std::time::Duration;
/// use tablewright::Readers;
///
/// let readers = Readers::new(["postgres://ada@one.internal/shop", "postgres://ada@two.internal/shop"])
///     .max_lag(Duration::from_secs(2));
/// # drop(readers);
/// ```
#[derive(Clone)]
#[must_use = "readers do nothing until a database has them: `db.readers(..)`"]
pub struct Readers {
    pub(super) urls: Vec<String>,
    pub(super) max_lag: Duration,
    pub(super) check: Duration,
    pub(super) patience: Duration,
    pub(super) catch_up: Duration,
}

impl Readers {
    /// The URLs of the replicas. Their order does not matter: each read begins with another one.
    pub fn new<U: Into<String>>(urls: impl IntoIterator<Item = U>) -> Self {
        Self {
            urls: urls.into_iter().map(Into::into).collect(),
            max_lag: Duration::from_secs(10),
            check: Duration::from_secs(1),
            patience: Duration::from_secs(1),
            catch_up: Duration::from_millis(500),
        }
    }

    /// A replica is read from only while everything that was committed longer ago than this is certain to be there; 10 seconds.
    /// Between two measurements its lag is taken to grow, so this holds at every moment.
    pub fn max_lag(mut self, max_lag: Duration) -> Self {
        self.max_lag = max_lag;
        self
    }

    /// How long a measurement is used: after that, the next read has it made again, without waiting for it where the replica is
    /// still good enough. 1 second, and at most half of [`max_lag`](Self::max_lag). Nothing is measured while nobody reads.
    pub fn check_every(mut self, check: Duration) -> Self {
        self.check = check;
        self
    }

    /// How long a read waits for a connection to a replica, and for a measurement, before it goes elsewhere; 1 second.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// How long a read that asks for [`at_least`](crate::Reader::at_least) a place waits for a replica to come so far, before it
    /// goes to the writer; 500 milliseconds.
    pub fn catch_up(mut self, catch_up: Duration) -> Self {
        self.catch_up = catch_up;
        self
    }

    pub(super) fn interval(&self) -> Duration {
        self.check.min(self.max_lag / 2)
    }
}

/// A list of URLs, with the settings as they are.
impl<U: Into<String>, const N: usize> From<[U; N]> for Readers {
    fn from(urls: [U; N]) -> Self {
        Self::new(urls)
    }
}

/// A list of URLs, with the settings as they are.
impl<U: Into<String>> From<Vec<U>> for Readers {
    fn from(urls: Vec<U>) -> Self {
        Self::new(urls)
    }
}

/// There may be passwords in the URLs.
impl std::fmt::Debug for Readers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Readers({} replicas, at most {:?} behind)", self.urls.len(), self.max_lag)
    }
}
