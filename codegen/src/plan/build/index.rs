//! Indexes.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{IndexStatement, Statement, Target};
use crate::model::{Index, QName};

pub(super) fn create(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(index) = planner.new.tables.get(table).and_then(|t| t.indexes.get(name)) else { return };
    let phase = if planner.is_existing(table) { Phase::Constraint } else { Phase::Table };
    let step = create_step(planner, phase, table, index, false);
    planner.push(step);
    comment_new(planner, phase, table, index);
}

fn create_step(
    planner: &Planner<'_>,
    phase: Phase,
    table: &QName,
    index: &Index,
    concurrently: bool,
) -> Step {
    let fact = Fact::index(table, &index.name);
    let uses = planner.after.uses(&fact).to_vec();
    let statement = IndexStatement::Create { table: table.clone(), index: index.clone(), concurrently };
    let operation = if concurrently { Operation::CreateIndexConcurrently } else { Operation::CreateIndex };
    let step = planner.on(table, phase, operation, Statement::Index(statement));
    let step = step.needs(uses).needs([Fact::table(table)]);
    step.provides([fact, Fact::Relation(table.sibling(&index.name))])
}

fn comment_new(planner: &mut Planner<'_>, phase: Phase, table: &QName, index: &Index) {
    let on = Target::Index(table.sibling(&index.name));
    planner.comment_new(phase, on, Fact::index(table, &index.name), &index.comment);
}
