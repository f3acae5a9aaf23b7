//! A sequence.

use serde::{Deserialize, Serialize};

use super::{Builtin, QName};

/// A sequence (`CREATE SEQUENCE`), including the one that `serial` makes. The sequence inside an identity column is
/// part of that column: see [`Identity`](super::Identity).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    /// Its name.
    pub name: QName,
    /// `smallint`, `integer` or `bigint`.
    pub ty: Builtin,
    /// Start, step, bounds, cache and cycle.
    pub options: SequenceOptions,
    /// `OWNED BY table.column`: dropped with that column.
    pub owned_by: Option<(QName, String)>,
    /// `COMMENT ON SEQUENCE`.
    pub comment: Option<String>,
}

/// The numbers of a sequence. `None` is PostgreSQL's default for the type and direction (manual: `CREATE SEQUENCE`);
/// a front end turns an option that spells out the default into `None`, so that equal sequences compare equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SequenceOptions {
    /// `START WITH`.
    pub start: Option<i64>,
    /// `INCREMENT BY`.
    pub increment: Option<i64>,
    /// `MINVALUE`.
    pub min: Option<i64>,
    /// `MAXVALUE`.
    pub max: Option<i64>,
    /// `CACHE`.
    pub cache: Option<i64>,
    /// `CYCLE`.
    pub cycle: bool,
}
