//! `DELETE`.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::executor::Executor;
use crate::expr::Fragment;
use crate::filter::{Condition, both};
use crate::returning::{self, Change, Mutation, Returning, Statement};
use crate::row::Cells;
use crate::scope::{Of, Single};
use crate::select::{Alone, Body, Definition, Origin, Rowset, write_filter};
use crate::table::{Stored, Table, TableInfo};
use crate::update::{Filtered, HasLimit, SaysWhich, Unfiltered, write_origins};
use crate::version::{Changed, Changing, Deleted};
use crate::writer::Writer;
use crate::{Result, Rows};

/// The end of rows: `db.delete::<Todo>().filter(Todo::DONE.eq(true)).run()`. `S` is its scope, the list of its tables; `F` says
/// whether it is known which rows are meant.
///
/// ```no_run
/// # use tablewright::{Db, Table};
/// # #[derive(Table)]
/// # struct User {
/// #     #[column(primary_key, identity)]
/// #     id: i64,
/// #     name: String,
/// # }
/// # #[derive(Table)]
/// # struct Todo {
/// #     #[column(primary_key, identity)]
/// #     id: i64,
/// #     user_id: i64,
/// #     done: bool,
/// # }
/// # async fn example(db: Db) -> tablewright::Result<()> {
/// let gone: Vec<i64> =
///     db.delete::<Todo>().filter(Todo::DONE.eq(true)).returning().columns(Todo::ID).all().await?;
/// // With a condition on another table:
/// db.delete::<Todo>().using::<User>(User::ID.eq(Todo::USER_ID)).filter(User::NAME.eq("bot")).run().await?;
/// # drop(gone); Ok(()) }
/// ```
#[must_use = "a delete does nothing until it runs: `.run()`, `.returning()`"]
pub struct Delete<'e, T, F = Unfiltered, S = Single<T>> {
    executor: &'e Executor<'e>,
    change: Deletion,
    marker: PhantomData<fn() -> (T, F, S)>,
}

/// A delete without its types.
#[derive(Debug)]
struct Deletion {
    table: &'static TableInfo,
    using: Vec<Origin>,
    filter: Option<Fragment>,
}

impl<'e, T: Table> Delete<'e, T> {
    pub(crate) fn new(executor: &'e Executor<'e>) -> Self {
        let change = Deletion { table: T::INFO, using: Vec::new(), filter: None };
        Self { executor, change, marker: PhantomData }
    }
}

impl<'e, T: Table, F, S> Delete<'e, T, F, S> {
    /// All rows are meant.
    pub fn all_rows(self) -> Delete<'e, T, Filtered, S> {
        self.into()
    }

    fn into<G, J>(self) -> Delete<'e, T, G, J> {
        Delete { executor: self.executor, change: self.change, marker: PhantomData }
    }

    /// Together with the rows of another table (or of an [`alias!`](crate::alias)) that match: filters and what is returned may
    /// read them.
    ///
    /// ```
    /// # use tablewright::{Db, Options, Table};
    /// # #[derive(Table)]
    /// # struct User {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// #     name: String,
    /// # }
    /// # #[derive(Table)]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// #     user_id: i64,
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> tablewright::Result<()> {
    /// # let db = Db::connect_lazy("postgres://nobody@localhost/nowhere", &Options::default())?;
    /// let delete = db.delete::<Todo>().using::<User>(User::ID.eq(Todo::USER_ID));
    /// assert_eq!(delete.sql(), r#"DELETE FROM "todo" USING "user" WHERE "user"."id" = "todo"."user_id""#);
    /// # Ok(()) }
    /// ```
    pub fn using<U: Stored>(
        self,
        on: impl Condition<Changed<Changing, T, (Of<U>, S)>>,
    ) -> Delete<'e, T, Filtered, (Of<U>, S)> {
        self.with_origin(Origin::Table(U::SOURCE), on.into_condition())
    }

    /// Together with the rows of a subquery or [`Cte`](crate::Cte) that match: as [`using`](Self::using).
    pub fn using_query<Q, I, P>(self, rows: Q, on: P) -> Delete<'e, T, Filtered, (Of<Q::Name>, S)>
    where
        Q: Rowset<I, Reads: Alone>,
        P: Condition<Changed<Changing, T, (Of<Q::Name>, S)>>,
    {
        self.with_origin(rows.into_origin(), on.into_condition())
    }

    fn with_origin<U>(mut self, rows: Origin, on: Fragment) -> Delete<'e, T, Filtered, (Of<U>, S)> {
        self.change.using.push(rows);
        self.change.filter = both(self.change.filter, Some(on));
        self.into()
    }

    /// Only rows for which this is true. Several calls must all be true.
    pub fn filter(
        mut self,
        condition: impl Condition<Changed<Changing, T, S>>,
    ) -> Delete<'e, T, Filtered, S> {
        self.change.filter = both(self.change.filter, Some(condition.into_condition()));
        self.into()
    }

    #[doc(hidden)]
    pub fn limit(self, _: i64) -> Self
    where
        F: HasLimit,
    {
        self
    }

    /// Deletes the rows; how many there were.
    ///
    /// # Errors
    /// What the server says; then no row was deleted.
    pub async fn run(self) -> Result<u64>
    where
        F: SaysWhich,
    {
        returning::execute(self.executor, &self.change).await
    }

    /// The rows as they were.
    pub fn returning(self) -> Returning<Self, T>
    where
        F: SaysWhich,
    {
        Returning::rows(self)
    }

    /// The text of the statement, for a log or a test.
    pub fn sql(&self) -> String {
        self.text(&[])
    }
}

impl Statement for Deletion {
    fn write<'p>(&'p self, returning: &'p [Fragment], writer: &mut Writer<'p>) {
        writer.text("DELETE FROM ").table(self.table);
        write_origins(" USING ", &self.using, writer);
        write_filter(self.filter.as_ref(), writer);
        returning::write(returning, writer);
    }

    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        self.using.iter().for_each(|origin| origin.definitions(out));
        self.filter.iter().for_each(|part| part.definitions(out));
    }
}

impl<T: Table, F, S> Change for Delete<'_, T, F, S> {
    fn into_body(self, returning: Vec<Fragment>) -> Body {
        returning::in_front(self.change, returning)
    }
}

impl<T: Table, F, S> Mutation for Delete<'_, T, F, S> {
    type Table = T;
    type Scope = Changed<Deleted, T, S>;

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
    ) -> Result<Rows<'s, R>>
    where
        Self: 's,
    {
        returning::stream(self.executor, &self.change, &returning, decode).await
    }
}
