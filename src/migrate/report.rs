//! What a run does, while it does it and afterwards.

use std::fmt;
use std::time::Duration;

use crate::Progress;

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The migrations that it applied, in order.
    pub applied: Vec<Applied>,
    /// How many had run before.
    pub before: usize,
    /// Those that have not run and were not to run yet ([`Options::until`](super::Options::until)).
    pub held_back: Vec<String>,
}

/// `applied 2 migrations: 20261122143000_add_todo.sql, 20261123090000_fill.rs`
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.applied.iter().map(|applied| applied.name.as_str()).collect();
        match (names.len(), self.before) {
            (0, _) if !self.held_back.is_empty() => {
                write!(f, "nothing to apply; held back: {}", self.held_back.join(", "))
            }
            (0, 0) => f.write_str("there are no migrations"),
            (0, 1) => f.write_str("nothing to apply: the one migration has run before"),
            (0, before) => write!(f, "nothing to apply: all {before} migrations have run before"),
            (1, _) => write!(f, "applied {}", names[0]),
            (many, _) => write!(f, "applied {many} migrations: {}", names.join(", ")),
        }
    }
}

/// One migration that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The file's name.
    pub name: String,
    /// How long it took.
    pub took: Duration,
    /// It is older than one that had run before: it came from another branch.
    pub out_of_order: bool,
    /// Statements that an earlier, failed run had already done.
    pub resumed_after: usize,
}

/// Something that happens during a run, for a program that shows progress.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// Another run holds the lock.
    Waiting {
        /// Who it is, as far as the server tells.
        holder: String,
    },
    /// A migration begins.
    Started {
        /// The file's name.
        name: String,
        /// It is older than one that had run before.
        out_of_order: bool,
        /// Statements that an earlier, failed run had already done.
        resumed_after: usize,
    },
    /// A statement is about to run.
    Statement {
        /// The file's name.
        name: String,
        /// The number of the statement, from 1.
        statement: usize,
        /// How many statements the file has.
        statements: usize,
    },
    /// A migration in chunks has committed one.
    Progress {
        /// The file's name.
        name: String,
        /// How far it is in the rows that it goes through now.
        progress: Progress,
    },
    /// A lock was not free in time; the transaction is tried again.
    Retry {
        /// The file's name.
        name: String,
        /// The number of the statement, from 1.
        statement: usize,
        /// The pause before the next attempt.
        pause: Duration,
    },
    /// A failed concurrent build had left an invalid index, which was dropped.
    DroppedInvalidIndex {
        /// The index.
        index: String,
    },
    /// A migration has been applied.
    Finished(Applied),
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waiting { holder } => write!(f, "waiting for another run of migrations: {holder}"),
            Self::Started { name, out_of_order, resumed_after } => {
                write!(f, "applying {name}")?;
                if *resumed_after > 0 {
                    write!(f, ", resuming after statement {resumed_after}")?;
                }
                if *out_of_order {
                    f.write_str(" (older than one that has already run)")?;
                }
                Ok(())
            }
            Self::Statement { name, statement, statements } => {
                write!(f, "applying {name}, statement {statement} of {statements}")
            }
            Self::Progress { name, progress } => write!(f, "{name}: {progress}"),
            Self::Retry { name, statement, pause } => {
                let pause = pause.as_secs_f64();
                write!(f, "{name}: statement {statement} did not get its lock; next attempt in {pause:.1} s")
            }
            Self::DroppedInvalidIndex { index } => {
                write!(f, "dropped the invalid index {index} that a failed build had left")
            }
            Self::Finished(applied) => write!(f, "applied {} in {:.1?}", applied.name, applied.took),
        }
    }
}
