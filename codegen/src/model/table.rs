//! A table with what belongs to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Columns, Constraint, ConstraintKind, ForeignKey, Index, PrimaryKey, QName};

/// A table (`CREATE TABLE`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: QName,
    /// `UNLOGGED`.
    pub unlogged: bool,
    /// Its columns, in the order of the source.
    pub columns: Columns,
    /// Its constraints by name, the primary key among them.
    pub constraints: BTreeMap<String, Constraint>,
    /// Its indexes by name, without those behind constraints.
    pub indexes: BTreeMap<String, Index>,
    /// `COMMENT ON TABLE`.
    pub comment: Option<String>,
}

impl Table {
    /// An empty table.
    pub fn new(name: QName) -> Self {
        Self {
            name,
            unlogged: false,
            columns: Columns::default(),
            constraints: BTreeMap::new(),
            indexes: BTreeMap::new(),
            comment: None,
        }
    }

    /// The primary key, with its constraint's name.
    pub fn primary_key(&self) -> Option<(&str, &PrimaryKey)> {
        self.constraints.values().find_map(|c| match &c.kind {
            ConstraintKind::PrimaryKey(key) => Some((c.name.as_str(), key)),
            ConstraintKind::Unique(_)
            | ConstraintKind::Check(_)
            | ConstraintKind::ForeignKey(_)
            | ConstraintKind::Exclusion(_) => None,
        })
    }

    /// The foreign keys, with their constraints' names, in name order.
    pub fn foreign_keys(&self) -> impl Iterator<Item = (&str, &ForeignKey)> {
        self.constraints.values().filter_map(|c| match &c.kind {
            ConstraintKind::ForeignKey(key) => Some((c.name.as_str(), key)),
            ConstraintKind::PrimaryKey(_)
            | ConstraintKind::Unique(_)
            | ConstraintKind::Check(_)
            | ConstraintKind::Exclusion(_) => None,
        })
    }
}
