//! Aggregates of ordered values: percentiles and the mode.

use super::{Aggregate, Comparable};
use crate::expr::{Fragment, Operand};
use crate::nullability::Nullable;

macro_rules! discrete {
    ($reads:ty, $($place:ident)?) => {
        /// `percentile_disc(fraction) WITHIN GROUP (ORDER BY self)`: the first value that so many, as a fraction from 0 to 1,
        /// do not exceed.
        pub fn percentile_disc$(<$place>)?(self, fraction: f64) -> Aggregate<V, $reads, Nullable> {
            Aggregate::within("percentile_disc", vec![fixed(fraction)], self.fragment())
        }

        /// `mode() WITHIN GROUP (ORDER BY self)`: the most frequent value.
        pub fn mode$(<$place>)?(self) -> Aggregate<V, $reads, Nullable> {
            Aggregate::within("mode", Vec::new(), self.fragment())
        }
    };
}

values!(discrete, [V: Comparable,] V);

macro_rules! continuous {
    ($reads:ty, $($place:ident)?) => {
        /// `percentile_cont(fraction) WITHIN GROUP (ORDER BY self)`: at this fraction from 0 to 1, between two values if need
        /// be. Of 0.5 it is the median.
        pub fn percentile_cont$(<$place>)?(self, fraction: f64) -> Aggregate<f64, $reads, Nullable> {
            Aggregate::within("percentile_cont", vec![fixed(fraction)], self.fragment())
        }
    };
}

values!(continuous, [] f64);

fn fixed(fraction: f64) -> Fragment {
    Operand::<f64, ()>::into_fragment(fraction).cast_to::<f64>()
}
