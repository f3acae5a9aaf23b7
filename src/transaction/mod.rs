//! Transactions and savepoints.

mod options;

use std::ops::{AsyncFnOnce, Deref};

use futures_util::FutureExt;
use tokio_postgres::error::SqlState;
use tokio_postgres::{CancelToken, Client};

pub use options::TransactionOptions;

use crate::executor::{Executor, Session, Source};
use crate::{Error, Result};

/// An open transaction. All that runs statements is on [`Executor`], to which it derefs.
///
/// Dropped without [`commit`](Self::commit), it rolls back.
pub struct Transaction<'a> {
    executor: Executor<'a>,
    session: Session<'a>,
    /// 0 for a transaction, above that for a savepoint in one.
    depth: usize,
    open: bool,
}

impl<'a> Transaction<'a> {
    /// Begins a transaction on a connection of one's own.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn begin(client: &'a mut Client) -> Result<Self> {
        Self::start(Session::Client(client), 0, "BEGIN").await
    }

    pub(crate) async fn start(session: Session<'a>, depth: usize, begin: &str) -> Result<Self> {
        if let (0, Session::Leased(lease)) = (depth, &session) {
            lease.set_open(true);
        }
        // It exists before the statement is sent: when this future is dropped half-way, the rollback is sent behind it.
        let executor = Executor::within(Source::Session(session.clone()));
        let transaction = Self { executor, session, depth, open: true };
        transaction.session.batch(begin).await?;
        Ok(transaction)
    }

    /// Commits; a savepoint's work becomes part of the transaction around it.
    ///
    /// # Errors
    /// When a deferred constraint is violated, when a statement in it failed whatever the caller made of that, or when the
    /// server is gone: nothing is kept then. (Of a connection that broke while the commit was on its way nobody knows.)
    pub async fn commit(mut self) -> Result<()> {
        let commit = match self.depth {
            // The server takes COMMIT of a failed transaction for ROLLBACK, and calls that a success.
            0 if self.is_doubtful() => "SELECT; COMMIT".to_owned(),
            0 => "COMMIT".to_owned(),
            depth => format!("RELEASE SAVEPOINT tablewright_{depth}"),
        };
        match self.session.batch(&commit).await {
            Ok(()) => {
                self.ended();
                Ok(())
            }
            Err(error) if error.code() == Some(&SqlState::IN_FAILED_SQL_TRANSACTION) => {
                self.roll_back().await?;
                Err(Error::rolled_back())
            }
            Err(error) => Err(error),
        }
    }

    /// Undoes all of it; dropping does the same without waiting for the server.
    ///
    /// # Errors
    /// When the server is gone, which undoes it as well.
    pub async fn rollback(mut self) -> Result<()> {
        self.roll_back().await
    }

    async fn roll_back(&mut self) -> Result<()> {
        self.session.batch(&self.undo()).await?;
        self.ended();
        Ok(())
    }

    fn is_doubtful(&self) -> bool {
        match &self.session {
            Session::Leased(lease) => lease.is_doubtful(),
            Session::Client(_) => true,
        }
    }

    fn ended(&mut self) {
        self.open = false;
        if let (0, Session::Leased(lease)) = (self.depth, &self.session) {
            lease.set_open(false);
        }
    }

    /// A part of the transaction that can fail by itself (a savepoint): when the closure returns `Err`, what it did is undone
    /// and the transaction around it can go on.
    ///
    /// # Errors
    /// What the closure returns, or why the savepoint could not be set or released.
    pub async fn transaction<R, F>(&mut self, work: F) -> Result<R>
    where
        F: AsyncFnOnce(&mut Transaction<'_>) -> Result<R>,
    {
        self.savepoint().await?.finish_with(work).await
    }

    /// A savepoint: what is done in it is undone by itself when it is dropped or rolled back, and becomes part of the
    /// transaction around it when it is committed.
    ///
    /// # Errors
    /// Why it could not be set.
    pub async fn savepoint(&mut self) -> Result<Transaction<'_>> {
        let depth = self.depth + 1;
        Transaction::start(self.session.clone(), depth, &format!("SAVEPOINT tablewright_{depth}")).await
    }

    /// The driver's client, for what this crate does not do: several statements in one text, `COPY` in other forms.
    pub fn client(&self) -> &Client {
        if let Session::Leased(lease) = &self.session {
            lease.doubt();
        }
        self.session.client()
    }

    /// What cancels the statement that runs in this transaction, from another task:
    /// `token.cancel_query(endpoint.connector())`. The statement then fails with `57014`, and the transaction with it.
    pub fn cancel_token(&self) -> CancelToken {
        self.session.client().cancel_token()
    }

    pub(crate) async fn finish_with<R, F>(mut self, work: F) -> Result<R>
    where
        F: AsyncFnOnce(&mut Transaction<'_>) -> Result<R>,
    {
        match work(&mut self).await {
            Ok(value) => {
                self.commit().await?;
                Ok(value)
            }
            Err(error) => {
                // The closure's error is the one to tell; when the rollback fails too, the connection is gone.
                if let Err(rollback) = self.rollback().await {
                    tracing::warn!(error = %rollback, "the transaction could not be rolled back");
                }
                Err(error)
            }
        }
    }

    fn undo(&self) -> String {
        match self.depth {
            0 => "ROLLBACK".to_owned(),
            depth => {
                format!("ROLLBACK TO SAVEPOINT tablewright_{depth}; RELEASE SAVEPOINT tablewright_{depth}")
            }
        }
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open {
            // A request is sent when its future is first polled; the answer is not waited for. The connection's next
            // statement comes behind it.
            let _ = self.session.client().batch_execute(&self.undo()).now_or_never();
        }
    }
}

impl<'a> Deref for Transaction<'a> {
    type Target = Executor<'a>;
    fn deref(&self) -> &Executor<'a> {
        &self.executor
    }
}

impl std::fmt::Debug for Transaction<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Transaction(depth {})", self.depth)
    }
}
