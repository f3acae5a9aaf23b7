//! What a plan can say about the names of `NOT NULL` constraints, which depends on the server and on the table.

use std::borrow::Cow;

use crate::model::{Column, Schema, Table};

pub(super) use crate::model::NAMED;

/// The schema as a server of that version keeps it.
pub(super) fn kept(schema: &Schema, target: u8) -> Cow<'_, Schema> {
    let mut kept = Cow::Borrowed(schema);
    if schema.names_not_nulls(target) {
        kept.to_mut().forget_not_nulls(target);
    }
    kept
}

/// Takes names as they are where the server has no statement that changes them: the constraint of a child follows its
/// parent's, and a parent's cannot be renamed while a child calls it otherwise.
pub(super) fn align(old: &mut Cow<'_, Schema>, new: &Schema, target: u8) {
    // A rename has written the old names down.
    if old.names_not_nulls(target) {
        old.to_mut().forget_not_nulls(target);
    }
    if target < NAMED {
        return;
    }
    let mut fixed = Vec::new();
    for table in new.tables.values() {
        let Some(before) = old.tables.get(&table.name) else { continue };
        for column in &table.columns {
            let Some(was) = before.columns.get(&column.name) else { continue };
            if !was.not_null || !column.not_null || was.not_null_constraint == column.not_null_constraint {
                continue;
            }
            let follows = from_parent(old, before, column) || from_parent(new, table, column);
            if follows || differs_below(old, before, was) {
                fixed.push((table.name.clone(), column.clone(), follows));
            }
        }
    }
    for (table, column, follows) in fixed {
        let own = old.to_mut().tables.get_mut(&table).and_then(|table| table.columns.get_mut(&column.name));
        let Some(own) = own.map(|own| &mut own.not_null_constraint) else { continue };
        own.name = column.not_null_constraint.name;
        if follows {
            own.not_valid = column.not_null_constraint.not_valid;
        }
    }
}

/// Whether a parent of the table has the constraint too.
fn from_parent(schema: &Schema, table: &Table, column: &Column) -> bool {
    let parents = table.parents().filter_map(|parent| schema.tables.get(parent)?.columns.get(&column.name));
    parents.into_iter().any(|own| own.not_null && !own.not_null_constraint.no_inherit)
}

/// Whether a child, or a child of that, has the constraint under another name.
fn differs_below(schema: &Schema, table: &Table, column: &Column) -> bool {
    let name = column.not_null_name(&table.name);
    let mut seen = vec![&table.name];
    let mut at = 0;
    while let Some(parent) = seen.get(at).copied() {
        for child in schema.tables.values().filter(|child| child.parents().any(|of| of == parent)) {
            let own = child.columns.get(&column.name);
            if own.is_some_and(|own| own.not_null_name(&child.name) != name) {
                return true;
            }
            if !seen.contains(&&child.name) {
                seen.push(&child.name);
            }
        }
        at += 1;
    }
    false
}
