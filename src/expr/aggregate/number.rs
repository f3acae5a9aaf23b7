//! Sums, averages, and how far values are from those (manual: "Aggregate Functions", 9.21).

use super::Aggregate;
use crate::nullability::{NotNull, Nullable};
use crate::types::{Decimal, Interval};

/// What can be added up. The sum has PostgreSQL's type, which is wide enough for many.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be added up", note = "numbers and intervals can")]
pub trait Summed {
    /// The type of a sum.
    type Sum;
}

/// What has an average.
#[diagnostic::on_unimplemented(message = "`{Self}` has no average", note = "numbers and intervals have one")]
pub trait Averaged {
    /// The type of an average.
    type Average;
}

macro_rules! numbers {
    ($($ty:ty => $sum:ty, $average:ty;)+) => {$(
        impl Summed for $ty {
            type Sum = $sum;
        }

        impl Averaged for $ty {
            type Average = $average;
        }
    )+};
}

numbers! {
    i16 => i64, Decimal;
    i32 => i64, Decimal;
    i64 => Decimal, Decimal;
    f32 => f32, f64;
    f64 => f64, f64;
    Decimal => Decimal, Decimal;
    Interval => Interval, Interval;
}

macro_rules! counts {
    ($reads:ty, $($place:ident)?) => {
        /// `count(self)`: how many are not NULL; with [`distinct`](Aggregate::distinct), how many different ones.
        pub fn count$(<$place>)?(self) -> Aggregate<i64, $reads, NotNull> {
            Aggregate::new("count", vec![self.fragment()])
        }
    };
}

values!(counts, [V,] V);

macro_rules! sums {
    ($reads:ty, $($place:ident)?) => {
        /// `sum(self)`: NULL when there are no rows.
        pub fn sum$(<$place>)?(self) -> Aggregate<V::Sum, $reads, Nullable> {
            Aggregate::new("sum", vec![self.fragment()])
        }
    };
}

values!(sums, [V: Summed,] V);

macro_rules! averages {
    ($reads:ty, $($place:ident)?) => {
        /// `avg(self)`: NULL when there are no rows.
        pub fn avg$(<$place>)?(self) -> Aggregate<V::Average, $reads, Nullable> {
            Aggregate::new("avg", vec![self.fragment()])
        }
    };
}

values!(averages, [V: Averaged,] V);

/// A number whose spread has PostgreSQL's type for averages.
macro_rules! spreads {
    ($reads:ty, $($place:ident)?) => {
        /// `stddev_samp(self)`: the standard deviation of a sample; NULL for fewer than two rows.
        pub fn stddev_samp$(<$place>)?(self) -> Aggregate<V::Average, $reads, Nullable> {
            Aggregate::new("stddev_samp", vec![self.fragment()])
        }

        /// `stddev_pop(self)`: the standard deviation of all there is.
        pub fn stddev_pop$(<$place>)?(self) -> Aggregate<V::Average, $reads, Nullable> {
            Aggregate::new("stddev_pop", vec![self.fragment()])
        }

        /// `var_samp(self)`: the variance of a sample; NULL for fewer than two rows.
        pub fn var_samp$(<$place>)?(self) -> Aggregate<V::Average, $reads, Nullable> {
            Aggregate::new("var_samp", vec![self.fragment()])
        }

        /// `var_pop(self)`: the variance of all there is.
        pub fn var_pop$(<$place>)?(self) -> Aggregate<V::Average, $reads, Nullable> {
            Aggregate::new("var_pop", vec![self.fragment()])
        }
    };
}

values!(spreads, [V: Averaged + super::super::Number,] V);
