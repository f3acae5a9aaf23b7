//! `CREATE VIEW`, `ALTER VIEW .. SET`, `DROP VIEW`, and the materialized kind.

use std::fmt::{self, Display, Formatter};

use super::expr::Tail;
use super::quote::{Commas, Ident, Idents, Name, Parameters};
use crate::model::{QName, View};

/// A statement about a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewStatement {
    /// `CREATE VIEW`.
    Create(View),
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
    /// `DROP VIEW`.
    Drop {
        /// The view.
        name: QName,
        /// `MATERIALIZED`.
        materialized: bool,
    },
}

impl Display for ViewStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(view) => create(f, view),
            Self::SetOptions { name, materialized, options } => {
                write!(f, "ALTER {} {} SET ({})", word(*materialized), Name(name), Parameters(options))
            }
            Self::ResetOptions { name, materialized, options } => {
                let options = options.iter().map(|option| Ident(option));
                write!(f, "ALTER {} {} RESET ({})", word(*materialized), Name(name), Commas(options))
            }
            Self::Drop { name, materialized } => write!(f, "DROP {} {}", word(*materialized), Name(name)),
        }
    }
}

/// The words for the kind of view.
pub(super) fn word(materialized: bool) -> &'static str {
    if materialized { "MATERIALIZED VIEW" } else { "VIEW" }
}

fn create(f: &mut Formatter<'_>, view: &View) -> fmt::Result {
    let View { name, materialized, columns, options, query, comment: _ } = view;
    write!(f, "CREATE {} {}", word(*materialized), Name(name))?;
    if !columns.is_empty() {
        write!(f, " ({})", Idents(columns))?;
    }
    if !options.is_empty() {
        write!(f, " WITH ({})", Parameters(options))?;
    }
    write!(f, " AS\n{}", Tail(query))
}
