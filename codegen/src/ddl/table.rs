//! `CREATE TABLE`, `DROP TABLE`, `SET LOGGED`.

use std::fmt::{self, Display, Formatter};

use super::column::ColumnDefinition;
use super::constraint::Body;
use super::quote::{Ident, Name};
use crate::model::{Constraint, QName};

/// A statement about a table as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableStatement {
    /// `CREATE TABLE`.
    Create(CreateTable),
    /// `ALTER TABLE .. SET LOGGED | UNLOGGED`.
    SetUnlogged {
        /// The table.
        name: QName,
        /// `UNLOGGED`.
        unlogged: bool,
    },
    /// `DROP TABLE`.
    Drop(QName),
}

/// `CREATE TABLE` with its columns and those constraints that need no other table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTable {
    /// Its name.
    pub name: QName,
    /// `UNLOGGED`.
    pub unlogged: bool,
    /// Its columns.
    pub columns: Vec<ColumnDefinition>,
    /// Constraints, each on a line of its own.
    pub constraints: Vec<Constraint>,
}

impl Display for TableStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(table) => table.fmt(f),
            Self::SetUnlogged { name, unlogged } => {
                let word = if *unlogged { "UNLOGGED" } else { "LOGGED" };
                write!(f, "ALTER TABLE {} SET {word}", Name(name))
            }
            Self::Drop(name) => write!(f, "DROP TABLE {}", Name(name)),
        }
    }
}

impl Display for CreateTable {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { name, unlogged, columns, constraints } = self;
        write!(f, "CREATE {}TABLE {} (", if *unlogged { "UNLOGGED " } else { "" }, Name(name))?;
        let mut between = "\n    ";
        for column in columns {
            write!(f, "{between}{column}")?;
            between = ",\n    ";
        }
        for constraint in constraints {
            write!(f, "{between}CONSTRAINT {} {}", Ident(&constraint.name), Body(&constraint.kind))?;
            between = ",\n    ";
        }
        f.write_str(if columns.is_empty() && constraints.is_empty() { ")" } else { "\n)" })
    }
}
