//! Extended statistics.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{IndexKey, QName};

/// A statistics object (`CREATE STATISTICS`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// Its name.
    pub name: QName,
    /// The table.
    pub table: QName,
    /// `ndistinct`, `dependencies`, `mcv`; all three unless told; empty for a single expression, which has none.
    pub kinds: BTreeSet<String>,
    /// What it counts: columns and expressions, in order.
    pub keys: Vec<IndexKey>,
    /// `ALTER STATISTICS .. SET STATISTICS`.
    pub target: Option<i32>,
    /// `COMMENT ON STATISTICS`.
    pub comment: Option<String>,
}

impl Statistics {
    /// Columns come before expressions, and columns by name: their order means nothing.
    pub(crate) fn sort(&mut self) {
        self.keys.sort_by_key(|key| match key {
            IndexKey::Column(name) => (0, name.clone()),
            IndexKey::Expr(_) => (1, String::new()),
        });
    }
}
