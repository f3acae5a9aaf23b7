//! Triggers, event triggers and rules: what changes in place, and whether they fire.

use super::super::planner::Planner;
use super::definition::{fact, phase, step};
use crate::ddl::{DefinitionStatement, RuleStatement, TriggerStatement};
use crate::diff::Attribute;
use crate::model::{Definition, Enabled, ObjectId};

/// Whether a new one fires, right behind it; nothing when it does as usual.
pub(super) fn enable_new(planner: &mut Planner<'_>, new: &Definition) {
    let Some((enabled, statement)) = enabling(new) else { return };
    if enabled != Enabled::Origin {
        let fact = fact(&new.id());
        let made = planner.graph.last_provider(&fact);
        let at = push(planner, new, statement);
        planner.graph.steps[at].behind = made;
    }
}

/// Replaces one, or says whether it fires.
pub(super) fn alter(planner: &mut Planner<'_>, new: &Definition) {
    let id = new.id();
    let alters = |attribute| planner.work.alters(&ObjectId::Definition(id.clone()), attribute);
    let (replaced, switched) = (alters(Attribute::Definition), alters(Attribute::Enabled));
    let mut made = None;
    if let Some(statement) = replacing(new).filter(|_| replaced) {
        let step = step(planner, &id, phase(&id), statement);
        let step = step.needs(planner.after.uses(&fact(&id)).to_vec());
        // It lets go of what it used before: a function, a column.
        let step = step.releases(planner.before.uses(&fact(&id)).to_vec());
        made = Some(planner.push(step));
    }
    let Some((enabled, statement)) = enabling(new) else { return };
    // A trigger that is replaced fires as usual again; a rule stays as it was.
    let reset = made.is_some() && matches!(new, Definition::Trigger(_));
    if if reset { enabled != Enabled::Origin } else { switched } {
        let at = push(planner, new, statement);
        if let Some(made) = made {
            planner.graph.after(at, made);
            planner.graph.steps[at].behind = Some(made);
        }
    }
}

fn push(planner: &mut Planner<'_>, new: &Definition, statement: DefinitionStatement) -> usize {
    let id = new.id();
    let step = step(planner, &id, phase(&id), statement).needs([fact(&id)]);
    planner.push(step)
}

/// `CREATE OR REPLACE`, for kinds that have it.
fn replacing(new: &Definition) -> Option<DefinitionStatement> {
    match new {
        Definition::Trigger(trigger) => {
            Some(DefinitionStatement::Trigger(TriggerStatement::Replace(trigger.clone())))
        }
        Definition::Rule(rule) => Some(DefinitionStatement::Rule(RuleStatement::Replace(rule.clone()))),
        _ => None,
    }
}

/// Whether it fires, and the statement that says so, for kinds that can be disabled.
fn enabling(new: &Definition) -> Option<(Enabled, DefinitionStatement)> {
    match new {
        Definition::Trigger(trigger) => {
            let (table, name, enabled) = (trigger.relation.clone(), trigger.name.clone(), trigger.enabled);
            let statement = TriggerStatement::Enable { table, name, enabled };
            Some((enabled, DefinitionStatement::Trigger(statement)))
        }
        Definition::EventTrigger(trigger) => {
            let (name, enabled) = (trigger.name.clone(), trigger.enabled);
            Some((enabled, DefinitionStatement::Trigger(TriggerStatement::EnableEvent { name, enabled })))
        }
        Definition::Rule(rule) => {
            let (table, name, enabled) = (rule.relation.clone(), rule.name.clone(), rule.enabled);
            Some((enabled, DefinitionStatement::Rule(RuleStatement::Enable { table, name, enabled })))
        }
        _ => None,
    }
}
