//! The smallest and the largest, and aggregates of truth values.

use super::Aggregate;
use crate::nullability::Nullable;
use crate::types::{Date, DateTime, Decimal, Interval, IpInet, PgLsn, Time, Timestamp};

/// What has a smallest and a largest to PostgreSQL (`min` and `max`): numbers, text, times, addresses, enums, arrays.
#[diagnostic::on_unimplemented(
    message = "PostgreSQL has no `min` and `max` of `{Self}`",
    note = "order by it and take the first row instead"
)]
pub trait Comparable {}

macro_rules! comparable {
    ($($ty:ty),+) => { $(impl Comparable for $ty {})+ };
}

comparable!(
    i16, i32, i64, f32, f64, u32, Decimal, String, Date, Time, DateTime, Timestamp, Interval, IpInet, PgLsn
);

impl<E: crate::PgEnum> Comparable for E {}
impl<V: Comparable> Comparable for Vec<V> {}

macro_rules! extremes {
    ($reads:ty, $($place:ident)?) => {
        /// `min(self)`: NULL when there are no rows.
        pub fn min$(<$place>)?(self) -> Aggregate<V, $reads, Nullable> {
            Aggregate::new("min", vec![self.fragment()])
        }

        /// `max(self)`: NULL when there are no rows.
        pub fn max$(<$place>)?(self) -> Aggregate<V, $reads, Nullable> {
            Aggregate::new("max", vec![self.fragment()])
        }
    };
}

values!(extremes, [V: Comparable,] V);

macro_rules! truths {
    ($reads:ty, $($place:ident)?) => {
        /// `bool_and(self)`: whether it is true for all; NULL when there are no rows.
        pub fn bool_and$(<$place>)?(self) -> Aggregate<bool, $reads, Nullable> {
            Aggregate::new("bool_and", vec![self.fragment()])
        }

        /// `bool_or(self)`: whether it is true for any; NULL when there are no rows.
        pub fn bool_or$(<$place>)?(self) -> Aggregate<bool, $reads, Nullable> {
            Aggregate::new("bool_or", vec![self.fragment()])
        }
    };
}

values!(truths, [] bool);
