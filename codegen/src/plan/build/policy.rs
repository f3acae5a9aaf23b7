//! Policies: what changes in place.

use super::super::planner::Planner;
use super::definition::{fact, loosened, phase, step};
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
    let mut step = step;
    step.hazards.extend(loosened(planner, &id));
    planner.push(step);
}
