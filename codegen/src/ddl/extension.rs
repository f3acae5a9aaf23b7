//! `CREATE EXTENSION`, `ALTER EXTENSION`, `DROP EXTENSION`.

use std::fmt::{self, Display, Formatter};

use super::quote::{Ident, Literal};
use crate::model::Extension;

/// A statement about an extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtensionStatement {
    /// `CREATE EXTENSION`; `IF NOT EXISTS`, since templates and hosted servers come with some.
    Create(Extension),
    /// `ALTER EXTENSION .. UPDATE`, to a version or to the server's default one.
    Update {
        /// Its name.
        name: String,
        /// `TO 'version'`.
        version: Option<String>,
    },
    /// `DROP EXTENSION`.
    Drop(String),
}

impl Display for ExtensionStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(extension) => {
                write!(f, "CREATE EXTENSION IF NOT EXISTS {}", Ident(&extension.name))?;
                if let Some(namespace) = &extension.namespace {
                    write!(f, " SCHEMA {}", Ident(namespace))?;
                }
                match &extension.version {
                    Some(version) => write!(f, " VERSION {}", Literal(version)),
                    None => Ok(()),
                }
            }
            Self::Update { name, version } => {
                write!(f, "ALTER EXTENSION {} UPDATE", Ident(name))?;
                match version {
                    Some(version) => write!(f, " TO {}", Literal(version)),
                    None => Ok(()),
                }
            }
            Self::Drop(name) => write!(f, "DROP EXTENSION {}", Ident(name)),
        }
    }
}
