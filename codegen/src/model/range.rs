//! A range type, with the multirange type that comes along.

use serde::{Deserialize, Serialize};

use super::{QName, Type};

/// A range type (`CREATE TYPE .. AS RANGE (..)`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// Its name.
    pub name: QName,
    /// `SUBTYPE`.
    pub subtype: Type,
    /// `SUBTYPE_OPCLASS`; `None` is the type's default.
    pub operator_class: Option<QName>,
    /// `COLLATION`.
    pub collation: Option<QName>,
    /// `CANONICAL`, a function.
    pub canonical: Option<QName>,
    /// `SUBTYPE_DIFF`, a function.
    pub subtype_diff: Option<QName>,
    /// `MULTIRANGE_TYPE_NAME`, written or derived as PostgreSQL does.
    pub multirange: QName,
    /// `COMMENT ON TYPE`.
    pub comment: Option<String>,
}
