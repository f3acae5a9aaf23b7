//! What runs a query, and shows its text and plan.

use super::output::Output;
use super::query::Query;
use super::{Select, Unbound};
use crate::executor::Executor;
use crate::writer::Writer;
use crate::{Error, Result};

/// What a query runs on.
#[diagnostic::on_unimplemented(
    message = "this query has nothing to run on",
    label = "it was made by `select`, not by a database or transaction",
    note = "start it with `db.select::<..>()`, or say where it runs: `.on(&db)`"
)]
pub trait Runs: Send {
    #[doc(hidden)]
    fn executor(&self) -> &Executor<'_>;
}

#[diagnostic::do_not_recommend]
impl Runs for &Executor<'_> {
    fn executor(&self) -> &Executor<'_> {
        self
    }
}

impl<S, O> Select<S, O, Unbound> {
    /// Says where it runs: a database or a transaction.
    ///
    /// ```no_run
    /// # use tablewright::{Db, Result, Table, select};
    /// # #[derive(Table)]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// # }
    /// # async fn example(db: Db) -> Result<Vec<Todo>> {
    /// let first = select::<Todo>().order_by(Todo::ID).limit(10);
    /// first.on(&db).all().await
    /// # }
    /// ```
    pub fn on<'e>(self, executor: &'e Executor<'_>) -> Select<S, O, &'e Executor<'e>> {
        Select { executor, query: self.query, output: self.output, scope: self.scope }
    }
}

impl<S, O, E> Select<S, O, E> {
    /// The text of the statement, for a log or a test.
    pub fn sql(&self) -> String {
        let mut writer = Writer::default();
        self.query.write(&mut writer);
        writer.sql
    }
}

impl<S, O, E> Select<S, O, E> {
    /// How many rows there are.
    ///
    /// # Errors
    /// What the server says.
    pub async fn count(self) -> Result<i64>
    where
        O: Output<S>,
        E: Runs,
    {
        self.query.check()?;
        let mut writer = Writer::default();
        self.query.write_count(&mut writer);
        let executor = self.executor.executor();
        let counts = executor.fetch(&writer.sql, &writer.params, |cells| cells.next()).await?;
        counts.into_iter().next().ok_or_else(Error::not_found)
    }

    /// Whether there is a row.
    ///
    /// # Errors
    /// What the server says.
    pub async fn exists(self) -> Result<bool>
    where
        O: Output<S>,
        E: Runs,
    {
        self.query.check()?;
        let mut writer = Writer::default();
        self.query.write_exists(&mut writer);
        let executor = self.executor.executor();
        let answers = executor.fetch(&writer.sql, &writer.params, |cells| cells.next()).await?;
        answers.into_iter().next().ok_or_else(Error::not_found)
    }

    /// How the server would run it: the text of `EXPLAIN`.
    ///
    /// ```no_run
    /// # use tablewright::{Db, Result, Table};
    /// # #[derive(Table)]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// # }
    /// # async fn example(db: Db) -> Result<()> {
    /// println!("{}", db.select::<Todo>().filter(Todo::ID.eq(1)).explain().await?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the server says.
    pub async fn explain(self) -> Result<String>
    where
        O: Output<S>,
        E: Runs,
    {
        explain("EXPLAIN ", self.executor.executor(), &self.query).await
    }

    /// Runs it, and says how that went: the text of `EXPLAIN (ANALYZE, BUFFERS)`.
    ///
    /// # Errors
    /// What the server says.
    pub async fn explain_analyze(self) -> Result<String>
    where
        O: Output<S>,
        E: Runs,
    {
        explain("EXPLAIN (ANALYZE, BUFFERS) ", self.executor.executor(), &self.query).await
    }
}

async fn explain(keyword: &str, executor: &Executor<'_>, query: &Query) -> Result<String> {
    query.check()?;
    let mut writer = Writer::default();
    writer.text(keyword);
    query.write(&mut writer);
    let lines = executor.fetch(&writer.sql, &writer.params, |cells| cells.next::<String>()).await?;
    Ok(lines.join("\n"))
}

impl<S, O, E> Select<S, O, E> {
    /// All rows.
    ///
    /// # Errors
    /// What the server says, or a value that does not fit its field.
    pub async fn all(self) -> Result<Vec<O::Row>>
    where
        O: Output<S>,
        E: Runs,
    {
        self.output.fetch(self.executor.executor(), self.query).await
    }

    /// The first row.
    ///
    /// # Errors
    /// As [`all`](Self::all), and when there is none: [`Error::is_not_found`].
    pub async fn one(self) -> Result<O::Row>
    where
        O: Output<S>,
        E: Runs,
    {
        self.first().await?.ok_or_else(Error::not_found)
    }

    /// The first row, when there is one.
    ///
    /// # Errors
    /// As [`all`](Self::all).
    pub async fn first(mut self) -> Result<Option<O::Row>>
    where
        O: Output<S>,
        E: Runs,
    {
        self.query.limit = Some(self.query.limit.map_or(1, |limit| limit.min(1)));
        Ok(self.all().await?.into_iter().next())
    }
}
