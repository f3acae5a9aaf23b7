//! `DELETE`.

use std::marker::PhantomData;

use crate::Result;
use crate::executor::Executor;
use crate::expr::Fragment;
use crate::filter::{Condition, both};
use crate::returning::{self, Mutation, Returning};
use crate::row::Cells;
use crate::scope::Of;
use crate::select::write_filter;
use crate::table::Table;
use crate::update::{Filtered, SaysWhich, Unfiltered};
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
        writer.text("DELETE FROM ").table(T::INFO);
        write_filter(self.filter.as_ref(), writer);
        returning::write(columns, writer);
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
