//! A collation.

use serde::{Deserialize, Serialize};

use super::QName;

/// A collation (`CREATE COLLATION`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collation {
    /// Its name.
    pub name: QName,
    /// `libc`, `icu` or `builtin`.
    pub provider: String,
    /// `LC_COLLATE`, or the locale of both.
    pub collate: String,
    /// `LC_CTYPE`, or the locale of both.
    pub ctype: String,
    /// `DETERMINISTIC`.
    pub deterministic: bool,
    /// `RULES`, from PostgreSQL 16.
    pub rules: Option<String>,
    /// `COMMENT ON COLLATION`.
    pub comment: Option<String>,
}
