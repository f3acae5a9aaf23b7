//! A collation.

use serde::{Deserialize, Serialize};

use super::{ConstraintKind, Definition, QName, Schema};

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

impl Schema {
    /// Visits every place that names a collation, outside expressions.
    pub fn collations_mut(&mut self, visit: &mut dyn FnMut(&mut QName)) {
        for table in self.tables.values_mut() {
            table.columns.iter_mut().filter_map(|column| column.collation.as_mut()).for_each(&mut *visit);
            let indexes = table.indexes.values_mut().flat_map(|index| &mut index.elements);
            indexes.filter_map(|element| element.collation.as_mut()).for_each(&mut *visit);
            for constraint in table.constraints.values_mut() {
                if let ConstraintKind::Exclusion(exclusion) = &mut constraint.kind {
                    let elements = exclusion.elements.iter_mut().map(|element| &mut element.element);
                    elements.filter_map(|element| element.collation.as_mut()).for_each(&mut *visit);
                }
            }
        }
        self.domains.values_mut().filter_map(|domain| domain.collation.as_mut()).for_each(&mut *visit);
        for definition in self.definitions.values_mut() {
            match definition {
                Definition::Composite(composite) => {
                    let attributes = composite.attributes.iter_mut();
                    attributes.filter_map(|own| own.collation.as_mut()).for_each(&mut *visit);
                }
                Definition::Range(range) => range.collation.iter_mut().for_each(&mut *visit),
                _ => {}
            }
        }
    }
}
