//! Keys: columns whose values together differ from row to row.

use std::collections::HashSet;

use crate::model::{ConstraintKind, IndexKey, Table};

/// Columns whose values together differ from row to row.
pub(super) struct Unique<'s> {
    pub(super) columns: Vec<&'s str>,
    pub(super) nulls_differ: bool,
    pub(super) seen: HashSet<Vec<Option<String>>>,
}

/// The keys of a table, as far as they can be told from its rows alone.
pub(super) fn uniques(table: &Table) -> Vec<Unique<'_>> {
    let unique = |columns: Vec<_>, nulls_differ| Unique { columns, nulls_differ, seen: HashSet::new() };
    let mut all = Vec::new();
    for constraint in table.constraints.values() {
        match &constraint.kind {
            ConstraintKind::PrimaryKey(key) => {
                all.push(unique(key.columns.iter().map(String::as_str).collect(), true));
            }
            ConstraintKind::Unique(key) => {
                all.push(unique(key.columns.iter().map(String::as_str).collect(), !key.nulls_not_distinct));
            }
            ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => {}
        }
    }
    for index in table.indexes.values().filter(|index| index.unique && index.predicate.is_none()) {
        let columns: Option<Vec<&str>> = index
            .elements
            .iter()
            .map(|element| match &element.key {
                IndexKey::Column(name) => Some(name.as_str()),
                IndexKey::Expr(_) => None,
            })
            .collect();
        all.extend(columns.map(|columns| unique(columns, !index.nulls_not_distinct)));
    }
    // What the server computes cannot be compared here.
    let is_written = |name: &&str| table.columns.get(name).is_some_and(|column| column.generated.is_none());
    all.retain(|unique| unique.columns.iter().all(is_written));
    all
}
