//! Which replicas there are, and when one is good enough.

use std::time::Duration;

use crate::Result;
use crate::connect::{self, Endpoint};

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
    pub(super) replicas: Vec<Address>,
    pub(super) max_lag: Duration,
    pub(super) check: Duration,
    pub(super) patience: Duration,
    pub(super) catch_up: Duration,
}

/// Where a replica is.
#[derive(Clone)]
pub(super) enum Address {
    Url(String),
    Endpoint(Box<Endpoint>),
}

impl Address {
    pub(super) fn endpoint(&self) -> Result<Endpoint> {
        Ok(match self {
            Self::Url(url) => connect::config(url)?,
            Self::Endpoint(endpoint) => Endpoint::clone(endpoint),
        })
    }
}

impl Readers {
    /// The URLs of the replicas. Their order does not matter: each read begins with another one.
    pub fn new<U: Into<String>>(urls: impl IntoIterator<Item = U>) -> Self {
        Self {
            replicas: urls.into_iter().map(|url| Address::Url(url.into())).collect(),
            max_lag: Duration::from_secs(10),
            check: Duration::from_secs(1),
            patience: Duration::from_secs(1),
            catch_up: Duration::from_millis(500),
        }
    }

    /// One more replica, of which more than a URL is said: a password that is asked for at each connection
    /// ([`Endpoint::password_from`]), or addresses found in another way.
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.replicas.push(Address::Endpoint(Box::new(endpoint)));
        self
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

/// There may be passwords in the addresses.
impl std::fmt::Debug for Readers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Readers({} replicas, at most {:?} behind)", self.replicas.len(), self.max_lag)
    }
}
