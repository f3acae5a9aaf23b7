//! `UPDATE`.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::Result;
use crate::column::Column;
use crate::executor::Executor;
use crate::expr::{Assign, Fragment, Part};
use crate::filter::{Condition, both};
use crate::nullability::Writable;
use crate::record::{Patch, PatchValue};
use crate::returning::{self, Change, Mutation, Returning};
use crate::row::Cells;
use crate::scope::{Of, Reads};
use crate::select::{Body, Definition, write_filter};
use crate::table::{Table, TableInfo};
use crate::writer::Writer;

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

impl SaysWhich for Filtered {}

/// What no statement is that changes rows.
#[diagnostic::on_unimplemented(
    message = "an update or delete has no limit",
    label = "PostgreSQL changes all rows for which the filter is true",
    note = "select the keys with a limit and filter by them: `.filter(Todo::ID.in_query(select::<Todo>().limit(3).columns(Todo::ID)))`"
)]
pub trait HasLimit {}

/// A change to rows: `db.update::<Todo>().set(Todo::DONE, true).filter(Todo::ID.eq(id)).run()`.
///
/// ```no_run
/// # use tablewright::{Db, Table};
/// # #[derive(Table)]
/// # struct Todo {
/// #     #[column(primary_key, identity)]
/// #     id: i64,
/// #     title: String,
/// #     done: bool,
/// # }
/// # async fn example(db: Db, id: i64) -> tablewright::Result<()> {
/// let patch = TodoPatch { title: Some("buy oat milk".into()), ..TodoPatch::default() };
/// let changed: Vec<Todo> =
///     db.update::<Todo>().patch(patch).filter(Todo::ID.eq(id)).returning().all().await?;
/// # drop(changed); Ok(()) }
/// ```
#[must_use = "an update does nothing until it runs: `.run()`, `.returning()`"]
pub struct Update<'e, T, F = Unfiltered> {
    executor: &'e Executor<'e>,
    set: Assignments,
    filter: Option<Fragment>,
    marker: PhantomData<fn() -> (T, F)>,
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

    pub(crate) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.list(&self.0, ", ", |writer, (column, value)| {
            writer.name(column).text(" = ");
            value.write(writer);
        });
    }
}

impl<'e, T: Table> Update<'e, T> {
    pub(crate) fn new(executor: &'e Executor<'e>) -> Self {
        Self { executor, set: Assignments::default(), filter: None, marker: PhantomData }
    }

    /// All rows are meant.
    pub fn all_rows(self) -> Update<'e, T, Filtered> {
        let Self { executor, set, filter, .. } = self;
        Update { executor, set, filter, marker: PhantomData }
    }
}

impl<'e, T: Table, F> Update<'e, T, F> {
    /// Sets a column to a value or an expression: `.set(Todo::DONE, true)`, `.set(Todo::NOTE, None)`,
    /// `.set(Todo::VIEWS, Todo::VIEWS.add(1))`.
    pub fn set<V, K, A, J>(mut self, column: Column<T, V, K>, value: A) -> Self
    where
        K: Writable,
        A: Assign<V, K::Null, J>,
        A::Reads: Reads<(Of<T>, ())>,
    {
        self.set.put(column.name(), value.into_assigned());
        self
    }

    /// Sets the columns for which the patch has a value.
    pub fn patch(mut self, patch: impl Patch<Table = T>) -> Self {
        let patch: Arc<dyn Patch<Table = T>> = Arc::new(patch);
        for (position, given) in patch.values().into_iter().enumerate() {
            if given.value().is_some() {
                let value = PatchValue { patch: Arc::clone(&patch), position };
                self.set.put(T::INFO.columns[position].0, Fragment::param(Box::new(value)));
            }
        }
        self
    }

    /// Only rows for which this is true. Several calls must all be true.
    pub fn filter(self, condition: impl Condition<(Of<T>, ())>) -> Update<'e, T, Filtered> {
        let Self { executor, set, filter, .. } = self;
        let filter = both(filter, Some(condition.into_condition()));
        Update { executor, set, filter, marker: PhantomData }
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
        if self.set.is_empty() {
            return Ok(0);
        }
        let mut writer = Writer::default();
        self.write(&[], &mut writer);
        self.executor.execute(&writer.sql, &writer.params).await
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

    fn write<'p>(&'p self, columns: &'p [Fragment], writer: &mut Writer<'p>) {
        write(T::INFO, &self.set, self.filter.as_ref(), columns, writer);
    }
}

fn write<'p>(
    table: &TableInfo,
    set: &'p Assignments,
    filter: Option<&'p Fragment>,
    columns: &'p [Fragment],
    writer: &mut Writer<'p>,
) {
    if set.is_empty() {
        writer.text("SELECT ").list(columns, ", ", |writer, column| column.write(writer));
        writer.text(" FROM ").table(table);
        return write_filter(filter, writer);
    }
    writer.text("UPDATE ").table(table).text(" SET ");
    set.write(writer);
    write_filter(filter, writer);
    returning::write(columns, writer);
}

/// An update in front of a query.
#[derive(Debug)]
struct Alteration {
    table: &'static TableInfo,
    set: Assignments,
    filter: Option<Fragment>,
    returning: Vec<Fragment>,
}

impl Part for Alteration {
    fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        write(self.table, &self.set, self.filter.as_ref(), &self.returning, writer);
    }

    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        let set = self.set.0.iter().map(|(_, value)| value);
        set.chain(&self.filter).chain(&self.returning).for_each(|part| part.definitions(out));
    }
}

impl<T: Table, F> Change for Update<'_, T, F> {
    fn into_body(self, returning: Vec<Fragment>) -> Body {
        Body::change(Alteration { table: T::INFO, set: self.set, filter: self.filter, returning })
    }
}

impl<T: Table, F> Mutation for Update<'_, T, F> {
    type Table = T;

    fn text(&self, returning: &[Fragment]) -> String {
        let mut writer = Writer::default();
        self.write(returning, &mut writer);
        writer.sql
    }

    async fn fetch<R: Send>(
        self,
        returning: Vec<Fragment>,
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> Result<Vec<R>> {
        let mut writer = Writer::default();
        self.write(&returning, &mut writer);
        self.executor.fetch(&writer.sql, &writer.params, decode).await
    }
}
