//! What follows from a change: renames reach every place that names the object, and what cannot live without a
//! dropped object goes with it, as PostgreSQL does.

mod columns;
pub(super) mod dependents;
mod drops;
mod foreign;
mod functions;
mod moves;
mod types;
mod uses;

pub(super) use columns::rename_column;
pub(super) use dependents::refuse;
pub(super) use drops::{
    counting_column, depends_on_key, drop_column, drop_constraint, drop_index, drop_namespace, drop_sequence,
    drop_table, drop_type, drop_view, first_in_namespace, referencing,
};
pub(super) use foreign::{drop_foreign, foreign_users};
pub(super) use functions::drop_function;
pub(super) use moves::{
    has_index, new_place, rename_constraint, rename_function, rename_namespace, rename_relation,
};
pub(crate) use types::rename_enum_value;
pub(super) use types::{for_each_type, names_of_type, rename_type, type_users, uses_type};

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::names::rewrite;
use super::queries;
use crate::model::{ConstraintKind, Expr, IndexElement, IndexKey, QName, Schema, Table};

/// The name of an index of this table, or of the index behind one of its keys.
pub(super) fn index_of_table(fold: &Fold, c: &mut Cursor<'_>, table: &QName) -> Parsed<String> {
    let name = c.ident("an index's name")?;
    let holder = fold.schema.tables.get(table);
    let has = |holder: &Table| {
        let key = holder.constraints.get(&name.name).is_some_and(moves::has_index);
        key || holder.indexes.contains_key(&name.name)
    };
    if holder.is_some_and(has) || !fold.strict {
        return Ok(name.name);
    }
    let keys = holder.into_iter().flat_map(|t| t.constraints.values().filter(|c| moves::has_index(c)));
    let indexes = holder.into_iter().flat_map(|t| t.indexes.keys());
    let known = keys.map(|c| &c.name).chain(indexes);
    Err(fold.unknown_in(c, table, "index", &name, known))
}

/// Applies a function to every expression of a table; what it gives nothing for stays.
fn each_expr_of_table(table: &mut Table, change: &mut impl FnMut(&Expr) -> Option<Expr>) {
    for column in table.columns.iter_mut() {
        if let Some(default) = &mut column.default {
            replace(default, change);
        }
        if let Some(generated) = &mut column.generated {
            replace(&mut generated.expr, change);
        }
    }
    let key = table.partitioned.iter_mut().flat_map(|key| &mut key.elements);
    key.for_each(|element| each_expr_of_element(element, change));
    for constraint in table.constraints.values_mut() {
        match &mut constraint.kind {
            ConstraintKind::Check(check) => replace(&mut check.expr, change),
            ConstraintKind::Exclusion(exclusion) => {
                exclusion.elements.iter_mut().for_each(|e| each_expr_of_element(&mut e.element, change));
                if let Some(predicate) = &mut exclusion.predicate {
                    replace(predicate, change);
                }
            }
            ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::ForeignKey(_) => {}
        }
    }
    for index in table.indexes.values_mut() {
        index.elements.iter_mut().for_each(|element| each_expr_of_element(element, change));
        if let Some(predicate) = &mut index.predicate {
            replace(predicate, change);
        }
    }
}

fn replace(expr: &mut Expr, change: &mut impl FnMut(&Expr) -> Option<Expr>) {
    if let Some(changed) = change(expr) {
        *expr = changed;
    }
}

fn each_expr_of_element(element: &mut IndexElement, change: &mut impl FnMut(&Expr) -> Option<Expr>) {
    if let IndexKey::Expr(expr) = &mut element.key {
        replace(expr, change);
    }
}

/// Applies a function to every expression of a schema that PostgreSQL keeps as a tree, and so keeps right when a
/// name in it changes. Views are apart: they follow other relations, but the names of their columns stay.
fn each_expr(schema: &mut Schema, change: &mut impl FnMut(&Expr) -> Option<Expr>) {
    for table in schema.tables.values_mut() {
        each_expr_of_table(table, change);
    }
    for domain in schema.domains.values_mut() {
        if let Some(default) = &mut domain.default {
            replace(default, change);
        }
        for check in domain.checks.values_mut() {
            replace(&mut check.expr, change);
        }
    }
    for function in schema.functions.values_mut() {
        for argument in &mut function.arguments {
            if let Some(default) = &mut argument.default {
                replace(default, change);
            }
        }
    }
    for publication in schema.publications.values_mut() {
        for table in publication.tables.values_mut() {
            if let Some(filter) = &mut table.filter {
                replace(filter, change);
            }
        }
    }
}

/// Applies a function to the definitions of functions. Queries of views follow with `Fold::move_note`.
fn each_body(schema: &mut Schema, change: &mut impl FnMut(&Expr) -> Option<Expr>) {
    for function in schema.functions.values_mut() {
        if let Some(changed) = change(&function.definition) {
            function.definition = super::clauses::normalised(&changed);
        }
    }
}

/// An object got another name: the definitions that name it, alone or before a dot, follow.
fn follow_in_bodies(schema: &mut Schema, from: &QName, to: &str) {
    each_body(schema, &mut |expr| {
        may_mention(expr, &from.name).then(|| {
            rewrite(expr, |site| {
                let names = site.names();
                let named = (1..=names.len().min(2)).find(|n| names_object(&names[..*n], from));
                named.map(|n| (n - 1, to.to_owned()))
            })
        })
    });
}

/// Whether a text can hold a name at all: cheap, and never wrong when it says no.
fn may_mention(expr: &Expr, name: &str) -> bool {
    queries::mentions(&expr.text, name)
}

/// Whether the parts of a chain name this object: `name` or `namespace.name`.
fn names_object(parts: &[&str], name: &QName) -> bool {
    match parts {
        [only] => *only == name.name,
        [namespace, last] => *namespace == name.namespace && *last == name.name,
        _ => false,
    }
}

/// Drops what is kept beside an object that is gone: what belongs to a relation, owners, privileges.
pub(super) fn forget(fold: &mut super::fold::Fold) {
    let schema = &mut fold.schema;
    let (tables, views) = (&schema.tables, &schema.views);
    schema.definitions.retain(|id, _| {
        id.relation().is_none_or(|name| tables.contains_key(name) || views.contains_key(name))
    });
    let mut owners = std::mem::take(&mut schema.owners);
    owners.retain(|id, _| schema.contains(id));
    schema.owners = owners;
    let mut grants = std::mem::take(&mut schema.grants);
    grants.retain(|id, _| schema.contains(id));
    schema.grants = grants;
}
