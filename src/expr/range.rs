//! Ranges and multiranges (manual: "Range/Multirange Functions and Operators", 9.20).

use std::marker::PhantomData;
use std::ops;

use super::{Aggregate, Expr, Fragment, Level, Operand, Sendable, SqlType};
use crate::column::Column;
use crate::nullability::{Kind, NotNull, Nullability, Nullable};
use crate::scope::{Aggregated, At, Settled};
use crate::table::Source;
use crate::types::{Multirange, PgType, Range, Ranged};

/// A range or several apart from each other: `Range<T>`, `Multirange<T>`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a range", note = "`Range` and `Multirange` are")]
pub trait Spans {
    /// What the values in it are.
    type Element;
}

impl<T> Spans for Range<T> {
    type Element = T;
}

impl<T> Spans for Multirange<T> {
    type Element = T;
}

/// The left side of an operator where a single value stands, and a range on the right.
#[derive(Debug)]
pub struct Element<T>(PhantomData<T>);

impl<T> Spans for Element<T> {
    type Element = T;
}

/// A range beside another one or beside a value `L`: `1..5`, `..=day`, a [`Range`], a [`Multirange`], a column or an
/// expression of those. `J` is the place of the column's table; the compiler finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a range that can stand beside a `{L}`",
    label = "not a range of the same values",
    note = "write `low..high`, `low..`, `..=high`, a `types::Range` or `types::Multirange`, or a column of ranges; PostgreSQL has ranges of `i32`, `i64`, `Decimal`, `Date`, `DateTime` and `Timestamp` by itself"
)]
pub trait Span<L, J> {
    /// The tables read, those of the other side `R` among them.
    type Reads<R>;
    /// The nullability, together with that of the other side.
    type Null<N: Nullability>: Nullability;
    #[doc(hidden)]
    fn into_span(self) -> Fragment;
}

/// Beside one of its own type the server knows what a value is; beside another one it has to be told.
macro_rules! spans {
    ($($bound:ident $from:ty => $own:ident beside $left:ident, $convert:expr;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Sendable + $bound> Span<$own<T>, ()> for $from {
            type Reads<R> = R;
            type Null<N: Nullability> = N;
            fn into_span(self) -> Fragment {
                let value: $own<T> = $convert(self);
                Fragment::param(Box::new(value))
            }
        }

        spans!(@cast $bound $from => $own beside $left, $convert);
        spans!(@cast $bound $from => $own beside Element, $convert);
    )+};
    (@cast $bound:ident $from:ty => $own:ident beside $left:ident, $convert:expr) => {
        #[diagnostic::do_not_recommend]
        impl<T: Sendable + Ranged + $bound> Span<$left<T>, ()> for $from {
            type Reads<R> = R;
            type Null<N: Nullability> = N;
            fn into_span(self) -> Fragment {
                let value: $own<T> = $convert(self);
                Fragment::param(Box::new(value)).cast_to::<$own<T>>()
            }
        }
    };
}

spans! {
    Sized Range<T> => Range beside Multirange, std::convert::identity;
    Clone &Range<T> => Range beside Multirange, Range::clone;
    Sized ops::Range<T> => Range beside Multirange, Range::from;
    Sized ops::RangeInclusive<T> => Range beside Multirange, Range::from;
    Sized ops::RangeFrom<T> => Range beside Multirange, Range::from;
    Sized ops::RangeTo<T> => Range beside Multirange, Range::from;
    Sized ops::RangeToInclusive<T> => Range beside Multirange, Range::from;
    Sized Multirange<T> => Multirange beside Range, std::convert::identity;
    Clone &Multirange<T> => Multirange beside Range, Multirange::clone;
}

#[diagnostic::do_not_recommend]
impl<T: Source, V: Spans, K: Kind, L: Spans<Element = V::Element>, I> Span<L, I> for Column<T, V, K> {
    type Reads<R> = (R, At<T, I>);
    type Null<N: Nullability> = <K::Null as Nullability>::Or<N>;
    fn into_span(self) -> Fragment {
        self.fragment()
    }
}

#[diagnostic::do_not_recommend]
impl<V: Spans, R, N: Nullability, L: Spans<Element = V::Element>> Span<L, ()> for Expr<V, R, N> {
    type Reads<S> = (S, R);
    type Null<M: Nullability> = N::Or<M>;
    fn into_span(self) -> Fragment {
        self.fragment()
    }
}

#[diagnostic::do_not_recommend]
impl<V: Spans, R, N: Nullability, L: Spans<Element = V::Element>> Span<L, ()> for Aggregate<V, R, N> {
    type Reads<S> = (S, Aggregated<R>);
    type Null<M: Nullability> = N::Or<M>;
    fn into_span(self) -> Fragment {
        self.fragment()
    }
}

macro_rules! beside {
    ($reads:ty, $($place:ident)?) => {
        /// `self @> value`: whether the value is in it. An index with `USING gist` serves it.
        ///
        /// ```
        /// # use tablewright::{Filter, Table};
        /// # use tablewright::types::{Range, Timestamp};
        /// # #[derive(Table)]
        /// # struct Booking { #[column(primary_key)] id: i64, seats: Range<i32>, during: Range<Timestamp> }
        /// let now = Timestamp::now();
        /// let filter = Filter::<Booking>::new()
        ///     .and(Booking::DURING.contains(now))
        ///     .and(Booking::SEATS.overlaps(3..=5))
        ///     .and(Booking::ID.in_range(..1000));
        /// ```
        pub fn contains<O: Operand<V::Element, J>, J$(, $place)?>(self, value: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        where
            V::Element: SqlType,
        {
            let value = value.into_fragment().cast_to::<V::Element>();
            Expr::new(self.fragment().binary(Level::Other, " @> ", value))
        }

        /// `self @> other`: whether it has all that the other has. An index with `USING gist` serves it.
        pub fn contains_range<O: Span<V, J>, J$(, $place)?>(self, other: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " @> ", other.into_span()))
        }

        /// `self <@ other`: whether the other has all that it has. An index with `USING gist` serves it.
        pub fn is_within<O: Span<V, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " <@ ", other.into_span()))
        }

        /// `self && other`: whether they have a value in common. An index with `USING gist` serves it.
        pub fn overlaps<O: Span<V, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " && ", other.into_span()))
        }

        /// `self << other`: whether it ends before the other begins.
        pub fn is_before<O: Span<V, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " << ", other.into_span()))
        }

        /// `self >> other`: whether it begins after the other ends.
        pub fn is_after<O: Span<V, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " >> ", other.into_span()))
        }

        /// `self &< other`: whether it ends no later than the other.
        pub fn ends_no_later_than<O: Span<V, J>, J$(, $place)?>(self, other: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " &< ", other.into_span()))
        }

        /// `self &> other`: whether it begins no earlier than the other.
        pub fn begins_no_earlier_than<O: Span<V, J>, J$(, $place)?>(self, other: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " &> ", other.into_span()))
        }

        /// `self -|- other`: whether one begins where the other ends.
        pub fn is_adjacent_to<O: Span<V, J>, J$(, $place)?>(self, other: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " -|- ", other.into_span()))
        }
    };
}

operators!(beside, [V: Spans,] V);

macro_rules! sets {
    ($reads:ty, $($place:ident)?) => {
        /// `self + other`: what is in either. Of ranges with a gap between them it is an error of the statement; multiranges
        /// may have one.
        pub fn union<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<V, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Add, " + ", other.into_fragment()))
        }

        /// `self * other`: what is in both; empty where there is nothing.
        pub fn intersection<O: Operand<V, J>, J$(, $place)?>(self, other: O)
            -> Expr<V, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Multiply, " * ", other.into_fragment()))
        }

        /// `self - other`: what is not in the other. Of ranges it is an error of the statement where two pieces remain;
        /// multiranges may have several.
        pub fn difference<O: Operand<V, J>, J$(, $place)?>(self, other: O)
            -> Expr<V, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Add, " - ", other.into_fragment()))
        }
    };
}

operators!(sets, [V: Spans,] V);

macro_rules! bounds {
    ($reads:ty, $($place:ident)?) => {
        /// `lower(self)`: where it begins; NULL where it is empty or has no beginning.
        pub fn lower$(<$place>)?(self) -> Expr<V, $reads, Nullable> {
            Expr::new(Fragment::call("lower", [self.fragment()]))
        }

        /// `upper(self)`: where it ends; NULL where it is empty or has no end.
        pub fn upper$(<$place>)?(self) -> Expr<V, $reads, Nullable> {
            Expr::new(Fragment::call("upper", [self.fragment()]))
        }

        /// `isempty(self)`: whether nothing is in it.
        pub fn is_empty$(<$place>)?(self) -> Expr<bool, $reads, N> {
            Expr::new(Fragment::call("isempty", [self.fragment()]))
        }

        /// `lower_inc(self)`: whether the value where it begins is in it.
        pub fn lower_inc$(<$place>)?(self) -> Expr<bool, $reads, N> {
            Expr::new(Fragment::call("lower_inc", [self.fragment()]))
        }

        /// `upper_inc(self)`: whether the value where it ends is in it.
        pub fn upper_inc$(<$place>)?(self) -> Expr<bool, $reads, N> {
            Expr::new(Fragment::call("upper_inc", [self.fragment()]))
        }

        /// `lower_inf(self)`: whether it has no beginning.
        pub fn lower_inf$(<$place>)?(self) -> Expr<bool, $reads, N> {
            Expr::new(Fragment::call("lower_inf", [self.fragment()]))
        }

        /// `upper_inf(self)`: whether it has no end.
        pub fn upper_inf$(<$place>)?(self) -> Expr<bool, $reads, N> {
            Expr::new(Fragment::call("upper_inf", [self.fragment()]))
        }
    };
}

operators!(bounds, [V,] Range<V>);
operators!(bounds, [V,] Multirange<V>);

macro_rules! ranges {
    ($reads:ty, $($place:ident)?) => {
        /// `range_merge(self, other)`: the smallest range that has both.
        pub fn range_merge<O: Operand<Range<V>, J>, J$(, $place)?>(self, other: O)
            -> Expr<Range<V>, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(Fragment::call("range_merge", [self.fragment(), other.into_fragment()]))
        }

        /// `multirange(self)`: the multirange of this range.
        pub fn multirange$(<$place>)?(self) -> Expr<Multirange<V>, $reads, N> {
            Expr::new(Fragment::call("multirange", [self.fragment()]))
        }
    };
}

operators!(ranges, [V,] Range<V>);

macro_rules! multiranges {
    ($reads:ty, $($place:ident)?) => {
        /// `range_merge(self)`: the smallest range that has all of them.
        pub fn range_merge$(<$place>)?(self) -> Expr<Range<V>, $reads, N> {
            Expr::new(Fragment::call("range_merge", [self.fragment()]))
        }
    };
}

operators!(multiranges, [V,] Multirange<V>);

macro_rules! elements {
    ($reads:ty, $($place:ident)?) => {
        /// `self <@ range`: whether it is in the range: `Todo::ID.in_range(10..20)`.
        pub fn in_range<O: Span<Element<V>, J>, J$(, $place)?>(self, range: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " <@ ", range.into_span()))
        }
    };
}

operators!(elements, [V,] V);

macro_rules! constructors {
    ($reads:ty, $($place:ident)?) => {
        /// `tstzrange(self, upper)`, or what ranges of this type are called: from this value on to before the other. A NULL
        /// is no bound. For tables that keep a beginning and an end in two columns.
        ///
        /// ```
        /// # use tablewright::{Filter, Table};
        /// # use tablewright::types::Timestamp;
        /// # #[derive(Table)]
        /// # struct Shift { #[column(primary_key)] id: i64, starts: Timestamp, ends: Option<Timestamp> }
        /// let at = Timestamp::now();
        /// let running = Filter::<Shift>::new().and(Shift::STARTS.range_to(Shift::ENDS).contains(at));
        /// ```
        pub fn range_to<O: Operand<V, J>, J$(, $place)?>(self, upper: O)
            -> Expr<Range<V>, Settled<O::Reads<$reads>>, NotNull>
        {
            Expr::new(Fragment::call(<Range<V> as PgType>::TYPE, [self.fragment(), upper.into_fragment()]))
        }
    };
}

operators!(constructors, [V: Ranged,] V);

macro_rules! collected {
    ($reads:ty, $($place:ident)?) => {
        /// `range_agg(self)`: what is in any of them; NULL when there are none. Of multiranges: PostgreSQL 15.
        pub fn range_agg$(<$place>)?(self) -> Aggregate<Multirange<V::Element>, $reads, Nullable> {
            Aggregate::new("range_agg", vec![self.fragment()])
        }

        /// `range_intersect_agg(self)`: what is in all of them; NULL when there are none.
        pub fn range_intersect_agg$(<$place>)?(self) -> Aggregate<V, $reads, Nullable> {
            Aggregate::new("range_intersect_agg", vec![self.fragment()])
        }
    };
}

values!(collected, [V: Spans,] V);
