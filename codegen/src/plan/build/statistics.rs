//! Statistics objects.

use super::super::planner::Planner;
use super::super::step::Phase;
use super::definition::{fact, step};
use crate::ddl::{DefinitionStatement, SetTarget};
use crate::diff::Attribute;
use crate::model::{Definition, DefinitionId, ObjectId, Statistics};

/// What `CREATE STATISTICS` has no words for.
pub(super) fn finish_new(planner: &mut Planner<'_>, new: &Definition) {
    if let Definition::Statistics(new) = new
        && new.target.is_some()
    {
        set_target(planner, new);
    }
}

pub(super) fn alter(planner: &mut Planner<'_>, new: &Definition) {
    if let Definition::Statistics(new) = new
        && planner.work.alters(&ObjectId::Definition(id(new)), Attribute::Statistics)
    {
        set_target(planner, new);
    }
}

fn id(new: &Statistics) -> DefinitionId {
    DefinitionId::Statistics(new.name.clone())
}

fn set_target(planner: &mut Planner<'_>, new: &Statistics) {
    let id = id(new);
    let target = SetTarget { name: new.name.clone(), target: new.target };
    let step = step(planner, &id, Phase::Constraint, DefinitionStatement::Statistics(target));
    planner.push(step.needs([fact(&id)]));
}
