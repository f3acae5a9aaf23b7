//! What rows are ordered by.

use std::marker::PhantomData;

use super::{Expr, Fragment};
use crate::column::Column;
use crate::nullability::{Kind, Nullability};
use crate::scope::{Contains, Shows};
use crate::table::Source;
use crate::writer::Writer;

/// An expression with a direction. `N` says whether it can be NULL.
#[must_use = "an order does nothing until a statement uses it"]
pub struct Order<R, N> {
    pub(crate) key: OrderKey,
    marker: PhantomData<fn() -> (R, N)>,
}

/// One of the expressions that rows are ordered by, without its types.
#[derive(Debug)]
pub struct OrderKey {
    pub(crate) value: Fragment,
    pub(crate) descending: bool,
    /// Where NULLs come, where that is said; else they come last ascending and first descending.
    pub(crate) nulls: Option<Nulls>,
    /// Whether there can be any.
    pub(crate) can_be_null: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nulls {
    First,
    Last,
}

impl OrderKey {
    pub(super) fn new<N: Nullability>(value: Fragment, descending: bool) -> Self {
        Self { value, descending, nulls: None, can_be_null: N::CAN_BE_NULL }
    }

    /// `value DESC NULLS LAST`.
    pub(crate) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        self.value.write(writer);
        self.write_direction(writer);
    }

    pub(crate) fn write_direction(&self, writer: &mut Writer<'_>) {
        if self.descending {
            writer.text(" DESC");
        }
        match self.nulls {
            Some(Nulls::First) => writer.text(" NULLS FIRST"),
            Some(Nulls::Last) => writer.text(" NULLS LAST"),
            None => writer,
        };
    }

    /// The same text as a piece of an expression.
    pub(super) fn into_fragment(self) -> Fragment {
        let nulls = match self.nulls {
            Some(Nulls::First) => " NULLS FIRST",
            Some(Nulls::Last) => " NULLS LAST",
            None => "",
        };
        let direction = if self.descending { " DESC" } else { "" };
        self.value.then(Fragment::text(direction)).then(Fragment::text(nulls))
    }

    /// Where NULLs come.
    pub(crate) fn nulls(&self) -> Nulls {
        self.nulls.unwrap_or(if self.descending { Nulls::First } else { Nulls::Last })
    }
}

macro_rules! directions {
    ($reads:ty, $($place:ident)?) => {
        /// Smallest first; NULLs come last.
        pub fn asc$(<$place>)?(self) -> Order<$reads, N> {
            Order { key: OrderKey::new::<N>(self.fragment(), false), marker: PhantomData }
        }

        /// Largest first; NULLs come first.
        pub fn desc$(<$place>)?(self) -> Order<$reads, N> {
            Order { key: OrderKey::new::<N>(self.fragment(), true), marker: PhantomData }
        }
    };
}

operators!(directions, [V,] V);

impl<R, N> Order<R, N> {
    /// NULLs come first.
    pub fn nulls_first(mut self) -> Self {
        self.key.nulls = Some(Nulls::First);
        self
    }

    /// NULLs come last.
    pub fn nulls_last(mut self) -> Self {
        self.key.nulls = Some(Nulls::Last);
        self
    }
}

/// What `.order_by(..)` takes: a column, an expression, one with a direction, or a tuple of such.
#[diagnostic::on_unimplemented(
    message = "rows cannot be ordered by `{Self}`",
    note = "order by a column, an expression, `.asc()`, `.desc()`, or a tuple of those"
)]
pub trait OrderBy<S, I> {
    #[doc(hidden)]
    fn write_order(self, out: &mut Vec<OrderKey>);
}

impl<T: Source, V, K: Kind, S: Contains<T, I>, I> OrderBy<S, I> for Column<T, V, K> {
    fn write_order(self, out: &mut Vec<OrderKey>) {
        let key = OrderKey::new::<<K::Null as Nullability>::Or<S::Null>>(self.fragment(), false);
        out.push(key);
    }
}

impl<V, R: Shows<S>, N: Nullability, S> OrderBy<S, ()> for Expr<V, R, N> {
    fn write_order(self, out: &mut Vec<OrderKey>) {
        out.push(OrderKey::new::<N::Or<R::Null>>(self.fragment(), false));
    }
}

impl<R: Shows<S>, N: Nullability, S> OrderBy<S, ()> for Order<R, N> {
    fn write_order(mut self, out: &mut Vec<OrderKey>) {
        self.key.can_be_null = N::CAN_BE_NULL || <R::Null as Nullability>::CAN_BE_NULL;
        out.push(self.key);
    }
}

/// No order, or this one.
impl<O: OrderBy<S, I>, S, I> OrderBy<S, I> for Option<O> {
    fn write_order(self, out: &mut Vec<OrderKey>) {
        if let Some(order) = self {
            order.write_order(out);
        }
    }
}

macro_rules! tuples {
    ($(($($name:ident $index:ident),+))+) => {$(
        impl<S, $($name: OrderBy<S, $index>, $index),+> OrderBy<S, ($($index,)+)> for ($($name,)+) {
            #[allow(non_snake_case)]
            fn write_order(self, out: &mut Vec<OrderKey>) {
                let ($($name,)+) = self;
                $($name.write_order(out);)+
            }
        }
    )+};
}

tuples! {
    (A I) (A I, B J) (A I, B J, C L) (A I, B J, C L, D M) (A I, B J, C L, D M, E O) (A I, B J, C L, D M, E O, F P)
}
