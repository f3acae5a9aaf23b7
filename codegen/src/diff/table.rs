//! Tables: themselves, then what belongs to them.

use std::collections::BTreeMap;

use super::{Attribute, Changes, column, constraint, index};
use crate::model::{Column, Columns, ObjectId, QName, Table};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Table, new: &Table) {
    let Table { name, unlogged, columns, constraints, indexes, comment } = new;
    changes.alter(&id, Attribute::Unlogged, &old.unlogged, unlogged);
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
    compare_columns(changes, name, &old.columns, columns);
    changes.objects(
        &old.constraints,
        constraints,
        |constraint| ObjectId::Constraint(name.clone(), constraint.clone()),
        constraint::compare,
    );
    changes.objects(
        &old.indexes,
        indexes,
        |index| ObjectId::Index(name.clone(), index.clone()),
        index::compare,
    );
}

/// Columns keep the order of the source, which a map would lose.
fn compare_columns(changes: &mut Changes, table: &QName, old: &Columns, new: &Columns) {
    let id = |name: &str| ObjectId::Column(table.clone(), name.to_owned());
    let before: BTreeMap<&str, &Column> = old.iter().map(|c| (c.name.as_str(), c)).collect();
    let after: BTreeMap<&str, &Column> = new.iter().map(|c| (c.name.as_str(), c)).collect();
    for column in old.iter().filter(|c| !after.contains_key(c.name.as_str())) {
        changes.list.push(super::Change::Drop(id(&column.name)));
    }
    for column in new {
        match before.get(column.name.as_str()) {
            None => changes.list.push(super::Change::Create(id(&column.name))),
            Some(old) if *old == column => {}
            Some(old) => column::compare(changes, &id(&column.name), old, column),
        }
    }
}
