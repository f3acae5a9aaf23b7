//! Why migrations did not run, with the way out.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::failure::Failure;
use super::status::Problem;

/// Migrations did not run, or not to their end.
#[derive(Debug)]
#[non_exhaustive]
pub enum MigrateError {
    /// There is no connection.
    Connection(Box<crate::Error>),
    /// The folder of migrations: what is wrong, and with which file.
    Folder(String),
    /// A file cannot be taken apart into statements.
    Text {
        /// File, line and column.
        place: String,
        /// What is wrong there.
        message: String,
    },
    /// Applied migrations and files do not fit. Nothing was done.
    Problems(Vec<Problem>),
    /// Another run holds the lock. Nothing was done.
    Locked {
        /// How long this run waited.
        waited: Duration,
        /// Who holds it, as far as the server tells.
        holder: String,
    },
    /// Migrations in Rust are pending that only the project's own program can run. Nothing was done.
    NeedsProgram(Vec<String>),
    /// The run is to end with a migration that there is not. Nothing was done.
    Unknown(String),
    /// A statement failed.
    Failed(Box<Failure>),
    /// A run ended while a statement outside of a transaction ran, and nobody can tell whether it took effect.
    Uncertain {
        /// The file's name.
        name: String,
        /// The number of the statement, from 1.
        statement: usize,
        /// File, line and column.
        place: String,
    },
    /// A row of the ledger cannot be mended in this way.
    Repair(String),
    /// A Rust migration failed, and was rolled back.
    Rust {
        /// The file's name.
        name: String,
        /// What its `up` returned.
        error: Box<crate::Error>,
    },
    /// The server refused something that the runner itself does.
    Database {
        /// What it was, as in "cannot read the ledger".
        doing: &'static str,
        /// What the server said.
        error: tokio_postgres::Error,
    },
}

impl MigrateError {
    /// For `map_err`: what the runner was doing.
    pub(super) fn database(doing: &'static str) -> impl Fn(tokio_postgres::Error) -> Self {
        move |error| Self::Database { doing, error }
    }
}

impl fmt::Display for MigrateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connection(error) => write!(f, "{error}"),
            Self::Folder(message) => f.write_str(message),
            Self::Text { place, message } => write!(f, "{place}: {message}"),
            Self::Problems(problems) => {
                f.write_str("the migrations do not fit what has run on this database; nothing was done")?;
                problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
            }
            Self::Locked { waited, holder } => write!(
                f,
                "another run of migrations has held its lock for {} s ({holder}); wait until it has ended, or end that process",
                waited.as_secs()
            ),
            Self::NeedsProgram(names) => write!(
                f,
                "{} is written in Rust, so only the project's own program can run it: call \
                 `db.migrate(&embed_migrations!(\"migrations\"))` there, or let `[migrations] runner` in tablewright.toml name it",
                names.join(", ")
            ),
            Self::Unknown(name) => {
                write!(
                    f,
                    "there is no migration `{name}` to apply up to; nothing was done. Name the file, with its ending"
                )
            }
            Self::Failed(failure) => write!(f, "{failure}"),
            Self::Uncertain { name, statement, place } => write!(
                f,
                "{place}: an earlier run ended while statement {statement} of {name} ran, and it leaves no trace that tells whether it \
                 took effect; look, and say so: `tablewright migrate repair --accept done:{name}` or `--accept redo:{name}`"
            ),
            Self::Repair(message) => f.write_str(message),
            Self::Rust { name, error } => {
                write!(f, "migration {name} failed and was rolled back; the database is as before: {error}")
            }
            Self::Database { doing, error } => write!(f, "cannot {doing}: {}", server_message(error)),
        }
    }
}

impl StdError for MigrateError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Connection(error) | Self::Rust { error, .. } => Some(error.as_ref()),
            Self::Database { error, .. } => Some(error),
            Self::Failed(failure) => Some(failure.as_ref()),
            Self::Folder(_) | Self::Text { .. } | Self::Problems(_) => None,
            Self::Locked { .. } | Self::NeedsProgram(_) | Self::Unknown(_) => None,
            Self::Uncertain { .. } | Self::Repair(_) => None,
        }
    }
}

/// The server's message with its SQLSTATE, or what the driver says.
pub(super) fn server_message(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => format!("{} ({})", db.message(), db.code().code()),
        None => match error.source() {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    }
}
