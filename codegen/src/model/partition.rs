//! Declarative partitioning.

use serde::{Deserialize, Serialize};

use super::{Expr, IndexElement, QName};

/// `PARTITION BY strategy (elements)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartitionKey {
    /// How rows are told apart.
    pub strategy: PartitionStrategy,
    /// Columns and expressions, with their collations and operator classes; they have no order.
    pub elements: Vec<IndexElement>,
}

/// How rows are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartitionStrategy {
    /// `RANGE`.
    Range,
    /// `LIST`.
    List,
    /// `HASH`.
    Hash,
}

/// `PARTITION OF parent bound`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partition {
    /// The table that it is a part of.
    pub parent: QName,
    /// Which rows it holds.
    pub bound: PartitionBound,
}

/// Which rows a partition holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartitionBound {
    /// `DEFAULT`: those that no other partition takes.
    Default,
    /// `FOR VALUES IN (values)`.
    In(Vec<Expr>),
    /// `FOR VALUES FROM (values) TO (values)`.
    FromTo {
        /// The first values, which belong to it.
        from: Vec<Expr>,
        /// The last values, which do not.
        to: Vec<Expr>,
    },
    /// `FOR VALUES WITH (MODULUS m, REMAINDER r)`.
    Hash {
        /// `MODULUS`.
        modulus: u32,
        /// `REMAINDER`.
        remainder: u32,
    },
}
