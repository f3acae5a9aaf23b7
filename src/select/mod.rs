//! `SELECT`.

mod columns;
mod output;
mod query;

use std::marker::PhantomData;

pub use columns::{Columns, Item};
pub use output::{Nested, Output, Picked, Whole};
#[doc(hidden)]
pub use query::Query;
pub(crate) use query::{Join, JoinKind, columns_of, write_filter, write_order};

use crate::executor::Executor;
use crate::expr::{Fragment, OrderBy};
use crate::filter::{Condition, Predicate};
use crate::relation::{Append, Load, Nests};
use crate::scope::{Maybe, Of, Single, Ungrouped};
use crate::table::{Table, TableInfo};
use crate::writer::Writer;
use crate::{Error, Result};

/// A query: `db.select::<Todo>()`. `S` is its scope, the list of its tables; `O` is what comes out, at first whole rows.
///
/// ```no_run
/// use tablewright::{Db, Table};
///
/// #[derive(Table)]
/// struct User {
///     #[column(primary_key, identity)]
///     id: i64,
///     name: String,
/// }
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     #[column(references = User::id)]
///     user_id: i64,
///     title: String,
///     done: bool,
/// }
///
/// # async fn example(db: Db, term: Option<&str>) -> tablewright::Result<()> {
/// let rows: Vec<(Todo, Option<User>)> = db
///     .select::<Todo>()
///     .left_join::<User>(Todo::USER_ID.eq(User::ID))
///     .filter(Todo::DONE.eq(false))
///     .filter(term.map(|term| Todo::TITLE.ilike(format!("%{term}%"))))
///     .order_by((Todo::TITLE, Todo::ID.desc()))
///     .limit(10)
///     .all()
///     .await?;
/// let names: Vec<(String, i64)> =
///     db.select::<User>().columns((User::NAME, User::ID.add(1))).all().await?;
/// let users: Vec<(User, Vec<Todo>)> =
///     db.select::<User>().with(User::TODOS.filter(Todo::DONE.eq(false))).all().await?;
/// # drop((rows, names, users)); Ok(()) }
/// ```
#[must_use = "a query does nothing until it runs: `.all()`, `.one()`, `.first()`, `.count()`, `.exists()`"]
pub struct Select<'e, S, O = Whole> {
    pub(crate) executor: &'e Executor<'e>,
    pub(crate) query: Query,
    pub(crate) output: O,
    scope: PhantomData<fn() -> S>,
}

impl<'e, T: Table> Select<'e, Single<T>> {
    pub(crate) fn new(executor: &'e Executor<'e>) -> Self {
        Self { executor, query: Query::new(T::INFO), output: Whole, scope: PhantomData }
    }

    /// Each row with the rows that a relation leads to, loaded by one more statement for all of them:
    /// `Vec<(User, Vec<Todo>)>`.
    pub fn with<N>(self, relation: N) -> Select<'e, Single<T>, Nested<(N::Load,)>>
    where
        N: Load<T>,
        (N::Load,): Nests<T>,
    {
        self.into_output(|_| Nested((relation.into_load(),)))
    }
}

impl<'e, T: Table, W> Select<'e, Single<T>, Nested<W>> {
    /// One more relation: `Vec<(User, Vec<Todo>, Vec<Session>)>`.
    pub fn with<N>(self, relation: N) -> Select<'e, Single<T>, Nested<W::With>>
    where
        N: Load<T>,
        W: Append<N::Load>,
    {
        self.into_output(|Nested(all)| Nested(all.append(relation.into_load())))
    }
}

impl<'e, S> Select<'e, S, Whole> {
    /// Each row together with the rows of `T` that match.
    pub fn inner_join<T: Table>(self, on: impl Condition<(Of<T>, S)>) -> Select<'e, (Of<T>, S)> {
        self.join(JoinKind::Inner, T::INFO, on.into_condition())
    }

    /// Each row together with the rows of `T` that match, or with `None` where none does.
    pub fn left_join<T: Table>(self, on: impl Condition<(Maybe<T>, S)>) -> Select<'e, (Maybe<T>, S)> {
        self.join(JoinKind::Left, T::INFO, on.into_condition())
    }

    fn join<J>(mut self, kind: JoinKind, table: &'static TableInfo, on: Fragment) -> Select<'e, J> {
        self.query.joins.push(Join { kind, table, on });
        Select { executor: self.executor, query: self.query, output: Whole, scope: PhantomData }
    }

    /// Chosen columns and expressions instead of whole rows: a tuple of them, or one.
    pub fn columns<C: Columns<S, I, Kind: Ungrouped>, I>(
        mut self,
        columns: C,
    ) -> Select<'e, S, Picked<C::Row>> {
        self.query.columns = Some(columns.into_columns());
        self.into_output(|_| Picked { decode: C::decode })
    }
}

impl<'e, S, O> Select<'e, S, O> {
    fn into_output<P>(self, change: impl FnOnce(O) -> P) -> Select<'e, S, P> {
        let output = change(self.output);
        Select { executor: self.executor, query: self.query, output, scope: PhantomData }
    }

    /// Only rows for which this is true: a `bool` expression, an `Option` of one (`None` asks nothing), or a
    /// [`Filter`](crate::Filter). Several calls must all be true.
    pub fn filter<P: Predicate<S, I>, I>(mut self, predicate: P) -> Self {
        self.query.filter(predicate.into_predicate());
        self
    }

    /// In this order: a column, an expression such as a distance, `.asc()`, `.desc()`, or a tuple of those. A second call
    /// decides between rows that are equal for the first.
    pub fn order_by<P: OrderBy<S, I>, I>(mut self, order: P) -> Self {
        order.write_order(&mut self.query.order);
        self
    }

    /// At most so many rows.
    pub fn limit(mut self, rows: i64) -> Self {
        self.query.limit = Some(rows);
        self
    }

    /// Without the first so many rows.
    pub fn offset(mut self, rows: i64) -> Self {
        self.query.offset = Some(rows);
        self
    }

    /// The text of the statement, for a log or a test.
    pub fn sql(&self) -> String {
        let mut writer = Writer::default();
        self.query.write(&mut writer);
        writer.sql
    }

    /// How many rows there are.
    ///
    /// # Errors
    /// What the server says.
    pub async fn count(self) -> Result<i64> {
        let mut writer = Writer::default();
        self.query.write_count(&mut writer);
        let counts = self.executor.fetch(&writer.sql, &writer.params, |cells| cells.next()).await?;
        counts.into_iter().next().ok_or_else(Error::not_found)
    }

    /// Whether there is a row.
    ///
    /// # Errors
    /// What the server says.
    pub async fn exists(self) -> Result<bool> {
        let mut writer = Writer::default();
        self.query.write_exists(&mut writer);
        let answers = self.executor.fetch(&writer.sql, &writer.params, |cells| cells.next()).await?;
        answers.into_iter().next().ok_or_else(Error::not_found)
    }
}

impl<S, O: Output<S>> Select<'_, S, O> {
    /// All rows.
    ///
    /// # Errors
    /// What the server says, or a value that does not fit its field.
    pub async fn all(self) -> Result<Vec<O::Row>> {
        self.output.fetch(self.executor, self.query).await
    }

    /// The first row.
    ///
    /// # Errors
    /// As [`all`](Self::all), and when there is none: [`Error::is_not_found`].
    pub async fn one(self) -> Result<O::Row> {
        self.first().await?.ok_or_else(Error::not_found)
    }

    /// The first row, when there is one.
    ///
    /// # Errors
    /// As [`all`](Self::all).
    pub async fn first(mut self) -> Result<Option<O::Row>> {
        self.query.limit = Some(self.query.limit.map_or(1, |limit| limit.min(1)));
        Ok(self.all().await?.into_iter().next())
    }
}
