//! One connection, and the statements that it keeps prepared.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::OnceCell;
use tokio::task::AbortHandle;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Statement};

use super::lru::Lru;
use super::{Shape, locked, pooler};
use crate::connect::{Endpoint, Open};
use crate::options::Options;

/// A connection of the pool.
pub(crate) struct Link {
    pub(super) id: u64,
    client: Client,
    statements: Mutex<Lru<u64, Arc<OnceCell<Statement>>>>,
    /// Something on it was cancelled.
    cancelled: AtomicBool,
    /// Behind it is a transaction pooler.
    pooled: bool,
    task: AbortHandle,
}

/// A statement that can be sent.
pub(crate) enum Ready {
    /// It is prepared.
    Kept(Statement),
    /// It is sent as text, with parameters of these types.
    Typed(Arc<[Type]>),
}

/// Whether a transaction is open on a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    Transaction,
    Nothing,
}

impl Link {
    pub(super) fn new(id: u64, open: Open, options: &Options) -> Self {
        let Open { client, task } = open;
        let statements = Mutex::new(Lru::new(options.statements));
        let cancelled = AtomicBool::new(false);
        Self { id, client, statements, cancelled, pooled: options.transaction_pooler, task }
    }

    /// Closes it without another word to the server, which may not be there to hear it. Whoever waits for an answer gets an
    /// error.
    pub(super) fn cut(&self) {
        self.task.abort();
    }

    pub(crate) fn is_pooled(&self) -> bool {
        self.pooled
    }

    /// Makes a statement ready to be sent.
    pub(crate) async fn ready(
        &self,
        shape: &Shape,
        text: &str,
        within: Within,
    ) -> Result<Ready, tokio_postgres::Error> {
        if !self.pooled {
            return self.prepare(shape, text).await.map(Ready::Kept);
        }
        match shape.types() {
            Some(types) => Ok(Ready::Typed(types)),
            None => Ok(Ready::Typed(shape.learn(&pooler::parameters(&self.client, text, within).await?))),
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The prepared statement for a text; several that ask at once wait for one to prepare it. Behind a pooler it is good for
    /// the transaction that is open.
    pub(crate) async fn prepare(
        &self,
        shape: &Shape,
        text: &str,
    ) -> Result<Statement, tokio_postgres::Error> {
        if self.pooled {
            return self.client.prepare(text).await;
        }
        let cell = self.cell(shape);
        if let Some(statement) = cell.get() {
            return Ok(statement.clone());
        }
        cell.get_or_try_init(|| self.client.prepare(text)).await.cloned()
    }

    fn cell(&self, shape: &Shape) -> Arc<OnceCell<Statement>> {
        let mut statements = locked(&self.statements);
        if let Some(cell) = statements.get(&shape.id) {
            return Arc::clone(cell);
        }
        let cell = Arc::default();
        // What made place for it is closed on the server when it is dropped, once nothing uses it any more.
        drop(statements.put(shape.id, Arc::clone(&cell)));
        cell
    }

    /// Asks the server to cancel what runs on the connection.
    pub(super) async fn cancel(&self, endpoint: &Endpoint) {
        self.cancelled.store(true, Ordering::Relaxed);
        if let Err(error) = self.client.cancel_token().cancel_query(endpoint.connector()).await {
            tracing::debug!(error = %error, "a statement could not be cancelled");
        }
    }

    /// Whether a statement on it may have been cancelled in place of another one.
    pub(crate) fn was_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    pub(crate) fn forget(&self, shape: &Shape) {
        locked(&self.statements).remove(&shape.id);
        shape.forget_types();
    }

    pub(super) fn forget_all(&self) {
        locked(&self.statements).clear();
    }
}
