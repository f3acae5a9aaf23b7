//! Which tables a statement selects from, as a type: what does not make sense to PostgreSQL does not compile.
//!
//! A scope is a list, the newest table first: `(Maybe<User>, (Of<Todo>, ()))` is
//! `FROM todo LEFT JOIN "user"`.

use std::marker::PhantomData;

use crate::Result;
use crate::nullability::{NotNull, Nullability, Nullable};
use crate::row::Cells;
use crate::table::Source;

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
    note = "add `.inner_join(..)` or `.left_join(..)` for it first; a subquery names a table of the query around it with `.outer::<{T}>()`"
)]
pub trait Contains<T, I> {
    /// Whether its row may be missing.
    type Null: Nullability;
}

#[diagnostic::do_not_recommend]
impl<T, Rest> Contains<T, Here> for (Of<T>, Rest) {
    type Null = NotNull;
}

#[diagnostic::do_not_recommend]
impl<T, Rest> Contains<T, Here> for (Maybe<T>, Rest) {
    type Null = Nullable;
}

#[diagnostic::do_not_recommend]
impl<T, Head, Rest: Contains<T, I>, I> Contains<T, There<I>> for (Head, Rest) {
    type Null = Rest::Null;
}

/// Where a subquery stands is not known when it is written: a row of the query around it may be missing there.
#[diagnostic::do_not_recommend]
impl<T, Rest> Contains<T, Here> for Outer<T, Rest> {
    type Null = Nullable;
}

#[diagnostic::do_not_recommend]
impl<T, Other, Rest: Contains<T, I>, I> Contains<T, There<I>> for Outer<Other, Rest> {
    type Null = Rest::Null;
}

/// The end of a subquery's scope: the table `T` belongs to the query around it. `Rest` is `()` or another such table.
pub struct Outer<T, Rest = ()>(PhantomData<(T, Rest)>);

/// What a scope ends with: `()`, or the tables of the query around it.
pub trait End: 'static {}

impl End for () {}
impl<T: 'static, Rest: End> End for Outer<T, Rest> {}

/// The tables that a subquery with this scope reads of the query around it, found there at the places `I`.
#[diagnostic::on_unimplemented(
    message = "a CTE cannot read the query around it",
    label = "this query says `.outer::<..>()`",
    note = "join the query itself instead: `.inner_join_query(query, ..)`"
)]
pub trait Surroundings<I> {
    /// What is read.
    type Reads;
    #[doc(hidden)]
    const READS_ANY: bool;
}

impl Surroundings<()> for () {
    type Reads = ();
    const READS_ANY: bool = false;
}

impl<T, I, Rest: Surroundings<J>, J> Surroundings<(I, J)> for Outer<T, Rest> {
    type Reads = (At<T, I>, Rest::Reads);
    const READS_ANY: bool = true;
}

#[diagnostic::do_not_recommend]
impl<Head, Rest: Surroundings<I>, I> Surroundings<I> for (Head, Rest) {
    type Reads = Rest::Reads;
    const READS_ANY: bool = Rest::READS_ANY;
}

/// A scope as it is after a join that keeps rows of the other side: a row of any of its tables may be missing.
pub trait Missing {
    /// The scope then.
    type Missing;
}

impl Missing for () {
    type Missing = ();
}

impl<T, Rest> Missing for Outer<T, Rest> {
    type Missing = Self;
}

impl<T, Rest: Missing> Missing for (Of<T>, Rest) {
    type Missing = (Maybe<T>, Rest::Missing);
}

impl<T, Rest: Missing> Missing for (Maybe<T>, Rest) {
    type Missing = (Maybe<T>, Rest::Missing);
}

/// The table `T`, read at the place `I` of a scope. The compiler finds the place when the expression meets its statement.
pub struct At<T, I>(PhantomData<(T, I)>);

/// What an aggregate reads: `R` of every row of a group.
pub struct Aggregated<R>(PhantomData<R>);

/// What a window function reads: `R` of the rows around each row that comes out.
pub struct Windowed<R>(PhantomData<R>);

/// What a subquery reads of the query around it. Whether the subquery's value can be NULL is the subquery's own matter.
pub struct Correlated<R>(PhantomData<R>);

/// What is read by something whose NULLs are settled: `coalesce(a, 0)` reads `a` and is not NULL where `a`'s row is missing.
pub struct Settled<R>(PhantomData<R>);

/// Where a value can stand that is computed from many rows: no scope of single rows is such a place.
#[diagnostic::on_unimplemented(
    message = "an aggregate or a window function cannot stand here",
    label = "this is computed from many rows, and here is one row at a time",
    note = "ask about groups in `.having(..)`; for all else compute it in a subquery and join that"
)]
pub trait ManyRows {}

/// What an expression reads that has a value for each row: [`At`], `()`, [`Correlated`], or a pair of such, all of them in the
/// scope `S`. It can stand anywhere.
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

impl<R: Reads<S>, S> Reads<S> for Correlated<R> {
    type Null = NotNull;
}

impl<R: Reads<S>, S> Reads<S> for Settled<R> {
    type Null = NotNull;
}

impl<A: Reads<S>, B: Reads<S>, S> Reads<S> for (A, B) {
    type Null = <A::Null as Nullability>::Or<B::Null>;
}

impl<R, S: ManyRows> Reads<S> for Aggregated<R> {
    type Null = NotNull;
}

impl<R, S: ManyRows> Reads<S> for Windowed<R> {
    type Null = NotNull;
}

/// What an expression reads that has a value for each group: as [`Reads`], and [`Aggregated`]. It can stand in `.having(..)`.
#[diagnostic::on_unimplemented(
    message = "a window function cannot stand here",
    label = "window functions see the rows that come out, after all filters",
    note = "compute it in a subquery and filter the rows of that"
)]
pub trait Gathers<S> {}

impl<S> Gathers<S> for () {}
impl<T, S: Contains<T, I>, I> Gathers<S> for At<T, I> {}
impl<R: Reads<S>, S> Gathers<S> for Correlated<R> {}
impl<R: Reads<S>, S> Gathers<S> for Aggregated<R> {}
impl<R: Gathers<S>, S> Gathers<S> for Settled<R> {}
impl<A: Gathers<S>, B: Gathers<S>, S> Gathers<S> for (A, B) {}

/// What an expression reads that comes out of a query or orders it: as [`Gathers`], and [`Windowed`].
pub trait Shows<S> {
    /// Whether a row of a table that it reads outside of an aggregate may be missing.
    type Null: Nullability;
    /// Whether it is a value of each row or of each group.
    type Kind: ItemKind;
}

impl<S> Shows<S> for () {
    type Null = NotNull;
    type Kind = Constant;
}

impl<T, S: Contains<T, I>, I> Shows<S> for At<T, I> {
    type Null = S::Null;
    type Kind = Plain;
}

impl<R: Shows<S>, S> Shows<S> for Correlated<R> {
    type Null = NotNull;
    type Kind = R::Kind;
}

impl<R: Reads<S>, S> Shows<S> for Aggregated<R> {
    type Null = NotNull;
    type Kind = Aggregate;
}

impl<R: Shows<S>, S> Shows<S> for Windowed<R> {
    type Null = NotNull;
    type Kind = R::Kind;
}

impl<R: Shows<S>, S> Shows<S> for Settled<R> {
    type Null = NotNull;
    type Kind = R::Kind;
}

impl<A: Shows<S>, B: Shows<S>, S> Shows<S> for (A, B) {
    type Null = <A::Null as Nullability>::Or<B::Null>;
    type Kind = <A::Kind as ItemKind>::With<B::Kind>;
}

/// Whether what is selected is a value of each row, of each group, or neither: [`Constant`], [`Plain`], [`Aggregate`],
/// [`Mixed`].
pub trait ItemKind: 'static {
    /// Both together.
    type With<K: ItemKind>: ItemKind;
    #[doc(hidden)]
    type WithPlain: ItemKind;
    #[doc(hidden)]
    type WithAggregate: ItemKind;
}

/// The same whatever the row.
pub enum Constant {}

/// A value of each row.
pub enum Plain {}

/// A value of each group of rows.
pub enum Aggregate {}

/// Values of each row next to values of each group.
pub enum Mixed {}

impl ItemKind for Constant {
    type With<K: ItemKind> = K;
    type WithPlain = Plain;
    type WithAggregate = Aggregate;
}

impl ItemKind for Plain {
    type With<K: ItemKind> = K::WithPlain;
    type WithPlain = Plain;
    type WithAggregate = Mixed;
}

impl ItemKind for Aggregate {
    type With<K: ItemKind> = K::WithAggregate;
    type WithPlain = Mixed;
    type WithAggregate = Aggregate;
}

impl ItemKind for Mixed {
    type With<K: ItemKind> = Mixed;
    type WithPlain = Mixed;
    type WithAggregate = Mixed;
}

/// What a query without `.group_by(..)` can give: values of each row, or values of all rows together.
#[diagnostic::on_unimplemented(
    message = "a plain column stands next to an aggregate",
    label = "one is a value of each row, the other of all rows together",
    note = "say which rows belong together with `.group_by(..)` before `.columns(..)`, or aggregate the column as well"
)]
pub trait Ungrouped {}

#[diagnostic::do_not_recommend]
impl Ungrouped for Constant {}
#[diagnostic::do_not_recommend]
impl Ungrouped for Plain {}
#[diagnostic::do_not_recommend]
impl Ungrouped for Aggregate {}

/// A value of each row: what `RETURNING` gives.
#[diagnostic::on_unimplemented(
    message = "an aggregate cannot be returned",
    label = "this statement gives one row for each row that it touched",
    note = "return the columns and add them up in the program, or select the aggregate in a statement of its own"
)]
pub trait PerRow {}

#[diagnostic::do_not_recommend]
impl PerRow for Constant {}
#[diagnostic::do_not_recommend]
impl PerRow for Plain {}

/// One table of a scope, read as a part of a row.
pub trait Slot {
    /// `T`, or `Option<T>` where the row may be missing.
    type Part: Send;
    #[doc(hidden)]
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Part>;
}

impl<T: Source> Slot for Of<T> {
    type Part = T::Row;
    fn decode(cells: &mut Cells<'_>) -> Result<T::Row> {
        T::read(cells)
    }
}

impl<T: Source> Slot for Maybe<T> {
    type Part = Option<T::Row>;
    fn decode(cells: &mut Cells<'_>) -> Result<Option<T::Row>> {
        // A table without a NOT NULL column is selected with a column before its own that says whether the row is there.
        let is_there = match T::SOURCE.key {
            Some(key) => cells.peek(key).is_some(),
            None => cells.next()?,
        };
        if is_there {
            return T::read(cells).map(Some);
        }
        cells.skip(T::SOURCE.columns.len());
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

impl<A: Slot + 'static, Rest: End> Rows for (A, Rest) {
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
        impl<$($name: Slot + 'static,)+ Rest: End> Rows for list!([Rest] $($name)+) {
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
