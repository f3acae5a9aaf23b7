//! Transactions and savepoints.

use std::ops::{AsyncFnOnce, Deref};

use futures_util::FutureExt;
use tokio_postgres::Client;

use crate::Result;
use crate::executor::{Executor, Session, Source};

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
        Self::start(Session::Client(client), 0).await
    }

    pub(crate) async fn start(session: Session<'a>, depth: usize) -> Result<Self> {
        // It exists before the statement is sent: when this future is dropped half-way, the rollback is sent behind it.
        let executor = Executor::new(Source::Session(session));
        let transaction = Self { executor, session, depth, open: true };
        let begin = match depth {
            0 => "BEGIN".to_owned(),
            depth => format!("SAVEPOINT tablewright_{depth}"),
        };
        transaction.client().batch_execute(&begin).await?;
        Ok(transaction)
    }

    /// Commits; a savepoint's work becomes part of the transaction around it.
    ///
    /// # Errors
    /// When a deferred constraint is violated or the server is gone: nothing is kept then.
    pub async fn commit(mut self) -> Result<()> {
        let commit = match self.depth {
            0 => "COMMIT".to_owned(),
            depth => format!("RELEASE SAVEPOINT tablewright_{depth}"),
        };
        self.client().batch_execute(&commit).await?;
        self.open = false;
        Ok(())
    }

    /// Undoes all of it; dropping does the same without waiting for the server.
    ///
    /// # Errors
    /// When the server is gone, which undoes it as well.
    pub async fn rollback(mut self) -> Result<()> {
        let rollback = self.undo();
        self.client().batch_execute(&rollback).await?;
        self.open = false;
        Ok(())
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
        Transaction::start(self.session, self.depth + 1).await?.finish_with(work).await
    }

    /// The connection, for what this crate does not do: `COPY`, several statements in one text.
    pub fn client(&self) -> &Client {
        self.session.client()
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
            let _ = self.client().batch_execute(&self.undo()).now_or_never();
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
