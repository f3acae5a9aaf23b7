//! What a `COMMENT ON` or a `RENAME` is about: an object with the words that PostgreSQL wants in front of it.

use std::fmt::{self, Display, Formatter};

use super::function::{self, Signature};
use super::quote::{Ident, Name};
use super::view;
use crate::model::{FunctionKind, QName, Type};

/// One object, named as statements about any kind of object name it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant holds the name of the kind that it is called after")]
pub enum Target {
    Namespace(String),
    Extension(String),
    Enum(QName),
    Domain(QName),
    DomainCheck { domain: QName, name: String },
    Sequence(QName),
    Table(QName),
    Column { table: QName, name: String },
    Constraint { table: QName, name: String },
    Index(QName),
    View { name: QName, materialized: bool },
    Function { name: QName, kind: FunctionKind, signature: Vec<Type> },
    Publication(String),
}

/// As `COMMENT ON` has it: `TABLE todo`, `CONSTRAINT todo_pkey ON todo`.
impl Display for Target {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Namespace(name) => write!(f, "SCHEMA {}", Ident(name)),
            Self::Extension(name) => write!(f, "EXTENSION {}", Ident(name)),
            Self::Enum(name) => write!(f, "TYPE {}", Name(name)),
            Self::Domain(name) => write!(f, "DOMAIN {}", Name(name)),
            Self::DomainCheck { domain, name } => {
                write!(f, "CONSTRAINT {} ON DOMAIN {}", Ident(name), Name(domain))
            }
            Self::Sequence(name) => write!(f, "SEQUENCE {}", Name(name)),
            Self::Table(name) => write!(f, "TABLE {}", Name(name)),
            Self::Column { table, name } => write!(f, "COLUMN {}.{}", Name(table), Ident(name)),
            Self::Constraint { table, name } => write!(f, "CONSTRAINT {} ON {}", Ident(name), Name(table)),
            Self::Index(name) => write!(f, "INDEX {}", Name(name)),
            Self::View { name, materialized } => write!(f, "{} {}", view::word(*materialized), Name(name)),
            Self::Function { name, kind, signature } => {
                write!(f, "{} {}", function::word(*kind), Signature { name, types: signature })
            }
            Self::Publication(name) => write!(f, "PUBLICATION {}", Ident(name)),
        }
    }
}
