//! Where relations start: a table of the query.

use super::Presence;
use crate::nullability::{NotNull, Nullable};
use crate::scope::{End, Here, Maybe, Of, Rows, Slot, There};

/// A scope that has rows of `P`, for relations to start at.
#[diagnostic::on_unimplemented(
    message = "this relation leads from `{P}`, of which there are no rows here",
    label = "this is a relation of `{P}`",
    note = "use a relation of a table that is selected here, such as `User::TODOS` for `User`, or join `{P}` first; in a relation's own `.with(..)` that is the table that it leads to"
)]
pub trait Starts<P, I> {
    /// Whether the row may be missing.
    type Null: Presence;
}

#[diagnostic::do_not_recommend]
impl<P, Rest> Starts<P, Here> for (Of<P>, Rest) {
    type Null = NotNull;
}

#[diagnostic::do_not_recommend]
impl<P, Rest> Starts<P, Here> for (Maybe<P>, Rest) {
    type Null = Nullable;
}

#[diagnostic::do_not_recommend]
impl<P, Head, Rest: Starts<P, I>, I> Starts<P, There<I>> for (Head, Rest) {
    type Null = Rest::Null;
}

/// A scope whose rows can get more behind them.
pub trait Base: Rows {
    /// The row as a tuple, also of a single table.
    type Tuple: Send;
    #[doc(hidden)]
    fn tuple(row: Self::Row) -> Self::Tuple;
}

impl<A: Slot + 'static, Rest: End> Base for (A, Rest) {
    type Tuple = (Self::Row,);
    fn tuple(row: Self::Row) -> Self::Tuple {
        (row,)
    }
}

/// From the order of the joins to the list, which has the newest first.
macro_rules! list {
    ([$($list:tt)*] $first:ident $($rest:ident)*) => { list!([($first, $($list)*)] $($rest)*) };
    ([$($list:tt)*]) => { $($list)* };
}

macro_rules! bases {
    ($(($($name:ident)+))+) => {$(
        impl<$($name: Slot + 'static,)+ Rest: End> Base for list!([Rest] $($name)+) {
            type Tuple = Self::Row;
            fn tuple(row: Self::Row) -> Self::Tuple {
                row
            }
        }
    )+};
}

bases! { (A B) (A B C) (A B C D) (A B C D E) }
