//! `NOT NULL` with what PostgreSQL 18 keeps of it: a constraint with a name.

use super::constraint::{Body, Written};
use super::cursor::{Cursor, Ident, Parsed};
use super::fold::Fold;
use super::inherit;
use crate::model::{Column, NotNull, ObjectId, QName};
use crate::report::Code;

/// The column whose `NOT NULL` constraint has that name.
pub(super) fn column(fold: &Fold, table: &QName, name: &str) -> Option<String> {
    Some(fold.schema.tables.get(table)?.not_null_column(name)?.name.clone())
}

/// Changes what is said of a column's constraint.
pub(super) fn change(fold: &mut Fold, table: &QName, column: &str, change: impl FnOnce(&mut NotNull)) {
    let holder = fold.schema.tables.get_mut(table);
    if let Some(column) = holder.and_then(|holder| holder.columns.get_mut(column)) {
        change(&mut column.not_null_constraint);
    }
}

/// `[CONSTRAINT name] NOT NULL [NO INHERIT]` of a column that is being made. Said twice it is one constraint, which can have
/// but one name.
pub(super) fn declare(
    c: &Cursor<'_>,
    table: &QName,
    column: &mut Column,
    name: Option<Ident>,
    no_inherit: bool,
) -> Parsed<()> {
    if !column.not_null || column.inherited {
        column.not_null = true;
        column.not_null_constraint = NotNull::default();
    }
    column.not_null_constraint.no_inherit |= no_inherit;
    let Some(name) = name else { return Ok(()) };
    let given = NotNull::own_name(table, &column.name, &name.name);
    if let Some(before) =
        column.not_null_constraint.name.as_ref().filter(|_| column.not_null_constraint.name != given)
    {
        let message =
            format!("the NOT NULL of column `{table}.{}` has the name `{before}` already", column.name);
        return Err(c.report(Code::Duplicate, name.span, &message, "another name for the same constraint"));
    }
    column.not_null_constraint.name = given;
    Ok(())
}

/// `SET NOT NULL`, which also validates.
pub(super) fn set(column: &mut Column) {
    if column.not_null {
        column.not_null_constraint.not_valid = false;
    } else {
        column.not_null = true;
        column.not_null_constraint = NotNull::default();
    }
}

/// `ADD [CONSTRAINT name] NOT NULL column [NO INHERIT] [NOT VALID]`. A column that has one already keeps it as it is.
pub(super) fn add(fold: &mut Fold, c: &Cursor<'_>, table: &QName, written: Written) -> Parsed<()> {
    let Body::NotNull { column: ident, no_inherit } = written.body else { return Ok(()) };
    let Some(holder) = fold.schema.tables.get(table) else { return Ok(()) };
    let Some(column) = holder.columns.get(&ident.name) else {
        return Err(fold.unknown_column(c, table, &ident));
    };
    if column.not_null {
        return Ok(());
    }
    let name = match &written.name {
        Some(name) => {
            free(fold, c, table, name)?;
            NotNull::own_name(table, &ident.name, &name.name)
        }
        None => None,
    };
    let holder = fold.schema.tables.get_mut(table);
    if let Some(column) = holder.and_then(|holder| holder.columns.get_mut(&ident.name)) {
        column.not_null = true;
        column.not_null_constraint =
            NotNull { name, no_inherit, not_valid: written.not_valid, comment: None };
    }
    Ok(())
}

/// `RENAME CONSTRAINT`: children that have it under the same name follow.
pub(super) fn rename(fold: &mut Fold, c: &Cursor<'_>, table: &QName, column: &str, to: &Ident) -> Parsed<()> {
    free(fold, c, table, to)?;
    let holder = fold.schema.tables.get(table).and_then(|holder| holder.columns.get(column));
    let from = holder.and_then(|column| column.not_null_name(table));
    change(fold, table, column, |not_null| not_null.name = NotNull::own_name(table, column, &to.name));
    if fold.parents.contains(table) {
        for child in inherit::children(&fold.schema, table) {
            let own = fold.schema.tables.get(&child).and_then(|child| child.columns.get(column));
            if from.is_some() && own.and_then(|own| own.not_null_name(&child)) == from {
                rename(fold, c, &child, column, to)?;
            }
        }
    }
    Ok(())
}

/// Whether no constraint of the table has that name.
fn free(fold: &Fold, c: &Cursor<'_>, table: &QName, name: &Ident) -> Parsed<()> {
    let id = ObjectId::Constraint(table.clone(), name.name.clone());
    if fold.schema.contains(&id) || column(fold, table, &name.name).is_some() {
        return Err(fold.duplicate(c, "constraint", &name.name, name.span.clone(), &id));
    }
    Ok(())
}
