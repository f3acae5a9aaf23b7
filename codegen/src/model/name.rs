//! Names.

use std::fmt;

use serde::{Deserialize, Serialize};

pub use crate::name::{clip, derive_name, first_free_name};

/// The name of an object inside a namespace, already folded as PostgreSQL folds it (unquoted is lower case).
///
/// The namespace is always filled in: an unqualified name in a source means `public`.
///
/// ```
/// use tablewright_codegen::model::QName;
/// assert_eq!(QName::public("todo").to_string(), "todo");
/// assert_eq!(QName::new("auth", "session").to_string(), "auth.session");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QName {
    /// The namespace, such as `public`.
    pub namespace: String,
    /// The name within it.
    pub name: String,
}

impl QName {
    /// A name in a namespace.
    pub fn new(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Self { namespace: namespace.into(), name: name.into() }
    }

    /// A name in the namespace `public`.
    pub fn public(name: impl Into<String>) -> Self {
        Self::new("public", name)
    }

    /// The same namespace with another name.
    pub fn sibling(&self, name: impl Into<String>) -> Self {
        Self::new(self.namespace.clone(), name)
    }
}

/// For messages: `todo`, or `auth.session` outside `public`. Text for a server is made in `ddl::quote`.
impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.namespace != "public" {
            write!(f, "{}.", self.namespace)?;
        }
        f.write_str(&self.name)
    }
}
