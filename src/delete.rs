//! `DELETE`.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::Result;
use crate::executor::Executor;
use crate::expr::{Fragment, Part};
use crate::filter::{Condition, both};
use crate::returning::{self, Change, Mutation, Returning};
use crate::row::Cells;
use crate::scope::Of;
use crate::select::{Body, Definition, write_filter};
use crate::table::{Table, TableInfo};
use crate::update::{Filtered, HasLimit, SaysWhich, Unfiltered};
use crate::writer::Writer;

/// The end of rows: `db.delete::<Todo>().filter(Todo::DONE.eq(true)).run()`.
///
/// ```no_run
/// # use tablewright::{Db, Table};
/// # #[derive(Table)]
/// # struct Todo {
/// #     #[column(primary_key, identity)]
/// #     id: i64,
/// #     done: bool,
/// # }
/// # async fn example(db: Db) -> tablewright::Result<()> {
/// let gone: Vec<i64> =
///     db.delete::<Todo>().filter(Todo::DONE.eq(true)).returning().columns(Todo::ID).all().await?;
/// # drop(gone); Ok(()) }
/// ```
#[must_use = "a delete does nothing until it runs: `.run()`, `.returning()`"]
pub struct Delete<'e, T, F = Unfiltered> {
    executor: &'e Executor<'e>,
    filter: Option<Fragment>,
    marker: PhantomData<fn() -> (T, F)>,
}

impl<'e, T: Table> Delete<'e, T> {
    pub(crate) fn new(executor: &'e Executor<'e>) -> Self {
        Self { executor, filter: None, marker: PhantomData }
    }

    /// All rows are meant.
    pub fn all_rows(self) -> Delete<'e, T, Filtered> {
        Delete { executor: self.executor, filter: self.filter, marker: PhantomData }
    }
}

impl<'e, T: Table, F> Delete<'e, T, F> {
    /// Only rows for which this is true. Several calls must all be true.
    pub fn filter(self, condition: impl Condition<(Of<T>, ())>) -> Delete<'e, T, Filtered> {
        let filter = both(self.filter, Some(condition.into_condition()));
        Delete { executor: self.executor, filter, marker: PhantomData }
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
        let mut writer = Writer::default();
        self.write(&[], &mut writer);
        self.executor.execute(&writer.sql, &writer.params).await
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

    fn write<'p>(&'p self, columns: &'p [Fragment], writer: &mut Writer<'p>) {
        write(T::INFO, self.filter.as_ref(), columns, writer);
    }
}

fn write<'p>(
    table: &TableInfo,
    filter: Option<&'p Fragment>,
    columns: &'p [Fragment],
    writer: &mut Writer<'p>,
) {
    writer.text("DELETE FROM ").table(table);
    write_filter(filter, writer);
    returning::write(columns, writer);
}

/// A delete in front of a query.
#[derive(Debug)]
struct Deletion {
    table: &'static TableInfo,
    filter: Option<Fragment>,
    returning: Vec<Fragment>,
}

impl Part for Deletion {
    fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        write(self.table, self.filter.as_ref(), &self.returning, writer);
    }

    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        self.filter.iter().chain(&self.returning).for_each(|part| part.definitions(out));
    }
}

impl<T: Table, F> Change for Delete<'_, T, F> {
    fn into_body(self, returning: Vec<Fragment>) -> Body {
        Body::change(Deletion { table: T::INFO, filter: self.filter, returning })
    }
}

impl<T: Table, F> Mutation for Delete<'_, T, F> {
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
