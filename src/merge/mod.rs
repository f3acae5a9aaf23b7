//! `MERGE`.

mod action;
mod statement;
mod when;

use std::marker::PhantomData;

pub use action::{Action, IsMerge, MergeAction, merge_action};
use statement::Combination;
pub use when::{HasNoRow, HasRow, Matched, NewRow, NotMatched, NotMatchedBySource, Rows, Source, Step};

use crate::Result;
use crate::executor::Executor;
use crate::expr::Fragment;
use crate::filter::Condition;
use crate::returning::{self, Change, Mutation, Returning};
use crate::row::Cells;
use crate::scope::{Marker, Maybe, Of};
use crate::select::{Alone, Body, Origin, Rowset};
use crate::table::{Stored, Table};
use crate::version::{Changed, Changing, Merged};

/// A merge that does not say yet what it merges from.
#[must_use = "say what to merge: `.using::<Source>(..)` or `.using_query(..)`"]
pub struct MergeInto<'e, T> {
    executor: &'e Executor<'e>,
    marker: Marker<T>,
}

/// Brings the rows of a table in line with those of a source: `db.merge_into::<Todo>().using::<Draft>(..)`, then for each kind of
/// row what to do with it. The first step that applies to a row is done, and no other.
///
/// ```no_run
/// use tablewright::{Db, MergeAction, Result, Table, merge_action};
///
/// #[derive(Table)]
/// struct Stock {
///     #[column(primary_key)]
///     item: String,
///     pieces: i64,
/// }
///
/// #[derive(Table)]
/// struct Delivery {
///     #[column(primary_key)]
///     item: String,
///     pieces: i64,
/// }
///
/// # async fn example(db: Db) -> Result<Vec<(MergeAction, String)>> {
/// db.merge_into::<Stock>()
///     .using::<Delivery>(Stock::ITEM.eq(Delivery::ITEM))
///     .when_matched()
///     .filter(Stock::PIECES.add(Delivery::PIECES).eq(0))
///     .delete()
///     .when_matched()
///     .update(|row| row.set(Stock::PIECES, Stock::PIECES.add(Delivery::PIECES)))
///     .when_not_matched()
///     .insert(|row| row.set(Stock::ITEM, Delivery::ITEM).set(Stock::PIECES, Delivery::PIECES))
///     .returning()
///     .columns((merge_action(), Stock::ITEM)) // PostgreSQL 17
///     .all()
///     .await
/// # }
/// ```
#[must_use = "a merge does nothing until it runs: `.run()`, `.returning()`"]
pub struct Merge<'e, T, S, A = Idle> {
    executor: &'e Executor<'e>,
    change: Combination,
    marker: Marker<(T, S, A)>,
}

/// Nothing says yet what to do.
#[derive(Debug)]
pub enum Idle {}

/// There is something to do.
#[derive(Debug)]
pub enum Busy {}

/// A merge that does something.
#[diagnostic::on_unimplemented(
    message = "this merge does nothing",
    label = "it does not say what to do with any row",
    note = "add `.when_matched().update(..)`, `.when_matched().delete()` or `.when_not_matched().insert(..)`"
)]
pub trait DoesSomething {}

#[diagnostic::do_not_recommend]
impl DoesSomething for Busy {}

impl Executor<'_> {
    /// Brings the rows of a table in line with those of a source: [`Merge`].
    pub fn merge_into<T: Table>(&self) -> MergeInto<'_, T> {
        MergeInto { executor: self, marker: PhantomData }
    }
}

impl<'e, T: Table> MergeInto<'e, T> {
    /// The source is a table, or an [`alias!`](crate::alias) of one; `on` says which of its rows belongs to which.
    pub fn using<U: Stored>(
        self,
        on: impl Condition<Changed<Changing, T, (Of<U>, (Of<T>, ()))>>,
    ) -> Merge<'e, T, (Of<U>, (Of<T>, ()))> {
        self.from(Origin::Table(U::SOURCE), on.into_condition())
    }

    /// The source is a subquery or a [`Cte`](crate::Cte).
    pub fn using_query<Q, I, P>(self, rows: Q, on: P) -> Merge<'e, T, (Of<Q::Name>, (Of<T>, ()))>
    where
        Q: Rowset<I, Reads: Alone>,
        P: Condition<Changed<Changing, T, (Of<Q::Name>, (Of<T>, ()))>>,
    {
        self.from(rows.into_origin(), on.into_condition())
    }

    fn from<S>(self, source: Origin, on: Fragment) -> Merge<'e, T, S> {
        let change = Combination { table: T::INFO, source, on, steps: Vec::new() };
        Merge { executor: self.executor, change, marker: PhantomData }
    }
}

impl<'e, T: Table, S, A> Merge<'e, T, S, A> {
    fn into<J, B>(self) -> Merge<'e, T, J, B> {
        Merge { executor: self.executor, change: self.change, marker: PhantomData }
    }

    /// What to do with a row for which the source has one.
    pub fn when_matched(self) -> Step<'e, T, S, Matched> {
        Step::new(self.into())
    }

    /// What to do with a row of the source for which there is none.
    pub fn when_not_matched(self) -> Step<'e, T, S, NotMatched> {
        Step::new(self.into())
    }

    /// Changes the rows; how many it touched.
    ///
    /// # Errors
    /// What the server says, also when a row of the table matches several of the source; then no row was changed.
    pub async fn run(self) -> Result<u64>
    where
        A: DoesSomething,
    {
        returning::execute(self.executor, &self.change).await
    }

    /// The rows that it touched: as they are now, and as they were where they are gone. PostgreSQL 17.
    pub fn returning(self) -> Returning<Self, T>
    where
        A: DoesSomething,
    {
        Returning::rows(self)
    }

    /// The text of the statement, for a log or a test.
    pub fn sql(&self) -> String {
        self.text(&[])
    }
}

impl<'e, T: Table, U, Rest, A> Merge<'e, T, (Of<U>, Rest), A> {
    /// What to do with a row for which the source has none: columns of the source may then be NULL in what is returned.
    /// PostgreSQL 17.
    pub fn when_not_matched_by_source(self) -> Step<'e, T, (Maybe<U>, Rest), NotMatchedBySource> {
        Step::new(self.into())
    }
}

impl<'e, T: Table, U, Rest, A> Merge<'e, T, (Maybe<U>, Rest), A> {
    /// What to do with a row for which the source has none.
    pub fn when_not_matched_by_source(self) -> Step<'e, T, (Maybe<U>, Rest), NotMatchedBySource> {
        Step::new(self.into())
    }
}

impl<T: Table, S, A> Change for Merge<'_, T, S, A> {
    fn into_body(self, returning: Vec<Fragment>) -> Body {
        returning::in_front(self.change, returning)
    }
}

impl<T: Table, S, A> Mutation for Merge<'_, T, S, A> {
    type Table = T;
    type Scope = Changed<Merged, T, S>;

    fn text(&self, returning: &[Fragment]) -> String {
        returning::text(&self.change, returning)
    }

    async fn fetch<R: Send>(
        self,
        returning: Vec<Fragment>,
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> Result<Vec<R>> {
        returning::fetch(self.executor, &self.change, &returning, decode).await
    }

    async fn stream<'s, R: Send>(
        self,
        returning: Vec<Fragment>,
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> Result<crate::Rows<'s, R>>
    where
        Self: 's,
    {
        returning::stream(self.executor, &self.change, &returning, decode).await
    }
}
