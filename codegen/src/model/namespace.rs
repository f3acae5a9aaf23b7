//! A namespace: what PostgreSQL calls a schema.

use serde::{Deserialize, Serialize};

/// What every new database says of `public`; a schema that says nothing else means this.
pub const PUBLIC_COMMENT: &str = "standard public schema";

/// A namespace (`CREATE SCHEMA`). `public` exists in every database and is in every [`Schema`](super::Schema).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Namespace {
    /// Its name.
    pub name: String,
    /// `COMMENT ON SCHEMA`.
    pub comment: Option<String>,
}
