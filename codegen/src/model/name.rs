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
#[serde(into = "String", try_from = "String")]
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

/// One text, so that a name can be a key in JSON: `public.todo`, with a part in quotes where it holds a dot or quote.
impl From<QName> for String {
    fn from(name: QName) -> Self {
        let part = |part: &str| {
            if part.contains(['.', '"', '\\']) { format!("{part:?}") } else { part.to_owned() }
        };
        format!("{}.{}", part(&name.namespace), part(&name.name))
    }
}

impl TryFrom<String> for QName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut parts = vec![String::new()];
        let mut quoted = false;
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => quoted = !quoted,
                '.' if !quoted => parts.push(String::new()),
                '\\' if quoted => parts.last_mut().into_iter().for_each(|part| part.extend(letters.next())),
                other => parts.last_mut().into_iter().for_each(|part| part.push(other)),
            }
        }
        match <[String; 2]>::try_from(parts) {
            Ok([namespace, name]) => Ok(Self { namespace, name }),
            Err(_) => Err(format!("`{text}` is not `namespace.name`")),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_text_in_json() {
        for (namespace, name) in [("public", "todo"), ("a.b", "c\"d.e"), ("ä", "\\x"), ("a.\\", "")] {
            let qname = QName::new(namespace, name);
            assert_eq!(QName::try_from(String::from(qname.clone())), Ok(qname));
        }
        assert!(QName::try_from("todo".to_owned()).is_err());
    }
}
