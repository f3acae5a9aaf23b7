//! `UPDATE`.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::column::Column;
use crate::executor::Executor;
use crate::expr::{Assign, Fragment};
use crate::filter::{Condition, both};
use crate::nullability::Writable;
use crate::record::{Patch, PatchValue};
use crate::returning::{self, Change, Mutation, Returning, Statement};
use crate::row::Cells;
use crate::scope::{Of, Reads, Single};
use crate::select::{Alone, Body, Definition, Origin, Rowset, write_filter};
use crate::table::{Stored, Table, TableInfo};
use crate::version::{Changed, Changing, Updated};
use crate::writer::Writer;
use crate::{Result, Rows};

/// Nothing says yet which rows are meant.
#[derive(Debug)]
pub enum Unfiltered {}

/// It is said which rows are meant.
#[derive(Debug)]
pub enum Filtered {}

/// A statement that says which rows it means.
#[diagnostic::on_unimplemented(
    message = "this statement would touch every row of its table",
    label = "nothing says which rows are meant",
    note = "add `.filter(..)`, or `.all_rows()` if you do mean all of them"
)]
pub trait SaysWhich {}

#[diagnostic::do_not_recommend]
impl SaysWhich for Filtered {}

/// What no statement is that changes rows.
#[diagnostic::on_unimplemented(
    message = "an update or delete has no limit",
    label = "PostgreSQL changes all rows for which the filter is true",
    note = "select the keys with a limit and filter by them: `.filter(Todo::ID.in_query(select::<Todo>().limit(3).columns(Todo::ID)))`"
)]
pub trait HasLimit {}

/// A change to rows: `db.update::<Todo>().set(Todo::DONE, true).filter(Todo::ID.eq(id)).run()`. `S` is its scope, the list of
/// its tables; `F` says whether it is known which rows are meant.
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
/// #     title: String,
/// #     done: bool,
/// # }
/// # async fn example(db: Db, id: i64) -> tablewright::Result<()> {
/// let patch = TodoPatch { title: Some("buy oat milk".into()), ..TodoPatch::default() };
/// let changed: Vec<Todo> =
///     db.update::<Todo>().patch(patch).filter(Todo::ID.eq(id)).returning().all().await?;
/// // With values of another table:
/// db.update::<Todo>()
///     .from::<User>(User::ID.eq(Todo::USER_ID))
///     .set(Todo::TITLE, Todo::TITLE.concat(" for ").concat(User::NAME))
///     .run()
///     .await?;
/// # drop(changed); Ok(()) }
/// ```
#[must_use = "an update does nothing until it runs: `.run()`, `.returning()`"]
pub struct Update<'e, T, F = Unfiltered, S = Single<T>> {
    executor: &'e Executor<'e>,
    change: Alteration,
    marker: PhantomData<fn() -> (T, F, S)>,
}

/// Columns and what they are set to.
#[derive(Debug, Default)]
pub struct Assignments(Vec<(&'static str, Fragment)>);

impl Assignments {
    /// Sets a column; what it was to be set to before is forgotten, since PostgreSQL refuses two.
    pub(crate) fn put(&mut self, column: &'static str, value: Fragment) {
        self.0.retain(|(other, _)| *other != column);
        self.0.push((column, value));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn sets(&self, column: &str) -> bool {
        self.0.iter().any(|(other, _)| *other == column)
    }

    pub(crate) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.list(&self.0, ", ", |writer, (column, value)| {
            writer.name(column).text(" = ");
            value.write(writer);
        });
    }

    /// `("a", "b") VALUES (1, 2)`.
    pub(crate) fn write_row<'p>(&'p self, writer: &mut Writer<'p>) {
        if self.is_empty() {
            writer.text("DEFAULT VALUES");
            return;
        }
        writer.text("(").list(&self.0, ", ", |writer, (column, _)| {
            writer.name(column);
        });
        writer.text(") VALUES (").list(&self.0, ", ", |writer, (_, value)| value.write(writer)).text(")");
    }

    /// Adds the CTEs that the values read.
    pub(crate) fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        self.0.iter().for_each(|(_, value)| value.definitions(out));
    }
}

/// An update without its types.
#[derive(Debug)]
pub(crate) struct Alteration {
    pub(crate) table: &'static TableInfo,
    pub(crate) set: Assignments,
    from: Vec<Origin>,
    pub(crate) filter: Option<Fragment>,
}

impl<'e, T: Table> Update<'e, T> {
    pub(crate) fn new(executor: &'e Executor<'e>) -> Self {
        let change =
            Alteration { table: T::INFO, set: Assignments::default(), from: Vec::new(), filter: None };
        Self { executor, change, marker: PhantomData }
    }
}

impl<'e, T: Table, F, S> Update<'e, T, F, S> {
    pub(crate) fn into_alteration(self) -> (&'e Executor<'e>, Alteration) {
        (self.executor, self.change)
    }

    /// All rows are meant.
    pub fn all_rows(self) -> Update<'e, T, Filtered, S> {
        self.into()
    }

    fn into<G, J>(self) -> Update<'e, T, G, J> {
        Update { executor: self.executor, change: self.change, marker: PhantomData }
    }

    /// Together with the rows of another table (or of an [`alias!`](crate::alias)) that match: what columns are set to, filters
    /// and what is returned may read them. A row that matches several is changed once, with any of them.
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
    /// #     title: String,
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> tablewright::Result<()> {
    /// # let db = Db::connect_lazy("postgres://nobody@localhost/nowhere", &Options::default())?;
    /// let update = db.update::<Todo>().from::<User>(User::ID.eq(Todo::USER_ID)).set(Todo::TITLE, User::NAME);
    /// assert_eq!(
    ///     update.sql(),
    ///     r#"UPDATE "todo" SET "title" = "user"."name" FROM "user" WHERE "user"."id" = "todo"."user_id""#
    /// );
    /// # Ok(()) }
    /// ```
    pub fn from<U: Stored>(
        self,
        on: impl Condition<Changed<Changing, T, (Of<U>, S)>>,
    ) -> Update<'e, T, Filtered, (Of<U>, S)> {
        self.with_origin(Origin::Table(U::SOURCE), on.into_condition())
    }

    /// Together with the rows of a subquery or [`Cte`](crate::Cte) that match: as [`from`](Self::from).
    pub fn from_query<Q, I, P>(self, rows: Q, on: P) -> Update<'e, T, Filtered, (Of<Q::Name>, S)>
    where
        Q: Rowset<I, Reads: Alone>,
        P: Condition<Changed<Changing, T, (Of<Q::Name>, S)>>,
    {
        self.with_origin(rows.into_origin(), on.into_condition())
    }

    fn with_origin<U>(mut self, rows: Origin, on: Fragment) -> Update<'e, T, Filtered, (Of<U>, S)> {
        self.change.from.push(rows);
        self.change.filter = both(self.change.filter, Some(on));
        self.into()
    }

    /// Sets a column to a value or an expression: `.set(Todo::DONE, true)`, `.set(Todo::NOTE, None)`,
    /// `.set(Todo::VIEWS, Todo::VIEWS.add(1))`.
    pub fn set<V, K, A, J>(mut self, column: Column<T, V, K>, value: A) -> Self
    where
        K: Writable,
        A: Assign<V, K::Null, J>,
        A::Reads: Reads<Changed<Changing, T, S>>,
    {
        self.change.set.put(column.name(), value.into_assigned());
        self
    }

    /// Sets the columns for which the patch has a value.
    pub fn patch(mut self, patch: impl Patch<Table = T>) -> Self {
        let patch: Arc<dyn Patch<Table = T>> = Arc::new(patch);
        for (position, given) in patch.values().into_iter().enumerate() {
            if given.value().is_some() {
                let value = PatchValue { patch: Arc::clone(&patch), position };
                self.change.set.put(T::INFO.columns[position].0, Fragment::param(Box::new(value)));
            }
        }
        self
    }

    /// Only rows for which this is true. Several calls must all be true.
    pub fn filter(
        mut self,
        condition: impl Condition<Changed<Changing, T, S>>,
    ) -> Update<'e, T, Filtered, S> {
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

    /// Changes the rows; how many there were. Without anything to set it does nothing.
    ///
    /// # Errors
    /// What the server says; then no row was changed.
    pub async fn run(self) -> Result<u64>
    where
        F: SaysWhich,
    {
        if self.change.set.is_empty() {
            return Ok(0);
        }
        returning::execute(self.executor, &self.change).await
    }

    /// The changed rows as they are now. Without anything to set, the rows as they are.
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

impl Statement for Alteration {
    fn write<'p>(&'p self, returning: &'p [Fragment], writer: &mut Writer<'p>) {
        if self.set.is_empty() {
            writer.changes_nothing = true;
            writer.text("SELECT ").list(returning, ", ", |writer, column| column.write(writer));
            writer.changes_nothing = false;
            writer.text(" FROM ").table(self.table);
            self.from.iter().for_each(|origin| origin.write(writer.text(", ")));
            return write_filter(self.filter.as_ref(), writer);
        }
        writer.text("UPDATE ").table(self.table).text(" SET ");
        self.set.write(writer);
        write_origins(" FROM ", &self.from, writer);
        write_filter(self.filter.as_ref(), writer);
        returning::write(returning, writer);
    }

    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        self.from.iter().for_each(|origin| origin.definitions(out));
        self.set.definitions(out);
        self.filter.iter().for_each(|part| part.definitions(out));
    }
}

/// The other tables of a statement, behind the keyword, where there are any.
pub(crate) fn write_origins<'p>(keyword: &str, origins: &'p [Origin], writer: &mut Writer<'p>) {
    if !origins.is_empty() {
        writer.text(keyword).list(origins, ", ", |writer, origin| origin.write(writer));
    }
}

impl<T: Table, F, S> Change for Update<'_, T, F, S> {
    fn into_body(self, returning: Vec<Fragment>) -> Body {
        returning::in_front(self.change, returning)
    }
}

impl<T: Table, F, S> Mutation for Update<'_, T, F, S> {
    type Table = T;
    type Scope = Changed<Updated, T, S>;

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
