//! Arrays (manual: "Array Functions and Operators", 9.19).

use super::operand::params;
use super::{Expr, Fragment, IntoValue, Level, Operand, Sendable};
use crate::nullability::Nullable;

macro_rules! arrays {
    ($reads:ty, $($place:ident)?) => {
        /// `self @> other`: whether every element of the other is in it. An index with `USING gin` serves it.
        pub fn contains_all<O: Operand<Vec<V>, J>, J$(, $place)?>(self, other: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " @> ", other.into_fragment()))
        }

        /// `self <@ other`: whether every element of it is in the other.
        pub fn is_within<O: Operand<Vec<V>, J>, J$(, $place)?>(self, other: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " <@ ", other.into_fragment()))
        }

        /// `self && other`: whether they have an element in common. An index with `USING gin` serves it.
        pub fn overlaps<O: Operand<Vec<V>, J>, J$(, $place)?>(self, other: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " && ", other.into_fragment()))
        }

        /// `value = ANY(self)`. It is NULL where the array has a NULL and not the value.
        pub fn has<O: Operand<V, J>, J$(, $place)?>(self, value: O) -> Expr<bool, O::Reads<$reads>, Nullable> {
            let any = self.fragment().enclosed("ANY(", ")", Level::Atom);
            Expr::new(value.into_fragment().binary(Level::Compare, " = ", any))
        }

        /// `cardinality(self)`: how many elements.
        pub fn cardinality$(<$place>)?(self) -> Expr<i32, $reads, N> {
            Expr::new(Fragment::call("cardinality", [self.fragment()]))
        }

        /// `self || other`.
        pub fn concat_array<O: Operand<Vec<V>, J>, J$(, $place)?>(self, other: O)
            -> Expr<Vec<V>, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(Fragment::call("array_cat", [self.fragment(), other.into_fragment()]))
        }

        /// `array_append(self, value)`.
        pub fn append<O: Operand<V, J>, J$(, $place)?>(self, value: O) -> Expr<Vec<V>, O::Reads<$reads>, O::Null<N>> {
            Expr::new(Fragment::call("array_append", [self.fragment(), value.into_fragment()]))
        }

        /// `array_remove(self, value)`: without the elements equal to it.
        pub fn remove<O: Operand<V, J>, J$(, $place)?>(self, value: O) -> Expr<Vec<V>, O::Reads<$reads>, O::Null<N>> {
            Expr::new(Fragment::call("array_remove", [self.fragment(), value.into_fragment()]))
        }

        /// `array_position(self, value)`: the place of the first element equal to it, from 1; NULL where there is none.
        pub fn position_of<O: Operand<V, J>, J$(, $place)?>(self, value: O) -> Expr<i32, O::Reads<$reads>, Nullable> {
            Expr::new(Fragment::call("array_position", [self.fragment(), value.into_fragment()]))
        }

        /// `self[place]`, from 1; NULL where there is none.
        pub fn element<O: Operand<i32, J>, J$(, $place)?>(self, place: O) -> Expr<V, O::Reads<$reads>, Nullable> {
            let array = self.fragment().enclosed("(", ")[", Level::Atom);
            Expr::new(array.then(place.into_fragment()).then(Fragment::text("]")))
        }
    };
}

operators!(arrays, [V,] Vec<V>);

macro_rules! any_of {
    ($reads:ty, $($place:ident)?) => {
        /// Whether the array and the values have an element in common: `self && $1`. Never true for none.
        pub fn has_any<L: IntoIterator<Item: IntoValue<V>>$(, $place)?>(self, values: L) -> Expr<bool, $reads, N> {
            let values: Vec<V> = values.into_iter().map(IntoValue::into_value).collect();
            Expr::new(self.fragment().binary(Level::Other, " && ", params(values)))
        }

        /// Whether the array has all of the values: `self @> $1`. True for none.
        pub fn has_all<L: IntoIterator<Item: IntoValue<V>>$(, $place)?>(self, values: L) -> Expr<bool, $reads, N> {
            let values: Vec<V> = values.into_iter().map(IntoValue::into_value).collect();
            Expr::new(self.fragment().binary(Level::Other, " @> ", params(values)))
        }
    };
}

operators!(any_of, [V: Sendable,] Vec<V>);
