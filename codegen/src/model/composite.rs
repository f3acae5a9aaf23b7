//! A composite type.

use serde::{Deserialize, Serialize};

use super::{Definition, DefinitionId, QName, Schema, Type};

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

impl Schema {
    /// The composite type of that name.
    pub fn composite(&self, name: &QName) -> Option<&Composite> {
        match self.definitions.get(&DefinitionId::Composite(name.clone()))? {
            Definition::Composite(composite) => Some(composite),
            _ => None,
        }
    }

    /// The same, to change it.
    pub fn composite_mut(&mut self, name: &QName) -> Option<&mut Composite> {
        match self.definitions.get_mut(&DefinitionId::Composite(name.clone()))? {
            Definition::Composite(composite) => Some(composite),
            _ => None,
        }
    }
}
