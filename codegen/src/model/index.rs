//! An index that is not behind a constraint.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Expr, QName};

/// An index (`CREATE INDEX`). The table that holds it is its place in the schema; it lives in that table's namespace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Its name, written or derived as PostgreSQL does.
    pub name: String,
    /// `UNIQUE`.
    pub unique: bool,
    /// `USING`; `btree` unless told.
    pub method: String,
    /// What is indexed, in order.
    pub elements: Vec<IndexElement>,
    /// `INCLUDE (columns)`.
    pub include: Vec<String>,
    /// `NULLS NOT DISTINCT`, from PostgreSQL 15.
    pub nulls_not_distinct: bool,
    /// `WITH (name = value)`, sorted by name.
    pub parameters: Vec<(String, String)>,
    /// `TABLESPACE`.
    pub tablespace: Option<String>,
    /// `WHERE predicate`.
    pub predicate: Option<Expr>,
    /// `ALTER COLUMN number SET STATISTICS`, by the number of the element, counted from 1.
    pub statistics: BTreeMap<u16, i32>,
    /// The index of the partitioned table that this one is the partition's part of.
    pub part_of: Option<String>,
    /// `COMMENT ON INDEX`.
    pub comment: Option<String>,
}

/// One column or expression of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexElement {
    /// What is indexed.
    pub key: IndexKey,
    /// `COLLATE`.
    pub collation: Option<QName>,
    /// The operator class, such as `vector_cosine_ops`; `None` is the type's default.
    pub operator_class: Option<String>,
    /// The operator class's parameters (`gist_trgm_ops(siglen = 32)`), sorted by name.
    pub operator_class_parameters: Vec<(String, String)>,
    /// `ASC` or `DESC`.
    pub order: SortOrder,
    /// `NULLS FIRST` or `NULLS LAST`, always filled in (the default follows the order).
    pub nulls: NullsOrder,
}

/// A column or an expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IndexKey {
    /// A column by name.
    Column(String),
    /// An expression, without the parentheses around it.
    Expr(Expr),
}

/// The direction of an index element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortOrder {
    /// `ASC`, the default.
    #[default]
    Asc,
    /// `DESC`.
    Desc,
}

/// Where nulls stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NullsOrder {
    /// `NULLS FIRST`, the default of `DESC`.
    First,
    /// `NULLS LAST`, the default of `ASC`.
    #[default]
    Last,
}

impl IndexElement {
    /// A plain ascending column.
    pub fn column(name: impl Into<String>) -> Self {
        Self {
            key: IndexKey::Column(name.into()),
            collation: None,
            operator_class: None,
            operator_class_parameters: Vec::new(),
            order: SortOrder::Asc,
            nulls: NullsOrder::Last,
        }
    }
}
