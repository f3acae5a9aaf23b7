//! `CREATE SCHEMA`, `DROP SCHEMA`.

use std::fmt::{self, Display, Formatter};

use super::quote::Ident;

/// A statement about a namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamespaceStatement {
    /// `CREATE SCHEMA`.
    Create(String),
    /// `DROP SCHEMA`.
    Drop(String),
}

impl Display for NamespaceStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(name) => write!(f, "CREATE SCHEMA {}", Ident(name)),
            Self::Drop(name) => write!(f, "DROP SCHEMA {}", Ident(name)),
        }
    }
}
