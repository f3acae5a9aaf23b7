//! One connection, and the statements that it keeps prepared.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::OnceCell;
use tokio_postgres::{Client, Statement};

use super::lru::Lru;
use super::{Shape, locked};
use crate::connect::Endpoint;

/// A connection of the pool.
pub(crate) struct Link {
    pub(super) id: u64,
    client: Client,
    statements: Mutex<Lru<u64, Arc<OnceCell<Statement>>>>,
    /// Something on it was cancelled.
    cancelled: AtomicBool,
}

impl Link {
    pub(super) fn new(id: u64, client: Client, statements: usize) -> Self {
        Self { id, client, statements: Mutex::new(Lru::new(statements)), cancelled: AtomicBool::new(false) }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The prepared statement for a text; several that ask at once wait for one to prepare it.
    pub(crate) async fn prepare(
        &self,
        shape: &Shape,
        text: &str,
    ) -> Result<Statement, tokio_postgres::Error> {
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
    }

    pub(super) fn forget_all(&self) {
        locked(&self.statements).clear();
    }
}
