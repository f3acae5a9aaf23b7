//! `NOT NULL` of a column, both ways.

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::not_null::NAMED;
use super::super::planner::Planner;
use super::super::step::Phase;
use super::column::action_step;
use crate::ddl::{ColumnAction, ConstraintStatement, Rename, Statement, Target};
use crate::model::{Check, Column, Constraint, ConstraintKind, QName, first_free_name};
use crate::name::with_suffix;
use crate::sql;

pub(super) fn alter(planner: &mut Planner<'_>, table: &QName, column: &Column) {
    if !column.not_null {
        drop(planner, table, &column.name);
    } else if column.not_null_constraint.not_valid || planner.is_online(table) && has_names(planner) {
        set_by_constraint(planner, table, column);
    } else if planner.is_online(table) {
        set_by_check(planner, table, &column.name);
    } else {
        set_at_once(planner, table, column);
    }
    comment_new(planner, Phase::Constraint, table, column);
}

fn has_names(planner: &Planner<'_>) -> bool {
    planner.options.target >= NAMED
}

/// What `CREATE TABLE` and `ADD COLUMN` have no words for.
pub(super) fn finish_new(planner: &mut Planner<'_>, phase: Phase, table: &QName, column: &Column) {
    if column.not_null && column.not_null_constraint.not_valid {
        let name = free_name(planner, table, column, "not_null");
        let statement = Statement::Constraint(add(table, column, name, true));
        let step = planner.on(table, phase, Operation::AddCheckNotValid, statement);
        let step = step.needs([Fact::table(table), Fact::column(table, &column.name)]);
        planner.push(step.provides([Fact::NotNull(table.clone(), column.name.clone())]));
    }
    comment_new(planner, phase, table, column);
}

fn comment_new(planner: &mut Planner<'_>, phase: Phase, table: &QName, column: &Column) {
    if let (Some(name), true) = (column.not_null_name(table), column.not_null_constraint.comment.is_some()) {
        let on = Target::Constraint { table: table.clone(), name };
        let fact = Fact::NotNull(table.clone(), column.name.clone());
        planner.comment_new(phase, on, fact, &column.not_null_constraint.comment);
    }
}

fn add(table: &QName, column: &Column, name: String, not_valid: bool) -> ConstraintStatement {
    ConstraintStatement::AddNotNull {
        table: table.clone(),
        name,
        column: column.name.clone(),
        no_inherit: column.not_null_constraint.no_inherit,
        not_valid,
    }
}

/// What changes of a `NOT NULL` that stays.
pub(super) fn restate(planner: &mut Planner<'_>, table: &QName, old: &Column, new: &Column) {
    let (Some(from), Some(to)) = (old.not_null_name(table), new.not_null_name(table)) else { return };
    let (before, after) = (&old.not_null_constraint, &new.not_null_constraint);
    if after.not_valid && !before.not_valid {
        return weaken(planner, table, new, to);
    }
    let mut chain = rename(planner, table, new, (from, &to));
    if before.no_inherit != after.no_inherit {
        let (table, name) = (table.clone(), to.clone());
        let statement = ConstraintStatement::Inherit { table, name, inherit: !after.no_inherit };
        chain.push(push(planner, Phase::Column, Operation::SetNotNull, new, statement));
    }
    if before.not_valid && !after.not_valid {
        let statement = ConstraintStatement::Validate { table: table.clone(), name: to.clone() };
        chain.push(push(planner, Phase::Validate, Operation::Validate, new, statement));
    }
    if before.comment != after.comment {
        let on = Target::Constraint { table: table.clone(), name: to };
        let fact = Fact::column(table, &new.name);
        chain.push(planner.comment(Phase::Constraint, on, fact, &after.comment));
    }
    for pair in chain.windows(2) {
        planner.graph.after(pair[1], pair[0]);
    }
}

fn push(
    planner: &mut Planner<'_>,
    phase: Phase,
    operation: Operation,
    column: &Column,
    statement: ConstraintStatement,
) -> usize {
    let table = statement.table().clone();
    let step = planner.on(&table, phase, operation, Statement::Constraint(statement));
    planner.push(step.needs([Fact::column(&table, &column.name)]))
}

/// Nothing makes a constraint doubtful again: it goes, and comes back as one that was not validated.
fn weaken(planner: &mut Planner<'_>, table: &QName, column: &Column, name: String) {
    let action = ColumnAction::DropNotNull;
    let step = action_step(planner, Phase::Column, Operation::DropNotNull, table, &column.name, action);
    let dropped = planner.push(step);
    let statement = add(table, column, name, true);
    let added = push(planner, Phase::Column, Operation::AddCheckNotValid, column, statement);
    planner.graph.after(added, dropped);
    if column.not_null_constraint.comment.is_some() {
        let name = column.not_null_name(table).unwrap_or_default();
        let on = Target::Constraint { table: table.clone(), name };
        let fact = Fact::column(table, &column.name);
        let comment = planner.comment(Phase::Constraint, on, fact, &column.not_null_constraint.comment);
        planner.graph.after(comment, added);
    }
}

/// `RENAME CONSTRAINT`, by way of another name where this one is still taken.
fn rename(
    planner: &mut Planner<'_>,
    table: &QName,
    column: &Column,
    (from, to): (String, &str),
) -> Vec<usize> {
    if from == to {
        return Vec::new();
    }
    let occupant = planner.old.tables.get(table).and_then(|table| table.not_null_column(to));
    let occupant = occupant.map(|occupant| Fact::NotNull(table.clone(), occupant.name.clone()));
    let aside = occupant.as_ref().map(|_| with_suffix(to, "_new"));
    let names: Vec<String> = [Some(from), aside, Some(to.to_owned())].into_iter().flatten().collect();
    let mut steps = Vec::new();
    for (at, pair) in names.windows(2).enumerate() {
        let object = Target::Constraint { table: table.clone(), name: pair[0].clone() };
        let statement = Statement::Rename(Rename::To { object, name: pair[1].clone() });
        let mut step = planner.on(table, Phase::Column, Operation::Rename, statement);
        step = step.needs([Fact::column(table, &column.name)]);
        if at == 0 {
            step = step.destroys([Fact::constraint(table, &pair[0])]);
        }
        if at + 2 == names.len() {
            step = step.provides([Fact::constraint(table, to)]).provides(occupant.clone());
        }
        steps.push(planner.push(step));
    }
    steps
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

fn set_at_once(planner: &mut Planner<'_>, table: &QName, column: &Column) {
    let name = column.name.as_str();
    let said = &column.not_null_constraint;
    let mut step = if said.name.is_some() || said.no_inherit {
        let constraint = column.not_null_name(table).unwrap_or_default();
        let statement = Statement::Constraint(add(table, column, constraint, false));
        planner.on(table, Phase::Column, Operation::SetNotNull, statement)
    } else {
        let action = ColumnAction::SetNotNull;
        action_step(planner, Phase::Column, Operation::SetNotNull, table, name, action)
    };
    if planner.is_existing(table) {
        step = step.hazard(fails(table, name)).hazard(breaks(table, name));
    }
    let step = step.needs([Fact::column(table, name)]);
    planner.push(step.provides([Fact::NotNull(table.clone(), name.to_owned())]));
}

/// `ADD CONSTRAINT .. NOT NULL .. NOT VALID`, then `VALIDATE` unless it is meant to stay that way.
fn set_by_constraint(planner: &mut Planner<'_>, table: &QName, column: &Column) {
    let name = free_name(planner, table, column, "not_null");
    let statement = Statement::Constraint(add(table, column, name.clone(), true));
    let step = planner.on(table, Phase::Constraint, Operation::AddCheckNotValid, statement);
    let mut step = step.hazard(breaks(table, &column.name)).needs([Fact::column(table, &column.name)]);
    let made = Fact::NotNull(table.clone(), column.name.clone());
    if column.not_null_constraint.not_valid {
        planner.push(step.provides([made]));
        return;
    }
    step.hazards.insert(0, fails(table, &column.name));
    let added = planner.push(step);
    let validate = ConstraintStatement::Validate { table: table.clone(), name };
    let step = planner.on(table, Phase::Validate, Operation::Validate, Statement::Constraint(validate));
    let validated = planner.push(step.provides([made]));
    planner.graph.after_commit(validated, added);
}

/// A check that proves it, validated without blocking anybody; then `SET NOT NULL` need not look at the rows (from
/// version 12), and the check has done its work.
fn set_by_check(planner: &mut Planner<'_>, table: &QName, column: &str) {
    let name = derived_name(planner, table, column, "not_null_check");
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

    let statement = ConstraintStatement::Drop { table: table.clone(), name, if_exists: false };
    let step = planner.on(table, Phase::Settle, Operation::DropConstraint, Statement::Constraint(statement));
    let dropped = planner.push(step);
    planner.graph.after(dropped, set);
}

/// The constraint's own name, or a derived one.
fn free_name(planner: &Planner<'_>, table: &QName, column: &Column, label: &str) -> String {
    let own = column.not_null_constraint.name.clone();
    own.unwrap_or_else(|| derived_name(planner, table, &column.name, label))
}

/// `{table}_{column}_{label}`, or with a number when that is taken.
fn derived_name(planner: &Planner<'_>, table: &QName, column: &str, label: &str) -> String {
    let taken = |name: &str| {
        let tables = [planner.old.tables.get(table), planner.new.tables.get(table)];
        tables.into_iter().flatten().any(|table| table.constraints.contains_key(name))
    };
    first_free_name(&table.name, Some(column), label, taken)
}
