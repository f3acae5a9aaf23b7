//! Columns.

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::not_null::NAMED;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::{child, convert, not_null, sequence, storage, swap, typed};
use crate::ddl::{ColumnAction, ColumnDefinition, ColumnStatement, DataStatement, Statement, Target};
use crate::diff::Attribute;
use crate::model::{
    Column, FunctionKind, GeneratedKind, Identity, IdentityMode, ObjectId, QName, Sequence, SequenceOptions,
    Table,
};
use crate::sql;

pub(super) fn create(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(table) = planner.new.tables.get(table) else { return };
    if let Some(column) = table.columns.get(name).filter(|_| !child::comes(planner, &table.name, name)) {
        match typed::comes(planner, &table.name, name) {
            true => typed::finish_new(planner, table, column),
            false => add(planner, table, column),
        }
    }
}

/// `ADD COLUMN`, with its comment.
pub(super) fn add(planner: &mut Planner<'_>, table: &Table, column: &Column) {
    let name = &table.name;
    let (mut needs, mut provides) = (vec![Fact::table(name)], Vec::new());
    let mut written = column.clone();
    // What is not validated is added by itself.
    written.not_null &= !column.not_null_constraint.not_valid;
    facts(planner, name, &written, &mut needs, &mut provides);
    needs.retain(|fact| !provides.contains(fact));
    let serial = planner.serial(name, column).is_some();
    let rewrites = planner.is_existing(name).then(|| rewritten(planner, column, serial)).flatten();
    let operation = if rewrites.is_some() { Operation::AddColumnRewriting } else { Operation::AddColumn };
    let definition = ColumnDefinition {
        column: written,
        serial,
        primary_key: false,
        unique: false,
        constraints: Vec::new(),
    };
    let statement = Statement::Column(ColumnStatement::Add { table: name.clone(), column: definition });
    let mut step = planner.on(name, Phase::Column, operation, statement).needs(needs).provides(provides);
    if let Some(because) = rewrites {
        step = step.hazard(Hazard::Rewrite { table: name.clone(), because });
    }
    let filled = column.default.is_some() || column.identity.is_some() || column.generated.is_some();
    if planner.is_existing(name) && column.not_null && !filled {
        step = step.hazard(Hazard::Fails(format!(
            "{name}.{} is NOT NULL without a default, which a table with rows refuses; give it a default, or add it \
             as nullable, fill it, and make it NOT NULL then",
            column.name
        )));
        step = step.hazard(Hazard::Breaks(format!(
            "{name}.{} is new and NOT NULL without a default, so inserts that do not know it fail",
            column.name
        )));
    }
    let step = child::come_along(planner, name, &column.name, step);
    planner.push(step);
    comment_new(planner, Phase::Column, name, column);
    not_null::finish_new(planner, Phase::Column, name, column);
    storage::finish_new(planner, name, column);
}

/// Why adding the column writes every row again, if it does.
fn rewritten(planner: &Planner<'_>, column: &Column, serial: bool) -> Option<String> {
    let name = &column.name;
    if serial || column.identity.is_some() {
        return Some(format!(
            "{name} is numbered; to avoid that, add it as nullable and number the rows in batches"
        ));
    }
    match column.generated.as_ref().map(|generated| generated.kind) {
        Some(GeneratedKind::Stored) => return Some(format!("{name} is generated and stored")),
        Some(GeneratedKind::Virtual) => return None,
        None => {}
    }
    let volatile = column.default.as_ref().is_some_and(|default| {
        sql::names(default).iter().any(|used| used.call && is_volatile(planner, &used.parts))
    });
    volatile.then(|| {
        format!("the default of {name} is computed for each row; to avoid that, set it after adding")
    })
}

/// Functions of PostgreSQL that give one value per statement or always the same, of those that stand in defaults.
const STEADY: &[&str] = &[
    "array",
    "coalesce",
    "concat",
    "current_date",
    "current_setting",
    "date_trunc",
    "decode",
    "encode",
    "extract",
    "interval",
    "json_build_array",
    "json_build_object",
    "jsonb_build_array",
    "jsonb_build_object",
    "localtime",
    "localtimestamp",
    "lower",
    "make_date",
    "make_interval",
    "md5",
    "now",
    "numeric",
    "statement_timestamp",
    "to_tsvector",
    "to_char",
    "transaction_timestamp",
    "upper",
    "varchar",
];

fn is_volatile(planner: &Planner<'_>, parts: &[String]) -> bool {
    let Some(name) = parts.last() else { return true };
    let own =
        planner.new.functions.values().find(|f| f.name.name == *name && f.kind == FunctionKind::Function);
    match own {
        Some(function) => {
            let words = function.definition.canonical.as_str();
            !words.split(' ').any(|word| matches!(word, "immutable" | "stable"))
        }
        None => !STEADY.contains(&name.as_str()) && !name.starts_with("current_"),
    }
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
        let name = column.not_null_name(table).filter(|_| planner.options.target >= NAMED);
        provides.extend(name.map(|name| Fact::constraint(table, &name)));
    }
    provides.extend(column.identity_sequence(table).map(Fact::Relation));
    if let Some(sequence) = planner.serial(table, column) {
        let name = sequence.name.clone();
        provides.extend([Fact::sequence(&name), Fact::Owned(name.clone()), Fact::Relation(name)]);
    }
}

/// `SET DEFAULT`.
pub(super) fn set_default(planner: &mut Planner<'_>, table: &QName, column: &Column) -> Option<usize> {
    let default = column.default.clone()?;
    let fact = Fact::Default(table.clone(), column.name.clone());
    let action = ColumnAction::SetDefault(default);
    let step = action_step(planner, Phase::Column, Operation::ChangeDefault, table, &column.name, action);
    let step = step.needs([Fact::column(table, &column.name)]).needs(planner.after.uses(&fact).to_vec());
    Some(planner.push(step.provides([fact])))
}

/// An `ALTER COLUMN` step.
pub(super) fn action_step(
    planner: &Planner<'_>,
    phase: Phase,
    operation: Operation,
    table: &QName,
    column: &str,
    action: ColumnAction,
) -> Step {
    // Children say for themselves what may differ.
    let only = action.may_differ() && planner.has_children(table);
    let statement = ColumnStatement::Alter { table: table.clone(), column: column.to_owned(), only, action };
    planner.on(table, phase, operation, Statement::Column(statement))
}

/// The comment of a column that was just made.
pub(super) fn comment_new(planner: &mut Planner<'_>, phase: Phase, table: &QName, column: &Column) {
    let on = Target::Column { table: table.clone(), name: column.name.clone() };
    planner.comment_new(phase, on, Fact::column(table, &column.name), &column.comment);
}

/// Every change of a column that stays, one after the other: what stands in the way of a new type goes first, what
/// rests on it comes back behind it.
pub(super) fn alter(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let column =
        |tables: &std::collections::BTreeMap<QName, Table>| tables.get(table)?.columns.get(name).cloned();
    let (Some(old), Some(new)) = (column(&planner.old.tables), column(&planner.new.tables)) else { return };
    let id = ObjectId::Column(table.clone(), name.to_owned());
    let changes = |attribute| planner.work.alters(&id, attribute);
    // What the parent changes here too is not changed again.
    let own = |attribute| changes(attribute) && !child::alters(planner, table, name, attribute);
    let typed = typed::retypes(planner, table, name);
    let conversion =
        (own(Attribute::Type) && !typed).then(|| convert::Change::of(planner, table, &old, &new));
    let (identity, not_null) = (changes(Attribute::Identity), own(Attribute::NotNull));
    let restated = changes(Attribute::NotNullConstraint);
    let (expression, plain) = (own(Attribute::Expression), own(Attribute::PlainAgain));
    let (default, comment) = (changes(Attribute::Default), changes(Attribute::Comment));

    let in_the_way = planner.work.defaults.contains(&(table.clone(), name.to_owned()))
        || conversion.as_ref().is_some_and(|change| change.disturbs_default(&old, &new))
        || (default && new.default.is_none());
    let mut chain = Vec::new();
    if old.default.is_some() && in_the_way {
        chain.push(drop_default(planner, table, &new));
    }
    if identity && new.identity.is_none() {
        chain.push(drop_identity(planner, table, (&old, &new)));
    }
    if plain {
        chain.push(drop_expression(planner, table, name));
    }
    if let Some(change) = conversion {
        chain.push(change.push(planner));
    }
    if expression {
        chain.extend(set_expression(planner, table, &new));
    }
    if default || (in_the_way && old.default.is_some()) {
        chain.extend(set_default(planner, table, &new));
    }
    // Behind a new type, which brings its own.
    chain.extend(storage::alter(planner, table, &old, &new));
    for pair in chain.windows(2) {
        planner.graph.after(pair[1], pair[0]);
    }
    if not_null {
        not_null::alter(planner, table, &new);
    } else if restated {
        not_null::restate(planner, table, &old, &new);
    }
    if identity {
        set_identity(planner, table, &old, &new);
    }
    if default && identity_or_serial(planner, table, &old, &new) {
        catch_up_serial(planner, table, &new);
    }
    if comment {
        let on = Target::Column { table: table.clone(), name: name.to_owned() };
        planner.comment(Phase::Column, on, Fact::column(table, name), &new.comment);
    }
}

fn drop_default(planner: &mut Planner<'_>, table: &QName, column: &Column) -> usize {
    let fact = Fact::Default(table.clone(), column.name.clone());
    let phase = if column.default.is_some() { Phase::Teardown } else { Phase::Column };
    let action = ColumnAction::DropDefault;
    let step = action_step(planner, phase, Operation::ChangeDefault, table, &column.name, action);
    let mut step = step.releases(planner.before.uses(&fact).to_vec());
    let filled = column.default.is_some() || column.identity.is_some() || column.generated.is_some();
    if column.not_null && !filled && planner.is_existing(table) {
        step = step.hazard(Hazard::Breaks(format!(
            "{table}.{} has no default any more, so inserts that leave it out fail",
            column.name
        )));
    }
    planner.push(step.destroys([fact]))
}

/// Takes the defaults of a table that goes away first: a function in one of them may need the table to go after it.
pub(super) fn drop_defaults(planner: &mut Planner<'_>, table: &Table) {
    for column in table.columns.iter().filter(|column| column.default.is_some()) {
        drop_default(planner, &table.name, column);
    }
}

fn drop_identity(planner: &mut Planner<'_>, table: &QName, (old, column): (&Column, &Column)) -> usize {
    let name = column.name.as_str();
    let action = ColumnAction::DropIdentity;
    let step = action_step(planner, Phase::Sequence, Operation::ChangeIdentity, table, name, action);
    let mut step = step.destroys(old.identity_sequence(table).map(Fact::Relation));
    if column.not_null && column.default.is_none() && column.generated.is_none() {
        step = step.hazard(Hazard::Breaks(format!(
            "{table}.{name} is not numbered any more, so inserts that leave it out fail"
        )));
    }
    planner.push(step.releases([Fact::NotNull(table.clone(), name.to_owned())]))
}

fn drop_expression(planner: &mut Planner<'_>, table: &QName, name: &str) -> usize {
    let action = ColumnAction::DropExpression;
    let step = action_step(planner, Phase::Column, Operation::DropExpression, table, name, action);
    planner.push(step.releases(swap::releases(planner, &Fact::column(table, name))))
}

fn set_expression(planner: &mut Planner<'_>, table: &QName, column: &Column) -> Option<usize> {
    let generated = column.generated.clone()?;
    let fact = Fact::column(table, &column.name);
    let stored = generated.kind == GeneratedKind::Stored;
    let operation = if stored { Operation::ChangeExpression } else { Operation::AddColumn };
    let action = ColumnAction::SetExpression(generated.expr);
    let mut step = action_step(planner, Phase::Column, operation, table, &column.name, action);
    if stored && planner.is_existing(table) {
        let because = format!("{} is computed again", column.name);
        step = step.hazard(Hazard::Rewrite { table: table.clone(), because });
    }
    let step = step.needs(planner.after.uses(&fact).to_vec());
    Some(planner.push(step.releases(planner.before.uses(&fact).to_vec())))
}

fn set_identity(planner: &mut Planner<'_>, table: &QName, old: &Column, new: &Column) {
    let Some(to) = new.identity.clone() else { return };
    let column = Fact::column(table, &new.name);
    match old.identity.clone() {
        // The name of the sequence was changed with the other names.
        Some(from) if (from.mode, &from.options) == (to.mode, &to.options) => {}
        Some(from) => {
            let always = from.mode != IdentityMode::Always && to.mode == IdentityMode::Always;
            let within = sequence::within_column(planner, table, &new.name, (&from.options, &to.options));
            let action = ColumnAction::SetIdentity { from, to };
            let step =
                action_step(planner, Phase::Column, Operation::ChangeIdentity, table, &new.name, action);
            let step = if always { step.hazard(gives(table, &new.name)) } else { step };
            let altered = planner.push(step.needs([column]));
            if let Some(within) = within {
                planner.graph.after(altered, within);
            }
        }
        None => {
            let action = ColumnAction::AddIdentity(to.clone());
            let step =
                action_step(planner, Phase::Column, Operation::ChangeIdentity, table, &new.name, action);
            let not_null = Fact::NotNull(table.clone(), new.name.clone());
            let sequence = new.identity_sequence(table).map(Fact::Relation);
            let mut step = step.needs([column, not_null]).provides(sequence);
            if to.mode == IdentityMode::Always && planner.is_existing(table) {
                step = step.hazard(gives(table, &new.name));
            }
            // A default has to go first: `destroys` of the default stands before what provides its absence.
            let added = planner.push(step);
            after_default(planner, table, &new.name, added);
            catch_up(planner, table, &new.name, &to.options, added);
        }
    }
}

/// A column that takes no value from a statement any more.
pub(super) fn gives(table: &QName, column: &str) -> Hazard {
    Hazard::Breaks(format!("statements that give {table}.{column} a value fail"))
}

/// Puts a step behind the one that drops the column's default.
fn after_default(planner: &mut Planner<'_>, table: &QName, column: &str, later: usize) {
    let fact = Fact::Default(table.clone(), column.to_owned());
    if let Some(earlier) = planner.graph.first_destroyer(&fact) {
        planner.graph.after(later, earlier);
    }
}

/// A sequence that starts to number a column with rows in it goes on after the greatest number.
fn catch_up(planner: &mut Planner<'_>, table: &QName, column: &str, options: &SequenceOptions, after: usize) {
    if !planner.is_online(table) {
        return;
    }
    let increment = options.increment.unwrap_or(1);
    let bound = if increment < 0 { options.max.unwrap_or(-1) } else { options.min.unwrap_or(1) };
    let statement = DataStatement::CatchUp {
        table: table.clone(),
        column: column.to_owned(),
        increment,
        start: options.start.unwrap_or(bound),
    };
    let step = Step::new(Phase::Data, Operation::ReadRows, Statement::Data(statement));
    let step = planner.push(step);
    planner.graph.after(step, after);
}

/// Whether a column that numbered itself, or did not, is numbered by a sequence of its own now.
fn identity_or_serial(planner: &Planner<'_>, table: &QName, old: &Column, new: &Column) -> bool {
    let created = |sequence: &Sequence| planner.work.creates(&ObjectId::Sequence(sequence.name.clone()));
    let owned = planner.owned_after(table, &new.name).is_some_and(created);
    let from: Option<&Identity> = old.identity.as_ref();
    owned && new.default.is_some() && (from.is_some() || old.default != new.default)
}

fn catch_up_serial(planner: &mut Planner<'_>, table: &QName, column: &Column) {
    let Some(sequence) = planner.owned_after(table, &column.name) else { return };
    let owned = Fact::Owned(sequence.name.clone());
    let Some(after) = planner.graph.first_provider(&owned) else { return };
    catch_up(planner, table, &column.name, &sequence.options, after);
}
