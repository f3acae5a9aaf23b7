//! `NOT NULL` of a column, both ways.

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::Phase;
use super::column::action_step;
use crate::ddl::{ColumnAction, ConstraintStatement, Statement};
use crate::model::{Check, Column, Constraint, ConstraintKind, QName, first_free_name};
use crate::sql;

/// From this version, `NOT NULL` is a constraint that can be added without looking at the rows.
const NOT_NULL_NOT_VALID: u8 = 18;

pub(super) fn alter(planner: &mut Planner<'_>, table: &QName, column: &Column) {
    if !column.not_null {
        drop(planner, table, &column.name);
    } else if !planner.is_online(table) {
        set_at_once(planner, table, &column.name);
    } else if planner.options.target >= NOT_NULL_NOT_VALID {
        set_by_constraint(planner, table, &column.name);
    } else {
        set_by_check(planner, table, &column.name);
    }
}

fn drop(planner: &mut Planner<'_>, table: &QName, column: &str) {
    let action = ColumnAction::DropNotNull;
    let step = action_step(planner, Phase::Column, Operation::DropNotNull, table, column, action);
    // A primary key or identity that holds on to it goes first.
    planner.push(step.destroys([Fact::NotNull(table.clone(), column.to_owned())]));
}

fn fails(table: &QName, column: &str) -> Hazard {
    Hazard::Fails(format!("{table}.{column} becomes NOT NULL; rows where it is null must be filled first"))
}

/// Old code may still write nulls.
fn breaks(table: &QName, column: &str) -> Hazard {
    Hazard::Breaks(format!("statements that leave {table}.{column} null fail"))
}

fn set_at_once(planner: &mut Planner<'_>, table: &QName, column: &str) {
    let action = ColumnAction::SetNotNull;
    let mut step = action_step(planner, Phase::Column, Operation::SetNotNull, table, column, action);
    if planner.is_existing(table) {
        step = step.hazard(fails(table, column)).hazard(breaks(table, column));
    }
    let step = step.needs([Fact::column(table, column)]);
    planner.push(step.provides([Fact::NotNull(table.clone(), column.to_owned())]));
}

/// `ADD CONSTRAINT .. NOT NULL .. NOT VALID`, then `VALIDATE`.
fn set_by_constraint(planner: &mut Planner<'_>, table: &QName, column: &str) {
    let name = free_name(planner, table, column, "not_null");
    let statement = ConstraintStatement::AddNotNull {
        table: table.clone(),
        name: name.clone(),
        column: column.to_owned(),
    };
    let statement = Statement::Constraint(statement);
    let step = planner.on(table, Phase::Constraint, Operation::AddCheckNotValid, statement);
    let step = step.hazard(fails(table, column)).hazard(breaks(table, column));
    let added = planner.push(step.needs([Fact::column(table, column)]));
    let validate = ConstraintStatement::Validate { table: table.clone(), name };
    let step = planner.on(table, Phase::Validate, Operation::Validate, Statement::Constraint(validate));
    let validated = planner.push(step.provides([Fact::NotNull(table.clone(), column.to_owned())]));
    planner.graph.after_commit(validated, added);
}

/// A check that proves it, validated without blocking anybody; then `SET NOT NULL` need not look at the rows (from
/// version 12), and the check has done its work.
fn set_by_check(planner: &mut Planner<'_>, table: &QName, column: &str) {
    let name = free_name(planner, table, column, "not_null_check");
    let expr = sql::expr(&format!("{} IS NOT NULL", crate::ddl::Ident(column)));
    let kind = ConstraintKind::Check(Check { expr, no_inherit: false, not_valid: true, not_enforced: false });
    let constraint = Constraint::new(name.clone(), kind);
    let statement = Statement::Constraint(ConstraintStatement::Add { table: table.clone(), constraint });
    let step = planner.on(table, Phase::Constraint, Operation::AddCheckNotValid, statement);
    let step = step.hazard(fails(table, column)).hazard(breaks(table, column));
    let added = planner.push(step.needs([Fact::column(table, column)]));

    let statement = ConstraintStatement::Validate { table: table.clone(), name: name.clone() };
    let step = planner.on(table, Phase::Validate, Operation::Validate, Statement::Constraint(statement));
    let validated = planner.push(step);
    planner.graph.after_commit(validated, added);

    let action = ColumnAction::SetNotNull;
    let step = action_step(planner, Phase::Settle, Operation::SetNotNullProven, table, column, action);
    let set = planner.push(step.provides([Fact::NotNull(table.clone(), column.to_owned())]));
    planner.graph.after(set, validated);

    let statement = ConstraintStatement::Drop { table: table.clone(), name };
    let step = planner.on(table, Phase::Settle, Operation::DropConstraint, Statement::Constraint(statement));
    let dropped = planner.push(step);
    planner.graph.after(dropped, set);
}

/// `{table}_{column}_{label}`, or with a number when that is taken.
fn free_name(planner: &Planner<'_>, table: &QName, column: &str, label: &str) -> String {
    let taken = |name: &str| {
        let tables = [planner.old.tables.get(table), planner.new.tables.get(table)];
        tables.into_iter().flatten().any(|table| table.constraints.contains_key(name))
    };
    first_free_name(&table.name, Some(column), label, taken)
}
