//! An enum type.

use serde::{Deserialize, Serialize};

use super::QName;

/// An enum (`CREATE TYPE .. AS ENUM`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enum {
    /// Its name.
    pub name: QName,
    /// The values, in their order: it is the order that `<` uses.
    pub values: Vec<String>,
    /// `COMMENT ON TYPE`.
    pub comment: Option<String>,
}
