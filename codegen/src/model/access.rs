//! Who may do what: grants and default privileges.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

/// A role in a grant, policy or user mapping.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grantee {
    /// `PUBLIC`: every role.
    Public,
    /// A role by name.
    Role(String),
    /// `CURRENT_USER`, `CURRENT_ROLE` or `SESSION_USER`: whoever runs the statement.
    Current,
}

/// As in a message.
impl fmt::Display for Grantee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("PUBLIC"),
            Self::Role(name) => f.write_str(name),
            Self::Current => f.write_str("CURRENT_USER"),
        }
    }
}

/// A privilege, as `GRANT` names it (manual: 5.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the variants are the words of the manual, table 5.1")]
pub enum Privilege {
    Select,
    Insert,
    Update,
    Delete,
    Truncate,
    References,
    Trigger,
    Maintain,
    Create,
    Connect,
    Temporary,
    Execute,
    Usage,
    Set,
    AlterSystem,
}

/// The privileges on one object, as they differ from those that PostgreSQL gives by itself (the owner has all;
/// `PUBLIC` may execute functions and use types).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acl {
    /// What was granted; the value says whether `WITH GRANT OPTION`.
    pub granted: BTreeMap<Grantee, BTreeMap<Privilege, bool>>,
    /// What PostgreSQL gives by itself and was revoked.
    pub revoked: BTreeMap<Grantee, BTreeSet<Privilege>>,
}

/// What an `ALTER DEFAULT PRIVILEGES` is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DefaultPrivilege {
    /// `FOR ROLE`; `None` is the role that runs it.
    pub role: Option<String>,
    /// `IN SCHEMA`; `None` is everywhere.
    pub namespace: Option<String>,
    /// `ON`.
    pub on: DefaultPrivilegeKind,
}

/// The kinds of objects that have default privileges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DefaultPrivilegeKind {
    /// `TABLES`, views too.
    Tables,
    /// `SEQUENCES`.
    Sequences,
    /// `FUNCTIONS`, procedures too.
    Functions,
    /// `TYPES`, domains too.
    Types,
    /// `SCHEMAS`.
    Namespaces,
    /// `LARGE OBJECTS`, from PostgreSQL 18.
    LargeObjects,
}
