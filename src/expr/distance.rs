//! Distances between vectors and between bit strings, as pgvector computes them.

use super::{Expr, Level, Operand};
use crate::types::{Bit, HalfVector, SparseVector, Vector};

/// A vector of pgvector: `Vector`, `HalfVector`, `SparseVector`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a vector, and has no distance")]
pub trait Distance {}

impl Distance for Vector {}
impl Distance for HalfVector {}
impl Distance for SparseVector {}

/// A bit string: `Bit`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a bit string, and has no such distance")]
pub trait BitString {}

impl BitString for Bit {}

macro_rules! vector_distances {
    ($reads:ty, $($place:ident)?) => {
        /// Euclidean distance: `self <-> other`. Order by it to find the nearest; an index with `vector_l2_ops` serves it.
        pub fn l2_distance<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<f64, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " <-> ", other.into_fragment()))
        }

        /// Cosine distance, from 0 (same direction) to 2: `self <=> other`. An index with `vector_cosine_ops` serves it.
        pub fn cosine_distance<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<f64, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " <=> ", other.into_fragment()))
        }

        /// The **negative** inner product, so that the nearest comes first: `self <#> other`. An index with `vector_ip_ops`
        /// serves it.
        pub fn inner_product<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<f64, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " <#> ", other.into_fragment()))
        }

        /// Taxicab distance: `self <+> other`. An index with `vector_l1_ops` serves it.
        pub fn l1_distance<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<f64, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " <+> ", other.into_fragment()))
        }
    };
}

operators!(vector_distances, [V: Distance,] V);

macro_rules! bit_distances {
    ($reads:ty, $($place:ident)?) => {
        /// How many bits differ: `self <~> other`.
        pub fn hamming_distance<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<f64, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " <~> ", other.into_fragment()))
        }

        /// The share of set bits that the two do not have in common: `self <%> other`.
        pub fn jaccard_distance<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<f64, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " <%> ", other.into_fragment()))
        }
    };
}

operators!(bit_distances, [V: BitString,] V);
