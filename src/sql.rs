//! Statements of one's own.

use tokio_postgres::types::{FromSqlOwned, ToSql};

use crate::executor::Executor;
use crate::params::Param;
use crate::row::FromRow;
use crate::{Error, Result};

/// SQL text with its parameters. Made by [`sql!`](crate::sql), which binds every `{..}`: a value can never become SQL.
///
/// ```
/// use tablewright::sql;
///
/// let title = "buy milk";
/// let statement = sql!("SELECT id FROM todo WHERE title = {title} AND id > {10 * 2}");
/// assert_eq!(statement.text(), "SELECT id FROM todo WHERE title = $1 AND id > $2");
/// ```
#[must_use = "a statement does nothing until it runs"]
#[derive(Clone, Debug)]
pub struct Sql<'a> {
    text: String,
    params: Vec<Param<'a>>,
}

impl<'a> Sql<'a> {
    #[doc(hidden)]
    pub fn from_macro(text: &'static str, params: Vec<Param<'a>>) -> Self {
        Self { text: text.to_owned(), params }
    }

    /// Its text, with `$1`, `$2`, ... where values are bound.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Binds the next parameter of [`sql_unchecked`].
    pub fn bind<V: ToSql + Sync>(mut self, value: &'a V) -> Self {
        self.params.push(value);
        self
    }
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
    Sql { text: text.into(), params: Vec::new() }
}

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
#[must_use = "a statement does nothing until it runs"]
pub struct SqlQuery<'e> {
    executor: &'e Executor<'e>,
    sql: Sql<'e>,
}

impl<'e> SqlQuery<'e> {
    pub(crate) fn new(executor: &'e Executor<'e>, sql: Sql<'e>) -> Self {
        Self { executor, sql }
    }

    /// All rows, each read by position.
    ///
    /// # Errors
    /// What the server says, or a value that does not fit.
    pub async fn all<R: FromRow>(self) -> Result<Vec<R>> {
        self.executor.fetch(&self.sql.text, &self.sql.params, R::from_row).await
    }

    /// The first row.
    ///
    /// # Errors
    /// As [`all`](Self::all), and when there is none.
    pub async fn one<R: FromRow>(self) -> Result<R> {
        self.first().await?.ok_or_else(Error::not_found)
    }

    /// The first row, when there is one.
    ///
    /// # Errors
    /// As [`all`](Self::all).
    pub async fn first<R: FromRow>(self) -> Result<Option<R>> {
        Ok(self.all().await?.into_iter().next())
    }

    /// The value in the first column of the first row.
    ///
    /// # Errors
    /// As [`one`](Self::one).
    pub async fn scalar<V: FromSqlOwned + Send>(self) -> Result<V> {
        self.one::<(V,)>().await.map(|(value,)| value)
    }

    /// The values in the first column.
    ///
    /// # Errors
    /// As [`all`](Self::all).
    pub async fn scalars<V: FromSqlOwned + Send>(self) -> Result<Vec<V>> {
        self.executor.fetch(&self.sql.text, &self.sql.params, |cells| cells.next()).await
    }

    /// The rows one after the other, each read by position, without ever holding all of them.
    ///
    /// # Errors
    /// What the server says; what fails later is an item.
    pub async fn stream<R: FromRow>(self) -> Result<crate::Rows<'e, R>> {
        self.executor.stream(&self.sql.text, &self.sql.params, R::from_row).await
    }

    /// Runs it; how many rows it touched.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self) -> Result<u64> {
        self.executor.execute(&self.sql.text, &self.sql.params).await
    }
}
