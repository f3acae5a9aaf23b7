//! Columns, expressions and orders as the keys of an aggregate's or a window's rows: wherever they stand, what they read is
//! known from their types alone.

use super::{Expr, Fragment, Order, OrderKey};
use crate::column::Column;
use crate::nullability::{Kind, Nullability};
use crate::scope::At;
use crate::table::Source;

/// A column or an expression, or a tuple of those: what rows are partitioned by.
#[diagnostic::on_unimplemented(
    message = "rows cannot be partitioned by `{Self}`",
    note = "partition by a column, an expression, or a tuple of those"
)]
pub trait Keys<I> {
    /// What is read.
    type Reads;
    #[doc(hidden)]
    fn put(self, out: &mut Vec<Fragment>);
}

impl<T: Source, V, K: Kind, I> Keys<I> for Column<T, V, K> {
    type Reads = At<T, I>;
    fn put(self, out: &mut Vec<Fragment>) {
        out.push(self.fragment());
    }
}

impl<V, R, N> Keys<()> for Expr<V, R, N> {
    type Reads = R;
    fn put(self, out: &mut Vec<Fragment>) {
        out.push(self.fragment());
    }
}

/// A column or an expression, one with a direction, or a tuple of those: what the rows of a group or a window are ordered by.
#[diagnostic::on_unimplemented(
    message = "rows cannot be ordered by `{Self}`",
    note = "order by a column, an expression, `.asc()`, `.desc()`, or a tuple of those"
)]
pub trait Sort<I> {
    /// What is read.
    type Reads;
    #[doc(hidden)]
    fn put(self, out: &mut Vec<OrderKey>);
}

impl<T: Source, V, K: Kind, I> Sort<I> for Column<T, V, K> {
    type Reads = At<T, I>;
    fn put(self, out: &mut Vec<OrderKey>) {
        out.push(OrderKey::new::<K::Null>(self.fragment(), false));
    }
}

impl<V, R, N: Nullability> Sort<()> for Expr<V, R, N> {
    type Reads = R;
    fn put(self, out: &mut Vec<OrderKey>) {
        out.push(OrderKey::new::<N>(self.fragment(), false));
    }
}

impl<R, N> Sort<()> for Order<R, N> {
    type Reads = R;
    fn put(self, out: &mut Vec<OrderKey>) {
        out.push(self.key);
    }
}

macro_rules! reads {
    ($name:ident) => { $name::Reads };
    ($name:ident $($rest:ident)+) => { ($name::Reads, reads!($($rest)+)) };
}

macro_rules! tuples {
    ($(($($name:ident $index:ident),+))+) => {$(
        impl<$($name: Keys<$index>, $index),+> Keys<($($index,)+)> for ($($name,)+) {
            type Reads = reads!($($name)+);
            #[allow(non_snake_case)]
            fn put(self, out: &mut Vec<Fragment>) {
                let ($($name,)+) = self;
                $($name.put(out);)+
            }
        }

        impl<$($name: Sort<$index>, $index),+> Sort<($($index,)+)> for ($($name,)+) {
            type Reads = reads!($($name)+);
            #[allow(non_snake_case)]
            fn put(self, out: &mut Vec<OrderKey>) {
                let ($($name,)+) = self;
                $($name.put(out);)+
            }
        }
    )+};
}

tuples! { (A I) (A I, B J) (A I, B J, C L) (A I, B J, C L, D M) }

/// `expression DESC NULLS LAST, ..` as a fragment.
pub(super) fn sorted(keys: Vec<OrderKey>) -> Fragment {
    Fragment::list(keys.into_iter().map(OrderKey::into_fragment))
}
