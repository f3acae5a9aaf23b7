//! The ledger against the migrations: what has run, what is to run, and what does not fit.

use std::fmt;

use super::checksum;
use super::ledger::{Row, Rows};
use super::split::split;
use super::{Migration, Migrations};

/// One migration, with what the ledger says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file's name.
    pub name: String,
    /// What the ledger says.
    pub state: State,
    /// It has not run, and a later one has: it comes from another branch.
    pub out_of_order: bool,
    /// The checksum of a statement outside of a transaction that had begun when the run before was interrupted.
    pub(super) attempt: Option<String>,
}

/// What the ledger says of a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// It ran.
    Applied {
        /// When it finished, as the server writes times.
        at: String,
    },
    /// It has not run.
    Pending,
    /// It began, and failed; the next run tries again.
    Failed {
        /// Statements that stay done; the next run resumes after them.
        done: usize,
        /// What went wrong.
        error: String,
    },
    /// It does not fit.
    Problem(Problem),
}

/// An applied migration and its file do not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The file was edited after it had run.
    Changed {
        /// The file, as the user would write it.
        file: String,
    },
    /// The part of the file that had run before the failure was edited.
    ChangedBeforeFailure {
        /// The file, as the user would write it.
        file: String,
        /// How many of its statements had run.
        done: usize,
    },
    /// There is no such file.
    Missing {
        /// Its name.
        name: String,
        /// It is later than all files: this program is older than the database.
        newer: bool,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { file } => write!(
                f,
                "{file} was edited after it had run; put it back as it was (`git checkout -- {file}`) and write the change as a new migration \
                 (`tablewright migrate build` or `migrate add`), or take it over with `migrate repair`"
            ),
            Self::ChangedBeforeFailure { file, done } => write!(
                f,
                "{file} failed after {done} of its statements had run, and those were edited since; put them back as they were and mend \
                 only what comes after them, or take them over with `migrate repair`"
            ),
            Self::Missing { name, newer: false } => write!(
                f,
                "{name} has run on this database, but there is no such file; bring it back from version control, or see `migrate repair`"
            ),
            Self::Missing { name, newer: true } => write!(
                f,
                "{name} has run on this database and is newer than every migration here; update this checkout or deploy a newer build"
            ),
        }
    }
}

/// Every migration of the set and of the ledger, in the order of names.
pub(super) fn compare(migrations: &Migrations, rows: &Rows) -> Vec<Entry> {
    let last_run =
        rows.iter().filter(|(_, row)| row.finished.is_some()).map(|(name, _)| name.as_str()).next_back();
    let last_file = migrations.iter().map(Migration::name).next_back();
    let mut entries: Vec<Entry> = migrations
        .iter()
        .map(|migration| {
            let name = migration.name().to_owned();
            let state = state(migration, rows.get(&name));
            let waits = matches!(state, State::Pending | State::Failed { .. });
            let out_of_order = waits && last_run.is_some_and(|last| migration.name() < last);
            let attempt = rows.get(&name).and_then(|row| row.attempt.clone());
            Entry { name, state, out_of_order, attempt }
        })
        .collect();
    for (name, row) in rows {
        if row.has_run() && !migrations.iter().any(|m| m.name() == name) {
            let newer = last_file.is_none_or(|last| name.as_str() > last);
            let state = State::Problem(Problem::Missing { name: name.clone(), newer });
            entries.push(Entry { name: name.clone(), state, out_of_order: false, attempt: None });
        }
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    entries
}

/// What a row says of its migration.
pub(super) fn state(migration: &Migration, row: Option<&Row>) -> State {
    let Some(row) = row else { return State::Pending };
    let file = migration.place().to_owned();
    match &row.finished {
        Some(at) if row.checksum == migration.checksum() => State::Applied { at: at.clone() },
        Some(_) => State::Problem(Problem::Changed { file }),
        None if row.statements_done > 0 && prefix(migration, row.statements_done) != row.done_checksum => {
            State::Problem(Problem::ChangedBeforeFailure { file, done: row.statements_done })
        }
        None => State::Failed {
            done: row.statements_done,
            error: row.error.clone().unwrap_or_else(|| "it was interrupted".to_owned()),
        },
    }
}

/// The checksum of the first statements of a migration.
pub(super) fn prefix(migration: &Migration, statements: usize) -> Option<String> {
    let all = split(migration.text()).ok()?;
    let last = all.get(statements.checked_sub(1)?)?;
    Some(checksum(&migration.text()[..last.span.end]))
}
