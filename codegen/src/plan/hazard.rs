//! What a step can cost, as values; they become words in the header of a migration.

use std::fmt;

use crate::model::QName;

/// One thing that a reviewer should know of a step.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hazard {
    /// Every row of a table is written again while everything else waits.
    Rewrite {
        /// The table.
        table: QName,
        /// Why.
        because: String,
    },
    /// Every row of a table is read while writes wait.
    Scan {
        /// The table.
        table: QName,
        /// Why.
        because: String,
    },
    /// An index is built while writes wait.
    Build {
        /// The table.
        table: QName,
        /// What is built.
        because: String,
    },
    /// Data is lost.
    Loss(String),
    /// It can fail, depending on the rows that are there.
    Fails(String),
    /// Something else to know.
    Remark(String),
}

impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rewrite { table, because } => write!(f, "Rewrites {table}: {because}."),
            Self::Scan { table, because } => write!(f, "Scans {table}: {because}."),
            Self::Build { table, because } => write!(f, "Blocks writes to {table}: {because}."),
            Self::Loss(what) => write!(f, "Loses data: {what}."),
            Self::Fails(because) => write!(f, "May fail: {because}."),
            Self::Remark(text) => write!(f, "Note: {text}."),
        }
    }
}
