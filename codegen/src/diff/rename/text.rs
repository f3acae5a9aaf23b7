//! Names in the expressions that PostgreSQL keeps as trees, and that follow a rename by themselves.
//!
//! Views and functions are apart: a view keeps the names of its columns, and the body of a function is a string, so
//! that both are compared with what the author writes now.

use crate::model::{
    Column, ConstraintKind, Domain, Expr, Function, Index, IndexElement, IndexKey, ObjectId, QName, Schema,
    Table,
};
use crate::sql::{Role, Site, rewrite};

/// A type's name after `::` or in `CAST`.
pub(super) fn rename_type(schema: &mut Schema, from: &QName, to: &QName) {
    everywhere(schema, &from.name, |site| {
        let names = site.names();
        let is_type = matches!(site.role, Role::Type | Role::Alias) && names_object(&names, from);
        is_type.then(|| (names.len() - 1, to.name.clone()))
    });
}

/// The name of a type, function or relation in one text.
pub(super) fn rename_object(expr: &mut Expr, from: &ObjectId, to: &ObjectId) {
    let (from, to, calls) = match (from, to) {
        (ObjectId::Function(from, _), ObjectId::Function(to, _)) => (from, to, true),
        (ObjectId::Enum(from), ObjectId::Enum(to))
        | (ObjectId::Domain(from), ObjectId::Domain(to))
        | (ObjectId::Table(from), ObjectId::Table(to))
        | (ObjectId::View(from), ObjectId::View(to)) => (from, to, false),
        _ => return,
    };
    rename_in(expr, &from.name, |site| {
        let names = site.names();
        let fits = match site.role {
            Role::Call => calls,
            Role::Type | Role::Alias => !calls,
            Role::Value | Role::Other => false,
        };
        (fits && names_object(&names, from)).then(|| (names.len() - 1, to.name.clone()))
    });
}

/// The same in a whole query, where a word after `AS` is a column's name.
pub(super) fn rename_in_query(query: &mut Expr, from: &ObjectId, to: &ObjectId) {
    let (from, to, role) = match (from, to) {
        (ObjectId::Function(from, _), ObjectId::Function(to, _)) => (from, to, Role::Call),
        (ObjectId::Enum(from), ObjectId::Enum(to))
        | (ObjectId::Domain(from), ObjectId::Domain(to))
        | (ObjectId::Table(from), ObjectId::Table(to))
        | (ObjectId::View(from), ObjectId::View(to)) => (from, to, Role::Type),
        _ => return,
    };
    rename_in(query, &from.name, |site| {
        let names = site.names();
        (site.role == role && names_object(&names, from)).then(|| (names.len() - 1, to.name.clone()))
    });
}

/// A sequence's name in `nextval('..'::regclass)`, with its namespace when that changes.
pub(super) fn rename_sequence(schema: &mut Schema, from: &QName, to: &QName) {
    let named = |site: &Site, name: &QName| site.in_string && names_object(&site.names(), name);
    everywhere(schema, &from.name, |site| {
        (named(site, from) && site.parts.len() == 2).then(|| (0, to.namespace.clone()))
    });
    let moved = QName::new(&to.namespace, &from.name);
    everywhere(schema, &from.name, |site| {
        named(site, &moved).then(|| (site.parts.len() - 1, to.name.clone()))
    });
}

/// A function's name before its arguments.
pub(super) fn rename_function(schema: &mut Schema, from: &QName, to: &QName) {
    everywhere(schema, &from.name, |site| {
        let names = site.names();
        let is_call = site.role == Role::Call && names_object(&names, from);
        is_call.then(|| (names.len() - 1, to.name.clone()))
    });
}

/// A table's name before the dot of a column, in its own expressions.
pub(super) fn rename_qualifier(table: &mut Table, from: &str, to: &str) {
    in_table(table, &mut |expr| {
        rename_in(expr, from, |site| {
            let names = site.names();
            let at = names.len().checked_sub(2)?;
            (site.role == Role::Value && names[at] == from).then(|| (at, to.to_owned()))
        });
    });
}

/// A column's name in the expressions of its table.
pub(super) fn rename_column(expr: &mut Expr, table: &QName, from: &str, to: &str) {
    rename_in(expr, from, |site| {
        let names = site.names();
        let own = match names.as_slice() {
            [only] => *only == from,
            // `new` and `old` are the rows of a trigger or rule.
            [owner, last] => (*owner == table.name || matches!(*owner, "new" | "old")) && *last == from,
            [namespace, owner, last] => {
                *namespace == table.namespace && *owner == table.name && *last == from
            }
            _ => false,
        };
        (site.role == Role::Value && own).then(|| (names.len() - 1, to.to_owned()))
    });
}

fn names_object(parts: &[&str], name: &QName) -> bool {
    match parts {
        [only] => *only == name.name,
        [namespace, last] => *namespace == name.namespace && *last == name.name,
        _ => false,
    }
}

fn rename_in(expr: &mut Expr, name: &str, replace: impl Fn(&Site) -> Option<(usize, String)>) {
    if expr.canonical.contains(name) {
        *expr = rewrite(expr, replace);
    }
}

/// Visits every expression that is kept as a tree.
fn everywhere(schema: &mut Schema, name: &str, replace: impl Fn(&Site) -> Option<(usize, String)>) {
    let mut rename = |expr: &mut Expr| rename_in(expr, name, &replace);
    schema.tables.values_mut().for_each(|table| in_table(table, &mut rename));
    for domain in schema.domains.values_mut() {
        let Domain {
            name: _,
            ty: _,
            collation: _,
            default,
            not_null: _,
            not_null_name: _,
            checks,
            comment: _,
        } = domain;
        default.iter_mut().for_each(&mut rename);
        checks.values_mut().for_each(|check| rename(&mut check.expr));
    }
    let filters = schema.publications.values_mut().flat_map(|p| p.tables.values_mut());
    filters.filter_map(|t| t.filter.as_mut()).for_each(&mut rename);
    for function in schema.functions.values_mut() {
        let Function { name: _, kind: _, arguments, direct: _, definition: _, comment: _ } = function;
        arguments.iter_mut().filter_map(|a| a.default.as_mut()).for_each(&mut rename);
    }
}

/// Visits every expression of a table.
pub(super) fn in_table(table: &mut Table, visit: &mut impl FnMut(&mut Expr)) {
    let Table {
        name: _,
        unlogged: _,
        storage: _,
        replica_identity: _,
        row_security: _,
        cluster_on: _,
        of: _,
        inherits: _,
        partitioned,
        // Bounds are constants.
        partition: _,
        foreign: _,
        distribution: _,
        columns,
        constraints,
        indexes,
        comment: _,
    } = table;
    let key = partitioned.iter_mut().flat_map(|key| &mut key.elements);
    key.for_each(|element| in_element(element, visit));
    for column in columns.iter_mut() {
        let Column {
            name: _,
            ty: _,
            not_null: _,
            not_null_constraint: _,
            default,
            identity: _,
            generated,
            collation: _,
            storage: _,
            inherited: _,
            foreign_options: _,
            comment: _,
        } = column;
        default.iter_mut().for_each(&mut *visit);
        generated.iter_mut().for_each(|generated| visit(&mut generated.expr));
    }
    for constraint in constraints.values_mut() {
        match &mut constraint.kind {
            ConstraintKind::Check(check) => visit(&mut check.expr),
            ConstraintKind::Exclusion(exclusion) => {
                exclusion.elements.iter_mut().for_each(|e| in_element(&mut e.element, visit));
                exclusion.predicate.iter_mut().for_each(&mut *visit);
            }
            ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::ForeignKey(_) => {}
        }
    }
    indexes.values_mut().for_each(|index| in_index(index, visit));
}

fn in_index(index: &mut Index, visit: &mut impl FnMut(&mut Expr)) {
    index.elements.iter_mut().for_each(|element| in_element(element, visit));
    index.predicate.iter_mut().for_each(visit);
}

fn in_element(element: &mut IndexElement, visit: &mut impl FnMut(&mut Expr)) {
    match &mut element.key {
        IndexKey::Column(_) => {}
        IndexKey::Expr(expr) => visit(expr),
    }
}
