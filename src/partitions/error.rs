//! Why partitions could not be seen to.

use std::fmt;

/// Why partitions could not be seen to: what is wrong, and what to do about it.
#[derive(Debug)]
#[non_exhaustive]
pub enum PartitionError {
    /// The server refused, or the connection failed.
    Database(tokio_postgres::Error),
    /// There is no such table.
    NoTable(String),
    /// The table is not partitioned by ranges of one column of dates or times.
    NotByTime {
        /// The table.
        table: String,
        /// What it is instead.
        because: String,
    },
    /// A partition that is there overlaps one that should be made.
    Overlaps {
        /// The one that is there.
        part: String,
        /// The one that cannot be made.
        wanted: String,
    },
    /// The default partition holds rows of a partition that should be made.
    InDefault {
        /// The default partition.
        default: String,
        /// The one that cannot be made.
        wanted: String,
        /// How many rows are in the way.
        rows: i64,
        /// Statements that move them.
        way_out: String,
    },
    /// The name of a partition that should be made is taken.
    NameTaken(String),
    /// Another run took too long.
    Busy(String),
    /// The calendar does not go that far.
    Calendar,
}

impl fmt::Display for PartitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => match error.as_db_error() {
                Some(db) => write!(f, "{} ({})", db.message(), db.code().code()),
                None => write!(f, "{error}"),
            },
            Self::NoTable(table) => write!(f, "there is no table {table}; have its migrations run?"),
            Self::NotByTime { table, because } => {
                write!(f, "{table} is not partitioned by ranges of a date or timestamp column: {because}")
            }
            Self::Overlaps { part, wanted } => write!(
                f,
                "{wanted} cannot be made, because {part} holds a part of its range; let that one go, or let its range end where an interval ends"
            ),
            Self::InDefault { default, wanted, rows, way_out } => write!(
                f,
                "{wanted} cannot be made, because the default partition {default} holds {rows} of its rows; move them first:\n{way_out}"
            ),
            Self::NameTaken(name) => {
                write!(
                    f,
                    "{name} cannot be made, because a table of that name is there and is no partition; rename or attach it"
                )
            }
            Self::Busy(table) => {
                write!(f, "another run is busy with the partitions of {table}; try again later")
            }
            Self::Calendar => f.write_str("the calendar does not go that far"),
        }
    }
}

impl std::error::Error for PartitionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Database(error) => Some(error),
            Self::NoTable(_)
            | Self::NotByTime { .. }
            | Self::Overlaps { .. }
            | Self::InDefault { .. }
            | Self::NameTaken(_)
            | Self::Busy(_)
            | Self::Calendar => None,
        }
    }
}

impl From<tokio_postgres::Error> for PartitionError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Database(error)
    }
}
