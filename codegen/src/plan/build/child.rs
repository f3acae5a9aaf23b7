//! What a table has from its parents, and so needs no statement of its own.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::{column, constraint, index, storage};
use crate::ddl::{ColumnAction, ColumnStatement, Rename, Statement, Target};
use crate::diff::Attribute;
use crate::model::{Column, Constraint, ConstraintKind, ObjectId, QName, Schema, Table};
use crate::rust::derived;

/// The parents that the table has before and after.
fn parents<'a>(planner: &Planner<'a>, table: &QName) -> Vec<&'a QName> {
    let (Some(old), Some(new)) = (planner.old.tables.get(table), planner.new.tables.get(table)) else {
        return Vec::new();
    };
    if !planner.is_existing(table) {
        return Vec::new();
    }
    new.parents().filter(|parent| old.parents().any(|other| other == *parent)).collect()
}

/// Whether the same happens to this column in a parent, which does it here as well.
fn happens(planner: &Planner<'_>, table: &QName, column: &str, what: impl Fn(&ObjectId) -> bool) -> bool {
    let parents = parents(planner, table);
    parents.into_iter().any(|parent| what(&ObjectId::Column(parent.clone(), column.to_owned())))
}

/// Whether the column comes along with a parent's.
pub(super) fn comes(planner: &Planner<'_>, table: &QName, column: &str) -> bool {
    happens(planner, table, column, |id| planner.work.creates(id))
}

/// Whether the column goes along with a parent's.
pub(super) fn goes(planner: &Planner<'_>, table: &QName, column: &str) -> bool {
    let own = planner.old.tables.get(table).and_then(|table| table.columns.get(column));
    own.is_some_and(|own| own.inherited) && happens(planner, table, column, |id| planner.work.drops(id))
}

/// Whether the attribute changes along with a parent's.
pub(super) fn alters(planner: &Planner<'_>, table: &QName, column: &str, attribute: Attribute) -> bool {
    happens(planner, table, column, |id| planner.work.alters(id, attribute))
}

/// The tables that have a column from this one, directly or not, of those that stay children.
pub(super) fn descendants(planner: &Planner<'_>, table: &QName) -> Vec<QName> {
    let mut found: Vec<QName> = Vec::new();
    let mut queue = vec![table.clone()];
    while let Some(next) = queue.pop() {
        for child in planner.children(&next) {
            if !found.contains(&child) && parents(planner, &child).contains(&&next) {
                found.push(child.clone());
                queue.push(child);
            }
        }
    }
    found
}

/// Notes on the step that adds a column to a table what comes with it.
pub(super) fn come_along(planner: &Planner<'_>, table: &QName, name: &str, mut step: Step) -> Step {
    for child in descendants(planner, table) {
        let column = planner.new.tables.get(&child).and_then(|table| table.columns.get(name));
        if let Some(column) = column.filter(|_| comes(planner, &child, name)) {
            let (mut needs, mut provides) = (Vec::new(), Vec::new());
            column::facts(planner, &child, column, &mut needs, &mut provides);
            step = step.provides(provides);
        }
    }
    step
}

/// Notes on the step that drops a column what goes with it.
pub(super) fn go_along(planner: &Planner<'_>, table: &QName, name: &str, mut step: Step) -> Step {
    for child in descendants(planner, table) {
        if goes(planner, &child, name) {
            step = goes_with(planner, &child, name, step);
        }
    }
    step
}

/// Notes on a step that a column of this table goes with it.
pub(super) fn goes_with(planner: &Planner<'_>, table: &QName, name: &str, mut step: Step) -> Step {
    let Some(old) = planner.old.tables.get(table) else { return step };
    let (own, default) = (Fact::column(table, name), Fact::Default(table.clone(), name.to_owned()));
    step = step.releases(planner.before.uses(&own).to_vec());
    step = step.releases(planner.before.uses(&default).to_vec());
    step = step.destroys([own, default, Fact::NotNull(table.clone(), name.to_owned())]);
    step = constraint::goes_with_column(planner, old, name, step);
    index::goes_with_column(planner, old, name, step)
}

/// Whether a constraint is there with a parent's: a partition's part of a key, a check that is inherited.
pub(super) fn is_part(constraint: &Constraint) -> bool {
    constraint.inherited || constraint.part_of.is_some()
}

/// What a new table says otherwise than what it has its columns from.
pub(super) fn differences(planner: &mut Planner<'_>, table: &Table) {
    let planner_new: &Schema = planner.new;
    for column in table.columns.iter().filter(|column| column.inherited || table.of.is_some()) {
        let from =
            table.parents().filter_map(|parent| planner_new.tables.get(parent)?.columns.get(&column.name));
        let mut base = Column::new(&column.name, column.ty.clone());
        base.collation.clone_from(&column.collation);
        for from in from {
            base.not_null |= from.not_null;
            base.default = base.default.or_else(|| from.default.clone());
            base.generated = base.generated.or_else(|| from.generated.clone());
            base.storage.mode = base.storage.mode.or(from.storage.mode);
            base.storage.compression = base.storage.compression.or_else(|| from.storage.compression.clone());
        }
        difference(planner, table, &base, column);
    }
}

/// What the column says otherwise than what it comes from.
pub(super) fn difference(planner: &mut Planner<'_>, table: &Table, base: &Column, column: &Column) {
    let key = table.primary_key().is_some_and(|(_, key)| key.columns.contains(&column.name));
    if column.not_null && !base.not_null && !key {
        push(planner, &table.name, column, ColumnAction::SetNotNull);
    }
    if column.default != base.default {
        match &column.default {
            Some(default) => push(planner, &table.name, column, ColumnAction::SetDefault(default.clone())),
            None => push(planner, &table.name, column, ColumnAction::DropDefault),
        }
    }
    if let (Some(own), true) = (&column.generated, column.generated != base.generated) {
        push(planner, &table.name, column, ColumnAction::SetExpression(own.expr.clone()));
    }
    if let (Some(own), None) = (&column.identity, &base.identity) {
        push(planner, &table.name, column, ColumnAction::AddIdentity(own.clone()));
    }
    if column.storage.compression != base.storage.compression {
        let compression = column.storage.compression.clone();
        push(planner, &table.name, column, ColumnAction::SetCompression(compression));
    }
    storage::finish_inherited(planner, &table.name, &base.storage, column);
}

fn push(planner: &mut Planner<'_>, table: &QName, column: &Column, action: ColumnAction) {
    let only = planner.has_children(table);
    let name = column.name.clone();
    let statement = ColumnStatement::Alter { table: table.clone(), column: name, only, action };
    let statement = Statement::Column(statement);
    let step = planner.on(table, Phase::Table, Operation::ChangeTable, statement);
    let default = Fact::Default(table.clone(), column.name.clone());
    let step = step.needs(planner.after.uses(&default).to_vec());
    planner.push(step.needs([Fact::column(table, &column.name)]));
}

/// The server names the parts of keys and indexes that a new partition has; where they are called otherwise here, they get
/// that name once they are there.
pub(super) fn rename_parts(planner: &mut Planner<'_>, table: &Table) {
    let Some(parent) = table.partition.as_ref().map(|partition| &partition.parent) else { return };
    let mut renames = Vec::new();
    for constraint in table.constraints.values() {
        let of_index = |part: &String| planner.new.index(parent, part).is_some();
        if constraint.part_of.as_ref().is_some_and(of_index) {
            // The index is made after it, and takes it up.
            constraint::make(planner, &table.name, &constraint.name);
            continue;
        }
        if let (Some(part), false) = (&constraint.part_of, constraint.kind.columns().is_empty())
            && !matches!(constraint.kind, ConstraintKind::ForeignKey(_))
        {
            let given = derived::constraint(table, &constraint.kind);
            renames.push((given, constraint.name.clone(), Fact::constraint(parent, part)));
        }
    }
    for index in table.indexes.values() {
        if let Some(part) = &index.part_of {
            let given = derived::index(&table.name.name, index);
            renames.push((given, index.name.clone(), Fact::index(parent, part)));
        }
    }
    for (given, name, made) in renames {
        // A number is the server's own, where the name without it was taken.
        let numbered = name.strip_prefix(&given).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
        if numbered {
            continue;
        }
        let object = Target::Index(table.name.sibling(&given));
        let statement = Statement::Rename(Rename::To { object, name });
        let step = planner.on(&table.name, Phase::Table, Operation::RenameIndex, statement);
        planner.push(step.needs([Fact::table(&table.name), made]));
    }
}
