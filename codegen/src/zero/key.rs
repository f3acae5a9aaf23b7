//! What Zero tells the rows of a table apart by.

use super::{Published, kind};
use crate::model::{ConstraintKind, Deferrable, Index, IndexKey, Schema, Table};

/// Why no key of a table will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// There is none at all.
    None,
    /// This column of the best one is not published.
    NotPublished(String),
    /// This column of it is of a type that is not sent.
    NotSent(String),
    /// This column of it may be null.
    Nullable(String),
    /// It is checked late (`DEFERRABLE`).
    Deferrable,
}

/// The columns that Zero tells rows apart by: the primary key, or else the first unique index that is checked at once, has
/// neither a condition nor expressions, and only columns that are published, not null and of a type that is sent.
pub fn key(schema: &Schema, published: &Published<'_>) -> Option<Vec<String>> {
    candidates(published.table)
        .into_iter()
        .find(|key| fault(schema, published, key).is_none())
        .map(|key| key.columns)
}

/// Why [`key`] finds none.
pub fn unusable(schema: &Schema, published: &Published<'_>) -> Unusable {
    let first = candidates(published.table).into_iter().next();
    first.and_then(|key| fault(schema, published, &key)).unwrap_or(Unusable::None)
}

struct Candidate {
    columns: Vec<String>,
    late: bool,
}

/// The primary key, unique constraints, unique indexes.
fn candidates(table: &Table) -> Vec<Candidate> {
    let mut found = Vec::new();
    if let Some((_, key)) = table.primary_key().filter(|(_, key)| !key.without_overlaps) {
        found.push(Candidate { columns: key.columns.clone(), late: key.deferrable != Deferrable::No });
    }
    for constraint in table.constraints.values() {
        if let ConstraintKind::Unique(key) = &constraint.kind
            && !key.without_overlaps
        {
            found.push(Candidate { columns: key.columns.clone(), late: key.deferrable != Deferrable::No });
        }
    }
    let plain = table.indexes.values().filter(|index| index.unique && index.predicate.is_none());
    found.extend(plain.filter_map(columns).map(|columns| Candidate { columns, late: false }));
    found
}

/// The columns of an index that has no expressions.
fn columns(index: &Index) -> Option<Vec<String>> {
    let column = |key: &IndexKey| match key {
        IndexKey::Column(name) => Some(name.clone()),
        IndexKey::Expr(_) => None,
    };
    index.elements.iter().map(|element| column(&element.key)).collect()
}

fn fault(schema: &Schema, published: &Published<'_>, key: &Candidate) -> Option<Unusable> {
    if key.late {
        return Some(Unusable::Deferrable);
    }
    key.columns.iter().find_map(|name| {
        let column = published.table.columns.get(name)?;
        if !published.sends(name) {
            return Some(Unusable::NotPublished(name.clone()));
        }
        if !kind(schema, &column.ty).is_sent() {
            return Some(Unusable::NotSent(name.clone()));
        }
        (!column.not_null).then(|| Unusable::Nullable(name.clone()))
    })
}
