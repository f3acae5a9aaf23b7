//! Triggers of relations, and event triggers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Deferrable, Expr, QName};

/// A trigger (`CREATE TRIGGER`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// Its name, unique in its relation.
    pub name: String,
    /// The table, view or foreign table.
    pub relation: QName,
    /// Before, after or instead.
    pub timing: TriggerTiming,
    /// What fires it.
    pub events: BTreeSet<TriggerEvent>,
    /// `UPDATE OF columns`, in the order that PostgreSQL keeps and prints; empty means any.
    pub columns: Vec<String>,
    /// `FOR EACH ROW`, otherwise once for the statement.
    pub for_each_row: bool,
    /// `CONSTRAINT`: when it is checked, and the other table (`FROM`).
    pub constraint: Option<ConstraintTrigger>,
    /// `REFERENCING OLD TABLE AS`.
    pub old_table: Option<String>,
    /// `REFERENCING NEW TABLE AS`.
    pub new_table: Option<String>,
    /// `WHEN (condition)`, without the parentheses.
    pub when: Option<Expr>,
    /// The function that it calls.
    pub function: QName,
    /// The literal arguments of that call.
    pub arguments: Vec<String>,
    /// Whether it fires.
    pub enabled: Enabled,
    /// `COMMENT ON TRIGGER`.
    pub comment: Option<String>,
}

/// What only a constraint trigger has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConstraintTrigger {
    /// When it fires.
    pub deferrable: Deferrable,
    /// `FROM`: the other table.
    pub from: Option<QName>,
}

/// When a trigger fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TriggerTiming {
    /// `BEFORE`.
    Before,
    /// `AFTER`.
    After,
    /// `INSTEAD OF`.
    InsteadOf,
}

/// What fires a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TriggerEvent {
    /// `INSERT`.
    Insert,
    /// `DELETE`.
    Delete,
    /// `UPDATE`.
    Update,
    /// `TRUNCATE`.
    Truncate,
}

/// Whether a trigger or rule fires (`session_replication_role`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Enabled {
    /// `ENABLE`, the default: at the origin.
    #[default]
    Origin,
    /// `DISABLE`.
    Disabled,
    /// `ENABLE REPLICA`.
    Replica,
    /// `ENABLE ALWAYS`.
    Always,
}

/// An event trigger (`CREATE EVENT TRIGGER`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTrigger {
    /// Its name.
    pub name: String,
    /// `ON`: such as `ddl_command_end`.
    pub event: String,
    /// `WHEN TAG IN (..)`, sorted, in upper case; empty means any.
    pub tags: Vec<String>,
    /// The function that it calls.
    pub function: QName,
    /// Whether it fires.
    pub enabled: Enabled,
    /// `COMMENT ON EVENT TRIGGER`.
    pub comment: Option<String>,
}
