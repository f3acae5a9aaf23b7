//! The order in which tables get their rows: those that are referenced first. Where tables reference each other, a reference
//! that may be NULL or is checked late is filled in at the end.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ConstraintKind, Deferrable, ForeignKey, QName, Schema, Table};

/// A table whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The table.
    pub table: QName,
    /// Its foreign keys, by name, whose values are filled in when all tables have rows.
    pub later: Vec<String>,
}

/// Tables that cannot have rows without each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// The tables, sorted by name.
    pub tables: Vec<QName>,
    /// A foreign key of the cycle: its table and name.
    pub key: (QName, String),
}

/// The foreign keys of a table, by name.
pub(super) fn keys(table: &Table) -> impl Iterator<Item = (&str, &ForeignKey)> {
    table.constraints.values().filter_map(|constraint| match &constraint.kind {
        ConstraintKind::ForeignKey(key) if !key.not_enforced => Some((constraint.name.as_str(), key)),
        ConstraintKind::ForeignKey(_)
        | ConstraintKind::PrimaryKey(_)
        | ConstraintKind::Unique(_)
        | ConstraintKind::Check(_)
        | ConstraintKind::Exclusion(_) => None,
    })
}

/// Puts tables in order. With `unchecked` the server checks no references while rows come, so that any of them may wait.
///
/// # Errors
/// Tables that need each other.
pub fn order(schema: &Schema, tables: &BTreeSet<QName>, unchecked: bool) -> Result<Vec<Turn>, Cycle> {
    let mut left: BTreeMap<&QName, &Table> =
        tables.iter().filter_map(|name| Some((name, schema.tables.get(name)?))).collect();
    let mut turns = Vec::new();
    while !left.is_empty() {
        let ready = left.keys().copied().find(|name| open(&left, name).is_empty());
        let (name, mut later) = match ready {
            Some(name) => (name, Vec::new()),
            None => breaking(&left, unchecked).ok_or_else(|| cycle(&left))?,
        };
        let Some(table) = left.remove(name) else { break };
        // A row cannot reference one that comes after it.
        later.extend(keys(table).filter(|(_, key)| key.table == *name).map(|(key, _)| key.to_owned()));
        later.sort();
        turns.push(Turn { table: name.clone(), later });
    }
    Ok(turns)
}

/// The foreign keys of a table to others that have no rows yet.
fn open<'t>(left: &BTreeMap<&QName, &'t Table>, name: &QName) -> Vec<(&'t str, &'t ForeignKey)> {
    let Some(table) = left.get(name) else { return Vec::new() };
    keys(table).filter(|(_, key)| key.table != *name && left.contains_key(&key.table)).collect()
}

/// A table of a cycle all of whose open references can wait, the ones that may be NULL first.
fn breaking<'t>(left: &BTreeMap<&'t QName, &'t Table>, unchecked: bool) -> Option<(&'t QName, Vec<String>)> {
    let inside = |name: &&&QName| reachable(left, name).contains(**name);
    let all: Vec<&'t QName> = left.keys().filter(inside).copied().collect();
    let by = |can_wait: &dyn Fn(&Table, &ForeignKey) -> bool| {
        all.iter().copied().find_map(|name| {
            let (table, keys) = (left.get(name)?, open(left, name));
            let fits = keys.iter().all(|(_, key)| can_wait(table, key));
            fits.then(|| (name, keys.iter().map(|(key, _)| (*key).to_owned()).collect()))
        })
    };
    by(&may_be_null)
        .or_else(|| by(&|table, key| may_be_null(table, key) || key.deferrable != Deferrable::No))
        .or_else(|| if unchecked { by(&|_, _| true) } else { None })
}

/// Whether a row can do without the reference.
pub(super) fn may_be_null(table: &Table, key: &ForeignKey) -> bool {
    key.columns.iter().any(|name| table.columns.get(name).is_some_and(|column| !column.not_null))
}

/// The tables that a table needs, directly or not.
fn reachable<'t>(left: &BTreeMap<&QName, &'t Table>, from: &QName) -> BTreeSet<&'t QName> {
    let mut found = BTreeSet::new();
    let mut next = open(left, from);
    while let Some((_, key)) = next.pop() {
        if found.insert(&key.table) {
            next.extend(open(left, &key.table));
        }
    }
    found
}

fn cycle(left: &BTreeMap<&QName, &Table>) -> Cycle {
    let all: Vec<QName> = left
        .keys()
        .filter(|name| reachable(left, name).contains(**name))
        .map(|name| (*name).clone())
        .collect();
    let first = all.first().cloned().unwrap_or_else(|| QName::public(""));
    let key = open(left, &first).into_iter().find(|(_, key)| all.contains(&key.table));
    Cycle { tables: all, key: (first, key.map_or_else(String::new, |(name, _)| name.to_owned())) }
}
