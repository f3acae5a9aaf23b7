//! What runs statements: the pool, an open transaction, a connection of a caller's own, or whatever is good enough to read from.

use std::sync::Arc;

use futures_util::{StreamExt, pin_mut};
use tokio_postgres::{Client, Statement};
use tracing::Instrument;

use crate::chunk::Journal;
use crate::insert::NewRows;
use crate::params::Param;
use crate::pool::{Lease, Pool};
use crate::reader::Reading;
use crate::row::{Cells, Plan};
use crate::run::{Pace, Run};
use crate::scope::Single;
use crate::select::Whole;
use crate::stream::Rows;
use crate::table::{Stored, Table};
use crate::{
    Delete, Error, FromRow, Insert, Insertable, Result, Select, Sql, SqlQuery, Transaction,
    TransactionOptions, Update,
};

/// What runs statements: [`Db`](crate::Db), [`Transaction`](crate::Transaction) and [`Connection`](crate::Connection) deref to
/// it, so a function that takes `&Executor<'_>` works with each.
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
    /// A transaction is open on it.
    within: bool,
    /// What remembers how far chunks are.
    journal: Option<Arc<dyn Journal + 'a>>,
}

pub(crate) enum Source<'a> {
    Pool(Pool),
    Session(Session<'a>),
    Reader(Reading),
}

/// A connection that is held: of a transaction, or of a caller.
#[derive(Clone)]
pub(crate) enum Session<'a> {
    Leased(Arc<Lease>),
    Client(&'a Client),
}

impl Session<'_> {
    pub(crate) fn client(&self) -> &Client {
        match self {
            Self::Leased(lease) => lease.link().client(),
            Self::Client(client) => client,
        }
    }

    /// Runs a statement without parameters, such as `COMMIT`.
    pub(crate) async fn batch(&self, text: &str) -> Result<()> {
        let work = self.client().batch_execute(text);
        let Self::Leased(lease) = self else { return Ok(work.await?) };
        lease.patient(work).await?.inspect_err(|error| lease.heard(error))?;
        Ok(())
    }

    /// The prepared statement for a text.
    pub(crate) async fn prepare(&self, sql: &str) -> Result<Statement> {
        Ok(match self {
            Self::Leased(lease) => lease.link().prepare(&lease.pool().shape(sql), sql).await?,
            Self::Client(client) => client.prepare(sql).await?,
        })
    }
}

impl<'a> Executor<'a> {
    pub(crate) fn new(source: Source<'a>) -> Self {
        Self { source, within: false, journal: None }
    }

    /// Of an open transaction.
    pub(crate) fn within(source: Source<'a>) -> Self {
        Self { source, within: true, journal: None }
    }

    /// Of a connection of one's own, with something that remembers how far chunks are.
    pub(crate) fn with_journal(session: Session<'a>, journal: Arc<dyn Journal + 'a>) -> Self {
        Self { source: Source::Session(session), within: false, journal: Some(journal) }
    }

    pub(crate) fn journal(&self) -> Option<&(dyn Journal + 'a)> {
        self.journal.as_deref()
    }

    /// Whether a transaction can begin on it.
    pub(crate) fn can_begin(&self) -> Result<()> {
        if self.within {
            return Err(Error::other(
                "each chunk is a transaction of its own, and this is inside of one; run it on the database",
            ));
        }
        Ok(())
    }

    /// Begins a transaction on a connection of the pool, or on the one that this is.
    pub(crate) async fn begin(&self, options: &TransactionOptions) -> Result<Transaction<'_>> {
        self.can_begin()?;
        match &self.source {
            Source::Pool(pool) => {
                let lease = Arc::new(pool.lend().await?);
                Transaction::start(Session::Leased(lease), 0, &options.begin()).await
            }
            Source::Session(session) => Transaction::start(session.clone(), 0, &options.begin()).await,
            Source::Reader(reading) => {
                let lease = Arc::new(reading.lend().await?);
                Transaction::start(Session::Leased(lease), 0, &options.clone().read_only().begin()).await
            }
        }
    }

    pub(crate) fn source(&self) -> &Source<'a> {
        &self.source
    }

    /// Rows of a table: [`Select`].
    pub fn select<T: Stored>(&self) -> Select<Single<T>, Whole, &Executor<'_>> {
        Select::new(self)
    }

    /// A new row: [`Insert`].
    pub fn insert<N: Insertable>(&self, row: N) -> Insert<'_, NewRows<N>> {
        Insert::rows(self, vec![row])
    }

    /// New rows, by one statement whatever their number: [`Insert`].
    pub fn insert_many<N: Insertable>(&self, rows: impl IntoIterator<Item = N>) -> Insert<'_, NewRows<N>> {
        Insert::rows(self, rows.into_iter().collect())
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

    /// The one-off form of [`sql`](Self::sql), for a text that has its parameters as `$1`, `$2`, ..: all rows, each read by
    /// position as a type of your choice.
    ///
    /// ```no_run
    /// # async fn example(db: tablewright::Db) -> tablewright::Result<()> {
    /// let open: Vec<(i64, String)> =
    ///     db.query("SELECT id, title FROM todo WHERE user_id = $1 AND NOT done", &[&7_i64]).await?;
    /// # drop(open); Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the server says, or a value that does not fit.
    pub async fn query<R: FromRow>(&self, text: &'static str, params: &[Param<'_>]) -> Result<Vec<R>> {
        self.fetch(text, params, R::from_row).await
    }

    /// Like [`query`](Self::query), for a text that is put together while the program runs. Nobody checks it: text that comes from
    /// a user must never be in it.
    ///
    /// # Errors
    /// As there.
    pub async fn query_unchecked<R: FromRow>(&self, text: &str, params: &[Param<'_>]) -> Result<Vec<R>> {
        self.fetch(text, params, R::from_row).await
    }

    /// Runs a statement and reads each row as it arrives.
    pub(crate) async fn fetch<T: Send>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut read: impl FnMut(&mut Cells<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        let span = span(sql);
        let work = async {
            let (run, stream) = Run::start(&self.source, sql, params, Pace::Prompt).await?;
            pin_mut!(stream);
            let mut plan = Plan::default();
            let mut rows = Vec::new();
            run.patient(async {
                while let Some(row) = stream.next().await {
                    let row = row.map_err(|error| run.failed(error))?;
                    rows.push(read(&mut Cells::new(&row, &mut plan))?);
                }
                Ok::<(), Error>(())
            })
            .await??;
            run.finish(rows.len() as u64);
            span.record("rows", rows.len());
            Ok(rows)
        };
        work.instrument(span.clone()).await
    }

    /// Runs a statement and says how many rows it touched.
    pub(crate) async fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let span = span(sql);
        let work = async {
            let (run, stream) = Run::start(&self.source, sql, params, Pace::Prompt).await?;
            pin_mut!(stream);
            run.patient(async {
                while let Some(row) = stream.next().await {
                    row.map_err(|error| run.failed(error))?;
                }
                Ok::<(), Error>(())
            })
            .await??;
            let rows = stream.rows_affected().unwrap_or(0);
            run.finish(rows);
            span.record("rows", rows);
            Ok(rows)
        };
        work.instrument(span.clone()).await
    }

    /// Runs a statement whose rows are read when they are asked for.
    pub(crate) async fn stream<R>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        read: fn(&mut Cells<'_>) -> Result<R>,
    ) -> Result<Rows<'_, R>> {
        let span = span(sql);
        let work = async {
            let (run, stream) = Run::start(&self.source, sql, params, Pace::Stream).await?;
            Ok(Rows::new(run, stream, read, span.clone()))
        };
        work.instrument(span.clone()).await
    }
}

/// The text of a statement is the program's own; its parameters are the user's and are not recorded.
fn span(sql: &str) -> tracing::Span {
    tracing::debug_span!("tablewright.statement", sql, rows = tracing::field::Empty)
}
