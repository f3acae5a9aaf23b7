//! Who may do what: grants and default privileges.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DefinitionId, ObjectId};

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

impl Privilege {
    /// Every privilege, in the order in which they are told of.
    pub const EVERY: &'static [Self] = &[
        Self::Select,
        Self::Insert,
        Self::Update,
        Self::Delete,
        Self::Truncate,
        Self::References,
        Self::Trigger,
        Self::Maintain,
        Self::Create,
        Self::Connect,
        Self::Temporary,
        Self::Execute,
        Self::Usage,
        Self::Set,
        Self::AlterSystem,
    ];

    /// Its words in a `GRANT`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Select => "SELECT",
            Self::Insert => "INSERT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
            Self::Truncate => "TRUNCATE",
            Self::References => "REFERENCES",
            Self::Trigger => "TRIGGER",
            Self::Maintain => "MAINTAIN",
            Self::Create => "CREATE",
            Self::Connect => "CONNECT",
            Self::Temporary => "TEMPORARY",
            Self::Execute => "EXECUTE",
            Self::Usage => "USAGE",
            Self::Set => "SET",
            Self::AlterSystem => "ALTER SYSTEM",
        }
    }
}

/// A kind of object as far as privileges go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Securable {
    /// Tables, views, foreign tables.
    Relation,
    /// One column of these.
    Column,
    /// Sequences.
    Sequence,
    /// Functions, procedures, aggregates.
    Function,
    /// Namespaces.
    Namespace,
    /// Types of every kind, domains too.
    Type,
    /// Foreign-data wrappers.
    Wrapper,
    /// Foreign servers.
    Server,
    /// Large objects, which only default privileges speak of.
    LargeObject,
}

impl Securable {
    /// What the object is; `None` for kinds that have no privileges.
    pub fn of(id: &ObjectId) -> Option<Self> {
        match id {
            ObjectId::Table(_) | ObjectId::View(_) => Some(Self::Relation),
            ObjectId::Column(..) => Some(Self::Column),
            ObjectId::Sequence(_) => Some(Self::Sequence),
            ObjectId::Function(..) => Some(Self::Function),
            ObjectId::Namespace(_) => Some(Self::Namespace),
            ObjectId::Enum(_) | ObjectId::Domain(_) => Some(Self::Type),
            ObjectId::Definition(id) => match id {
                DefinitionId::Composite(_) | DefinitionId::Range(_) => Some(Self::Type),
                DefinitionId::ForeignDataWrapper(_) => Some(Self::Wrapper),
                DefinitionId::Server(_) => Some(Self::Server),
                DefinitionId::Collation(_)
                | DefinitionId::Cast(..)
                | DefinitionId::Operator(..)
                | DefinitionId::OperatorFamily(..)
                | DefinitionId::OperatorClass(..)
                | DefinitionId::TextSearch(..)
                | DefinitionId::UserMapping(..)
                | DefinitionId::Statistics(_)
                | DefinitionId::Rule(..)
                | DefinitionId::Trigger(..)
                | DefinitionId::Policy(..)
                | DefinitionId::EventTrigger(_)
                | DefinitionId::Subscription(_)
                | DefinitionId::Opaque(_) => None,
            },
            ObjectId::Extension(_)
            | ObjectId::Constraint(..)
            | ObjectId::Index(..)
            | ObjectId::Publication(_) => None,
        }
    }

    /// What `ALL` means (manual: table 5.2).
    pub fn all(self) -> &'static [Privilege] {
        use Privilege::{
            Create, Delete, Execute, Insert, Maintain, References, Select, Trigger, Truncate, Update, Usage,
        };
        match self {
            Self::Relation => &[Select, Insert, Update, Delete, Truncate, References, Trigger, Maintain],
            Self::Column => &[Select, Insert, Update, References],
            Self::Sequence => &[Select, Update, Usage],
            Self::Function => &[Execute],
            Self::Namespace => &[Create, Usage],
            Self::Type | Self::Wrapper | Self::Server => &[Usage],
            Self::LargeObject => &[Select, Update],
        }
    }

    /// What `PUBLIC` may without being told.
    pub fn public(self) -> &'static [Privilege] {
        match self {
            Self::Function => &[Privilege::Execute],
            Self::Type => &[Privilege::Usage],
            Self::Relation
            | Self::Column
            | Self::Sequence
            | Self::Namespace
            | Self::Wrapper
            | Self::Server
            | Self::LargeObject => &[],
        }
    }
}

/// What PostgreSQL gives by itself on one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltIn {
    /// Who owns it, and so may do everything.
    pub owner: Grantee,
    /// What `PUBLIC` may.
    pub public: &'static [Privilege],
    /// Whether `PUBLIC` may create in it depends on the version: in the namespace `public` it may up to 14. Then what a
    /// source says of that is kept either way.
    pub undecided: bool,
}

/// The privileges on one object, as they differ from those that PostgreSQL gives by itself (the owner has all;
/// `PUBLIC` may execute functions and use types).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acl {
    /// What was granted; the value says whether `WITH GRANT OPTION`.
    #[serde(with = "super::schema::pairs")]
    pub granted: BTreeMap<Grantee, BTreeMap<Privilege, bool>>,
    /// What PostgreSQL gives by itself and was revoked.
    #[serde(with = "super::schema::pairs")]
    pub revoked: BTreeMap<Grantee, BTreeSet<Privilege>>,
}

impl Acl {
    /// Whether it is what PostgreSQL gives by itself.
    pub fn is_empty(&self) -> bool {
        self.granted.is_empty() && self.revoked.is_empty()
    }

    /// `GRANT privilege TO to [WITH GRANT OPTION]`.
    pub fn grant(&mut self, by_itself: &BuiltIn, to: &Grantee, privilege: Privilege, option: bool) {
        let given_back = self.revoked.get_mut(to).is_some_and(|revoked| revoked.remove(&privilege));
        self.revoked.retain(|_, privileges| !privileges.is_empty());
        let has = *to == by_itself.owner || (*to == Grantee::Public && by_itself.public.contains(&privilege));
        if has || (given_back && !by_itself.is_undecided(to, privilege)) {
            return;
        }
        *self.granted.entry(to.clone()).or_default().entry(privilege).or_default() |= option;
    }

    /// `REVOKE [GRANT OPTION FOR] privilege FROM from`.
    pub fn revoke(&mut self, by_itself: &BuiltIn, from: &Grantee, privilege: Privilege, only_option: bool) {
        if only_option {
            let granted = self.granted.get_mut(from).and_then(|granted| granted.get_mut(&privilege));
            granted.into_iter().for_each(|option| *option = false);
            return;
        }
        if let Some(granted) = self.granted.get_mut(from) {
            granted.remove(&privilege);
        }
        self.granted.retain(|_, privileges| !privileges.is_empty());
        let has =
            *from == by_itself.owner || (*from == Grantee::Public && by_itself.public.contains(&privilege));
        if has || by_itself.is_undecided(from, privilege) {
            self.revoked.entry(from.clone()).or_default().insert(privilege);
        }
    }

    /// `OWNER TO`: what the old owner was left goes over to the new one, who needs no grant any more.
    pub fn change_owner(&mut self, from: &Grantee, to: &Grantee) {
        if from == to {
            return;
        }
        if let Some(revoked) = self.revoked.remove(from) {
            self.revoked.insert(to.clone(), revoked);
        }
        if let Some(granted) = self.granted.remove(to)
            && let Some(revoked) = self.revoked.get_mut(to)
        {
            revoked.retain(|privilege| !granted.contains_key(privilege));
        }
        self.revoked.retain(|_, privileges| !privileges.is_empty());
    }

    /// Adds what another one grants, as the default privileges of a namespace add to those of everywhere.
    pub fn add(&mut self, by_itself: &BuiltIn, more: &Self) {
        for (to, privileges) in &more.granted {
            for (privilege, option) in privileges {
                self.grant(by_itself, to, *privilege, *option);
            }
        }
    }
}

impl BuiltIn {
    /// Whether the versions differ in it.
    pub fn is_undecided(&self, who: &Grantee, privilege: Privilege) -> bool {
        self.undecided && *who == Grantee::Public && privilege == Privilege::Create
    }
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

impl DefaultPrivilegeKind {
    /// What the objects are.
    pub fn securable(self) -> Securable {
        match self {
            Self::Tables => Securable::Relation,
            Self::Sequences => Securable::Sequence,
            Self::Functions => Securable::Function,
            Self::Types => Securable::Type,
            Self::Namespaces => Securable::Namespace,
            Self::LargeObjects => Securable::LargeObject,
        }
    }

    /// The kind that a new object falls under.
    pub fn of(id: &ObjectId) -> Option<Self> {
        match Securable::of(id)? {
            Securable::Relation => Some(Self::Tables),
            Securable::Sequence => Some(Self::Sequences),
            Securable::Function => Some(Self::Functions),
            Securable::Type => Some(Self::Types),
            Securable::Namespace => Some(Self::Namespaces),
            Securable::Column | Securable::Wrapper | Securable::Server | Securable::LargeObject => None,
        }
    }

    /// Its words in the statement.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tables => "TABLES",
            Self::Sequences => "SEQUENCES",
            Self::Functions => "FUNCTIONS",
            Self::Types => "TYPES",
            Self::Namespaces => "SCHEMAS",
            Self::LargeObjects => "LARGE OBJECTS",
        }
    }
}

impl DefaultPrivilege {
    /// What they start from. In a namespace they only add to those of everywhere, and so start from nothing.
    pub fn built_in(&self) -> BuiltIn {
        let owner = self.role.as_ref().map_or(Grantee::Current, |role| Grantee::Role(role.clone()));
        let public = if self.namespace.is_none() { self.on.securable().public() } else { &[] };
        BuiltIn { owner, public, undecided: false }
    }
}
