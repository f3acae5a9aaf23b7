//! `INSERT`.

mod batch;
mod conflict;

use std::marker::PhantomData;

use conflict::Conflict;
pub use conflict::{ConflictTarget, DoUpdate, OnConflict, Replaced, Target};

use crate::Result;
use crate::executor::Executor;
use crate::expr::Fragment;
use crate::record::{Given, Insertable};
use crate::returning::{Mutation, Returning};
use crate::row::Cells;
use crate::table::Table;
use crate::writer::Writer;

/// New rows: `db.insert(NewTodo::new("buy milk"))`, `db.insert_many(rows)`.
///
/// Many rows are one statement, `INSERT .. SELECT UNNEST($1::text[]), ..`, whose text does not depend on their number.
/// `UNNEST` cannot say DEFAULT, so rows that leave different columns to their defaults become parts of that statement, each with
/// its own columns; it still takes effect as a whole, and the rows come back in the order in which they were given. (With
/// `do_nothing` fewer rows may come back; rows of different parts then stand part by part.)
///
/// ```no_run
/// use tablewright::{Db, Table};
///
/// #[derive(Table)]
/// struct Tag {
///     #[column(primary_key, identity)]
///     id: i64,
///     #[column(unique)]
///     name: String,
///     #[column(default = "1")]
///     uses: i32,
/// }
///
/// # async fn example(db: Db) -> tablewright::Result<()> {
/// let tag: Tag = db.insert(NewTag::new("rust")).one().await?;
/// let tags: Vec<Tag> = db.insert_many(["a", "b"].map(NewTag::new)).all().await?;
/// db.insert(NewTag::new("rust"))
///     .on_conflict(Tag::NAME)
///     .do_update_with(|update| update.set(Tag::USES, Tag::USES.add(1)))
///     .run()
///     .await?;
/// # drop((tag, tags)); Ok(()) }
/// ```
#[must_use = "an insert does nothing until it runs: `.one()`, `.all()`, `.run()`"]
pub struct Insert<'e, N: Insertable> {
    executor: &'e Executor<'e>,
    rows: Vec<N>,
    conflict: Option<Conflict>,
}

impl<'e, N: Insertable> Insert<'e, N> {
    pub(crate) fn new(executor: &'e Executor<'e>, rows: Vec<N>) -> Self {
        Self { executor, rows, conflict: None }
    }

    /// What to do with a row that is there already: the unique columns (one, or a tuple), or a constraint.
    pub fn on_conflict<C: ConflictTarget<N::Table>>(self, target: C) -> OnConflict<'e, N> {
        OnConflict { insert: self, target: target.into_target(), marker: PhantomData }
    }

    /// Leaves out rows that break any unique or exclusion constraint.
    pub fn on_conflict_do_nothing(mut self) -> Self {
        self.conflict = Some(Conflict::anything());
        self
    }

    /// The rows as the server stored them, to choose columns of.
    pub fn returning(self) -> Returning<Self, N::Table> {
        Returning::rows(self)
    }

    /// The row as the server stored it.
    ///
    /// # Errors
    /// What the server says, and where a conflict left the row out.
    pub async fn one(self) -> Result<N::Table> {
        self.returning().one().await
    }

    /// The row as the server stored it, unless a conflict left it out.
    ///
    /// # Errors
    /// What the server says.
    pub async fn first(self) -> Result<Option<N::Table>> {
        self.returning().first().await
    }

    /// The rows as the server stored them.
    ///
    /// # Errors
    /// What the server says; then no row was inserted.
    pub async fn all(self) -> Result<Vec<N::Table>> {
        self.returning().all().await
    }

    /// Inserts; how many rows it touched.
    ///
    /// # Errors
    /// What the server says; then no row was inserted.
    pub async fn run(self) -> Result<u64> {
        if self.rows.is_empty() {
            return Ok(0);
        }
        let values = self.values();
        let batches = batch::batches(N::Table::INFO, &values);
        let mut writer = Writer::default();
        batch::write(N::Table::INFO, &batches, self.conflict.as_ref(), &[], &mut writer);
        self.executor.execute(&writer.sql, &writer.params).await
    }

    /// The text of the statement, for a log or a test.
    pub fn sql(&self) -> String {
        self.text(&[])
    }

    fn values(&self) -> Vec<batch::RowValues<'_>> {
        let rows = self.rows.iter();
        rows.map(|row| row.values().into_iter().map(Given::value).collect()).collect()
    }
}

impl<N: Insertable> Mutation for Insert<'_, N> {
    type Table = N::Table;

    fn text(&self, returning: &[Fragment]) -> String {
        let values = self.values();
        let batches = batch::batches(N::Table::INFO, &values);
        let mut writer = Writer::default();
        batch::write(N::Table::INFO, &batches, self.conflict.as_ref(), returning, &mut writer);
        writer.sql
    }

    async fn fetch<R: Send>(
        self,
        returning: Vec<Fragment>,
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> Result<Vec<R>> {
        if self.rows.is_empty() {
            return Ok(Vec::new());
        }
        let values = self.values();
        let batches = batch::batches(N::Table::INFO, &values);
        let mut writer = Writer::default();
        batch::write(N::Table::INFO, &batches, self.conflict.as_ref(), &returning, &mut writer);
        let rows = self.executor.fetch(&writer.sql, &writer.params, decode).await?;
        Ok(batch::in_given_order(rows, &batches))
    }
}
