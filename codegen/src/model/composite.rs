//! A composite type.

use serde::{Deserialize, Serialize};

use super::{QName, Type};

/// A composite type (`CREATE TYPE .. AS (..)`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Composite {
    /// Its name.
    pub name: QName,
    /// Its attributes, in order.
    pub attributes: Vec<CompositeAttribute>,
    /// `COMMENT ON TYPE`.
    pub comment: Option<String>,
}

/// One attribute of a composite type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompositeAttribute {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// `COLLATE`.
    pub collation: Option<QName>,
    /// `COMMENT ON COLUMN type.attribute`.
    pub comment: Option<String>,
}
