//! Kinds that a statement defines whole.

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::security;
use super::super::step::{Phase, Step};
use super::super::work::Reason;
use super::{composite, foreign, operator, policy, statistics, subscription, text_search, trigger};
use crate::ddl::{DefinitionStatement, Statement, Target};
use crate::diff::Attribute;
use crate::model::{Definition, DefinitionId, ObjectId, QName};

pub(super) fn create(planner: &mut Planner<'_>, id: &DefinitionId) {
    let Some(new) = planner.new.definitions.get(id) else { return };
    let phase = phase(id);
    let step = step(planner, id, phase, DefinitionStatement::Create(new.clone()));
    let step = step.needs(planner.after.uses(&fact(id)).to_vec());
    // What it used before may be what it was taken down for.
    let step = step.awaits(planner.before.uses(&fact(id)).to_vec());
    let mut step = step.provides(provided(new));
    step.hazards.extend(loosened(planner, id));
    step.hazards.extend(foreign::unsaid(new));
    step.hazards.extend(subscription::unfinished(new));
    planner.push(step);
    trigger::enable_new(planner, new);
    statistics::finish_new(planner, new);
    planner.comment_new(phase, Target::Definition(id.clone()), fact(id), &new.comment().cloned());
    operator::fill(planner, new);
    text_search::fill(planner, new);
    if let Definition::Composite(new) = new {
        composite::comments(planner, None, new);
    }
}

pub(super) fn alter(planner: &mut Planner<'_>, id: &DefinitionId) {
    let (Some(old), Some(new)) = (planner.old.definitions.get(id), planner.new.definitions.get(id)) else {
        return;
    };
    statistics::alter(planner, new);
    // A new type of that name brings its comment along.
    if planner.work.swapped.contains(&ObjectId::Definition(id.clone())) {
        return;
    }
    match (old, new) {
        (Definition::Composite(_), Definition::Composite(new)) => {
            return composite::alter(planner, &new.name);
        }
        (Definition::Operator(_), Definition::Operator(_))
        | (Definition::OperatorFamily(_), Definition::OperatorFamily(_)) => {
            operator::alter(planner, old, new)
        }
        (Definition::TextSearch(_), Definition::TextSearch(_)) => text_search::alter(planner, old, new),
        (Definition::Policy(old), Definition::Policy(new)) => policy::alter(planner, old, new),
        (Definition::ForeignDataWrapper(_), Definition::ForeignDataWrapper(_))
        | (Definition::Server(_), Definition::Server(_))
        | (Definition::UserMapping(_), Definition::UserMapping(_)) => foreign::alter(planner, old, new),
        (Definition::Subscription(old), Definition::Subscription(new)) => {
            subscription::alter(planner, old, new);
        }
        _ => trigger::alter(planner, new),
    }
    if planner.work.alters(&ObjectId::Definition(id.clone()), Attribute::Comment) {
        planner.comment(phase(id), Target::Definition(id.clone()), fact(id), &new.comment().cloned());
    }
}

pub(super) fn drop(planner: &mut Planner<'_>, id: &DefinitionId) {
    let Some(old) = planner.old.definitions.get(id) else { return };
    if falls_with_relation(planner, id) {
        return;
    }
    let object = ObjectId::Definition(id.clone());
    let in_the_way = planner.work.drop.get(&object) == Some(&Reason::PutBack);
    let comes_back = planner.work.creates(&object);
    let phase = if comes_back || in_the_way { Phase::Teardown } else { Phase::Drop };
    let mut step = step(planner, id, phase, DefinitionStatement::Drop(id.clone()));
    if let DefinitionId::Opaque(what) = id {
        step = step
            .hazard(Hazard::Remark(format!("{what} is not in the schema any more; it is kept as text only")));
    }
    let step = step.releases(planner.before.uses(&fact(id)).to_vec());
    let mut step = step.destroys(provided(old));
    if !planner.new.definitions.contains_key(id) {
        step.hazards.extend(loosened(planner, id));
        step.hazards.extend(security::broken(id));
    }
    let detached = subscription::detach(planner, id, phase);
    let dropped = planner.push(step);
    if let Some(detached) = detached {
        planner.graph.after(dropped, detached);
        planner.graph.steps[dropped].behind = Some(detached);
    }
}

/// What a policy lets through that it did not before.
pub(super) fn loosened(planner: &Planner<'_>, id: &DefinitionId) -> Vec<Hazard> {
    let policy = |definition: Option<&'_ Definition>| match definition {
        Some(Definition::Policy(policy)) => Some(policy.clone()),
        _ => None,
    };
    let (old, new) = (policy(planner.old.definitions.get(id)), policy(planner.new.definitions.get(id)));
    let table = id.relation().and_then(|relation| planner.old.tables.get(relation));
    let guarded = table.is_some_and(|table| table.row_security.enabled);
    security::policy(old.as_ref(), new.as_ref(), guarded)
}

/// Notes on the step that drops a relation what falls with it: its triggers, rules and policies.
pub(super) fn gone_with(planner: &Planner<'_>, relation: &QName, mut step: Step) -> Step {
    let own = planner.old.definitions_of(relation).map(Definition::id);
    for fact in own.filter(|id| falls_with_relation(planner, id)).map(|id| fact(&id)) {
        step = step.releases(planner.before.uses(&fact).to_vec()).destroys([fact]);
    }
    step
}

/// Whether it goes along with its relation. What mentions other relations that go goes before all of them: they may
/// mention each other.
fn falls_with_relation(planner: &Planner<'_>, id: &DefinitionId) -> bool {
    let Some(relation) = id.relation() else { return false };
    let goes = |id: &ObjectId| match id {
        ObjectId::Table(_) | ObjectId::View(_) => planner.work.drops(id),
        _ => false,
    };
    let of_it = |id: &ObjectId| match id {
        ObjectId::Table(name) | ObjectId::View(name) => name == relation,
        _ => false,
    };
    let mut uses = planner.before.uses(&fact(id)).iter();
    let other = uses.any(|fact| matches!(fact, Fact::Object(id) if goes(id) && !of_it(id)));
    !other && (goes(&ObjectId::Table(relation.clone())) || goes(&ObjectId::View(relation.clone())))
}

/// A step with the table that it locks, for what belongs to one.
pub(super) fn step(
    planner: &Planner<'_>,
    id: &DefinitionId,
    phase: Phase,
    statement: DefinitionStatement,
) -> Step {
    let operation = match (id, &statement) {
        (DefinitionId::Trigger(..), DefinitionStatement::Create(_) | DefinitionStatement::Trigger(_)) => {
            Operation::CreateTrigger
        }
        (DefinitionId::Trigger(..) | DefinitionId::Rule(..) | DefinitionId::Policy(..), _) => {
            Operation::ChangeRules
        }
        (DefinitionId::Statistics(_), _) => Operation::Comment,
        (
            DefinitionId::Collation(_)
            | DefinitionId::Composite(_)
            | DefinitionId::Range(_)
            | DefinitionId::Cast(..)
            | DefinitionId::Operator(..)
            | DefinitionId::OperatorFamily(..)
            | DefinitionId::OperatorClass(..)
            | DefinitionId::TextSearch(..)
            | DefinitionId::ForeignDataWrapper(_)
            | DefinitionId::Server(_)
            | DefinitionId::UserMapping(..)
            | DefinitionId::EventTrigger(_)
            | DefinitionId::Subscription(_)
            | DefinitionId::Opaque(_),
            _,
        ) => Operation::New,
    };
    let mut step = Step::new(phase, operation, Statement::Definition(statement));
    step.tables = planner.existing(id.relation());
    step
}

pub(super) fn phase(id: &DefinitionId) -> Phase {
    match id {
        DefinitionId::Collation(_)
        | DefinitionId::Composite(_)
        | DefinitionId::Range(_)
        | DefinitionId::ForeignDataWrapper(_)
        | DefinitionId::Server(_)
        | DefinitionId::UserMapping(..)
        | DefinitionId::TextSearch(..) => Phase::Type,
        DefinitionId::Cast(..)
        | DefinitionId::Operator(..)
        | DefinitionId::OperatorFamily(..)
        | DefinitionId::OperatorClass(..) => Phase::Operator,
        DefinitionId::Statistics(_) => Phase::Constraint,
        DefinitionId::Rule(..) | DefinitionId::Trigger(..) => Phase::Trigger,
        DefinitionId::Policy(..) => Phase::Security,
        DefinitionId::Opaque(what) if what.starts_with("language") || what.contains("type ") => Phase::Type,
        DefinitionId::EventTrigger(_) | DefinitionId::Subscription(_) | DefinitionId::Opaque(_) => {
            Phase::Publication
        }
    }
}

/// What is there with it.
fn provided(definition: &Definition) -> Vec<Fact> {
    let mut facts = vec![fact(&definition.id())];
    match definition {
        Definition::Composite(composite) => facts.push(Fact::TypeName(composite.name.clone())),
        Definition::Range(range) => {
            facts.push(Fact::TypeName(range.name.clone()));
            facts.push(Fact::TypeName(range.multirange.clone()));
        }
        Definition::Collation(_)
        | Definition::Cast(_)
        | Definition::Operator(_)
        | Definition::OperatorFamily(_)
        | Definition::OperatorClass(_)
        | Definition::TextSearch(_)
        | Definition::ForeignDataWrapper(_)
        | Definition::Server(_)
        | Definition::UserMapping(_)
        | Definition::Statistics(_)
        | Definition::Rule(_)
        | Definition::Trigger(_)
        | Definition::Policy(_)
        | Definition::EventTrigger(_)
        | Definition::Subscription(_)
        | Definition::Opaque(_) => {}
    }
    facts
}

pub(super) fn fact(id: &DefinitionId) -> Fact {
    Fact::Object(ObjectId::Definition(id.clone()))
}
