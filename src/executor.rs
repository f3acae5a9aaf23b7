//! What runs statements: the pool, or an open transaction.

use deadpool_postgres::{Object, Pool};
use futures_util::{StreamExt, pin_mut};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, RowStream, Statement};
use tracing::Instrument;

use crate::params::{Param, Sent};
use crate::row::Cells;
use crate::scope::Of;
use crate::table::Table;
use crate::{Delete, Insert, Insertable, Result, Select, Sql, SqlQuery, Update};

/// How many prepared statements a connection keeps. When a program has more shapes of statements than that, all are
/// forgotten and the ones in use are prepared again.
const KEPT_STATEMENTS: usize = 256;

/// What runs statements: [`Db`](crate::Db) and [`Transaction`](crate::Transaction) both deref to it, so a function that takes
/// `&Executor<'_>` works with either.
///
/// ```no_run
/// use tablewright::{Executor, Result, sql};
///
/// async fn count(db: &Executor<'_>) -> Result<i64> {
///     db.sql(sql!("SELECT count(*) FROM todo")).scalar().await
/// }
/// ```
pub struct Executor<'a> {
    source: Source<'a>,
}

pub(crate) enum Source<'a> {
    Pool(Pool),
    Session(Session<'a>),
}

/// A connection that is held: of a transaction.
#[derive(Clone, Copy)]
pub(crate) enum Session<'a> {
    Pooled(&'a Object),
    Client(&'a Client),
}

impl<'a> Session<'a> {
    pub(crate) fn client(self) -> &'a Client {
        match self {
            Self::Pooled(object) => object,
            Self::Client(client) => client,
        }
    }
}

/// A connection for one statement.
enum Connection<'a> {
    Taken(Box<Object>),
    Held(Session<'a>),
}

impl<'a> Executor<'a> {
    pub(crate) fn new(source: Source<'a>) -> Self {
        Self { source }
    }

    /// Rows of a table: [`Select`].
    pub fn select<T: Table>(&self) -> Select<'_, (Of<T>, ())> {
        Select::new(self)
    }

    /// A new row: [`Insert`].
    pub fn insert<N: Insertable>(&self, row: N) -> Insert<'_, N> {
        Insert::new(self, vec![row])
    }

    /// New rows, by one statement whatever their number: [`Insert`].
    pub fn insert_many<N: Insertable>(&self, rows: impl IntoIterator<Item = N>) -> Insert<'_, N> {
        Insert::new(self, rows.into_iter().collect())
    }

    /// A change to rows of a table: [`Update`].
    pub fn update<T: Table>(&self) -> Update<'_, T> {
        Update::new(self)
    }

    /// The end of rows of a table: [`Delete`].
    pub fn delete<T: Table>(&self) -> Delete<'_, T> {
        Delete::new(self)
    }

    /// A statement of your own, made by [`sql!`](crate::sql).
    pub fn sql<'e, R>(&'e self, sql: Sql<'e, R>) -> SqlQuery<'e, R> {
        SqlQuery::new(self, sql)
    }

    async fn connection(&self) -> Result<Connection<'_>> {
        Ok(match &self.source {
            Source::Pool(pool) => {
                Connection::Taken(Box::new(pool.get().await.map_err(crate::pool::explain)?))
            }
            Source::Session(session) => Connection::Held(*session),
        })
    }

    /// Runs a statement and reads each row as it arrives.
    pub(crate) async fn fetch<T: Send>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut read: impl FnMut(&mut Cells<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        let work = async {
            let connection = self.connection().await?;
            let stream = connection.stream(sql, params).await?;
            pin_mut!(stream);
            let mut rows = Vec::new();
            while let Some(row) = stream.next().await {
                rows.push(read(&mut Cells::new(&row?))?);
            }
            Ok(rows)
        };
        work.instrument(span(sql)).await
    }

    /// Runs a statement and says how many rows it touched.
    pub(crate) async fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let work = async {
            let connection = self.connection().await?;
            let stream = connection.stream(sql, params).await?;
            pin_mut!(stream);
            while let Some(row) = stream.next().await {
                row?;
            }
            Ok(stream.rows_affected().unwrap_or(0))
        };
        work.instrument(span(sql)).await
    }
}

/// The text of a statement is the program's own; its parameters are the user's and are not recorded.
fn span(sql: &str) -> tracing::Span {
    tracing::debug_span!("tablewright.statement", sql)
}

impl Connection<'_> {
    fn client(&self) -> &Client {
        match self {
            Self::Taken(object) => object,
            Self::Held(session) => session.client(),
        }
    }

    fn pooled(&self) -> Option<&Object> {
        match self {
            Self::Taken(object) => Some(object),
            Self::Held(Session::Pooled(object)) => Some(object),
            Self::Held(Session::Client(_)) => None,
        }
    }

    async fn prepare(&self, sql: &str) -> Result<Statement> {
        let Some(object) = self.pooled() else { return Ok(self.client().prepare(sql).await?) };
        if object.statement_cache.size() >= KEPT_STATEMENTS {
            object.statement_cache.clear();
        }
        Ok(object.prepare_cached(sql).await?)
    }

    async fn stream(&self, sql: &str, params: &[Param<'_>]) -> Result<RowStream> {
        let statement = self.prepare(sql).await?;
        match self.send(&statement, params).await {
            Err(error) if is_stale(&error) => {
                self.forget(sql);
                // In a transaction the failure has already ended it; the next one prepares anew.
                let Self::Taken(_) = self else { return Err(error.into()) };
                let statement = self.prepare(sql).await?;
                Ok(self.send(&statement, params).await?)
            }
            other => Ok(other?),
        }
    }

    async fn send(
        &self,
        statement: &Statement,
        params: &[Param<'_>],
    ) -> Result<RowStream, tokio_postgres::Error> {
        let params: Vec<Sent<'_>> = params.iter().map(|param| Sent(*param)).collect();
        self.client().query_raw(statement, params).await
    }

    fn forget(&self, sql: &str) {
        if let Some(object) = self.pooled() {
            object.statement_cache.remove(sql, &[]);
        }
    }
}

/// After DDL a kept statement may return other columns than it was prepared for.
fn is_stale(error: &tokio_postgres::Error) -> bool {
    error.as_db_error().is_some_and(|error| {
        *error.code() == SqlState::FEATURE_NOT_SUPPORTED && error.message().contains("cached plan")
    })
}
