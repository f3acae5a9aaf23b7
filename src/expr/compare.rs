//! Comparisons.

use super::operand::params;
use super::{Expr, Fragment, IntoValue, Level, Operand, Sendable};
use crate::nullability::NotNull;

macro_rules! comparisons {
    ($reads:ty, $($place:ident)?) => {
        /// `self = other`. It is NULL where a side is NULL, and a filter then leaves the row out.
        pub fn eq<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " = ", other.into_fragment()))
        }

        /// `self <> other`.
        pub fn ne<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " <> ", other.into_fragment()))
        }

        /// `self < other`.
        pub fn lt<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " < ", other.into_fragment()))
        }

        /// `self <= other`.
        pub fn le<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " <= ", other.into_fragment()))
        }

        /// `self > other`.
        pub fn gt<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " > ", other.into_fragment()))
        }

        /// `self >= other`.
        pub fn ge<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " >= ", other.into_fragment()))
        }

        /// `self BETWEEN low AND high`, both ends included.
        pub fn between<L: Operand<V, J>, H: Operand<V, M>, J, M$(, $place)?>(self, low: L, high: H)
            -> Expr<bool, H::Reads<L::Reads<$reads>>, H::Null<L::Null<N>>>
        {
            let low = low.into_fragment().at_least(Level::Other);
            let bounds = low.then(Fragment::text(" AND ")).then(high.into_fragment().at_least(Level::Other));
            let value = self.fragment().at_least(Level::Other);
            Expr::new(value.then(Fragment::text(" BETWEEN ")).then(bounds).at_level(Level::Like))
        }

        /// `self IS NULL`.
        pub fn is_null$(<$place>)?(self) -> Expr<bool, $reads, NotNull> {
            Expr::new(self.fragment().suffix(Level::Is, " IS NULL"))
        }

        /// `self IS NOT NULL`.
        pub fn is_not_null$(<$place>)?(self) -> Expr<bool, $reads, NotNull> {
            Expr::new(self.fragment().suffix(Level::Is, " IS NOT NULL"))
        }
    };
}

operators!(comparisons, [V,] V);

macro_rules! lists {
    ($reads:ty, $($place:ident)?) => {
        /// Whether it is one of the values: `self = ANY($1)`, one parameter whatever their number. Never true for none.
        pub fn in_list<L: IntoIterator<Item: IntoValue<V>>$(, $place)?>(self, values: L) -> Expr<bool, $reads, N> {
            let values: Vec<V> = values.into_iter().map(IntoValue::into_value).collect();
            let values = params(values).enclosed("ANY(", ")", Level::Atom);
            Expr::new(self.fragment().binary(Level::Compare, " = ", values))
        }

        /// Whether it is none of the values: `self <> ALL($1)`. True for none.
        pub fn not_in_list<L: IntoIterator<Item: IntoValue<V>>$(, $place)?>(self, values: L) -> Expr<bool, $reads, N> {
            let values: Vec<V> = values.into_iter().map(IntoValue::into_value).collect();
            let values = params(values).enclosed("ALL(", ")", Level::Atom);
            Expr::new(self.fragment().binary(Level::Compare, " <> ", values))
        }
    };
}

operators!(lists, [V: Sendable,] V);
