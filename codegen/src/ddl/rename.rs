//! `ALTER .. RENAME TO` and `ALTER .. SET SCHEMA`.

use std::fmt::{self, Display, Formatter};

use super::quote::{Ident, Literal, Name};
use super::target::Target;

/// A new name or another namespace for an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rename {
    /// `RENAME TO`.
    To {
        /// The object under its old name.
        object: Target,
        /// Its new name.
        name: String,
    },
    /// `SET SCHEMA`.
    Move {
        /// The object in its old namespace.
        object: Target,
        /// Its new namespace.
        namespace: String,
    },
}

impl Display for Rename {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::To { object, name } => match object {
                Target::Column { table, name: from } => {
                    write!(f, "ALTER TABLE {} RENAME COLUMN {} TO {}", Name(table), Ident(from), Ident(name))
                }
                Target::Attribute { composite, name: from } => {
                    let (from, name) = (Ident(from), Ident(name));
                    write!(f, "ALTER TYPE {} RENAME ATTRIBUTE {from} TO {name}", Name(composite))
                }
                Target::EnumValue { name: of, value } => {
                    let (value, name) = (Literal(value), Literal(name));
                    write!(f, "ALTER TYPE {} RENAME VALUE {value} TO {name}", Name(of))
                }
                Target::Constraint { table, name: from } => {
                    write!(
                        f,
                        "ALTER TABLE {} RENAME CONSTRAINT {} TO {}",
                        Name(table),
                        Ident(from),
                        Ident(name)
                    )
                }
                Target::DomainCheck { domain, name: from } => {
                    write!(
                        f,
                        "ALTER DOMAIN {} RENAME CONSTRAINT {} TO {}",
                        Name(domain),
                        Ident(from),
                        Ident(name)
                    )
                }
                Target::Namespace(_)
                | Target::Extension(_)
                | Target::Enum(_)
                | Target::Domain(_)
                | Target::Sequence(_)
                | Target::Table(_)
                | Target::ForeignTable(_)
                | Target::Index(_)
                | Target::View { .. }
                | Target::Function { .. }
                | Target::Publication(_)
                | Target::Definition(_) => write!(f, "ALTER {object} RENAME TO {}", Ident(name)),
            },
            Self::Move { object, namespace } => write!(f, "ALTER {object} SET SCHEMA {}", Ident(namespace)),
        }
    }
}
