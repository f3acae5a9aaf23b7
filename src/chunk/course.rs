//! From chunk to chunk: transactions, attempts, pauses.

use std::ops::AsyncFnOnce;
use std::time::{Duration, Instant};

use super::{Chunks, Journal, Progress, Step, Watch};
use crate::executor::Executor;
use crate::{Cursor, Result, Transaction, TransactionOptions};

/// A way through the rows of a table.
pub(super) struct Course<'e, 'c> {
    pub(super) each: Each<'e>,
    pub(super) rows: u32,
    pub(super) counts: bool,
    pub(super) locks: bool,
    pub(super) progress: Progress,
    per_second: Option<u32>,
    watch: Watch<'c>,
    begun: Instant,
}

/// How one chunk runs.
pub(super) struct Each<'e> {
    executor: &'e Executor<'e>,
    transaction: TransactionOptions,
    journal: Option<(&'e dyn Journal, usize)>,
}

/// How many rows a chunk had, and its last key.
pub(super) type Done = Option<(u64, Cursor)>;

impl<'e, 'c> Course<'e, 'c> {
    /// `None` where an earlier run has done all of it.
    pub(super) fn start(executor: &'e Executor<'e>, chunks: Chunks<'c>) -> Result<Option<Self>> {
        executor.can_begin()?;
        let Chunks { rows, per_second, transaction, after, counts, locks, watch } = chunks;
        let (journal, end) = match executor.journal().map(|journal| (journal, journal.next())) {
            None => (None, after),
            Some((_, Step::Done)) => return Ok(None),
            Some((journal, Step::Open(step, end))) => (Some((journal, step)), end.or(after)),
        };
        let each = Each { executor, transaction, journal };
        let progress = Progress { end, ..Progress::default() };
        Ok(Some(Self { each, rows, counts, locks, progress, per_second, watch, begun: Instant::now() }))
    }

    /// A chunk is committed.
    pub(super) async fn advance(&mut self, rows: u64, end: Cursor, took: Duration) {
        self.progress.rows += rows;
        self.progress.chunks += 1;
        self.progress.end = Some(end);
        self.progress.took = self.begun.elapsed();
        (self.watch)(&self.progress);
        if let Some((journal, step)) = self.each.journal {
            journal.tell(step, &self.progress);
        }
        if let Some(per_second) = self.per_second {
            let least = Duration::from_secs_f64(rows as f64 / f64::from(per_second));
            tokio::time::sleep(least.saturating_sub(took)).await;
        }
    }

    /// There are no more rows.
    pub(super) async fn finish(mut self) -> Result<Progress> {
        if let Some((journal, step)) = self.each.journal {
            let transaction = self.each.executor.begin(&TransactionOptions::new()).await?;
            journal.save(transaction.client(), step, None).await?;
            transaction.commit().await?;
        }
        self.progress.took = self.begun.elapsed();
        Ok(self.progress)
    }
}

impl Each<'_> {
    /// Runs a chunk in a transaction of its own, again where it met another one. (A commit whose answer was lost is not run again:
    /// it may have taken effect.)
    pub(super) async fn chunk<F>(&self, work: F) -> Result<Done>
    where
        F: AsyncFnOnce(&mut Transaction<'_>) -> Result<Done> + Clone,
    {
        let mut attempt = 0;
        loop {
            let error = match self.once(work.clone()).await {
                Ok(done) => return Ok(done),
                Err(error) => error,
            };
            match self.transaction.again(attempt, &error) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error),
            }
            attempt += 1;
        }
    }

    async fn once<F>(&self, work: F) -> Result<Done>
    where
        F: AsyncFnOnce(&mut Transaction<'_>) -> Result<Done>,
    {
        let mut transaction = self.executor.begin(&self.transaction).await?;
        let done = match work(&mut transaction).await {
            Ok(done) => done,
            Err(error) => {
                // The chunk's error is the one to tell; when the rollback fails too, the connection is gone.
                if let Err(rollback) = transaction.rollback().await {
                    tracing::warn!(error = %rollback, "the transaction of a chunk could not be rolled back");
                }
                return Err(error);
            }
        };
        if let (Some((journal, step)), Some((_, end))) = (self.journal, &done) {
            journal.save(transaction.client(), step, Some(end)).await?;
        }
        transaction.commit().await?;
        Ok(done)
    }
}
