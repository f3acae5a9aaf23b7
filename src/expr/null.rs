//! NULL, and what stands in for it.

use super::{Expr, Fragment, Level, Operand};
use crate::nullability::{NotNull, Nullability, Nullable};
use crate::scope::Settled;

macro_rules! nulls {
    ($reads:ty, $($place:ident)?) => {
        /// `coalesce(self, other)`: the other where this is NULL. It can be NULL only where the other can.
        ///
        /// ```
        /// # use tablewright::{Filter, Table};
        /// # #[derive(Table)]
        /// # struct Todo { #[column(primary_key)] id: i64, note: Option<String> }
        /// let filter = Filter::<Todo>::new().and(Todo::NOTE.coalesce("").ne("done"));
        /// ```
        pub fn coalesce<O: Operand<V, J>, J$(, $place)?>(self, other: O)
            -> Expr<V, O::Reads<Settled<$reads>>, O::Null<NotNull>>
        {
            Expr::new(Fragment::call("coalesce", [self.fragment(), other.into_fragment()]))
        }

        /// `nullif(self, other)`: NULL where the two are equal.
        pub fn nullif<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<V, O::Reads<$reads>, Nullable> {
            Expr::new(Fragment::call("nullif", [self.fragment(), other.into_fragment()]))
        }

        /// `self IS DISTINCT FROM other`: like `<>`, and NULL is a value like any other.
        pub fn is_distinct_from<O: Operand<V, J>, J$(, $place)?>(self, other: O)
            -> Expr<bool, Settled<O::Reads<$reads>>, NotNull>
        {
            Expr::new(self.fragment().binary(Level::Is, " IS DISTINCT FROM ", other.into_fragment()))
        }

        /// `self IS NOT DISTINCT FROM other`: like `=`, and NULL is a value like any other.
        pub fn is_not_distinct_from<O: Operand<V, J>, J$(, $place)?>(self, other: O)
            -> Expr<bool, Settled<O::Reads<$reads>>, NotNull>
        {
            Expr::new(self.fragment().binary(Level::Is, " IS NOT DISTINCT FROM ", other.into_fragment()))
        }

        /// `greatest(self, other)`. PostgreSQL leaves NULLs out; here it counts as NULL where a side can be.
        pub fn greatest<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<V, O::Reads<$reads>, O::Null<N>> {
            Expr::new(Fragment::call("greatest", [self.fragment(), other.into_fragment()]))
        }

        /// `least(self, other)`. PostgreSQL leaves NULLs out; here it counts as NULL where a side can be.
        pub fn least<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<V, O::Reads<$reads>, O::Null<N>> {
            Expr::new(Fragment::call("least", [self.fragment(), other.into_fragment()]))
        }
    };
}

operators!(nulls, [V,] V);

impl<V, R, N: Nullability> Expr<V, R, N> {
    /// The same, read as `Option`: where two sides of something must agree.
    pub fn nullable(self) -> Expr<V, R, Nullable> {
        Expr::new(self.fragment())
    }
}
