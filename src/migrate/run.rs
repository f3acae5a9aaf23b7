//! Runs one migration: its transactions, and the ledger row that says how far it is. Statements that cannot run in a transaction
//! are in `outside`.

use std::time::{Duration, Instant};

use backon::{BackoffBuilder, ExponentialBuilder};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, GenericClient};

use super::failure::{Failure, locate};
use super::kind::Kind;
use super::ledger::Progress;
use super::source::Body;
use super::split::{Statement, split};
use super::status::{Entry, prefix};
use super::{Applied, Event, MigrateError, Migration, Options, blockers};
use crate::Transaction;

/// The longest pause between two attempts.
const MAX_PAUSE: Duration = Duration::from_secs(15);

/// What runs migrations.
pub(super) struct Runner<'a> {
    pub(super) client: &'a mut Client,
    pub(super) options: &'a Options,
    pub(super) on: &'a mut (dyn FnMut(&Event) + Send),
}

/// A statement failed; `index` counts from 0.
pub(super) enum Failed {
    /// The server, or the way to it, says so.
    Error { index: usize, error: tokio_postgres::Error },
    /// An earlier run began it, and nobody can tell whether it took effect.
    Uncertain { index: usize },
}

impl Failed {
    /// For `map_err`.
    pub(super) fn at(index: usize) -> impl Fn(tokio_postgres::Error) -> Self {
        move |error| Self::Error { index, error }
    }
}

impl Runner<'_> {
    /// Runs one migration, after the statements that an earlier run had done.
    pub(super) async fn migration(
        &mut self,
        migration: &Migration,
        entry: &Entry,
    ) -> Result<Applied, MigrateError> {
        let (name, out_of_order, done) = (migration.name().to_owned(), entry.out_of_order, entry.done());
        (self.on)(&Event::Started { name: name.clone(), out_of_order, resumed_after: done });
        let begun = Instant::now();
        self.fresh_session().await?;
        match migration.body() {
            Body::Sql => self.sql(migration, done, entry.attempt.as_deref()).await?,
            Body::Rust(up) => self.rust(migration, up).await?,
            Body::Chunks(up) => self.chunks(migration, up).await?,
            Body::Uncompiled => return Err(MigrateError::NeedsProgram(vec![name])),
        }
        let applied = Applied { name, took: begun.elapsed(), out_of_order, resumed_after: done };
        (self.on)(&Event::Finished(applied.clone()));
        Ok(applied)
    }

    /// What one migration sets (`search_path`, a role) does not reach the next one. Statements may take as long as they take.
    async fn fresh_session(&mut self) -> Result<(), MigrateError> {
        let sql = "RESET SESSION AUTHORIZATION; RESET ALL; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0";
        self.client.batch_execute(sql).await.map_err(MigrateError::database("prepare the session"))
    }

    /// A Rust migration is one transaction, with its ledger row.
    async fn rust(&mut self, migration: &Migration, up: super::Up) -> Result<(), MigrateError> {
        let failed = |error| MigrateError::Rust { name: migration.name().to_owned(), error: Box::new(error) };
        let limits = Limits::of(&Kind::Data, self.options);
        let progress =
            Progress { migration, done: 0, done_checksum: None, finished: true, error: None, attempt: None };
        let run = async {
            let mut transaction = Transaction::begin(self.client).await?;
            limits.set_local(transaction.client()).await?;
            up(&mut transaction).await?;
            progress.write(transaction.client()).await?;
            transaction.commit().await
        };
        let result: crate::Result<()> = run.await;
        if let Err(error) = &result {
            self.record(migration, 0, error.to_string()).await;
        }
        result.map_err(failed)
    }

    async fn sql(
        &mut self,
        migration: &Migration,
        done: usize,
        attempt: Option<&str>,
    ) -> Result<(), MigrateError> {
        let statements = split(migration.text()).map_err(|error| {
            let (line, column, _) = locate(migration.text(), error.at);
            MigrateError::Text {
                place: format!("{}:{line}:{column}", migration.place()),
                message: error.to_string(),
            }
        })?;
        let mut at = done;
        loop {
            let end = unit_end(&statements, at);
            let begun = attempt.filter(|_| at == done);
            let result = match at == done {
                true => self.settings(migration, &statements[..done.min(statements.len())]).await,
                false => Ok(()),
            };
            let result = match result {
                Ok(()) => self.unit(migration, &statements, at..end, begun).await,
                Err(error) => Err(Failed::Error { index: at, error }),
            };
            if let Err(failed) = result {
                return Err(self.failed(migration, &statements, at, failed).await);
            }
            at = end;
            if at >= statements.len() {
                return Ok(());
            }
        }
    }

    /// Sets again what the statements that an earlier run has done had set for the session.
    async fn settings(
        &mut self,
        migration: &Migration,
        done: &[Statement],
    ) -> Result<(), tokio_postgres::Error> {
        for statement in done.iter().filter(|s| s.setting) {
            self.client.batch_execute(&migration.text()[statement.span.clone()]).await?;
        }
        Ok(())
    }

    /// Writes down what failed, and says it.
    async fn failed(
        &mut self,
        migration: &Migration,
        statements: &[Statement],
        kept: usize,
        failed: Failed,
    ) -> MigrateError {
        match failed {
            Failed::Error { index, error } => {
                let text = statements.get(index).map_or("", |s| &migration.text()[s.span.clone()]);
                let blockers = match is_lock_trouble(&error) {
                    true => blockers::find(self.client, text).await,
                    false => Vec::new(),
                };
                let failure = Failure::new(migration, statements, index, kept, error).blocked_by(blockers);
                self.record(migration, kept, failure.summary()).await;
                MigrateError::Failed(Box::new(failure))
            }
            Failed::Uncertain { index } => {
                let at = statements.get(index).map_or(0, |s| s.span.start);
                let (line, column, _) = locate(migration.text(), at);
                MigrateError::Uncertain {
                    name: migration.name().to_owned(),
                    statement: index + 1,
                    place: format!("{}:{line}:{column}", migration.place()),
                }
            }
        }
    }

    /// Statements that succeed or fail together, tried again while locks are not free. `begun` is the checksum of the first one,
    /// when an earlier run has begun it outside of a transaction and did not say how it ended.
    async fn unit(
        &mut self,
        migration: &Migration,
        statements: &[Statement],
        range: std::ops::Range<usize>,
        begun: Option<&str>,
    ) -> Result<(), Failed> {
        let mut pauses = ExponentialBuilder::default()
            .with_min_delay(self.options.retry_delay)
            .with_max_delay(MAX_PAUSE)
            .with_max_times(self.options.retries)
            .with_jitter()
            .build();
        let limits = !statements.iter().any(|s| s.kind == Kind::SetsLimit);
        loop {
            let outside = statements.get(range.start).is_some_and(|s| s.kind.is_outside());
            let result = if outside {
                self.outside(migration, statements, range.start, begun).await
            } else {
                self.transaction(migration, statements, range.clone(), limits).await
            };
            let (index, error) = match result {
                Err(Failed::Error { index, error }) if is_lock_trouble(&error) => (index, error),
                other => return other,
            };
            let Some(pause) = pauses.next() else { return Err(Failed::Error { index, error }) };
            let name = migration.name().to_owned();
            (self.on)(&Event::Retry { name, statement: index + 1, pause });
            tokio::time::sleep(pause).await;
        }
    }

    async fn transaction(
        &mut self,
        migration: &Migration,
        statements: &[Statement],
        range: std::ops::Range<usize>,
        limits: bool,
    ) -> Result<(), Failed> {
        let fail = Failed::at;
        let last = range.end.saturating_sub(1).max(range.start);
        let transaction = self.client.transaction().await.map_err(fail(range.start))?;
        let mut set = None;
        for (index, statement) in statements[range.clone()].iter().enumerate() {
            let index = range.start + index;
            let wanted = Limits::of(&statement.kind, self.options);
            if limits && set != Some(wanted) {
                wanted.set_local(&transaction).await.map_err(fail(index))?;
                set = Some(wanted);
            }
            (self.on)(&statement_event(migration, statements, index));
            let text = &migration.text()[statement.span.clone()];
            transaction.batch_execute(text).await.map_err(fail(index))?;
        }
        let progress = progress(migration, statements, range.end);
        progress.write(&transaction).await.map_err(fail(last))?;
        // Deferred constraints speak up here.
        transaction.commit().await.map_err(fail(last))
    }

    /// Writes down why a migration failed, for `status`. The failure itself is what the caller hears of.
    pub(super) async fn record(&mut self, migration: &Migration, done: usize, error: String) {
        let done_checksum = prefix(migration, done);
        let progress =
            Progress { migration, done, done_checksum, finished: false, error: Some(error), attempt: None };
        let _ = self.fresh_session().await;
        if let Err(error) = progress.write(&*self.client).await {
            tracing::warn!(error = %error, "the failure was not written into the ledger");
        }
    }
}

/// What is told before a statement runs.
pub(super) fn statement_event(migration: &Migration, statements: &[Statement], index: usize) -> Event {
    let name = migration.name().to_owned();
    Event::Statement { name, statement: index + 1, statements: statements.len() }
}

/// The row after the first `done` statements.
pub(super) fn progress<'a>(migration: &'a Migration, statements: &[Statement], done: usize) -> Progress<'a> {
    let finished = done >= statements.len();
    Progress { migration, done, done_checksum: prefix(migration, done), finished, error: None, attempt: None }
}

/// The end of the statements that share a transaction with the first one.
fn unit_end(statements: &[Statement], start: usize) -> usize {
    let Some(first) = statements.get(start) else { return start };
    if first.kind.is_outside() {
        return start + 1;
    }
    let same = |s: &&Statement| s.batch == first.batch && !s.kind.is_outside();
    start + statements[start..].iter().take_while(same).count()
}

/// `lock_timeout`, or a deadlock that this side lost.
fn is_lock_trouble(error: &tokio_postgres::Error) -> bool {
    let code = error.code();
    code == Some(&SqlState::LOCK_NOT_AVAILABLE) || code == Some(&SqlState::T_R_DEADLOCK_DETECTED)
}

/// The time limits of a statement; zero is none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    lock: Duration,
    statement: Duration,
}

impl Limits {
    pub(super) fn of(kind: &Kind, options: &Options) -> Self {
        let none = Duration::ZERO;
        match kind {
            Kind::Definition => Self { lock: options.lock_timeout, statement: none },
            Kind::Data | Kind::SetsLimit | Kind::Begin | Kind::Commit | Kind::Refused(_) => {
                Self { lock: options.row_timeout, statement: none }
            }
            Kind::BuildIndex(_) | Kind::DropIndex(_) | Kind::Outside(_) => {
                Self { lock: none, statement: options.build_timeout }
            }
        }
    }

    async fn set_local(self, client: &impl GenericClient) -> Result<(), tokio_postgres::Error> {
        self.execute("SET LOCAL", client).await
    }

    pub(super) async fn set(self, client: &impl GenericClient) -> Result<(), tokio_postgres::Error> {
        self.execute("SET", client).await
    }

    async fn execute(self, set: &str, client: &impl GenericClient) -> Result<(), tokio_postgres::Error> {
        let (lock, statement) = (self.lock.as_millis(), self.statement.as_millis());
        client
            .batch_execute(&format!("{set} lock_timeout = {lock}; {set} statement_timeout = {statement}"))
            .await
    }
}
