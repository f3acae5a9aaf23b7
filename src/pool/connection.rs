//! A connection of a caller's own.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use tokio_postgres::Client;

use super::Lease;
use crate::executor::{Executor, Session, Source};
use crate::{Result, Transaction};

/// A connection of one's own, for session state: `SET`, temporary tables, advisory locks, `LISTEN`. All that runs statements is
/// on [`Executor`], to which it derefs.
///
/// It goes back to the pool when it is dropped, and is reset before anyone else gets it: settings, temporary tables, locks and
/// cursors are gone then, and a transaction that is still open is rolled back.
pub struct Connection {
    executor: Executor<'static>,
    lease: Arc<Lease>,
}

impl Connection {
    pub(crate) fn new(lease: Lease) -> Self {
        lease.has_session();
        let lease = Arc::new(lease);
        Self { executor: Executor::new(Source::Session(Session::Leased(Arc::clone(&lease)))), lease }
    }

    /// The driver's client, for what this crate does not do: several statements in one text, `COPY` in other forms.
    pub fn client(&self) -> &Client {
        self.lease.link().client()
    }

    /// Begins a transaction on this connection.
    ///
    /// # Errors
    /// When the server is gone.
    pub async fn begin(&mut self) -> Result<Transaction<'_>> {
        Transaction::start(Session::Leased(Arc::clone(&self.lease)), 0, "BEGIN").await
    }
}

/// The driver's client, lent: [`Db::client`](crate::Db::client).
pub struct ClientGuard(Lease);

impl ClientGuard {
    pub(crate) fn new(lease: Lease) -> Self {
        lease.has_session();
        Self(lease)
    }
}

impl Deref for ClientGuard {
    type Target = Client;
    fn deref(&self) -> &Client {
        self.0.link().client()
    }
}

impl fmt::Debug for ClientGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientGuard")
    }
}

impl Deref for Connection {
    type Target = Executor<'static>;
    fn deref(&self) -> &Executor<'static> {
        &self.executor
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connection")
    }
}
