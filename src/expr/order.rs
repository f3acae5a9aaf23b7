//! What rows are ordered by.

use std::marker::PhantomData;

use super::{Expr, Fragment};
use crate::column::Column;
use crate::nullability::{Kind, Nullability};
use crate::scope::{Contains, Reads};
use crate::table::Table;

/// An expression with a direction.
#[must_use = "an order does nothing until a statement uses it"]
pub struct Order<R> {
    fragment: Fragment,
    marker: PhantomData<fn() -> R>,
}

macro_rules! directions {
    ($reads:ty, $($place:ident)?) => {
        /// Smallest first; NULLs come last.
        pub fn asc$(<$place>)?(self) -> Order<$reads> {
            Order { fragment: self.fragment(), marker: PhantomData }
        }

        /// Largest first; NULLs come first.
        pub fn desc$(<$place>)?(self) -> Order<$reads> {
            Order { fragment: self.fragment().then(Fragment::text(" DESC")), marker: PhantomData }
        }
    };
}

operators!(directions, [V,] V);

impl<R> Order<R> {
    /// NULLs come first.
    pub fn nulls_first(mut self) -> Self {
        self.fragment = self.fragment.then(Fragment::text(" NULLS FIRST"));
        self
    }

    /// NULLs come last.
    pub fn nulls_last(mut self) -> Self {
        self.fragment = self.fragment.then(Fragment::text(" NULLS LAST"));
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
    fn write_order(self, out: &mut Vec<Fragment>);
}

impl<T: Table, V, K: Kind, S: Contains<T, I>, I> OrderBy<S, I> for Column<T, V, K> {
    fn write_order(self, out: &mut Vec<Fragment>) {
        out.push(self.fragment());
    }
}

impl<V, R: Reads<S>, N: Nullability, S> OrderBy<S, ()> for Expr<V, R, N> {
    fn write_order(self, out: &mut Vec<Fragment>) {
        out.push(self.fragment());
    }
}

impl<R: Reads<S>, S> OrderBy<S, ()> for Order<R> {
    fn write_order(self, out: &mut Vec<Fragment>) {
        out.push(self.fragment);
    }
}

/// No order, or this one.
impl<O: OrderBy<S, I>, S, I> OrderBy<S, I> for Option<O> {
    fn write_order(self, out: &mut Vec<Fragment>) {
        if let Some(order) = self {
            order.write_order(out);
        }
    }
}

macro_rules! tuples {
    ($(($($name:ident $index:ident),+))+) => {$(
        impl<S, $($name: OrderBy<S, $index>, $index),+> OrderBy<S, ($($index,)+)> for ($($name,)+) {
            #[allow(non_snake_case)]
            fn write_order(self, out: &mut Vec<Fragment>) {
                let ($($name,)+) = self;
                $($name.write_order(out);)+
            }
        }
    )+};
}

tuples! {
    (A I) (A I, B J) (A I, B J, C L) (A I, B J, C L, D M) (A I, B J, C L, D M, E O) (A I, B J, C L, D M, E O, F P)
}
