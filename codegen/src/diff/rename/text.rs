//! Every expression of a schema, to rewrite the names in it.

use crate::model::{
    Column, ConstraintKind, Domain, Expr, Function, Index, IndexElement, IndexKey, Schema, Table,
};
use crate::sql;

/// Replaces a name in every expression that follows a rename by itself in PostgreSQL: all but the bodies of
/// functions, which are strings.
pub(super) fn rename_everywhere(schema: &mut Schema, from: &[&str], to: &str) {
    let mut rename = |expr: &mut Expr| rename_in(expr, from, to);
    schema.tables.values_mut().for_each(|table| in_table(table, &mut rename));
    for domain in schema.domains.values_mut() {
        let Domain { name: _, ty: _, collation: _, default, not_null: _, checks, comment: _ } = domain;
        default.iter_mut().for_each(&mut rename);
        checks.values_mut().for_each(|check| rename(&mut check.expr));
    }
    schema.views.values_mut().for_each(|view| rename(&mut view.query));
    let filters = schema.publications.values_mut().flat_map(|p| p.tables.values_mut());
    filters.filter_map(|t| t.filter.as_mut()).for_each(&mut rename);
    for function in schema.functions.values_mut() {
        let Function { name: _, kind: _, arguments, definition, comment: _ } = function;
        arguments.iter_mut().filter_map(|a| a.default.as_mut()).for_each(&mut rename);
        rename(definition);
    }
}

/// Replaces a name in one expression.
pub(super) fn rename_in(expr: &mut Expr, from: &[&str], to: &str) {
    if from.iter().all(|part| expr.canonical.contains(part)) {
        *expr = sql::rename(expr, from, to);
    }
}

/// Visits every expression of a table.
pub(super) fn in_table(table: &mut Table, visit: &mut impl FnMut(&mut Expr)) {
    let Table { name: _, unlogged: _, columns, constraints, indexes, comment: _ } = table;
    for column in columns.iter_mut() {
        let Column { name: _, ty: _, not_null: _, default, identity: _, generated, collation: _, comment: _ } =
            column;
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
