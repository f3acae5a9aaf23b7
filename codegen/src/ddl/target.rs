//! What a `COMMENT ON` or a `RENAME` is about: an object with the words that PostgreSQL wants in front of it.

use std::fmt::{self, Display, Formatter};

use super::fragment::ty;
use super::function::{self, Signature};
use super::quote::{Ident, Literal, Name};
use super::view;
use crate::model::{DefinitionId, FunctionKind, Grantee, QName, TextSearchKind, Type};

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
    ForeignTable(QName),
    Column { table: QName, name: String },
    Attribute { composite: QName, name: String },
    EnumValue { name: QName, value: String },
    Constraint { table: QName, name: String },
    Index(QName),
    View { name: QName, materialized: bool },
    Function { name: QName, kind: FunctionKind, signature: Vec<Type> },
    Publication(String),
    Definition(DefinitionId),
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
            Self::ForeignTable(name) => write!(f, "FOREIGN TABLE {}", Name(name)),
            Self::Column { table, name } => write!(f, "COLUMN {}.{}", Name(table), Ident(name)),
            Self::Attribute { composite, name } => write!(f, "COLUMN {}.{}", Name(composite), Ident(name)),
            Self::EnumValue { name, value } => write!(f, "TYPE {} VALUE {}", Name(name), Literal(value)),
            Self::Constraint { table, name } => write!(f, "CONSTRAINT {} ON {}", Ident(name), Name(table)),
            Self::Index(name) => write!(f, "INDEX {}", Name(name)),
            Self::View { name, materialized } => write!(f, "{} {}", view::word(*materialized), Name(name)),
            Self::Function { name, kind, signature } => {
                write!(f, "{} {}", function::word(*kind), Signature { name, kind: *kind, types: signature })
            }
            Self::Publication(name) => write!(f, "PUBLICATION {}", Ident(name)),
            Self::Definition(id) => definition(f, id),
        }
    }
}

/// The kinds that one statement defines whole: `TRIGGER touch ON todo`, `CAST (text AS color)`.
fn definition(f: &mut Formatter<'_>, id: &DefinitionId) -> fmt::Result {
    match id {
        DefinitionId::Collation(name) => write!(f, "COLLATION {}", Name(name)),
        DefinitionId::Composite(name) | DefinitionId::Range(name) => write!(f, "TYPE {}", Name(name)),
        DefinitionId::Cast(source, target) => write!(f, "CAST ({} AS {})", ty(source), ty(target)),
        DefinitionId::Operator(name, left, right) => {
            let side = |side: &Option<Type>| side.as_ref().map_or_else(|| "NONE".to_owned(), ty);
            write!(f, "OPERATOR {} ({}, {})", OperatorName(name), side(left), side(right))
        }
        DefinitionId::OperatorFamily(name, method) => {
            write!(f, "OPERATOR FAMILY {} USING {}", Name(name), Ident(method))
        }
        DefinitionId::OperatorClass(name, method) => {
            write!(f, "OPERATOR CLASS {} USING {}", Name(name), Ident(method))
        }
        DefinitionId::TextSearch(kind, name) => {
            write!(f, "TEXT SEARCH {} {}", text_search_word(*kind), Name(name))
        }
        DefinitionId::ForeignDataWrapper(name) => write!(f, "FOREIGN DATA WRAPPER {}", Ident(name)),
        DefinitionId::Server(name) => write!(f, "SERVER {}", Ident(name)),
        DefinitionId::UserMapping(server, user) => {
            write!(f, "USER MAPPING FOR {} SERVER {}", Role(user), Ident(server))
        }
        DefinitionId::Statistics(name) => write!(f, "STATISTICS {}", Name(name)),
        DefinitionId::Rule(relation, name) => write!(f, "RULE {} ON {}", Ident(name), Name(relation)),
        DefinitionId::Trigger(relation, name) => write!(f, "TRIGGER {} ON {}", Ident(name), Name(relation)),
        DefinitionId::Policy(table, name) => write!(f, "POLICY {} ON {}", Ident(name), Name(table)),
        DefinitionId::EventTrigger(name) => write!(f, "EVENT TRIGGER {}", Ident(name)),
        DefinitionId::Subscription(name) => write!(f, "SUBSCRIPTION {}", Ident(name)),
        // Says in words what it is; no statement is made of it.
        DefinitionId::Opaque(what) => f.write_str(what),
    }
}

/// An operator's name: signs, with its namespace unless that is `public`.
pub(super) struct OperatorName<'a>(pub(super) &'a QName);

impl Display for OperatorName<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.namespace != "public" {
            write!(f, "{}.", Ident(&self.0.namespace))?;
        }
        f.write_str(&self.0.name)
    }
}

/// A role as statements name it.
#[derive(Clone)]
pub(super) struct Role<'a>(pub(super) &'a Grantee);

impl Display for Role<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Grantee::Public => f.write_str("PUBLIC"),
            Grantee::Current => f.write_str("CURRENT_USER"),
            Grantee::Role(name) => Ident(name).fmt(f),
        }
    }
}

/// The word for one of the four kinds of text search objects.
pub(super) fn text_search_word(kind: TextSearchKind) -> &'static str {
    match kind {
        TextSearchKind::Parser => "PARSER",
        TextSearchKind::Template => "TEMPLATE",
        TextSearchKind::Dictionary => "DICTIONARY",
        TextSearchKind::Configuration => "CONFIGURATION",
    }
}
