//! Primary keys, unique constraints, checks and exclusions: one primary key, columns that exist, each named once.

use super::{Checker, constraint_id, invalid, list, repeated, table_id, unknown_column};
use crate::model::{Constraint, ConstraintKind, IndexKey, Table};
use crate::report::{Code, Diagnostic};

pub(super) fn check(table: &Table, checker: &mut Checker<'_>) {
    one_primary_key(table, checker);
    for constraint in table.constraints.values() {
        let mistakes = match &constraint.kind {
            ConstraintKind::PrimaryKey(key) => {
                columns("primary key", constraint, &key.columns, &key.include, table)
            }
            ConstraintKind::Unique(key) => {
                let mut mistakes =
                    columns("unique constraint", constraint, &key.columns, &key.include, table);
                if key.nulls_not_distinct {
                    mistakes.extend(nulls_not_distinct(&constraint.name, checker.target));
                }
                mistakes
            }
            ConstraintKind::Exclusion(exclusion) => {
                let keys = exclusion.elements.iter().filter_map(|e| match &e.element.key {
                    IndexKey::Column(name) => Some(name.clone()),
                    IndexKey::Expr(_) => None,
                });
                let keys: Vec<String> = keys.collect();
                unknown_columns(
                    "exclusion constraint",
                    constraint,
                    keys.iter().chain(&exclusion.include),
                    table,
                )
            }
            // Foreign keys have a file of their own; a check's columns are in its expression, which the server reads.
            ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) => Vec::new(),
        };
        for mistake in mistakes {
            checker.report(mistake, &[constraint_id(&table.name, &constraint.name), table_id(&table.name)]);
        }
    }
}

fn one_primary_key(table: &Table, checker: &mut Checker<'_>) {
    let is_key = |c: &&Constraint| matches!(c.kind, ConstraintKind::PrimaryKey(_));
    let keys: Vec<&Constraint> = table.constraints.values().filter(is_key).collect();
    if let [first, second, ..] = keys.as_slice() {
        let names: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
        let message = format!("table `{}` has several primary keys: {}", table.name, list(&names));
        let mut mistake = invalid(message).help("keep one; make the others UNIQUE");
        if let Some(place) = checker.place(&constraint_id(&table.name, &first.name)) {
            mistake = mistake.with(place.clone(), "another");
        }
        checker.report(mistake, &[constraint_id(&table.name, &second.name), table_id(&table.name)]);
    }
}

fn columns(
    what: &str,
    constraint: &Constraint,
    keys: &[String],
    include: &[String],
    table: &Table,
) -> Vec<Diagnostic> {
    let mut mistakes = unknown_columns(what, constraint, keys.iter().chain(include), table);
    if let Some(name) = repeated(keys) {
        let message = format!("{what} `{}` names column `{name}` twice", constraint.name);
        mistakes.push(invalid(message).help("name each column once"));
    }
    mistakes
}

fn unknown_columns<'n>(
    what: &str,
    constraint: &Constraint,
    names: impl Iterator<Item = &'n String>,
    table: &Table,
) -> Vec<Diagnostic> {
    let what = format!("{what} `{}`", constraint.name);
    names
        .filter(|name| !table.columns.contains(name))
        .map(|name| unknown_column(&what, name, table))
        .collect()
}

/// `NULLS NOT DISTINCT` is from version 15.
pub(super) fn nulls_not_distinct(name: &str, target: u8) -> Option<Diagnostic> {
    (target < 15).then(|| {
        let message =
            format!("`{name}` says NULLS NOT DISTINCT, which needs PostgreSQL 15; the target is {target}");
        Diagnostic::new(Code::Version, message).help("leave it out, or raise `target` under [database]")
    })
}
