//! Statements that cannot run in a transaction.
//!
//! Between such a statement and its ledger write the program or the server may die. So the ledger first says that the statement
//! begins; a later run that finds this looks in the catalog whether the statement took effect, and goes on, finishes it, or
//! runs it again. Where nobody can tell, it stops and asks: see `migrate repair`.

use tokio_postgres::Client;

use super::index::{Found, drop_invalid, find};
use super::kind::Kind;
use super::ledger::Progress;
use super::run::{Failed, Limits, Runner, progress, statement_event};
use super::split::Statement;
use super::trace::{self, Seen};
use super::{Event, Migration, checksum};

impl Runner<'_> {
    /// Runs one of them, and writes down that it ran.
    pub(super) async fn outside(
        &mut self,
        migration: &Migration,
        statements: &[Statement],
        index: usize,
        begun: Option<&str>,
    ) -> Result<(), Failed> {
        let fail = Failed::at(index);
        let statement = &statements[index];
        let text = &migration.text()[statement.span.clone()];
        let again = begun.is_some_and(|begun| begun == checksum(text));
        let seen = self.look(&statement.kind, again).await.map_err(&fail)?;
        match seen {
            Seen::Unknown => return Err(Failed::Uncertain { index }),
            Seen::Done => {}
            Seen::Half(rest) => self.client.batch_execute(&rest).await.map_err(&fail)?,
            Seen::Nothing => {
                let begins =
                    Progress { attempt: Some(checksum(text)), ..progress(migration, statements, index) };
                begins.write(&*self.client).await.map_err(&fail)?;
                (self.on)(&statement_event(migration, statements, index));
                self.run_outside(statement, text).await.map_err(&fail)?;
            }
            // It was there before anybody began: the server is to say what it thinks of that.
            Seen::Before => {
                (self.on)(&statement_event(migration, statements, index));
                self.run_outside(statement, text).await.map_err(&fail)?;
            }
        }
        progress(migration, statements, index + 1).write(&*self.client).await.map_err(fail)
    }

    async fn run_outside(&mut self, statement: &Statement, text: &str) -> Result<(), tokio_postgres::Error> {
        Limits::of(&statement.kind, self.options).set(&*self.client).await?;
        let result = self.client.batch_execute(text).await;
        if let (Err(_), Kind::BuildIndex(Some(target))) = (&result, &statement.kind) {
            // The database is to be as before; where this fails as well, the next run drops it.
            let _ = drop_invalid(self.client, target).await;
        }
        result
    }

    /// Whether the statement took effect, when `again` says that an earlier run has begun it; and otherwise whether its effect is
    /// there for another reason.
    async fn look(&mut self, kind: &Kind, again: bool) -> Result<Seen, tokio_postgres::Error> {
        let there = |there: bool| match (there, again) {
            (true, true) => Seen::Done,
            (true, false) => Seen::Before,
            (false, _) => Seen::Nothing,
        };
        Ok(match kind {
            Kind::BuildIndex(Some(target)) => {
                if drop_invalid(self.client, target).await? {
                    (self.on)(&Event::DroppedInvalidIndex { index: target.to_sql() });
                }
                there(find(self.client, target).await? == Found::Valid)
            }
            // An interrupted drop leaves the index behind as invalid: it can be dropped again.
            Kind::DropIndex(Some(target)) => there(find(self.client, target).await? == Found::Nothing),
            Kind::Outside(trace) => {
                if again {
                    self.clear_reindexed(trace).await?;
                }
                trace::look(self.client, trace, again).await?
            }
            Kind::BuildIndex(None) | Kind::DropIndex(None) if again => Seen::Unknown,
            Kind::BuildIndex(None) | Kind::DropIndex(None) => Seen::Nothing,
            Kind::Definition | Kind::Data | Kind::SetsLimit => Seen::Nothing,
            Kind::Begin | Kind::Commit | Kind::Refused(_) => Seen::Nothing,
        })
    }

    /// Drops what an interrupted `REINDEX CONCURRENTLY` has left.
    async fn clear_reindexed(&mut self, trace: &super::kind::Trace) -> Result<(), tokio_postgres::Error> {
        for index in trace::left_by_reindex(self.client, trace).await? {
            drop_index(self.client, &index).await?;
            (self.on)(&Event::DroppedInvalidIndex { index });
        }
        Ok(())
    }
}

/// `index` is quoted already.
async fn drop_index(client: &Client, index: &str) -> Result<(), tokio_postgres::Error> {
    client.batch_execute(&format!("DROP INDEX CONCURRENTLY IF EXISTS {index}")).await
}
