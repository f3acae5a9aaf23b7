//! From configuration to a described schema: reads every source that `tablewright.toml` names.

use crate::model::{Notes, Schema};

/// What the front ends return: the schema, and beside it what the sources say beyond PostgreSQL.
#[derive(Clone, Debug, Default)]
pub struct Described {
    /// The schema.
    pub schema: Schema,
    /// Places, audiences, docs, Rust names, renames.
    pub notes: Notes,
}
