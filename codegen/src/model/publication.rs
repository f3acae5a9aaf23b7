//! A publication: what logical replication sends.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Expr, QName};

/// A publication (`CREATE PUBLICATION`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Its name.
    pub name: String,
    /// `FOR ALL TABLES`.
    pub all_tables: bool,
    /// `FOR TABLE ..`.
    pub tables: BTreeMap<QName, PublicationTable>,
    /// `FOR TABLES IN SCHEMA ..`, sorted.
    pub namespaces: Vec<String>,
    /// `publish = 'insert, ..'`, sorted; all four unless told.
    pub publish: Vec<String>,
    /// `publish_via_partition_root`.
    pub via_root: bool,
    /// `publish_generated_columns`, from PostgreSQL 18.
    pub generated: PublishGenerated,
    /// `COMMENT ON PUBLICATION`.
    pub comment: Option<String>,
}

/// One published table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationTable {
    /// The column list, sorted; `None` publishes every column.
    pub columns: Option<Vec<String>>,
    /// `WHERE (filter)`.
    pub filter: Option<Expr>,
}

/// `publish_generated_columns`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PublishGenerated {
    /// `none`, the default.
    #[default]
    None,
    /// `stored`.
    Stored,
}
