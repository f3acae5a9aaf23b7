//! Expressions of a table: checks, generated columns, defaults, indexes. A column that is not there is found here, long
//! before a server would.
//!
//! `sqlparser` tells columns from functions, types and keywords. An expression that it cannot read says nothing: what
//! PostgreSQL accepts is never refused because of that.

mod columns;

use std::collections::BTreeSet;

use columns::{ColumnName, columns};

use super::{Checker, column_id, constraint_id, table_id, unknown_column};
use crate::model::{ConstraintKind, Expr, Index, IndexElement, IndexKey, ObjectId, Table};
use crate::report::Place;

/// Columns that every table has (manual 5.6).
const SYSTEM_COLUMNS: [&str; 6] = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"];

/// Functions that are called without parentheses and read like a column (manual 9.9.5, 9.27).
const BARE_FUNCTIONS: [&str; 13] = [
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "session_user",
    "system_user",
    "user",
    "value",
];

pub(super) fn check(table: &Table, checker: &mut Checker<'_>) {
    for (what, expr, owner) in expressions(table) {
        for column in unknown_columns(expr, table) {
            let mistake = unknown_column(&what, &column, table);
            match place(expr, &column, &owner, table, checker) {
                Some(place) => checker.found.push(mistake.at(place, "")),
                None => checker.report(mistake, &[owner.clone(), table_id(&table.name)]),
            }
        }
    }
}

/// Every expression that may name columns of the table: what it belongs to, in words and as an object.
fn expressions(table: &Table) -> Vec<(String, &Expr, ObjectId)> {
    let mut all = Vec::new();
    for column in &table.columns {
        let id = column_id(&table.name, &column.name);
        if let Some(generated) = &column.generated {
            all.push((format!("generated column `{}`", column.name), &generated.expr, id));
        }
    }
    for constraint in table.constraints.values() {
        let id = constraint_id(&table.name, &constraint.name);
        match &constraint.kind {
            ConstraintKind::Check(check) => {
                all.push((format!("check `{}`", constraint.name), &check.expr, id));
            }
            ConstraintKind::Exclusion(exclusion) => {
                let what = format!("exclusion constraint `{}`", constraint.name);
                let elements = exclusion.elements.iter().map(|element| &element.element);
                let exprs = elements.filter_map(indexed).chain(&exclusion.predicate);
                all.extend(exprs.map(|expr| (what.clone(), expr, id.clone())));
            }
            ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::ForeignKey(_) => {}
        }
    }
    for index in table.indexes.values() {
        let id = ObjectId::Index(table.name.clone(), index.name.clone());
        all.extend(of_index(index).map(|expr| (format!("index `{}`", index.name), expr, id.clone())));
    }
    all
}

fn of_index(index: &Index) -> impl Iterator<Item = &Expr> {
    index.elements.iter().filter_map(indexed).chain(&index.predicate)
}

fn indexed(element: &IndexElement) -> Option<&Expr> {
    match &element.key {
        IndexKey::Expr(expr) => Some(expr),
        IndexKey::Column(_) => None,
    }
}

/// The columns that an expression names and that are not there.
fn unknown_columns(expr: &Expr, table: &Table) -> BTreeSet<String> {
    columns(&expr.text).into_iter().filter(|name| !known(name, table)).map(|name| name.column).collect()
}

fn known(name: &ColumnName, table: &Table) -> bool {
    let column = name.column.as_str();
    if table.columns.contains(column) || SYSTEM_COLUMNS.contains(&column) {
        return true;
    }
    match &name.table {
        // The part before the dot may also be a column of a composite type.
        Some(qualifier) => *qualifier != table.name.name,
        // The table's name alone is the whole row.
        None => column == table.name.name || BARE_FUNCTIONS.contains(&column),
    }
}

/// Where a name stands: in the text of the expression, at or after the place of what it belongs to.
fn place(expr: &Expr, name: &str, owner: &ObjectId, table: &Table, checker: &Checker<'_>) -> Option<Place> {
    let around = checker.place(owner).or_else(|| checker.place(&table_id(&table.name)))?;
    let text = &around.source.text;
    let start = around.span.start + text[around.span.start..].find(&expr.text)?;
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let folded = expr.text.to_lowercase();
    let wanted = name.to_lowercase();
    let at = folded.match_indices(&wanted).map(|(at, _)| at).find(|at| {
        let before = folded[..*at].chars().next_back();
        let after = folded[at + wanted.len()..].chars().next();
        !before.is_some_and(word) && !after.is_some_and(word)
    })?;
    // Lower case can change the length of a text outside ASCII; then the whole expression is the place.
    let span = if folded.len() == expr.text.len() {
        start + at..start + at + wanted.len()
    } else {
        start..start + expr.text.len()
    };
    Some(Place::new(&around.source, span))
}
