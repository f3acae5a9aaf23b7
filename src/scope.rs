//! Which tables a statement selects from, as a type: what does not make sense to PostgreSQL does not compile.
//!
//! A scope is a list, the newest table first: `(Maybe<User>, (Of<Todo>, ()))` is
//! `FROM todo LEFT JOIN "user"`.

use std::marker::PhantomData;

use crate::Result;
use crate::nullability::{NotNull, Nullability, Nullable};
use crate::row::Cells;
use crate::table::Table;

/// A table whose row is always there.
pub struct Of<T>(PhantomData<T>);

/// A table whose row may be missing: the right side of a left join.
pub struct Maybe<T>(PhantomData<T>);

/// The scope of one table.
pub type Single<T> = (Of<T>, ());

/// Types that are only there for the compiler: none of them is owned, so none of them limits where a value may go.
pub(crate) type Marker<T> = PhantomData<fn() -> T>;

/// The first table of the list.
pub enum Here {}

/// Further down, at `I`.
pub struct There<I>(PhantomData<I>);

/// A scope that has the table `T`. `I` says where; the compiler finds it.
#[diagnostic::on_unimplemented(
    message = "table `{T}` is not part of this query",
    label = "this uses a column of `{T}`",
    note = "add `.inner_join(..)` or `.left_join(..)` for it first"
)]
pub trait Contains<T, I> {
    /// Whether its row may be missing.
    type Null: Nullability;
}

impl<T, Rest> Contains<T, Here> for (Of<T>, Rest) {
    type Null = NotNull;
}

impl<T, Rest> Contains<T, Here> for (Maybe<T>, Rest) {
    type Null = Nullable;
}

impl<T, Head, Rest: Contains<T, I>, I> Contains<T, There<I>> for (Head, Rest) {
    type Null = Rest::Null;
}

/// The table `T`, read at the place `I` of a scope. The compiler finds the place when the expression meets its statement.
pub struct At<T, I>(PhantomData<(T, I)>);

/// Tables that an expression reads ([`At`], `()`, or a pair of such), all of them in the scope `S`.
pub trait Reads<S> {
    /// Whether a row of one of them may be missing.
    type Null: Nullability;
}

impl<S> Reads<S> for () {
    type Null = NotNull;
}

impl<T, S: Contains<T, I>, I> Reads<S> for At<T, I> {
    type Null = S::Null;
}

impl<A: Reads<S>, B: Reads<S>, S> Reads<S> for (A, B) {
    type Null = <A::Null as Nullability>::Or<B::Null>;
}

/// One table of a scope, read as a part of a row.
pub trait Slot {
    /// `T`, or `Option<T>` where the row may be missing.
    type Part: Send;
    #[doc(hidden)]
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Part>;
}

impl<T: Table> Slot for Of<T> {
    type Part = T;
    fn decode(cells: &mut Cells<'_>) -> Result<T> {
        T::decode(cells)
    }
}

impl<T: Table> Slot for Maybe<T> {
    type Part = Option<T>;
    fn decode(cells: &mut Cells<'_>) -> Result<Option<T>> {
        // A table without a NOT NULL column is selected with a column before its own that says whether the row is there.
        let is_there = match T::INFO.key {
            Some(key) => cells.peek(key).is_some(),
            None => cells.next()?,
        };
        if is_there {
            return T::decode(cells).map(Some);
        }
        cells.skip(T::INFO.columns.len());
        Ok(None)
    }
}

/// A scope whose rows can be read whole: `Todo`, `(Todo, Option<User>)`, ... in the order in which the tables were joined.
pub trait Rows: 'static {
    /// The row.
    type Row: Send;
    #[doc(hidden)]
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Row>;
}

impl<A: Slot + 'static> Rows for (A, ()) {
    type Row = A::Part;
    fn decode(cells: &mut Cells<'_>) -> Result<A::Part> {
        A::decode(cells)
    }
}

/// From the order of the joins to the list, which has the newest first.
macro_rules! list {
    ([$($list:tt)*] $first:ident $($rest:ident)*) => { list!([($first, $($list)*)] $($rest)*) };
    ([$($list:tt)*]) => { $($list)* };
}

macro_rules! rows {
    ($(($($name:ident)+))+) => {$(
        impl<$($name: Slot + 'static),+> Rows for list!([()] $($name)+) {
            type Row = ($($name::Part,)+);
            fn decode(cells: &mut Cells<'_>) -> Result<Self::Row> {
                Ok(($($name::decode(cells)?,)+))
            }
        }
    )+};
}

rows! {
    (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
}
