//! What identifies an object.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DefinitionId, QName, Type};

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
    /// What has a name inside a relation or type: a column of a table, an attribute of a composite type, a value of an
    /// enum.
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
    /// Any other kind.
    Definition(DefinitionId),
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
            Self::Definition(id) => id.kind(),
        }
    }

    /// The namespace that it lives in, for kinds that live in one.
    pub fn namespace(&self) -> Option<&str> {
        match self {
            Self::Enum(name)
            | Self::Domain(name)
            | Self::Sequence(name)
            | Self::Table(name)
            | Self::View(name)
            | Self::Column(name, _)
            | Self::Constraint(name, _)
            | Self::Index(name, _)
            | Self::Function(name, _) => Some(&name.namespace),
            Self::Definition(id) => id.qname().or(id.relation()).map(|name| name.namespace.as_str()),
            Self::Namespace(_) | Self::Extension(_) | Self::Publication(_) => None,
        }
    }

    /// What this object is called after `from` became `to`: itself, what belongs to it, or what is in it.
    #[must_use]
    pub fn after_rename(self, from: &Self, to: &Self) -> Self {
        if self == *from {
            return to.clone();
        }
        let (from, to) = match (from, to) {
            (Self::Table(from), Self::Table(to)) | (Self::View(from), Self::View(to)) => (from, to),
            (Self::Namespace(from), Self::Namespace(to)) => return self.after_move(from, to),
            (Self::Definition(DefinitionId::Server(from)), Self::Definition(DefinitionId::Server(to))) => {
                return match self {
                    Self::Definition(DefinitionId::UserMapping(server, user)) if server == *from => {
                        Self::Definition(DefinitionId::UserMapping(to.clone(), user))
                    }
                    other => other,
                };
            }
            _ => return self,
        };
        match self {
            Self::Column(table, name) if table == *from => Self::Column(to.clone(), name),
            Self::Constraint(table, name) if table == *from => Self::Constraint(to.clone(), name),
            Self::Index(table, name) if table == *from => Self::Index(to.clone(), name),
            Self::Definition(id) if id.relation() == Some(from) => {
                Self::Definition(id.on_relation(to.clone()))
            }
            other => other,
        }
    }

    /// The same in a renamed namespace.
    fn after_move(self, from: &str, to: &str) -> Self {
        let moved = |name: QName| if name.namespace == from { QName::new(to, name.name) } else { name };
        match self {
            Self::Enum(name) => Self::Enum(moved(name)),
            Self::Domain(name) => Self::Domain(moved(name)),
            Self::Sequence(name) => Self::Sequence(moved(name)),
            Self::Table(name) => Self::Table(moved(name)),
            Self::View(name) => Self::View(moved(name)),
            Self::Column(table, name) => Self::Column(moved(table), name),
            Self::Constraint(table, name) => Self::Constraint(moved(table), name),
            Self::Index(table, name) => Self::Index(moved(table), name),
            Self::Function(name, types) => Self::Function(moved(name), types),
            Self::Definition(id) => Self::Definition(match (id.qname().cloned(), id.relation().cloned()) {
                (Some(name), _) => id.with_qname(moved(name)),
                (None, Some(relation)) => id.on_relation(moved(relation)),
                (None, None) => id,
            }),
            other @ (Self::Namespace(_) | Self::Extension(_) | Self::Publication(_)) => other,
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
            Self::Definition(id) => write!(f, "{id}"),
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
