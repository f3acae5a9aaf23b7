//! A rewrite rule.

use serde::{Deserialize, Serialize};

use super::{Enabled, Expr, QName};

/// A rule (`CREATE RULE`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name, unique in its relation.
    pub name: String,
    /// The table or view.
    pub relation: QName,
    /// `ON`: `select`, `insert`, `update` or `delete`.
    pub event: String,
    /// `WHERE condition`.
    pub condition: Option<Expr>,
    /// `INSTEAD`, otherwise `ALSO`.
    pub instead: bool,
    /// `DO`: the commands; none is `NOTHING`.
    pub commands: Vec<Expr>,
    /// Whether it fires.
    pub enabled: Enabled,
    /// `COMMENT ON RULE`.
    pub comment: Option<String>,
}
