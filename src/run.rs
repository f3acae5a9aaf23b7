//! A statement on its way: which connection it runs on, and what becomes of that.

use std::sync::Arc;
use std::time::Instant;

use futures_util::future::join;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, CopyOutStream, RowStream, Statement};

use crate::executor::{Session, Source};
use crate::params::{Param, Sent};
use crate::pool::{Lease, Pool, Ready, Shape, Within, ends_session, note};
use crate::reader::{Place, Reading};
use crate::{Error, Result};

/// How many connections a statement that was not sent yet may find broken.
pub(crate) const ATTEMPTS: usize = 3;

/// What a statement of a reader has around it on the writer.
const READ_ONLY: &str = "BEGIN READ ONLY";

/// A statement that runs. Dropped before its last answer was read, it leaves its connection to be made clean.
pub(crate) struct Run<'a> {
    on: On<'a>,
    shape: Option<Arc<Shape>>,
    /// When it had its connection; `None` where its time says nothing of it.
    begun: Option<Instant>,
    /// It was asked to read only.
    reads: bool,
}

enum On<'a> {
    /// A connection for this statement.
    Own(Lease),
    /// That of a transaction or of a caller.
    Held(&'a Lease),
    /// One that no pool knows.
    Client(&'a Client),
}

/// How a statement wants its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Its rows are read as they arrive.
    Prompt,
    /// Its rows are read whenever the caller likes.
    Stream,
}

impl<'a> Run<'a> {
    /// Sends a statement.
    pub(crate) async fn start(
        source: &'a Source<'_>,
        sql: &str,
        params: &[Param<'_>],
        pace: Pace,
    ) -> Result<(Self, RowStream)> {
        let (run, ready) = Self::prepared(source, sql, pace).await?;
        run.execute(sql, ready, params).await
    }

    /// Sends a `COPY .. TO STDOUT`, and describes the rows of `rows`, which it copies.
    pub(crate) async fn copy_out(
        source: &'a Source<'_>,
        sql: &str,
        rows: &str,
    ) -> Result<(Self, Statement, CopyOutStream)> {
        let (run, ready) = Self::prepared(source, sql, Pace::Stream).await?;
        let begun = async {
            let statement = match ready {
                Ready::Kept(statement) => statement,
                // What is prepared has to be there when it is used: behind a pooler, that takes a transaction.
                Ready::Typed(_) => {
                    if let On::Own(lease) = &run.on
                        && !lease.is_open()
                    {
                        lease.set_open(true);
                        run.client().batch_execute("BEGIN").await?;
                    }
                    run.client().prepare(sql).await?
                }
            };
            let rows = run.describe(rows).await?;
            Ok((rows, run.client().copy_out(&statement).await?))
        };
        match begun.await {
            Ok((rows, stream)) => Ok((run, rows, stream)),
            Err(error) => Err(run.failed(error)),
        }
    }

    async fn prepared(source: &'a Source<'_>, sql: &str, pace: Pace) -> Result<(Self, Ready)> {
        let run = match source {
            Source::Pool(pool) => return Self::on_pool(pool, sql, pace).await,
            Source::Reader(reading) => return Self::on_reader(reading, sql, pace).await,
            Source::Session(Session::Leased(lease)) => {
                lease.sent();
                let shape = Some(lease.pool().shape(sql));
                Self { on: On::Held(lease), shape, begun: pace.begins(), reads: false }
            }
            Source::Session(Session::Client(client)) => {
                Self { on: On::Client(client), shape: None, begun: None, reads: false }
            }
        };
        match run.patient(run.prepare(sql)).await? {
            Ok(ready) => Ok((run, ready)),
            Err(error) => Err(run.failed(error)),
        }
    }

    /// A connection that turns out to be broken before anything was sent that could take effect is left for another one.
    async fn on_pool(pool: &Pool, sql: &str, pace: Pace) -> Result<(Self, Ready)> {
        let shape = pool.shape(sql);
        let mut attempt = 1;
        loop {
            let lease = match pace {
                Pace::Prompt => pool.for_statement(&shape).await?,
                Pace::Stream => pool.lend().await?,
            };
            lease.sent();
            let shape = Some(Arc::clone(&shape));
            let run = Self { on: On::Own(lease), shape, begun: pace.begins(), reads: false };
            let prepared = run.patient(run.prepare(sql)).await?;
            let broken = run.client().is_closed() || prepared.as_ref().is_err_and(ends_session);
            if broken && attempt < ATTEMPTS {
                run.leave(pool);
                attempt += 1;
                continue;
            }
            return match prepared {
                Ok(ready) => Ok((run, ready)),
                Err(error) => Err(run.failed(error)),
            };
        }
    }

    /// Its connection is broken, and nobody is to have it again.
    fn leave(&self, pool: &Pool) {
        if let Some(lease) = self.lease() {
            pool.remove(lease.link());
        }
    }

    /// Waits for an answer as long as one may be expected.
    pub(crate) async fn patient<T>(&self, work: impl Future<Output = T>) -> Result<T> {
        match self.lease() {
            Some(lease) => lease.patient(work).await,
            None => Ok(work.await),
        }
    }

    /// On a replica, while there is one that is good enough and gives a connection, or else on the writer.
    async fn on_reader(reading: &Reading, sql: &str, pace: Pace) -> Result<(Self, Ready)> {
        loop {
            match reading.place().await {
                Place::Writer(pool) => return Self::on_writer(&pool, sql).await,
                Place::Replica(replica) => match Self::on_pool(replica.pool(), sql, pace).await {
                    Ok((run, ready)) => return Ok((Self { reads: true, ..run }, ready)),
                    Err(error) if error.is_unreachable() => replica.lost(),
                    Err(error) => return Err(error),
                },
            }
        }
    }

    /// In a transaction that only reads: what a replica would refuse is refused here too.
    async fn on_writer(pool: &Pool, sql: &str) -> Result<(Self, Ready)> {
        let shape = pool.shape(sql);
        let mut attempt = 1;
        loop {
            let lease = pool.lend().await?;
            lease.sent();
            lease.set_open(true);
            let run = Self {
                on: On::Own(lease),
                shape: Some(Arc::clone(&shape)),
                begun: Some(Instant::now()),
                reads: true,
            };
            // The second is sent behind the first without waiting for its answer.
            let (begun, prepared) =
                run.patient(join(run.client().batch_execute(READ_ONLY), run.prepare(sql))).await?;
            let begun = begun.and(prepared);
            if begun.as_ref().is_err_and(ends_session) && attempt < ATTEMPTS {
                run.leave(pool);
                attempt += 1;
                continue;
            }
            return match begun {
                Ok(ready) => Ok((run, ready)),
                Err(error) => Err(run.failed(error)),
            };
        }
    }

    /// What another statement of the same connection returns.
    async fn describe(&self, sql: &str) -> Result<Statement, tokio_postgres::Error> {
        match self.lease() {
            Some(lease) => lease.link().prepare(&lease.pool().shape(sql), sql).await,
            None => self.client().prepare(sql).await,
        }
    }

    async fn execute(mut self, sql: &str, ready: Ready, params: &[Param<'_>]) -> Result<(Self, RowStream)> {
        if let On::Own(lease) = &mut self.on {
            lease.starts();
        }
        let mut sent = self.patient(self.query(sql, &ready, params)).await?;
        if sent.as_ref().is_err_and(is_stale) && self.forget() {
            // The server refused before it did anything.
            sent = match self.patient(self.prepare_anew(sql)).await? {
                Ok(ready) => self.patient(self.query(sql, &ready, params)).await?,
                Err(error) => Err(error),
            };
        }
        if sent.as_ref().is_err_and(|error| self.was_cancelled_for_another(error)) {
            // The server undid it, and nobody asked for that.
            sent = self.patient(self.query(sql, &ready, params)).await?;
        }
        match sent {
            Ok(stream) => Ok((self, stream)),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// A statement that someone gave up is cancelled on the connection that this one shares with it; when it was over just
    /// before that, the cancellation hit this one.
    fn was_cancelled_for_another(&self, error: &tokio_postgres::Error) -> bool {
        let On::Own(lease) = &self.on else { return false };
        error.code() == Some(&SqlState::QUERY_CANCELED) && lease.is_shared() && lease.link().was_cancelled()
    }

    fn client(&self) -> &Client {
        match &self.on {
            On::Own(lease) => lease.link().client(),
            On::Held(lease) => lease.link().client(),
            On::Client(client) => client,
        }
    }

    fn lease(&self) -> Option<&Lease> {
        match &self.on {
            On::Own(lease) => Some(lease),
            On::Held(lease) => Some(lease),
            On::Client(_) => None,
        }
    }

    async fn prepare(&self, sql: &str) -> Result<Ready, tokio_postgres::Error> {
        let (lease, within) = match &self.on {
            On::Own(lease) if lease.is_open() => (lease, Within::Transaction),
            On::Own(lease) => (lease, Within::Nothing),
            On::Held(lease) => (*lease, Within::Transaction),
            On::Client(client) => return client.prepare(sql).await.map(Ready::Kept),
        };
        match &self.shape {
            Some(shape) => lease.link().ready(shape, sql, within).await,
            None => lease.link().client().prepare(sql).await.map(Ready::Kept),
        }
    }

    /// Prepares a statement that was found stale, in a new transaction where that ended the one around it.
    async fn prepare_anew(&self, sql: &str) -> Result<Ready, tokio_postgres::Error> {
        if let On::Own(lease) = &self.on
            && lease.is_open()
        {
            self.client().batch_execute(&format!("ROLLBACK; {READ_ONLY}")).await?;
        }
        self.prepare(sql).await
    }

    async fn query(
        &self,
        sql: &str,
        ready: &Ready,
        params: &[Param<'_>],
    ) -> Result<RowStream, tokio_postgres::Error> {
        let params = params.iter().map(|param| Sent(*param));
        match ready {
            Ready::Kept(statement) => self.client().query_raw(statement, params).await,
            Ready::Typed(types) => {
                self.client().query_typed_raw(sql, params.zip(types.iter().cloned())).await
            }
        }
    }

    /// Forgets what was prepared; whether the statement may be sent once more. In a transaction the failure has ended it
    /// already, and the next one prepares anew.
    fn forget(&self) -> bool {
        if let (Some(lease), Some(shape)) = (self.lease(), &self.shape) {
            lease.link().forget(shape);
        }
        match &self.on {
            On::Own(_) => true,
            On::Held(lease) => !lease.is_open(),
            On::Client(_) => false,
        }
    }

    /// What it took is noted.
    fn note(&self, rows: Result<u64, Option<&SqlState>>) {
        if let (Some(lease), Some(shape), Some(begun)) = (self.lease(), &self.shape, self.begun) {
            note(lease, shape, begun.elapsed(), rows);
        }
    }

    /// The last answer was read.
    pub(crate) fn finish(mut self, rows: u64) {
        self.note(Ok(rows));
        match (&mut self.on, &self.shape) {
            // What is left is to end the transaction.
            (On::Own(lease), _) if lease.is_open() => lease.answered(),
            (On::Own(lease), Some(shape)) => lease.finish(shape),
            (On::Own(lease), None) => lease.finish_unseen(),
            (On::Held(lease), _) => lease.answered(),
            (On::Client(_), _) => {}
        }
    }

    /// An error instead of an answer. After an error of the server nothing more comes; a connection that broke is not used
    /// again. What else there is, such as an answer that makes no sense, leaves the connection to be checked.
    pub(crate) fn failed(&self, error: tokio_postgres::Error) -> Error {
        self.note(Err(error.code()));
        if let Some(lease) = self.lease() {
            lease.doubt();
            lease.heard(&error);
            if error.as_db_error().is_some() || error.is_closed() {
                lease.answered();
            }
            if lease.link().is_pooled() {
                self.forget();
                // The driver wanted to ask about a type that is new: another connection will know it.
                if error.code() == Some(&SqlState::INVALID_SQL_STATEMENT_NAME) {
                    lease.pool().remove(lease.link());
                }
            }
        }
        let error = Error::from(error);
        if self.reads { error.on_reader() } else { error }
    }
}

impl Pace {
    /// How long a stream takes is its reader's doing.
    fn begins(self) -> Option<Instant> {
        match self {
            Self::Prompt => Some(Instant::now()),
            Self::Stream => None,
        }
    }
}

/// After DDL a kept statement may return other columns than it was prepared for, or another program behind the same
/// connection may have thrown it away.
fn is_stale(error: &tokio_postgres::Error) -> bool {
    error.as_db_error().is_some_and(|error| match error.code() {
        // The text of the message depends on the server's language.
        code if *code == SqlState::FEATURE_NOT_SUPPORTED => error.routine() == Some("RevalidateCachedQuery"),
        code => *code == SqlState::INVALID_SQL_STATEMENT_NAME,
    })
}
