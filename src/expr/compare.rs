//! Comparisons.

use super::{Expr, Fragment, IntoValue, Level, Operand, Sendable};
use crate::nullability::NotNull;

operators! {
    [V,] V {
        /// `self = other`. It is NULL where a side is NULL, and a filter then leaves the row out.
        fn eq[O: Operand<V, J>, J](self, other: O) -> Expr<bool, O::Reads<R>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " = ", other.into_fragment()))
        }

        /// `self <> other`.
        fn ne[O: Operand<V, J>, J](self, other: O) -> Expr<bool, O::Reads<R>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " <> ", other.into_fragment()))
        }

        /// `self < other`.
        fn lt[O: Operand<V, J>, J](self, other: O) -> Expr<bool, O::Reads<R>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " < ", other.into_fragment()))
        }

        /// `self <= other`.
        fn le[O: Operand<V, J>, J](self, other: O) -> Expr<bool, O::Reads<R>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " <= ", other.into_fragment()))
        }

        /// `self > other`.
        fn gt[O: Operand<V, J>, J](self, other: O) -> Expr<bool, O::Reads<R>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " > ", other.into_fragment()))
        }

        /// `self >= other`.
        fn ge[O: Operand<V, J>, J](self, other: O) -> Expr<bool, O::Reads<R>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Compare, " >= ", other.into_fragment()))
        }

        /// `self BETWEEN low AND high`, both ends included.
        fn between[L: Operand<V, J>, H: Operand<V, M>, J, M](self, low: L, high: H)
            -> Expr<bool, H::Reads<L::Reads<R>>, H::Null<L::Null<N>>>
        {
            let low = low.into_fragment().at_least(Level::Other);
            let bounds = low.then(Fragment::text(" AND ")).then(high.into_fragment().at_least(Level::Other));
            let value = self.fragment().at_least(Level::Other);
            Expr::new(value.then(Fragment::text(" BETWEEN ")).then(bounds).at_level(Level::Like))
        }

        /// `self IS NULL`.
        fn is_null[](self) -> Expr<bool, R, NotNull> {
            Expr::new(self.fragment().suffix(Level::Is, " IS NULL"))
        }

        /// `self IS NOT NULL`.
        fn is_not_null[](self) -> Expr<bool, R, NotNull> {
            Expr::new(self.fragment().suffix(Level::Is, " IS NOT NULL"))
        }
    }
}

operators! {
    [V: Sendable,] V {
        /// Whether it is one of the values: `self = ANY($1)`, one parameter whatever their number. Never true for none.
        fn in_list[I: IntoIterator<Item: IntoValue<V>>](self, values: I) -> Expr<bool, R, N> {
            let values: Vec<V> = values.into_iter().map(IntoValue::into_value).collect();
            let values = Fragment::param(Box::new(values)).enclosed("ANY(", ")", Level::Atom);
            Expr::new(self.fragment().binary(Level::Compare, " = ", values))
        }

        /// Whether it is none of the values: `self <> ALL($1)`. True for none.
        fn not_in_list[I: IntoIterator<Item: IntoValue<V>>](self, values: I) -> Expr<bool, R, N> {
            let values: Vec<V> = values.into_iter().map(IntoValue::into_value).collect();
            let values = Fragment::param(Box::new(values)).enclosed("ALL(", ")", Level::Atom);
            Expr::new(self.fragment().binary(Level::Compare, " <> ", values))
        }
    }
}
