//! Applies what has not run.

use tokio_postgres::Client;

use super::run::Runner;
use super::split::split;
use super::status::{Entry, Problem, State, compare};
use super::{Event, MigrateError, Migration, Migrations, Options, Report};
use super::{failure::locate, ledger, lock};

impl Migrations {
    /// Applies every migration that has not run, in order. The session of the client is used for a lock and for settings: hand
    /// over one that nothing else uses.
    ///
    /// # Errors
    /// See [`MigrateError`]; what failed was rolled back as far as PostgreSQL can.
    pub async fn apply(&self, client: &mut Client) -> Result<Report, MigrateError> {
        self.apply_with(client, &Options::default(), |_| {}).await
    }

    /// As [`apply`](Self::apply), with other time limits, and telling what happens while it happens.
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    pub async fn apply_with(
        &self,
        client: &mut Client,
        options: &Options,
        mut on: impl FnMut(&Event) + Send,
    ) -> Result<Report, MigrateError> {
        self.check_texts()?;
        let last = self.last(options)?;
        let mut on = |event: &Event| {
            match event {
                Event::Statement { .. } | Event::Progress { .. } => tracing::debug!("{event}"),
                _ => tracing::info!("{event}"),
            }
            on(event);
        };
        lock::acquire(client, options, &mut on).await?;
        let result = self.apply_locked(Runner { client: &mut *client, options, on: &mut on }, last).await;
        lock::release(client).await;
        result
    }

    /// What has run on a database and what has not. It changes nothing.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn status(&self, client: &Client) -> Result<Vec<Entry>, MigrateError> {
        Ok(compare(self, &ledger::read(client).await?))
    }

    /// Takes every file apart before the first one runs, so that a typing mistake in the last stops nothing half-way.
    fn check_texts(&self) -> Result<(), MigrateError> {
        for migration in self.iter().filter(|m| m.is_sql()) {
            if let Err(error) = split(migration.text()) {
                let (line, column, _) = locate(migration.text(), error.at);
                let place = format!("{}:{line}:{column}", migration.place());
                return Err(MigrateError::Text { place, message: error.to_string() });
            }
        }
        Ok(())
    }

    /// How many migrations there are up to the last one to apply.
    fn last(&self, options: &Options) -> Result<usize, MigrateError> {
        let Some(until) = &options.until else { return Ok(self.len()) };
        let at = self.iter().position(|migration| migration.name() == until);
        at.map(|at| at + 1).ok_or_else(|| MigrateError::Unknown(until.clone()))
    }

    /// Applies the first `last` of them.
    async fn apply_locked(&self, mut runner: Runner<'_>, last: usize) -> Result<Report, MigrateError> {
        ledger::ensure(runner.client).await?;
        let entries = compare(self, &ledger::read(runner.client).await?);
        let problems: Vec<Problem> = entries.iter().filter_map(Entry::problem).cloned().collect();
        if !problems.is_empty() {
            return Err(MigrateError::Problems(problems));
        }
        let pending = |range: std::ops::Range<usize>| {
            let all = self.iter().zip(&entries).take(range.end).skip(range.start);
            all.filter(|(_, entry)| entry.is_pending())
        };
        let held_back: Vec<String> =
            pending(last..self.len()).map(|(migration, _)| migration.name().to_owned()).collect();
        let pending: Vec<(&Migration, &Entry)> = pending(0..last).collect();
        let uncompiled: Vec<String> =
            pending.iter().filter(|(m, _)| m.needs_program()).map(|(m, _)| m.name().to_owned()).collect();
        if !uncompiled.is_empty() {
            return Err(MigrateError::NeedsProgram(uncompiled));
        }
        let before = entries.len() - pending.len() - held_back.len();
        let mut report = Report { applied: Vec::new(), before, held_back };
        for (migration, entry) in pending {
            report.applied.push(runner.migration(migration, entry).await?);
        }
        Ok(report)
    }
}

impl Entry {
    /// Whether the next run applies it.
    pub fn is_pending(&self) -> bool {
        match self.state {
            State::Pending | State::Failed { .. } => true,
            State::Applied { .. } | State::Problem(_) => false,
        }
    }

    /// What does not fit.
    pub fn problem(&self) -> Option<&Problem> {
        match &self.state {
            State::Problem(problem) => Some(problem),
            State::Applied { .. } | State::Pending | State::Failed { .. } => None,
        }
    }

    /// Statements that an earlier run has done.
    pub(super) fn done(&self) -> usize {
        match self.state {
            State::Failed { done, .. } => done,
            State::Applied { .. } | State::Pending | State::Problem(_) => 0,
        }
    }
}
