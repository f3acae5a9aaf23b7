//! A range type, with the multirange type that comes along.

use serde::{Deserialize, Serialize};

use super::{Definition, DefinitionId, QName, Schema, Type, clip};

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

impl Range {
    /// The name of the multirange type that PostgreSQL derives: `range` in the name becomes `multirange`, otherwise
    /// that is added to it (manual: `CREATE TYPE`; `makeMultirangeTypeName`).
    pub fn derived_multirange(name: &QName) -> QName {
        let derived = match name.name.find("range") {
            Some(at) => format!("{}multi{}", &name.name[..at], &name.name[at..]),
            None => format!("{}_multirange", clip_to(&name.name, 63 - "_multirange".len())),
        };
        name.sibling(clip(&derived))
    }
}

/// The beginning of a name with at most so many bytes.
fn clip_to(name: &str, bytes: usize) -> &str {
    let mut end = bytes.min(name.len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

impl Schema {
    /// The range type of that name.
    pub fn range(&self, name: &QName) -> Option<&Range> {
        match self.definitions.get(&DefinitionId::Range(name.clone()))? {
            Definition::Range(range) => Some(range),
            _ => None,
        }
    }

    /// The range type whose multirange type has that name.
    pub fn range_of_multirange(&self, name: &QName) -> Option<&Range> {
        let first = DefinitionId::Range(QName::new("", ""));
        let ranges = self.definitions.range(first..).map_while(|(_, definition)| match definition {
            Definition::Range(range) => Some(range),
            _ => None,
        });
        ranges.into_iter().find(|range| range.multirange == *name)
    }
}
