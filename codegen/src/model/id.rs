//! What identifies an object.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{QName, Type};

/// The identity of one object. Names are unique per kind as PostgreSQL has it: tables, views, sequences and indexes
/// share one name space per namespace, as do enums and domains.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ObjectId {
    /// A namespace.
    Namespace(String),
    /// An extension.
    Extension(String),
    /// An enum type.
    Enum(QName),
    /// A domain.
    Domain(QName),
    /// A sequence.
    Sequence(QName),
    /// A table.
    Table(QName),
    /// A column of a table.
    Column(QName, String),
    /// A constraint of a table.
    Constraint(QName, String),
    /// An index of a table: the table, then the index's name.
    Index(QName, String),
    /// A view or materialized view.
    View(QName),
    /// A function or procedure, by name and input types.
    Function(QName, Vec<Type>),
    /// A publication.
    Publication(String),
}

impl ObjectId {
    /// The word for this kind of object, as PostgreSQL uses it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Namespace(_) => "namespace",
            Self::Extension(_) => "extension",
            Self::Enum(_) => "enum",
            Self::Domain(_) => "domain",
            Self::Sequence(_) => "sequence",
            Self::Table(_) => "table",
            Self::Column(..) => "column",
            Self::Constraint(..) => "constraint",
            Self::Index(..) => "index",
            Self::View(_) => "view",
            Self::Function(..) => "function",
            Self::Publication(_) => "publication",
        }
    }
}

/// For messages and for `--accept`: `todo`, `todo.title`, `auth.session`, `slugify(text)`.
impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Namespace(name) | Self::Extension(name) | Self::Publication(name) => f.write_str(name),
            Self::Enum(name)
            | Self::Domain(name)
            | Self::Sequence(name)
            | Self::Table(name)
            | Self::View(name) => {
                write!(f, "{name}")
            }
            Self::Column(table, name) | Self::Constraint(table, name) => write!(f, "{table}.{name}"),
            Self::Index(table, name) => write!(f, "{}", table.sibling(name)),
            Self::Function(name, arguments) => {
                write!(f, "{name}(")?;
                for (i, ty) in arguments.iter().enumerate() {
                    if i > 0 {
                        f.write_str(", ")?;
                    }
                    write!(f, "{ty}")?;
                }
                f.write_str(")")
            }
        }
    }
}
