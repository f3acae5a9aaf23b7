//! What of a table uses a column of it.

use super::super::attach::columns_used;
use super::may_mention;
use crate::model::{Constraint, ConstraintKind, Expr, Index, IndexKey, PublicationTable, Table};

pub(super) fn constraint_uses(table: &Table, constraint: &Constraint, column: &str) -> bool {
    let listed = |names: &[String]| names.iter().any(|name| name == column);
    match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => listed(&key.columns) || listed(&key.include),
        ConstraintKind::Unique(key) => listed(&key.columns) || listed(&key.include),
        ConstraintKind::Check(check) => columns_used(table, &check.expr).iter().any(|name| name == column),
        ConstraintKind::ForeignKey(key) => {
            listed(&key.columns) || (key.table == table.name && listed(&key.references))
        }
        ConstraintKind::Exclusion(exclusion) => {
            let mut keys = exclusion.elements.iter().map(|e| &e.element.key);
            listed(&exclusion.include)
                || keys.any(|key| key_uses(table, key, column))
                || exclusion.predicate.as_ref().is_some_and(|p| expr_uses(table, p, column))
        }
    }
}

pub(super) fn index_uses(table: &Table, index: &Index, column: &str) -> bool {
    index.include.iter().any(|name| name == column)
        || index.elements.iter().any(|element| key_uses(table, &element.key, column))
        || index.predicate.as_ref().is_some_and(|p| expr_uses(table, p, column))
}

pub(super) fn key_uses(table: &Table, key: &IndexKey, column: &str) -> bool {
    match key {
        IndexKey::Column(name) => name == column,
        IndexKey::Expr(expr) => expr_uses(table, expr, column),
    }
}

pub(super) fn expr_uses(table: &Table, expr: &Expr, column: &str) -> bool {
    may_mention(expr, column) && columns_used(table, expr).iter().any(|name| name == column)
}

pub(super) fn publication_uses(table: &Table, published: &PublicationTable, column: &str) -> bool {
    published.columns.as_ref().is_some_and(|columns| columns.iter().any(|name| name == column))
        || published.filter.as_ref().is_some_and(|filter| expr_uses(table, filter, column))
}
