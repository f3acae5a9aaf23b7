//! Triggers and event triggers: what changes in place, and whether they fire.

use super::super::planner::Planner;
use super::definition::{fact, phase, step};
use crate::ddl::{DefinitionStatement, TriggerStatement};
use crate::diff::Attribute;
use crate::model::{Definition, Enabled, ObjectId};

/// Whether a new one fires, right behind it; nothing when it does as usual.
pub(super) fn enable_new(planner: &mut Planner<'_>, new: &Definition) {
    if enabled(new).is_some_and(|enabled| enabled != Enabled::Origin) {
        let fact = fact(&new.id());
        let made = planner.graph.steps.iter().rposition(|step| step.provides.contains(&fact));
        if let Some(at) = enable(planner, new) {
            planner.graph.steps[at].behind = made;
        }
    }
}

/// Replaces a trigger, or says whether it fires.
pub(super) fn alter(planner: &mut Planner<'_>, _old: &Definition, new: &Definition) {
    let id = new.id();
    let alters = |attribute| planner.work.alters(&ObjectId::Definition(id.clone()), attribute);
    let (replaced, switched) = (alters(Attribute::Definition), alters(Attribute::Enabled));
    let Definition::Trigger(trigger) = new else {
        if switched {
            enable(planner, new);
        }
        return;
    };
    let mut made = None;
    if replaced {
        let statement = DefinitionStatement::Trigger(TriggerStatement::Replace(trigger.clone()));
        let step = step(planner, &id, phase(&id), statement);
        let step = step.needs(planner.after.uses(&fact(&id)).to_vec());
        // It lets go of what it used before: a function, a column.
        let step = step.releases(planner.before.uses(&fact(&id)).to_vec());
        made = Some(planner.push(step));
    }
    // One that is replaced fires as usual again.
    let fires = enabled(new).unwrap_or_default();
    if (switched && !replaced) || (replaced && fires != Enabled::Origin) {
        if let (Some(at), Some(made)) = (enable(planner, new), made) {
            planner.graph.after(at, made);
            planner.graph.steps[at].behind = Some(made);
        }
    }
}

fn enable(planner: &mut Planner<'_>, new: &Definition) -> Option<usize> {
    let id = new.id();
    let enabled = enabled(new)?;
    let statement = match new {
        Definition::Trigger(trigger) => DefinitionStatement::Trigger(TriggerStatement::Enable {
            table: trigger.relation.clone(),
            name: trigger.name.clone(),
            enabled,
        }),
        Definition::EventTrigger(trigger) => DefinitionStatement::Trigger(TriggerStatement::EnableEvent {
            name: trigger.name.clone(),
            enabled,
        }),
        _ => return None,
    };
    let step = step(planner, &id, phase(&id), statement).needs([fact(&id)]);
    Some(planner.push(step))
}

fn enabled(definition: &Definition) -> Option<Enabled> {
    match definition {
        Definition::Trigger(trigger) => Some(trigger.enabled),
        Definition::EventTrigger(trigger) => Some(trigger.enabled),
        Definition::Rule(rule) => Some(rule.enabled),
        _ => None,
    }
}
