//! Objects that a statement defines whole: nothing else of the model lives inside them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Cast, Collation, Composite, EventTrigger, ForeignDataWrapper, Grantee, Opaque, Operator, OperatorClass,
    OperatorFamily, Policy, QName, Range, Rule, Server, Statistics, Subscription, TextSearch, TextSearchKind,
    Trigger, Type, UserMapping,
};

/// One such object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each variant holds the struct of its name")]
pub enum Definition {
    Collation(Collation),
    Composite(Composite),
    Range(Range),
    Cast(Cast),
    Operator(Operator),
    OperatorFamily(OperatorFamily),
    OperatorClass(OperatorClass),
    TextSearch(TextSearch),
    ForeignDataWrapper(ForeignDataWrapper),
    Server(Server),
    UserMapping(UserMapping),
    Statistics(Statistics),
    Rule(Rule),
    Trigger(Trigger),
    Policy(Policy),
    EventTrigger(EventTrigger),
    Subscription(Subscription),
    Opaque(Opaque),
}

/// The identity of a [`Definition`]. The order is that in which they are told of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DefinitionId {
    /// A collation.
    Collation(QName),
    /// A composite type.
    Composite(QName),
    /// A range type.
    Range(QName),
    /// A cast from one type to another.
    Cast(Type, Type),
    /// An operator by name, left and right type.
    Operator(QName, Option<Type>, Option<Type>),
    /// An operator family of an index method.
    OperatorFamily(QName, String),
    /// An operator class of an index method.
    OperatorClass(QName, String),
    /// A text search object.
    TextSearch(TextSearchKind, QName),
    /// A foreign-data wrapper.
    ForeignDataWrapper(String),
    /// A foreign server.
    Server(String),
    /// A user mapping: the server, then the user.
    UserMapping(String, Grantee),
    /// A statistics object.
    Statistics(QName),
    /// A rule: its relation, then its name.
    Rule(QName, String),
    /// A trigger: its relation, then its name.
    Trigger(QName, String),
    /// A policy: its table, then its name.
    Policy(QName, String),
    /// An event trigger.
    EventTrigger(String),
    /// A subscription.
    Subscription(String),
    /// What the model does not know, in words.
    Opaque(String),
}

impl Definition {
    /// What identifies it.
    pub fn id(&self) -> DefinitionId {
        match self {
            Self::Collation(c) => DefinitionId::Collation(c.name.clone()),
            Self::Composite(c) => DefinitionId::Composite(c.name.clone()),
            Self::Range(r) => DefinitionId::Range(r.name.clone()),
            Self::Cast(c) => DefinitionId::Cast(c.source.clone(), c.target.clone()),
            Self::Operator(o) => DefinitionId::Operator(o.name.clone(), o.left.clone(), o.right.clone()),
            Self::OperatorFamily(f) => DefinitionId::OperatorFamily(f.name.clone(), f.method.clone()),
            Self::OperatorClass(c) => DefinitionId::OperatorClass(c.name.clone(), c.method.clone()),
            Self::TextSearch(t) => DefinitionId::TextSearch(t.kind, t.name.clone()),
            Self::ForeignDataWrapper(w) => DefinitionId::ForeignDataWrapper(w.name.clone()),
            Self::Server(s) => DefinitionId::Server(s.name.clone()),
            Self::UserMapping(m) => DefinitionId::UserMapping(m.server.clone(), m.user.clone()),
            Self::Statistics(s) => DefinitionId::Statistics(s.name.clone()),
            Self::Rule(r) => DefinitionId::Rule(r.relation.clone(), r.name.clone()),
            Self::Trigger(t) => DefinitionId::Trigger(t.relation.clone(), t.name.clone()),
            Self::Policy(p) => DefinitionId::Policy(p.table.clone(), p.name.clone()),
            Self::EventTrigger(t) => DefinitionId::EventTrigger(t.name.clone()),
            Self::Subscription(s) => DefinitionId::Subscription(s.name.clone()),
            Self::Opaque(o) => DefinitionId::Opaque(o.what.clone()),
        }
    }

    /// Its comment, for kinds that can have one.
    pub fn comment(&self) -> Option<&String> {
        match self {
            Self::Collation(c) => c.comment.as_ref(),
            Self::Composite(c) => c.comment.as_ref(),
            Self::Range(r) => r.comment.as_ref(),
            Self::Cast(c) => c.comment.as_ref(),
            Self::Operator(o) => o.comment.as_ref(),
            Self::OperatorFamily(f) => f.comment.as_ref(),
            Self::OperatorClass(c) => c.comment.as_ref(),
            Self::TextSearch(t) => t.comment.as_ref(),
            Self::ForeignDataWrapper(w) => w.comment.as_ref(),
            Self::Server(s) => s.comment.as_ref(),
            Self::Statistics(s) => s.comment.as_ref(),
            Self::Rule(r) => r.comment.as_ref(),
            Self::Trigger(t) => t.comment.as_ref(),
            Self::Policy(p) => p.comment.as_ref(),
            Self::EventTrigger(t) => t.comment.as_ref(),
            Self::Subscription(s) => s.comment.as_ref(),
            Self::UserMapping(_) | Self::Opaque(_) => None,
        }
    }

    /// Its comment, to change it.
    pub fn comment_mut(&mut self) -> Option<&mut Option<String>> {
        Some(match self {
            Self::Collation(c) => &mut c.comment,
            Self::Composite(c) => &mut c.comment,
            Self::Range(r) => &mut r.comment,
            Self::Cast(c) => &mut c.comment,
            Self::Operator(o) => &mut o.comment,
            Self::OperatorFamily(f) => &mut f.comment,
            Self::OperatorClass(c) => &mut c.comment,
            Self::TextSearch(t) => &mut t.comment,
            Self::ForeignDataWrapper(w) => &mut w.comment,
            Self::Server(s) => &mut s.comment,
            Self::Statistics(s) => &mut s.comment,
            Self::Rule(r) => &mut r.comment,
            Self::Trigger(t) => &mut t.comment,
            Self::Policy(p) => &mut p.comment,
            Self::EventTrigger(t) => &mut t.comment,
            Self::Subscription(s) => &mut s.comment,
            Self::UserMapping(_) | Self::Opaque(_) => return None,
        })
    }

    /// Gives it the name in an id of its kind; an id of another kind changes nothing.
    pub fn set_name(&mut self, id: &DefinitionId) {
        let name = id.bare_name();
        match self {
            Self::Rule(rule) => name.clone_into(&mut rule.name),
            Self::Trigger(trigger) => name.clone_into(&mut trigger.name),
            Self::Policy(policy) => name.clone_into(&mut policy.name),
            Self::EventTrigger(trigger) => name.clone_into(&mut trigger.name),
            Self::Subscription(subscription) => name.clone_into(&mut subscription.name),
            Self::ForeignDataWrapper(wrapper) => name.clone_into(&mut wrapper.name),
            Self::Server(server) => name.clone_into(&mut server.name),
            Self::Cast(_) | Self::UserMapping(_) | Self::Opaque(_) => {}
            Self::Collation(_)
            | Self::Composite(_)
            | Self::Range(_)
            | Self::Operator(_)
            | Self::OperatorFamily(_)
            | Self::OperatorClass(_)
            | Self::TextSearch(_)
            | Self::Statistics(_) => {
                if let (Some(own), Some(name)) = (self.qname_mut(), id.qname()) {
                    own.clone_from(name);
                }
            }
        }
    }

    /// Its name with the namespace, for kinds that live in one.
    fn qname_mut(&mut self) -> Option<&mut QName> {
        match self {
            Self::Collation(c) => Some(&mut c.name),
            Self::Composite(c) => Some(&mut c.name),
            Self::Range(r) => Some(&mut r.name),
            Self::Operator(o) => Some(&mut o.name),
            Self::OperatorFamily(f) => Some(&mut f.name),
            Self::OperatorClass(c) => Some(&mut c.name),
            Self::TextSearch(t) => Some(&mut t.name),
            Self::Statistics(s) => Some(&mut s.name),
            Self::Cast(_)
            | Self::ForeignDataWrapper(_)
            | Self::Server(_)
            | Self::UserMapping(_)
            | Self::Rule(_)
            | Self::Trigger(_)
            | Self::Policy(_)
            | Self::EventTrigger(_)
            | Self::Subscription(_)
            | Self::Opaque(_) => None,
        }
    }
}

impl DefinitionId {
    /// The word for this kind of object, as PostgreSQL uses it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Collation(_) => "collation",
            Self::Composite(_) => "composite type",
            Self::Range(_) => "range type",
            Self::Cast(..) => "cast",
            Self::Operator(..) => "operator",
            Self::OperatorFamily(..) => "operator family",
            Self::OperatorClass(..) => "operator class",
            Self::TextSearch(TextSearchKind::Parser, _) => "text search parser",
            Self::TextSearch(TextSearchKind::Template, _) => "text search template",
            Self::TextSearch(TextSearchKind::Dictionary, _) => "text search dictionary",
            Self::TextSearch(TextSearchKind::Configuration, _) => "text search configuration",
            Self::ForeignDataWrapper(_) => "foreign-data wrapper",
            Self::Server(_) => "server",
            Self::UserMapping(..) => "user mapping",
            Self::Statistics(_) => "statistics object",
            Self::Rule(..) => "rule",
            Self::Trigger(..) => "trigger",
            Self::Policy(..) => "policy",
            Self::EventTrigger(_) => "event trigger",
            Self::Subscription(_) => "subscription",
            Self::Opaque(_) => "object",
        }
    }

    /// The relation that it belongs to, and goes with.
    pub fn relation(&self) -> Option<&QName> {
        match self {
            Self::Rule(relation, _) | Self::Trigger(relation, _) | Self::Policy(relation, _) => {
                Some(relation)
            }
            Self::Collation(_)
            | Self::Composite(_)
            | Self::Range(_)
            | Self::Cast(..)
            | Self::Operator(..)
            | Self::OperatorFamily(..)
            | Self::OperatorClass(..)
            | Self::TextSearch(..)
            | Self::ForeignDataWrapper(_)
            | Self::Server(_)
            | Self::UserMapping(..)
            | Self::Statistics(_)
            | Self::EventTrigger(_)
            | Self::Subscription(_)
            | Self::Opaque(_) => None,
        }
    }

    /// Its name with the namespace, for kinds that live in one.
    pub fn qname(&self) -> Option<&QName> {
        match self {
            Self::Collation(name)
            | Self::Composite(name)
            | Self::Range(name)
            | Self::Operator(name, ..)
            | Self::OperatorFamily(name, _)
            | Self::OperatorClass(name, _)
            | Self::TextSearch(_, name)
            | Self::Statistics(name) => Some(name),
            Self::Cast(..)
            | Self::ForeignDataWrapper(_)
            | Self::Server(_)
            | Self::UserMapping(..)
            | Self::Rule(..)
            | Self::Trigger(..)
            | Self::Policy(..)
            | Self::EventTrigger(_)
            | Self::Subscription(_)
            | Self::Opaque(_) => None,
        }
    }

    /// Its name without namespace or relation; empty for a cast, which has none.
    pub fn bare_name(&self) -> &str {
        match self {
            Self::ForeignDataWrapper(name)
            | Self::Server(name)
            | Self::EventTrigger(name)
            | Self::Subscription(name)
            | Self::Opaque(name)
            | Self::Rule(_, name)
            | Self::Trigger(_, name)
            | Self::Policy(_, name)
            | Self::UserMapping(name, _) => name,
            Self::Collation(name)
            | Self::Composite(name)
            | Self::Range(name)
            | Self::Operator(name, ..)
            | Self::OperatorFamily(name, _)
            | Self::OperatorClass(name, _)
            | Self::TextSearch(_, name)
            | Self::Statistics(name) => &name.name,
            Self::Cast(..) => "",
        }
    }

    /// The same kind of object under another name, for kinds that live in a namespace.
    #[must_use]
    pub fn with_qname(self, name: QName) -> Self {
        match self {
            Self::Collation(_) => Self::Collation(name),
            Self::Composite(_) => Self::Composite(name),
            Self::Range(_) => Self::Range(name),
            Self::Operator(_, left, right) => Self::Operator(name, left, right),
            Self::OperatorFamily(_, method) => Self::OperatorFamily(name, method),
            Self::OperatorClass(_, method) => Self::OperatorClass(name, method),
            Self::TextSearch(kind, _) => Self::TextSearch(kind, name),
            Self::Statistics(_) => Self::Statistics(name),
            other @ (Self::Cast(..)
            | Self::ForeignDataWrapper(_)
            | Self::Server(_)
            | Self::UserMapping(..)
            | Self::Rule(..)
            | Self::Trigger(..)
            | Self::Policy(..)
            | Self::EventTrigger(_)
            | Self::Subscription(_)
            | Self::Opaque(_)) => other,
        }
    }

    /// The same object under another bare name: what `RENAME TO` makes of it. A cast and a user mapping have none.
    #[must_use]
    pub fn renamed(self, to: &str) -> Self {
        let to = to.to_owned();
        match self {
            Self::ForeignDataWrapper(_) => Self::ForeignDataWrapper(to),
            Self::Server(_) => Self::Server(to),
            Self::EventTrigger(_) => Self::EventTrigger(to),
            Self::Subscription(_) => Self::Subscription(to),
            Self::Rule(relation, _) => Self::Rule(relation, to),
            Self::Trigger(relation, _) => Self::Trigger(relation, to),
            Self::Policy(relation, _) => Self::Policy(relation, to),
            other @ (Self::Collation(_)
            | Self::Composite(_)
            | Self::Range(_)
            | Self::Operator(..)
            | Self::OperatorFamily(..)
            | Self::OperatorClass(..)
            | Self::TextSearch(..)
            | Self::Statistics(_)) => match other.qname().map(|name| name.sibling(&to)) {
                Some(name) => other.with_qname(name),
                None => other,
            },
            other @ (Self::Cast(..) | Self::UserMapping(..) | Self::Opaque(_)) => other,
        }
    }

    /// The same object of another relation, for what belongs to one.
    #[must_use]
    pub fn on_relation(self, relation: QName) -> Self {
        match self {
            Self::Rule(_, name) => Self::Rule(relation, name),
            Self::Trigger(_, name) => Self::Trigger(relation, name),
            Self::Policy(_, name) => Self::Policy(relation, name),
            other @ (Self::Collation(_)
            | Self::Composite(_)
            | Self::Range(_)
            | Self::Cast(..)
            | Self::Operator(..)
            | Self::OperatorFamily(..)
            | Self::OperatorClass(..)
            | Self::TextSearch(..)
            | Self::ForeignDataWrapper(_)
            | Self::Server(_)
            | Self::UserMapping(..)
            | Self::Statistics(_)
            | Self::EventTrigger(_)
            | Self::Subscription(_)
            | Self::Opaque(_)) => other,
        }
    }
}

/// For messages and for `--accept`: `todo.touch`, `(text AS color)`, `=== (integer, integer)`.
impl fmt::Display for DefinitionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Collation(name)
            | Self::Composite(name)
            | Self::Range(name)
            | Self::TextSearch(_, name)
            | Self::Statistics(name) => write!(f, "{name}"),
            Self::Cast(source, target) => write!(f, "({source} AS {target})"),
            Self::Operator(name, left, right) => {
                let side = |ty: &Option<Type>| ty.as_ref().map_or_else(|| "NONE".to_owned(), Type::to_string);
                write!(f, "{name}({}, {})", side(left), side(right))
            }
            Self::OperatorFamily(name, method) | Self::OperatorClass(name, method) => {
                write!(f, "{name} USING {method}")
            }
            Self::ForeignDataWrapper(name)
            | Self::Server(name)
            | Self::EventTrigger(name)
            | Self::Subscription(name)
            | Self::Opaque(name) => f.write_str(name),
            Self::UserMapping(server, user) => write!(f, "{server} FOR {user}"),
            Self::Rule(relation, name) | Self::Trigger(relation, name) | Self::Policy(relation, name) => {
                write!(f, "{relation}.{name}")
            }
        }
    }
}
