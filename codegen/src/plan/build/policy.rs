//! Policies: what changes in place, and what loosens the security of rows.

use super::super::hazard::Hazard;
use super::super::planner::Planner;
use super::super::step::Step;
use super::definition::{fact, phase, step};
use crate::ddl::{AlterPolicy, DefinitionStatement};
use crate::diff::Attribute;
use crate::model::{Definition, ObjectId, Policy};

/// Changes a policy in place.
pub(super) fn alter(planner: &mut Planner<'_>, old: &Policy, new: &Policy) {
    let id = Definition::Policy(new.clone()).id();
    if !planner.work.alters(&ObjectId::Definition(id.clone()), Attribute::Definition) {
        return;
    }
    let statement = AlterPolicy {
        table: new.table.clone(),
        name: new.name.clone(),
        roles: (old.roles != new.roles).then(|| new.roles.clone()),
        using: new.using.clone().filter(|using| old.using.as_ref() != Some(using)),
        check: new.check.clone().filter(|check| old.check.as_ref() != Some(check)),
    };
    let step = step(planner, &id, phase(&id), DefinitionStatement::AlterPolicy(statement));
    let step = step.needs(planner.after.uses(&fact(&id)).to_vec());
    let step = step.releases(planner.before.uses(&fact(&id)).to_vec());
    let text = format!("policy {} of {} changes who sees what", new.name, new.table);
    planner.push(step.hazard(Hazard::Loosens(text)));
}

/// What a new policy lets through on a table that is there: one that is only put back changes nothing.
pub(super) fn made(planner: &Planner<'_>, new: &Policy, step: Step) -> Step {
    let id = Definition::Policy(new.clone()).id();
    let before = planner.old.definitions.get(&id);
    let same = matches!(before, Some(Definition::Policy(old)) if same(old, new));
    if same || !planner.is_existing(&new.table) || (before.is_none() && !new.permissive) {
        return step;
    }
    let verb = if before.is_some() { "changes" } else { "is added: it changes" };
    step.hazard(Hazard::Loosens(format!("policy {} of {} {verb} who sees what", new.name, new.table)))
}

/// A restrictive policy that goes for good.
pub(super) fn gone(planner: &Planner<'_>, old: &Policy, step: Step) -> Step {
    let id = ObjectId::Definition(Definition::Policy(old.clone()).id());
    if old.permissive || planner.work.creates(&id) {
        return step;
    }
    let text = format!("policy {} of {} goes: it hid rows", old.name, old.table);
    step.hazard(Hazard::Loosens(text))
}

fn same(old: &Policy, new: &Policy) -> bool {
    let Policy { name: _, table: _, permissive, command, roles, using, check, comment: _ } = new;
    old.permissive == *permissive
        && old.command == *command
        && old.roles == *roles
        && old.using == *using
        && old.check == *check
}
