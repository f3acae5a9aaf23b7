//! `SELECT`.

mod columns;
mod cte;
mod cursor;
mod group;
mod join;
mod lock;
mod output;
mod page;
mod query;
mod run;
mod seek;
mod sets;
mod subquery;
#[cfg(test)]
mod tests;
mod text;

use std::marker::PhantomData;

pub use columns::{Columns, Item, RowOf, whole};
#[doc(hidden)]
pub use cte::{Body, Definition};
pub use cte::{Cte, Defines, cte, recursive, recursive_distinct};
pub(crate) use cursor::CursorValue;
pub use cursor::{Cursor, CursorError};
pub use group::{HasGroups, Keys};
pub use join::ByItself;
pub use lock::{Lockable, Locks, RowsOf};
pub use output::{
    After, As, Combinable, Decoder, Decodes, Grouped, Just, Locked, Named, Nested, Output, Picked, SameRows,
    Set, Several, Whole,
};
pub use page::{IntoCursor, Page, Pages};
#[doc(hidden)]
pub use query::{Origin, Query};
pub use run::Runs;
pub(crate) use seek::{Seek, by_key};
pub use subquery::{Alone, NoNulls, OneColumn, Rowset, Single, exists, select_from};
pub(crate) use text::{columns_of, row_of, write_definitions, write_filter, write_order};

use crate::executor::Executor;
use crate::expr::{Fragment, OrderBy};
use crate::filter::Predicate;
use crate::relation::{Append, Load};
use crate::row::{Fits, FromRow};
use crate::scope::{self, Ungrouped};
use crate::table::Stored;

/// A query: `db.select::<Todo>()`. `S` is its scope, the list of its tables; `O` is what comes out, at first whole rows; `E` is
/// what it runs on, [`Unbound`] where it was made by [`select`].
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
pub struct Select<S, O = Whole, E = Unbound> {
    pub(crate) executor: E,
    pub(crate) query: Query,
    pub(crate) output: O,
    pub(crate) scope: scope::Marker<S>,
}

/// Nothing to run on: of a query that will be part of another.
#[derive(Clone, Copy, Debug)]
pub struct Unbound;

/// A query without a database to run on: to be part of another, or to run later by [`Select::on`].
///
/// ```
/// use tablewright::{Table, select};
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
/// }
///
/// let known = select::<User>().filter(User::NAME.like("A%")).columns(User::ID);
/// let todos = select::<Todo>().filter(Todo::USER_ID.in_query(known));
/// assert!(todos.sql().ends_with(
///     r#"WHERE "todo"."user_id" IN (SELECT "user"."id" FROM "user" WHERE "user"."name" LIKE $1)"#
/// ));
/// ```
pub fn select<T: Stored>() -> Select<scope::Single<T>> {
    Select::over(Unbound, Origin::Table(T::SOURCE))
}

impl<'e, T: Stored> Select<scope::Single<T>, Whole, &'e Executor<'e>> {
    pub(crate) fn new(executor: &'e Executor<'e>) -> Self {
        Self::over(executor, Origin::Table(T::SOURCE))
    }
}

impl<S, E> Select<S, Whole, E> {
    fn over(executor: E, from: Origin) -> Self {
        Self { executor, query: Query::new(from), output: Whole, scope: PhantomData }
    }

    /// Chosen columns and expressions instead of whole rows: a tuple of them, or one. Either values of each row, or, without
    /// [`group_by`](Self::group_by), aggregates of all rows.
    pub fn columns<C: Columns<S, I, Kind: Ungrouped>, I>(
        self,
        columns: C,
    ) -> Select<S, Picked<C::Row, C::Shape>, E> {
        self.pick(columns)
    }
}

impl<S, E> Select<S, Whole, E> {
    /// Each row with the rows that a relation leads to, loaded by one more statement for all of them:
    /// `Vec<(User, Vec<Todo>)>`. The relation starts at any table of the query.
    ///
    /// ```no_run
    /// # use tablewright::{Db, Result, Table};
    /// # #[derive(Table)]
    /// # struct User {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// # }
    /// # #[derive(Table)]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// #     #[column(references = User::id)]
    /// #     user_id: i64,
    /// # }
    /// # async fn example(db: Db) -> Result<()> {
    /// let joined = db.select::<Todo>().inner_join::<User>(User::ID.eq(Todo::USER_ID));
    /// let rows: Vec<(Todo, User, Vec<Todo>)> = joined.with(User::TODOS).all().await?;
    /// # drop(rows); Ok(()) }
    /// ```
    pub fn with<N, I>(self, relation: N) -> Select<S, Nested<(N::Load,)>, E>
    where
        N: Load<S, I>,
    {
        self.into_output(|_| Nested((relation.into_load(),)))
    }
}

impl<S, W, E> Select<S, Nested<W>, E> {
    /// One more relation: `Vec<(User, Vec<Todo>, Vec<Session>)>`. Its statement is sent together with those of the others.
    pub fn with<N, I>(self, relation: N) -> Select<S, Nested<W::With>, E>
    where
        N: Load<S, I>,
        W: Append<N::Load>,
    {
        self.into_output(|Nested(all)| Nested(all.append(relation.into_load())))
    }
}

impl<S, R, C, E> Select<S, Picked<R, C>, E> {
    /// The chosen columns as a struct with `#[derive(FromRow)]`: one column for each field, in their order.
    ///
    /// ```
    /// use tablewright::{FromRow, Table, select};
    ///
    /// #[derive(Table)]
    /// struct Todo {
    ///     #[column(primary_key, identity)]
    ///     id: i64,
    ///     title: String,
    ///     note: Option<String>,
    /// }
    ///
    /// #[derive(FromRow)]
    /// struct Line {
    ///     title: String,
    ///     note: Option<String>,
    /// }
    ///
    /// let lines = select::<Todo>().columns((Todo::TITLE, Todo::NOTE)).rows_as::<Line>();
    /// # drop(lines);
    /// ```
    pub fn rows_as<N: FromRow + Fits<R>>(self) -> Select<S, Picked<N>, E> {
        self.into_output(|_| Picked { decode: N::from_row, shape: PhantomData })
    }
}

impl<S, O, E> Select<S, O, E> {
    fn pick<C: Columns<S, I>, I>(mut self, columns: C) -> Select<S, Picked<C::Row, C::Shape>, E> {
        self.query.columns = Some(columns.into_columns());
        self.into_output(|_| Picked { decode: C::decode, shape: PhantomData })
    }

    fn into_output<P>(self, change: impl FnOnce(O) -> P) -> Select<S, P, E> {
        let output = change(self.output);
        Select { executor: self.executor, query: self.query, output, scope: PhantomData }
    }

    fn into_scope<J>(self) -> Select<J, O, E> {
        Select { executor: self.executor, query: self.query, output: self.output, scope: PhantomData }
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
        self.query.order(|all| order.write_order(all));
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

    /// Reads only a part of the table, chosen at random: `TABLESAMPLE`.
    ///
    /// ```
    /// # use tablewright::{Table, select, select::Sample};
    /// # #[derive(Table)]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// # }
    /// let some = select::<Todo>().tablesample(Sample::Bernoulli(10.0));
    /// assert!(some.sql().ends_with(r#"FROM "todo" TABLESAMPLE BERNOULLI ($1)"#));
    /// ```
    pub fn tablesample(mut self, sample: Sample) -> Self {
        let (method, percent) = match sample {
            Sample::Bernoulli(percent) => (" TABLESAMPLE BERNOULLI (", percent),
            Sample::System(percent) => (" TABLESAMPLE SYSTEM (", percent),
        };
        let percent = Fragment::param(Box::new(percent));
        self.query.more().sample = Some(Fragment::text(method).then(percent).then(Fragment::text(")")));
        self
    }
}

/// Which part of a table [`tablesample`](Select::tablesample) reads, in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sample {
    /// Each row is read or not by itself: the whole table is visited.
    Bernoulli(f32),
    /// Each page is read or not: fast, and rows that were written together come together.
    System(f32),
}
