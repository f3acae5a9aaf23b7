//! Statements of one's own.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use tokio_postgres::types::{FromSqlOwned, ToSql};

use crate::bind::{Bind, BindEnum, BindEnumOrNull, BindOrNull};
use crate::executor::Executor;
use crate::params::Param;
use crate::row::FromRow;
use crate::{Error, Result, Rows};

/// SQL text with its parameters. Made by [`sql!`](crate::sql), which binds every `{..}`: a value can never become SQL.
///
/// In a crate whose `build.rs` calls `tablewright_codegen::build()`, statements that read or write rows are checked against
/// the schema while they are compiled, and `R` is the type of their rows: a struct with a field for each column. Without
/// such a file nothing is checked, and `R` is [`Untyped`].
///
/// ```
/// use tablewright::sql;
///
/// let title = "buy milk";
/// let statement = sql!("SELECT id FROM todo WHERE title = {title} AND id > {10 * 2}");
/// assert_eq!(statement.text(), "SELECT id FROM todo WHERE title = $1 AND id > $2");
/// ```
///
/// What PostgreSQL does not tell is told by a column's name: `AS "total!"` is never NULL, `AS "total?"` may be, and
/// `AS "settings: Settings"` is read as that type (`AS "settings: Option<Settings>"` where it may be NULL).
#[must_use = "a statement does nothing until it runs"]
pub struct Sql<'a, R = Untyped> {
    text: Cow<'static, str>,
    params: Vec<Param<'a>>,
    row: PhantomData<fn() -> R>,
}

/// The rows of a statement that was not checked: whoever runs it says what they are.
#[derive(Clone, Copy, Debug)]
pub enum Untyped {}

/// The rows of a checked statement that returns none.
#[derive(Clone, Copy, Debug)]
pub enum NoRows {}

impl<R> Clone for Sql<'_, R> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), params: self.params.clone(), row: PhantomData }
    }
}

impl<R> fmt::Debug for Sql<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sql").field("text", &self.text).field("params", &self.params).finish()
    }
}

impl<'a> Sql<'a> {
    #[doc(hidden)]
    pub fn from_macro(text: &'static str, params: Vec<Param<'a>>) -> Self {
        Self { text: Cow::Borrowed(text), params, row: PhantomData }
    }

    /// Binds the next parameter of [`sql_unchecked`].
    pub fn bind<V: ToSql + Sync>(mut self, value: &'a V) -> Self {
        self.params.push(value);
        self
    }
}

impl<'a, R> Sql<'a, R> {
    #[doc(hidden)]
    pub fn from_check(text: &'static str, params: Vec<Param<'a>>, row: PhantomData<R>) -> Self {
        let _ = row;
        Self { text: Cow::Borrowed(text), params, row: PhantomData }
    }

    /// Its text, with `$1`, `$2`, ... where values are bound.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A value that a checked statement takes.
#[doc(hidden)]
pub fn bind<S: ?Sized, V: BindOrNull<S>>(value: &V) -> Param<'_> {
    value
}

/// A value that a checked statement takes where it takes no NULL.
#[doc(hidden)]
pub fn bind_required<S: ?Sized, V: Bind<S>>(value: &V) -> Param<'_> {
    value
}

/// As [`bind`], of an enum.
#[doc(hidden)]
pub fn bind_enum<E: ?Sized, V: BindEnumOrNull<E>>(value: &V) -> Param<'_> {
    value
}

/// As [`bind_required`], of an enum.
#[doc(hidden)]
pub fn bind_enum_required<E: ?Sized, V: BindEnum<E>>(value: &V) -> Param<'_> {
    value
}

/// SQL text that is put together while the program runs: an identifier chosen by a user, a report's columns.
///
/// Nobody checks it: text that comes from a user must never be in it. Values belong to [`bind`](Sql::bind), as `$1`, `$2`, ...
///
/// ```
/// use tablewright::sql_unchecked;
///
/// let column = if true { "title" } else { "id" };
/// let statement = sql_unchecked(format!("SELECT {column} FROM todo WHERE id = $1")).bind(&7_i64);
/// assert_eq!(statement.text(), "SELECT title FROM todo WHERE id = $1");
/// ```
pub fn sql_unchecked<'a>(text: impl Into<String>) -> Sql<'a> {
    Sql { text: Cow::Owned(text.into()), params: Vec::new(), row: PhantomData }
}

/// The row of a checked statement. Derived by [`sql!`](crate::sql).
#[diagnostic::on_unimplemented(
    message = "this statement returns no rows",
    note = "run it with `.run()`, or add `RETURNING ..` to it"
)]
pub trait CheckedRow: FromRow {}

/// The row of a checked statement with one column. Derived by [`sql!`](crate::sql).
#[diagnostic::on_unimplemented(
    message = "this statement returns several columns, or none",
    note = "`.scalar()` and `.scalars()` read a statement's only column; use `.one()` or `.all()` for rows"
)]
pub trait SingleColumn: CheckedRow {
    /// What the column is.
    type Value;
}

/// A type that a column of type `T` can be read as: `T` itself, or an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "the statement's column is `{T}`, and cannot be read as `{Self}`",
    note = "an `Option` is read where the column may be NULL; `.. AS \"name!\"` says that it never is"
)]
pub trait ReadAs<T>: FromSqlOwned + Send {}

impl<T: FromSqlOwned + Send> ReadAs<T> for T {}
impl<T: FromSqlOwned + Send> ReadAs<T> for Option<T> {}

/// A type that the only column of a row `R` can be read as.
#[diagnostic::on_unimplemented(
    message = "the statement's only column cannot be read as `{Self}`",
    note = "`.scalar()` and `.scalars()` read a statement's only column, as the type that the schema gives it; it is an \
            `Option` where the column may be NULL"
)]
pub trait ScalarOf<R>: FromSqlOwned + Send {}

impl<V: FromSqlOwned + Send> ScalarOf<Untyped> for V {}
impl<R: SingleColumn, V: ReadAs<R::Value>> ScalarOf<R> for V {}

/// A statement of one's own, about to run.
///
/// ```no_run
/// # use tablewright::{Db, Result, sql};
/// # async fn example(db: Db) -> Result<()> {
/// let least = 3_i64;
/// let busy: Vec<(i64, String)> = db
///     .sql(sql!("SELECT u.id, u.name FROM \"user\" u JOIN todo t ON t.user_id = u.id
///                GROUP BY u.id HAVING count(*) > {least}"))
///     .all()
///     .await?;
/// let all: i64 = db.sql(sql!("SELECT count(*) FROM todo")).scalar().await?;
/// # Ok(()) }
/// ```
///
/// Where the statement was checked, `.all()`, `.one()` and `.first()` give its own rows, whose fields are the columns:
/// `row.id`, `row.name`. [`all_as`](Self::all_as) reads them as something else.
#[must_use = "a statement does nothing until it runs"]
pub struct SqlQuery<'e, R = Untyped> {
    executor: &'e Executor<'e>,
    sql: Sql<'e, R>,
}

impl<'e, R> SqlQuery<'e, R> {
    pub(crate) fn new(executor: &'e Executor<'e>, sql: Sql<'e, R>) -> Self {
        Self { executor, sql }
    }

    /// All rows, each read by position as a type of your choice. Only what the server sends is checked, when it comes.
    ///
    /// # Errors
    /// What the server says, or a value that does not fit.
    pub async fn all_as<T: FromRow>(self) -> Result<Vec<T>> {
        self.executor.fetch(&self.sql.text, &self.sql.params, T::from_row).await
    }

    /// The first row, as [`all_as`](Self::all_as).
    ///
    /// # Errors
    /// As [`all_as`](Self::all_as), and when there is none.
    pub async fn one_as<T: FromRow>(self) -> Result<T> {
        self.first_as().await?.ok_or_else(Error::not_found)
    }

    /// The first row, when there is one, as [`all_as`](Self::all_as).
    ///
    /// # Errors
    /// As [`all_as`](Self::all_as).
    pub async fn first_as<T: FromRow>(self) -> Result<Option<T>> {
        Ok(self.all_as().await?.into_iter().next())
    }

    /// The value in the first column of the first row. Of a checked statement it is the only column, and its type is
    /// checked.
    ///
    /// # Errors
    /// What the server says, a value that does not fit, and when there is no row.
    pub async fn scalar<V: ScalarOf<R>>(self) -> Result<V> {
        self.one_as::<(V,)>().await.map(|(value,)| value)
    }

    /// The values in the first column, as [`scalar`](Self::scalar).
    ///
    /// # Errors
    /// What the server says, or a value that does not fit.
    pub async fn scalars<V: ScalarOf<R>>(self) -> Result<Vec<V>> {
        self.executor.fetch(&self.sql.text, &self.sql.params, |cells| cells.next()).await
    }

    /// The rows one after the other, as [`all_as`](Self::all_as), without ever holding all of them.
    ///
    /// # Errors
    /// What the server says; what fails later is an item.
    pub async fn stream_as<T: FromRow>(self) -> Result<Rows<'e, T>> {
        self.executor.stream(&self.sql.text, &self.sql.params, T::from_row).await
    }

    /// Runs it; how many rows it touched.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self) -> Result<u64> {
        self.executor.execute(&self.sql.text, &self.sql.params).await
    }
}

impl<'e> SqlQuery<'e> {
    /// All rows, each read by position.
    ///
    /// # Errors
    /// What the server says, or a value that does not fit.
    pub async fn all<T: FromRow>(self) -> Result<Vec<T>> {
        self.all_as().await
    }

    /// The first row.
    ///
    /// # Errors
    /// As [`all`](Self::all), and when there is none.
    pub async fn one<T: FromRow>(self) -> Result<T> {
        self.one_as().await
    }

    /// The first row, when there is one.
    ///
    /// # Errors
    /// As [`all`](Self::all).
    pub async fn first<T: FromRow>(self) -> Result<Option<T>> {
        self.first_as().await
    }

    /// The rows one after the other, each read by position, without ever holding all of them.
    ///
    /// # Errors
    /// What the server says; what fails later is an item.
    pub async fn stream<T: FromRow>(self) -> Result<Rows<'e, T>> {
        self.stream_as().await
    }
}

impl<'e, R: CheckedRow> SqlQuery<'e, R> {
    /// All rows of a checked statement.
    ///
    /// # Errors
    /// What the server says, or a database that is not as the schema says.
    pub async fn all(self) -> Result<Vec<R>> {
        self.all_as().await
    }

    /// The first row of a checked statement.
    ///
    /// # Errors
    /// As [`all`](Self::all), and when there is none.
    pub async fn one(self) -> Result<R> {
        self.one_as().await
    }

    /// The first row of a checked statement, when there is one.
    ///
    /// # Errors
    /// As [`all`](Self::all).
    pub async fn first(self) -> Result<Option<R>> {
        self.first_as().await
    }

    /// The rows of a checked statement one after the other, without ever holding all of them.
    ///
    /// # Errors
    /// What the server says; what fails later is an item.
    pub async fn stream(self) -> Result<Rows<'e, R>> {
        self.stream_as().await
    }
}
