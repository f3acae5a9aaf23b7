//! Adopts a database that exists: migrations are recorded as if they had run.

use tokio_postgres::Client;

use super::ledger::{self, Progress};
use super::split::split;
use super::status::prefix;
use super::{MigrateError, Migrations, Options, lock};

impl Migrations {
    /// Records migrations as applied without running them, in order, up to and with `last` (all of them without it); returns their
    /// names. That the database is as if they had run is for the caller to know.
    ///
    /// # Errors
    /// When the ledger has rows already, when there is no migration `last`, or when the ledger cannot be written.
    pub async fn baseline(
        &self,
        client: &mut Client,
        options: &Options,
        last: Option<&str>,
    ) -> Result<Vec<String>, MigrateError> {
        if let Some(last) = last.filter(|last| !self.iter().any(|m| m.name() == *last)) {
            return Err(MigrateError::Repair(format!("there is no migration {last}")));
        }
        lock::acquire(client, options, &mut |_| {}).await?;
        let result = self.baseline_locked(client, last).await;
        lock::release(client).await;
        result
    }

    async fn baseline_locked(
        &self,
        client: &mut Client,
        last: Option<&str>,
    ) -> Result<Vec<String>, MigrateError> {
        ledger::ensure(client).await?;
        if let Some(name) = ledger::read(client).await?.keys().next() {
            return Err(MigrateError::Repair(format!(
                "this database is adopted already: its ledger has {name}; `migrate status` shows what ran, `migrate apply` applies the \
                 rest, `migrate repair` mends rows"
            )));
        }
        let doing = MigrateError::database("write the ledger tablewright.migrations");
        let transaction = client.transaction().await.map_err(&doing)?;
        let mut names = Vec::new();
        for migration in self.iter().take_while(|m| last.is_none_or(|last| m.name() <= last)) {
            let done =
                if migration.is_sql() { split(migration.text()).map_or(0, |all| all.len()) } else { 0 };
            let done_checksum = prefix(migration, done);
            let progress =
                Progress { migration, done, done_checksum, finished: true, error: None, attempt: None };
            progress.write(&transaction).await.map_err(&doing)?;
            names.push(migration.name().to_owned());
        }
        transaction.commit().await.map_err(doing)?;
        Ok(names)
    }
}
