//! Work on many rows, a chunk at a time.
//!
//! Comes in: a query or an update of one table. Goes out: the same for all its rows, in the order of the primary key, so many of
//! them in each transaction. The next chunk begins behind the last key of the one before, never by counting rows, so that it costs
//! the same however far it is, and what is inserted or deleted meanwhile moves nothing.

mod change;
mod course;
mod journal;
mod rows;

use std::fmt;
use std::time::Duration;

pub(crate) use journal::{Journal, Saving, Step};

use crate::{Cursor, TransactionOptions};

/// How to go through the rows of a table: for [`Select::for_each_chunk`](crate::Select::for_each_chunk) and
/// [`Update::update_in_chunks`](crate::Update::update_in_chunks).
///
/// ```
/// use tablewright::{Chunks, TransactionOptions};
///
/// let chunks = Chunks::of(1_000)
///     .rows_per_second(20_000)
///     .transaction(TransactionOptions::repeatable_read().retries(10))
///     .on_progress(|progress| println!("{progress}"));
/// # drop(chunks);
/// ```
#[must_use = "this says how to go through rows: give it to `for_each_chunk` or `update_in_chunks`"]
pub struct Chunks<'a> {
    rows: u32,
    per_second: Option<u32>,
    transaction: TransactionOptions,
    after: Option<Cursor>,
    counts: bool,
    locks: bool,
    watch: Watch<'a>,
}

/// What is told how far it is.
type Watch<'a> = Box<dyn FnMut(&Progress) + Send + 'a>;

impl<'a> Chunks<'a> {
    /// So many rows in each transaction, at least one. Some hundred to some thousand: a chunk holds the locks of its rows until it
    /// is over.
    pub fn of(rows: u32) -> Self {
        Self {
            rows: rows.max(1),
            per_second: None,
            transaction: TransactionOptions::new().retries(5),
            after: None,
            counts: false,
            locks: false,
            watch: Box::new(|_| {}),
        }
    }

    /// Pauses after each chunk, so that there are no more rows than this in a second.
    pub fn rows_per_second(mut self, rows: u32) -> Self {
        self.per_second = Some(rows.max(1));
        self
    }

    /// How the transaction of each chunk begins, and how often one is run again after a serialization failure or a deadlock. Unless
    /// told, it begins as the server likes, and is run again up to 5 times.
    pub fn transaction(mut self, options: TransactionOptions) -> Self {
        self.transaction = options;
        self
    }

    /// Goes on where an earlier run was: behind [`Progress::end`] or [`Chunk::end`] of it. `None` begins at the first row.
    pub fn after(mut self, cursor: impl Into<Option<Cursor>>) -> Self {
        self.after = cursor.into();
        self
    }

    /// Counts the rows first, so that [`Progress::total`] is known. That reads all of them once, or an index.
    pub fn counted(mut self) -> Self {
        self.counts = true;
        self
    }

    /// Locks the rows of each chunk while they are worked on (`FOR UPDATE`). An update locks its rows anyway.
    pub fn locked(mut self) -> Self {
        self.locks = true;
        self
    }

    /// Tells how far it is, after each chunk that is committed. Keep [`Progress::end`] to go on from there another time.
    pub fn on_progress(mut self, watch: impl FnMut(&Progress) + Send + 'a) -> Self {
        self.watch = Box::new(watch);
        self
    }
}

impl fmt::Debug for Chunks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chunks({} rows)", self.rows)
    }
}

/// Some rows that follow one another, and where they end.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk<R> {
    /// The rows.
    pub rows: Vec<R>,
    /// The key of the last one, for [`Chunks::after`]. Written down in the transaction of the chunk, it is there exactly when the
    /// chunk is.
    pub end: Cursor,
}

/// How far it is: the chunks that are committed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Rows that were worked on in this run.
    pub rows: u64,
    /// How many rows there were when it began, where they were [counted](Chunks::counted).
    pub total: Option<u64>,
    /// Chunks of this run.
    pub chunks: u64,
    /// The key of the last row, for [`Chunks::after`]; `None` before the first chunk.
    pub end: Option<Cursor>,
    /// The time since it began.
    pub took: Duration,
}

impl Progress {
    /// Rows in a second, so far.
    pub fn rows_per_second(&self) -> f64 {
        let seconds = self.took.as_secs_f64();
        if seconds > 0.0 { self.rows as f64 / seconds } else { 0.0 }
    }

    /// How much is done, from 0 to 1, where the rows were counted. More rows than that may come while it runs.
    pub fn share(&self) -> Option<f64> {
        self.total.map(|total| if total == 0 { 1.0 } else { (self.rows as f64 / total as f64).min(1.0) })
    }
}

/// `12000 of 50000 rows (24 %), 3100 rows/s`
impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.total, self.share()) {
            (Some(total), Some(share)) => {
                write!(f, "{} of {total} rows ({:.0} %)", self.rows, (share * 100.0).floor())?;
            }
            (None, _) | (_, None) => write!(f, "{} rows", self.rows)?,
        }
        write!(f, ", {:.0} rows/s", self.rows_per_second())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_reads_well() {
        let progress = Progress { rows: 12_000, took: Duration::from_secs(4), ..Progress::default() };
        assert_eq!(progress.to_string(), "12000 rows, 3000 rows/s");
        let counted = Progress { total: Some(50_000), ..progress };
        assert_eq!(counted.to_string(), "12000 of 50000 rows (24 %), 3000 rows/s");
        let empty = Progress { total: Some(0), ..Progress::default() };
        assert_eq!(empty.to_string(), "0 of 0 rows (100 %), 0 rows/s");
    }
}
