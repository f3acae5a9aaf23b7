//! `INSERT`.

mod batch;
mod conflict;
mod literal;
mod rows;
mod selected;
mod target;

use std::marker::PhantomData;

pub use conflict::{DoUpdate, OnConflict, Rest};
pub use rows::NewRows;
pub use selected::{FilledBy, Selected, Stores};
pub use target::{ConflictTarget, Replaced, Target};

use crate::executor::Executor;
use crate::expr::Fragment;
use crate::record::Insertable;
use crate::returning::{Change, Mutation, Returning};
use crate::row::Cells;
use crate::scope::{Marker, Single};
use crate::select::Body;
use crate::table::Table;
use crate::version::{Changed, Inserted};
use crate::{Result, Rows};

/// New rows: `db.insert(NewTodo::new("buy milk"))`, `db.insert_many(rows)`, `db.insert_from(columns, query)`.
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
pub struct Insert<'e, F, A = Inserted> {
    executor: &'e Executor<'e>,
    feed: F,
    rest: Rest,
    action: Marker<A>,
}

/// What new rows come from: [`NewRows`], [`Selected`].
pub trait Feed: Sized + Send + Sync {
    /// The table that they are inserted into.
    type Table: Table;
    #[doc(hidden)]
    fn text(&self, rest: &Rest, returning: &[Fragment]) -> String;
    #[doc(hidden)]
    fn execute(&self, executor: &Executor<'_>, rest: &Rest) -> impl Future<Output = Result<u64>> + Send;
    #[doc(hidden)]
    fn fetch<R: Send>(
        &self,
        executor: &Executor<'_>,
        rest: &Rest,
        returning: &[Fragment],
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> impl Future<Output = Result<Vec<R>>> + Send;
    #[doc(hidden)]
    fn stream<'e, R: Send>(
        &self,
        executor: &'e Executor<'e>,
        rest: &Rest,
        returning: &[Fragment],
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> impl Future<Output = Result<Rows<'e, R>>> + Send;
    #[doc(hidden)]
    fn into_body(self, rest: Rest, returning: Vec<Fragment>) -> Body
    where
        Self: 'static;
}

impl<'e, N: Insertable> Insert<'e, NewRows<N>> {
    pub(crate) fn rows(executor: &'e Executor<'e>, rows: Vec<N>) -> Self {
        Self::new(executor, NewRows(rows))
    }
}

impl<'e, F> Insert<'e, F> {
    fn new(executor: &'e Executor<'e>, feed: F) -> Self {
        Self { executor, feed, rest: Rest::default(), action: PhantomData }
    }
}

impl<'e, F: Feed, A> Insert<'e, F, A> {
    /// What to do with a row that is there already: the unique columns (one, or a tuple), or a constraint.
    pub fn on_conflict<C: ConflictTarget<F::Table>>(self, target: C) -> OnConflict<'e, F> {
        OnConflict::new(self.executor, self.feed, target.into_target())
    }

    /// Leaves out rows that break any unique or exclusion constraint.
    pub fn on_conflict_do_nothing(mut self) -> Self {
        self.rest = Rest::do_nothing();
        self
    }

    /// The rows as the server stored them, to choose columns of.
    pub fn returning(self) -> Returning<Self, F::Table> {
        Returning::rows(self)
    }

    /// The row as the server stored it.
    ///
    /// # Errors
    /// What the server says, and where a conflict left the row out.
    pub async fn one(self) -> Result<F::Table> {
        self.returning().one().await
    }

    /// The row as the server stored it, unless a conflict left it out.
    ///
    /// # Errors
    /// What the server says.
    pub async fn first(self) -> Result<Option<F::Table>> {
        self.returning().first().await
    }

    /// The rows as the server stored them.
    ///
    /// # Errors
    /// What the server says; then no row was inserted.
    pub async fn all(self) -> Result<Vec<F::Table>> {
        self.returning().all().await
    }

    /// Inserts; how many rows it touched.
    ///
    /// # Errors
    /// What the server says; then no row was inserted.
    pub async fn run(self) -> Result<u64> {
        self.rest.check()?;
        self.feed.execute(self.executor, &self.rest).await
    }

    /// The text of the statement, for a log or a test.
    pub fn sql(&self) -> String {
        self.feed.text(&self.rest, &[])
    }
}

impl<F: Feed, A> Mutation for Insert<'_, F, A> {
    type Table = F::Table;
    type Scope = Changed<A, F::Table, Single<F::Table>>;

    fn text(&self, returning: &[Fragment]) -> String {
        self.feed.text(&self.rest, returning)
    }

    async fn fetch<R: Send>(
        self,
        returning: Vec<Fragment>,
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> Result<Vec<R>> {
        self.rest.check()?;
        self.feed.fetch(self.executor, &self.rest, &returning, decode).await
    }

    async fn stream<'s, R: Send>(
        self,
        returning: Vec<Fragment>,
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> Result<Rows<'s, R>>
    where
        Self: 's,
    {
        self.rest.check()?;
        self.feed.stream(self.executor, &self.rest, &returning, decode).await
    }
}

impl<F: Feed + 'static, A> Change for Insert<'_, F, A> {
    fn into_body(self, returning: Vec<Fragment>) -> Body {
        self.feed.into_body(self.rest, returning)
    }
}
