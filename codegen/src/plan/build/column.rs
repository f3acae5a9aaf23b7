//! Columns.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{ColumnAction, ColumnDefinition, ColumnStatement, Statement, Target};
use crate::model::{Column, QName, Table};

pub(super) fn create(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(table) = planner.new.tables.get(table) else { return };
    if let Some(column) = table.columns.get(name) {
        add(planner, table, column);
    }
}

/// `ADD COLUMN`, with its comment.
pub(super) fn add(planner: &mut Planner<'_>, table: &Table, column: &Column) {
    let name = &table.name;
    let (mut needs, mut provides) = (vec![Fact::table(name)], Vec::new());
    facts(planner, name, column, &mut needs, &mut provides);
    let serial = planner.serial(name, column).is_some();
    let definition = ColumnDefinition { column: column.clone(), serial, primary_key: false, unique: false };
    let statement = Statement::Column(ColumnStatement::Add { table: name.clone(), column: definition });
    let step = planner.on(name, Phase::Column, Operation::AddColumn, statement);
    planner.push(step.needs(needs).provides(provides));
    comment_new(planner, Phase::Column, name, column);
}

/// What a column that is written whole needs and provides.
pub(super) fn facts(
    planner: &Planner<'_>,
    table: &QName,
    column: &Column,
    needs: &mut Vec<Fact>,
    provides: &mut Vec<Fact>,
) {
    let fact = Fact::column(table, &column.name);
    needs.extend(planner.after.uses(&fact).iter().cloned());
    provides.push(fact);
    if column.default.is_some() {
        let default = Fact::Default(table.clone(), column.name.clone());
        needs.extend(planner.after.uses(&default).iter().cloned());
        provides.push(default);
    }
    if column.not_null {
        provides.push(Fact::NotNull(table.clone(), column.name.clone()));
    }
    if let Some(sequence) = planner.serial(table, column) {
        let name = sequence.name.clone();
        provides.extend([Fact::sequence(&name), Fact::Owned(name.clone()), Fact::Relation(name)]);
    }
}

/// `SET DEFAULT`.
pub(super) fn set_default(planner: &mut Planner<'_>, table: &QName, column: &Column) {
    let Some(default) = &column.default else { return };
    let fact = Fact::Default(table.clone(), column.name.clone());
    let action = ColumnAction::SetDefault(default.clone());
    let step = alter(planner, Phase::Column, Operation::ChangeDefault, table, &column.name, action);
    let step = step.needs([Fact::column(table, &column.name)]).needs(planner.after.uses(&fact).to_vec());
    planner.push(step.provides([fact]));
}

/// An `ALTER COLUMN` step.
pub(super) fn alter(
    planner: &Planner<'_>,
    phase: Phase,
    operation: Operation,
    table: &QName,
    column: &str,
    action: ColumnAction,
) -> Step {
    let statement = ColumnStatement::Alter { table: table.clone(), column: column.to_owned(), action };
    planner.on(table, phase, operation, Statement::Column(statement))
}

/// The comment of a column that was just made.
pub(super) fn comment_new(planner: &mut Planner<'_>, phase: Phase, table: &QName, column: &Column) {
    let on = Target::Column { table: table.clone(), name: column.name.clone() };
    planner.comment_new(phase, on, Fact::column(table, &column.name), &column.comment);
}
