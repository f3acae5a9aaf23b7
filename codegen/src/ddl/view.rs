//! `CREATE VIEW`, `ALTER VIEW .. SET`, `DROP VIEW`, and the materialized kind.

use std::fmt::{self, Display, Formatter};

use super::expr::{Tail, Text};
use super::quote::{Commas, Ident, Idents, Name, Parameters};
use crate::model::{Expr, QName, View};

/// A statement about a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewStatement {
    /// `CREATE VIEW`.
    Create(View),
    /// `CREATE OR REPLACE VIEW`.
    Replace(View),
    /// `ALTER VIEW .. SET (..)`.
    SetOptions {
        /// The view.
        name: QName,
        /// `MATERIALIZED`.
        materialized: bool,
        /// The options with their values.
        options: Vec<(String, String)>,
    },
    /// `ALTER VIEW .. RESET (..)`.
    ResetOptions {
        /// The view.
        name: QName,
        /// `MATERIALIZED`.
        materialized: bool,
        /// The options that go back to their default.
        options: Vec<String>,
    },
    /// `ALTER VIEW .. ALTER COLUMN`, `CLUSTER ON`, `SET TABLESPACE`.
    Alter {
        /// The view.
        name: QName,
        /// `MATERIALIZED`.
        materialized: bool,
        /// What changes.
        action: ViewAction,
    },
    /// `DROP VIEW`.
    Drop {
        /// The view.
        name: QName,
        /// `MATERIALIZED`.
        materialized: bool,
    },
}

/// One change of a view in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewAction {
    /// `ALTER COLUMN .. SET DEFAULT`, or `DROP DEFAULT`.
    Default(String, Option<Expr>),
    /// `ALTER COLUMN .. SET STATISTICS`; `None` is the default.
    Statistics(String, Option<i64>),
    /// `ALTER COLUMN .. SET STORAGE`.
    Storage(String, String),
    /// `CLUSTER ON`, or `SET WITHOUT CLUSTER`.
    Cluster(Option<String>),
    /// `SET TABLESPACE`.
    Tablespace(String),
}

impl Display for ViewAction {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default(column, Some(default)) => {
                write!(f, "ALTER COLUMN {} SET DEFAULT {}", Ident(column), Text(default))
            }
            Self::Default(column, None) => write!(f, "ALTER COLUMN {} DROP DEFAULT", Ident(column)),
            Self::Statistics(column, target) => {
                write!(f, "ALTER COLUMN {} SET STATISTICS {}", Ident(column), target.unwrap_or(-1))
            }
            Self::Storage(column, storage) => {
                write!(f, "ALTER COLUMN {} SET STORAGE {}", Ident(column), storage.to_uppercase())
            }
            Self::Cluster(Some(index)) => write!(f, "CLUSTER ON {}", Ident(index)),
            Self::Cluster(None) => f.write_str("SET WITHOUT CLUSTER"),
            Self::Tablespace(name) => write!(f, "SET TABLESPACE {}", Ident(name)),
        }
    }
}

impl Display for ViewStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(view) => create(f, "CREATE", view),
            Self::Replace(view) => create(f, "CREATE OR REPLACE", view),
            Self::SetOptions { name, materialized, options } => {
                write!(f, "ALTER {} {} SET ({})", word(*materialized), Name(name), Parameters(options))
            }
            Self::ResetOptions { name, materialized, options } => {
                let options = options.iter().map(|option| Ident(option));
                write!(f, "ALTER {} {} RESET ({})", word(*materialized), Name(name), Commas(options))
            }
            Self::Alter { name, materialized, action } => {
                write!(f, "ALTER {} {} {action}", word(*materialized), Name(name))
            }
            Self::Drop { name, materialized } => write!(f, "DROP {} {}", word(*materialized), Name(name)),
        }
    }
}

/// The words for the kind of view.
pub(super) fn word(materialized: bool) -> &'static str {
    if materialized { "MATERIALIZED VIEW" } else { "VIEW" }
}

fn create(f: &mut Formatter<'_>, verb: &str, view: &View) -> fmt::Result {
    let View {
        name,
        materialized,
        columns,
        options,
        query,
        details: _,
        indexes: _,
        clustered: _,
        access_method,
        tablespace,
        comment: _,
        placeholder: _,
    } = view;
    write!(f, "{verb} {} {}", word(*materialized), Name(name))?;
    if !columns.is_empty() {
        write!(f, " ({})", Idents(columns))?;
    }
    if let Some(method) = access_method {
        write!(f, " USING {}", Ident(method))?;
    }
    if !options.is_empty() {
        write!(f, " WITH ({})", Parameters(options))?;
    }
    if let Some(tablespace) = tablespace {
        write!(f, " TABLESPACE {}", Ident(tablespace))?;
    }
    write!(f, " AS\n{}", Tail(query))
}
