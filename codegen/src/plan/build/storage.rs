//! How the values of a column are kept, and what the planner should know of them.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::Phase;
use super::column::action_step;
use super::table_alter::changed;
use crate::ddl::ColumnAction;
use crate::diff::Attribute;
use crate::model::{Column, ColumnStorage, ObjectId, QName};

/// What `CREATE TABLE` and `ADD COLUMN` have no words for in every version.
pub(super) fn finish_new(planner: &mut Planner<'_>, table: &QName, column: &Column) {
    let ColumnStorage { mode, compression: _, statistics, options } = &column.storage;
    if let Some(mode) = mode {
        push(planner, table, column, Operation::ChangeTable, ColumnAction::SetStorage(Some(*mode)));
    }
    if let Some(target) = statistics {
        push(planner, table, column, Operation::SetParameters, ColumnAction::SetStatistics(Some(*target)));
    }
    if !options.is_empty() {
        push(planner, table, column, Operation::SetParameters, ColumnAction::SetOptions(options.clone()));
    }
}

/// The same of a column that a new table has from another, where it says something else.
pub(super) fn finish_inherited(
    planner: &mut Planner<'_>,
    table: &QName,
    from: &ColumnStorage,
    column: &Column,
) {
    if column.storage.mode != from.mode {
        let mode = column.storage.mode.or_else(|| column.ty.storage_mode());
        push(planner, table, column, Operation::ChangeTable, ColumnAction::SetStorage(mode));
    }
    let mut rest = column.clone();
    rest.storage.mode = None;
    finish_new(planner, table, &rest);
}

/// What changed; values that are there already stay as they are kept.
pub(super) fn alter(planner: &mut Planner<'_>, table: &QName, old: &Column, new: &Column) -> Vec<usize> {
    let id = ObjectId::Column(table.clone(), new.name.clone());
    let work = planner.work;
    let changes = |attribute| work.alters(&id, attribute);
    let mut steps = Vec::new();
    if changes(Attribute::Storage) {
        // `DEFAULT` is a word from 16 on.
        let mode = new.storage.mode.or_else(|| new.ty.storage_mode());
        steps.push(push(planner, table, new, Operation::ChangeTable, ColumnAction::SetStorage(mode)));
    }
    if changes(Attribute::Compression) {
        let action = ColumnAction::SetCompression(new.storage.compression.clone());
        steps.push(push(planner, table, new, Operation::ChangeTable, action));
    }
    if changes(Attribute::Statistics) {
        let action = ColumnAction::SetStatistics(new.storage.statistics);
        steps.push(push(planner, table, new, Operation::SetParameters, action));
    }
    if changes(Attribute::ColumnOptions) {
        let (reset, set) = changed(&old.storage.options, &new.storage.options);
        if !reset.is_empty() {
            let action = ColumnAction::ResetOptions(reset);
            steps.push(push(planner, table, new, Operation::SetParameters, action));
        }
        if !set.is_empty() {
            steps.push(push(planner, table, new, Operation::SetParameters, ColumnAction::SetOptions(set)));
        }
    }
    if changes(Attribute::ForeignOptions) {
        let action = ColumnAction::ForeignOptions {
            from: old.foreign_options.clone(),
            to: new.foreign_options.clone(),
        };
        steps.push(push(planner, table, new, Operation::ChangeTable, action));
    }
    steps
}

fn push(
    planner: &mut Planner<'_>,
    table: &QName,
    column: &Column,
    operation: Operation,
    action: ColumnAction,
) -> usize {
    let step = action_step(planner, Phase::Column, operation, table, &column.name, action);
    planner.push(step.needs([Fact::column(table, &column.name)]))
}
