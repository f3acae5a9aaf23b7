//! Partitions by time: the next ones are made before they are needed, and those that are too old let go.
//!
//! Comes in: a connection, and what a table wants ([`Partitioned`]): an interval, how many partitions ahead, how many to keep. Goes out:
//! the partitions that are there and that are missing ([`status`]), or a table that has them ([`maintain`]). A partition is made as a
//! table by itself and then attached, and let go with `CONCURRENTLY`, so that rows are read and written meanwhile. Rows are never
//! thrown away unless [`Options::drop`] says so. Runs at the same time wait for each other, and a second run finds nothing to do.
//!
//! ```no_run
//! # async fn example(client: &mut tokio_postgres::Client) -> Result<(), tablewright::partitions::PartitionError> {
//! use tablewright::partitions::{Every, Options, Partitioned, maintain};
//!
//! let events = Partitioned::new("event", Every::Month).ahead(3).keep(24);
//! let report = maintain(client, &events, &Options::default()).await?;
//! println!("{} made, {} let go", report.made.len(), report.detached.len());
//! # Ok(())
//! # }
//! ```

mod error;
mod every;
mod maintain;
mod read;

use jiff::civil::DateTime;

pub use error::PartitionError;
pub use every::Every;
pub use maintain::{Options, maintain};
pub use read::status;

/// The comment of partitions that were made here begins with this: they are no drift, although no migration made them.
pub const MARK: &str = "tablewright: ";

/// A table that is partitioned by ranges of time, and what it wants. Times are UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partitioned {
    pub(crate) namespace: String,
    pub(crate) name: String,
    pub(crate) every: Every,
    pub(crate) ahead: u32,
    pub(crate) keep: Option<u32>,
}

impl Partitioned {
    /// A table of the namespace `public`: three partitions ahead of the current one, and all old ones kept.
    pub fn new(name: impl Into<String>, every: Every) -> Self {
        Self { namespace: "public".to_owned(), name: name.into(), every, ahead: 3, keep: None }
    }

    /// In another namespace.
    #[must_use]
    pub fn in_namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = namespace.into();
        self
    }

    /// How many partitions there are after the current one.
    #[must_use]
    pub fn ahead(mut self, partitions: u32) -> Self {
        self.ahead = partitions;
        self
    }

    /// How many partitions are kept before the current one.
    #[must_use]
    pub fn keep(mut self, partitions: u32) -> Self {
        self.keep = Some(partitions);
        self
    }

    /// `auth.event`.
    pub(crate) fn shown(&self) -> String {
        if self.namespace == "public" {
            self.name.clone()
        } else {
            format!("{}.{}", self.namespace, self.name)
        }
    }

    /// The name of the partition that begins then; where it would be too long, the table's part of it is cut.
    pub(crate) fn part_name(&self, from: DateTime) -> String {
        let suffix = self.every.suffix(from);
        let mut end = self.name.len().min(63 - suffix.len());
        while !self.name.is_char_boundary(end) {
            end -= 1;
        }
        format!("{}{suffix}", &self.name[..end])
    }
}

/// A partition that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Which rows it holds.
    pub range: Range,
    /// How many rows there are, as of the last `ANALYZE`; `None` before the first.
    pub rows: Option<u64>,
    /// What it takes on disk with its indexes, in bytes.
    pub bytes: u64,
    /// Whether it was being let go when something interrupted that.
    pub pending: bool,
}

/// Which rows a partition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// Those that no other takes.
    Default,
    /// From the first time on, up to but without the second; `None` is without a limit.
    Times(Option<DateTime>, Option<DateTime>),
}

/// A partition that should be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What it will be called.
    pub name: String,
    /// The first time in it.
    pub from: DateTime,
    /// The first time after it.
    pub to: DateTime,
}

/// What is there of a table, and what is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The column that rows are told apart by.
    pub column: String,
    /// Its type.
    pub ty: String,
    /// The partitions, the oldest first, the default one last.
    pub parts: Vec<Part>,
    /// Those that [`maintain`] would make.
    pub missing: Vec<Missing>,
    /// The names of those that it would let go.
    pub outdated: Vec<String>,
    /// The names of those that were let go and are still there as tables.
    pub detached: Vec<String>,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The partitions that were made.
    pub made: Vec<Missing>,
    /// Those that were let go: tables by themselves from now on.
    pub detached: Vec<String>,
    /// Those that were thrown away.
    pub dropped: Vec<String>,
}
