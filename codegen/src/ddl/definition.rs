//! Statements of the kinds that one statement defines whole.

use std::fmt::{self, Display, Formatter};

use super::composite::CompositeStatement;
use super::foreign::ForeignStatement;
use super::operator::OperatorStatement;
use super::policy::AlterPolicy;
use super::range::RangeStatement;
use super::rule::RuleStatement;
use super::statistics::SetTarget;
use super::subscription::SubscriptionStatement;
use super::target::Target;
use super::text_search::TextSearchStatement;
use super::trigger::TriggerStatement;
use super::{
    cast, collation, composite, foreign, opaque, operator, policy, range, rule, statistics, subscription,
    text_search, trigger,
};
use crate::model::{Definition, DefinitionId};

/// A statement about such an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefinitionStatement {
    /// `CREATE ..`.
    Create(Definition),
    /// `DROP ..`.
    Drop(DefinitionId),
    /// Another target of a statistics object.
    Statistics(SetTarget),
    /// Of an operator or operator family.
    Operator(OperatorStatement),
    /// Of a text search object.
    TextSearch(TextSearchStatement),
    /// Of a range type.
    Range(RangeStatement),
    /// Another change of a rule.
    Rule(RuleStatement),
    /// Another change of a trigger or event trigger.
    Trigger(TriggerStatement),
    /// `ALTER POLICY`.
    AlterPolicy(AlterPolicy),
    /// Of a composite type.
    Composite(CompositeStatement),
    /// Of a foreign-data wrapper, server or user mapping.
    Foreign(ForeignStatement),
    /// Of a subscription.
    Subscription(SubscriptionStatement),
}

impl Display for DefinitionStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(definition) => create(f, definition),
            Self::Drop(DefinitionId::Opaque(what)) => opaque::drop(f, what),
            Self::Drop(id) => write!(f, "DROP {}", Target::Definition(id.clone())),
            Self::Statistics(statement) => statement.fmt(f),
            Self::Operator(statement) => statement.fmt(f),
            Self::TextSearch(statement) => statement.fmt(f),
            Self::Range(statement) => statement.fmt(f),
            Self::Rule(statement) => statement.fmt(f),
            Self::Trigger(statement) => statement.fmt(f),
            Self::AlterPolicy(statement) => statement.fmt(f),
            Self::Composite(statement) => statement.fmt(f),
            Self::Foreign(statement) => statement.fmt(f),
            Self::Subscription(statement) => statement.fmt(f),
        }
    }
}

fn create(f: &mut Formatter<'_>, definition: &Definition) -> fmt::Result {
    match definition {
        Definition::Collation(collation) => collation::create(f, collation),
        Definition::Composite(composite) => composite::create(f, composite),
        Definition::Range(range) => range::create(f, range),
        Definition::Cast(cast) => cast::create(f, cast),
        Definition::Operator(operator) => operator::create(f, operator),
        Definition::OperatorFamily(family) => operator::create_family(f, family),
        Definition::OperatorClass(class) => operator::create_class(f, class),
        Definition::TextSearch(object) => text_search::create(f, object),
        Definition::ForeignDataWrapper(wrapper) => foreign::create_wrapper(f, wrapper),
        Definition::Server(server) => foreign::create_server(f, server),
        Definition::UserMapping(mapping) => foreign::create_mapping(f, mapping),
        Definition::Statistics(statistics) => statistics::create(f, statistics),
        Definition::Rule(rule) => rule::create(f, rule),
        Definition::Trigger(trigger) => trigger::create(f, trigger),
        Definition::Policy(policy) => policy::create(f, policy),
        Definition::EventTrigger(trigger) => trigger::create_event(f, trigger),
        Definition::Subscription(subscription) => subscription::create(f, subscription),
        Definition::Opaque(opaque) => opaque::create(f, opaque),
    }
}
