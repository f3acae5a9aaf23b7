//! What a step can cost, as values; they become words in the header of a migration.
//!
//! [`Destruction`] is the one place that names the codes of `--accept`.

use std::fmt;

use crate::model::{ObjectId, QName, Type};

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
    Loss(Destruction),
    /// It can fail, depending on the rows that are there.
    Fails(String),
    /// Somebody may do more than before.
    Loosens(String),
    /// Something else to know.
    Remark(String),
}

impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rewrite { table, because } => write!(f, "Rewrites {table}: {because}."),
            Self::Scan { table, because } => write!(f, "Scans {table}: {because}."),
            Self::Build { table, because } => write!(f, "Blocks writes to {table}: {because}."),
            Self::Loss(what) => write!(f, "Loses data: {what} (--accept {}).", what.code()),
            Self::Fails(because) => write!(f, "May fail: {because}."),
            Self::Loosens(what) => write!(f, "Loosens: {what}."),
            Self::Remark(text) => write!(f, "Note: {text}."),
        }
    }
}

/// Data that a step destroys, which `migrate build` wants accepted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Destruction {
    /// A table with its rows.
    Table(QName),
    /// A column with its values.
    Column(QName, String),
    /// A plain column whose values give way to generated ones.
    Replaced(QName, String),
    /// A column whose new type holds less.
    Narrowed {
        /// The table.
        table: QName,
        /// The column.
        column: String,
        /// The type before.
        from: Type,
        /// The type after.
        to: Type,
    },
    /// A value of an enum.
    EnumValue(QName, String),
    /// A sequence with the number that it has come to.
    Sequence(QName),
    /// A materialized view with its rows.
    MaterializedView(QName),
    /// An extension with what is stored of its types.
    Extension(String),
}

impl Destruction {
    /// What to say to `--accept`: `drop-table:todo`.
    pub fn code(&self) -> String {
        match self {
            Self::Table(name) => format!("drop-table:{name}"),
            Self::Column(table, column) => format!("drop-column:{table}.{column}"),
            Self::Replaced(table, column) => format!("replace-column:{table}.{column}"),
            Self::Narrowed { table, column, from: _, to: _ } => format!("narrow-type:{table}.{column}"),
            Self::EnumValue(name, value) => format!("drop-enum-value:{name}.{value}"),
            Self::Sequence(name) => format!("drop-sequence:{name}"),
            Self::MaterializedView(name) => format!("drop-materialized-view:{name}"),
            Self::Extension(name) => format!("drop-extension:{name}"),
        }
    }

    /// What goes, when that is an object.
    pub fn object(&self) -> Option<ObjectId> {
        match self {
            Self::Table(name) => Some(ObjectId::Table(name.clone())),
            Self::Column(table, column) => Some(ObjectId::Column(table.clone(), column.clone())),
            Self::Sequence(name) => Some(ObjectId::Sequence(name.clone())),
            Self::MaterializedView(name) => Some(ObjectId::View(name.clone())),
            Self::Extension(name) => Some(ObjectId::Extension(name.clone())),
            Self::Replaced(..) | Self::Narrowed { .. } | Self::EnumValue(..) => None,
        }
    }
}

impl fmt::Display for Destruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(name) => write!(f, "table {name} is dropped with its rows"),
            Self::Column(table, column) => write!(f, "column {table}.{column} is dropped with its values"),
            Self::Replaced(table, column) => {
                write!(f, "the values of {table}.{column} are replaced by generated ones")
            }
            Self::Narrowed { table, column, from, to } => {
                write!(f, "{table}.{column} narrows from {from} to {to}")
            }
            Self::EnumValue(name, value) => write!(f, "enum {name} loses the value '{value}'"),
            Self::Sequence(name) => write!(f, "sequence {name} is dropped with its position"),
            Self::MaterializedView(name) => write!(f, "materialized view {name} is dropped with its rows"),
            Self::Extension(name) => write!(f, "extension {name} is dropped"),
        }
    }
}
