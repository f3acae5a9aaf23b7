//! Constraints.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::Phase;
use crate::ddl::{ConstraintStatement, Statement, Target};
use crate::model::{Constraint, QName};

pub(super) fn create(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(constraint) = planner.new.tables.get(table).and_then(|t| t.constraints.get(name)) else {
        return;
    };
    let fact = Fact::constraint(table, name);
    let statement = ConstraintStatement::Add { table: table.clone(), constraint: constraint.clone() };
    let step =
        planner.on(table, Phase::Constraint, Operation::AddForeignKey, Statement::Constraint(statement));
    let step = step.needs(planner.after.uses(&fact).to_vec());
    planner.push(step.provides([fact]));
    comment_new(planner, Phase::Constraint, table, constraint);
}

/// The comment of a constraint that was just made.
pub(super) fn comment_new(planner: &mut Planner<'_>, phase: Phase, table: &QName, constraint: &Constraint) {
    let on = Target::Constraint { table: table.clone(), name: constraint.name.clone() };
    planner.comment_new(phase, on, Fact::constraint(table, &constraint.name), &constraint.comment);
}
