//! Kinds that a statement defines whole: which of their changes PostgreSQL makes in place.

use super::{
    Attribute, Because, Changes, collation, composite, foreign, operator, policy, range, rule, statistics,
    subscription, text_search, trigger,
};
use crate::model::{Definition, DefinitionId, ObjectId};

/// What is equal but for its comment only gets that; a kind with an `ALTER` for more says so here; everything else is made
/// again.
pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Definition, new: &Definition) {
    match (old, new) {
        (Definition::Trigger(old), Definition::Trigger(new)) => {
            return trigger::compare(changes, id, old, new);
        }
        (Definition::EventTrigger(old), Definition::EventTrigger(new)) => {
            return trigger::compare_event(changes, id, old, new);
        }
        (Definition::Statistics(old), Definition::Statistics(new)) => {
            return statistics::compare(changes, &id, old, new);
        }
        (Definition::Policy(old), Definition::Policy(new)) => return policy::compare(changes, id, old, new),
        (Definition::Rule(old), Definition::Rule(new)) => return rule::compare(changes, id, old, new),
        (Definition::Composite(old), Definition::Composite(new)) => {
            return composite::compare(changes, &id, old, new);
        }
        (Definition::Range(old), Definition::Range(new)) => return range::compare(changes, &id, old, new),
        (Definition::Collation(old), Definition::Collation(new)) => {
            return collation::compare(changes, &id, old, new);
        }
        (Definition::Operator(old), Definition::Operator(new)) => {
            return operator::compare(changes, &id, old, new);
        }
        (Definition::OperatorFamily(old), Definition::OperatorFamily(new)) => {
            return operator::compare_family(changes, &id, old, new);
        }
        (Definition::TextSearch(old), Definition::TextSearch(new)) => {
            return text_search::compare(changes, &id, old, new);
        }
        (Definition::ForeignDataWrapper(old), Definition::ForeignDataWrapper(new)) => {
            return foreign::compare_wrapper(changes, &id, old, new);
        }
        (Definition::Server(old), Definition::Server(new)) => {
            return foreign::compare_server(changes, &id, old, new);
        }
        (Definition::UserMapping(old), Definition::UserMapping(new)) => {
            return foreign::compare_mapping(changes, &id, old, new);
        }
        (Definition::Subscription(old), Definition::Subscription(new)) => {
            return subscription::compare(changes, &id, old, new);
        }
        // Ids have kinds: both are of one.
        _ => {}
    }
    if *without_comment(old) == *without_comment(new) {
        return changes.alter(&id, Attribute::Comment, &old.comment(), &new.comment());
    }
    changes.rebuild(&id, Because::Definition);
}

/// The id as the other stages know it.
pub(super) fn id(id: &DefinitionId) -> ObjectId {
    ObjectId::Definition(id.clone())
}

fn without_comment(definition: &Definition) -> Box<Definition> {
    let mut bare = Box::new(definition.clone());
    if let Some(comment) = bare.comment_mut() {
        *comment = None;
    }
    bare
}
