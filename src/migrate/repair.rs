//! Mends the ledger: what does not fit, what can be done about it, and doing that.
//!
//! Comes in: the migrations and a connection. Goes out: [`Trouble`]s, each with the [`Remedy`]s that make sense for it; the one
//! that somebody chose is written. Only rows of the ledger are changed, never the schema, and never without a choice.

use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Transaction};

use super::ledger::{self, Row, Rows};
use super::split::split;
use super::status::{prefix, state};
use super::{MigrateError, Migration, Migrations, Options, Problem, State, checksum, lock};

/// A row of the ledger that keeps migrations from being applied, or that a run has left unfinished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The name in the ledger.
    pub name: String,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong with a row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wrong {
    /// The file was edited after it, or the first statements of it, had run.
    Edited {
        /// The text that ran; `None` when the ledger does not have it.
        ran: Option<String>,
        /// The text of the file.
        file: String,
        /// How many statements had run, where it failed after them.
        done: Option<usize>,
    },
    /// There is no such file.
    Missing {
        /// The text that ran; `None` when the ledger does not have it.
        ran: Option<String>,
        /// A file that has not run and holds the same text.
        renamed: Option<String>,
        /// It is later than all files: this program may be older than the database.
        newer: bool,
    },
    /// A run ended while a statement ran that leaves no trace; it may have taken effect or not.
    Uncertain {
        /// The number of the statement, from 1.
        statement: usize,
        /// The statement.
        text: String,
    },
    /// It failed, or was interrupted. The next run goes on by itself.
    Unfinished {
        /// Statements that stay done.
        done: usize,
        /// Statements in the file.
        statements: usize,
        /// Why it ended.
        error: String,
    },
    /// It failed, left nothing, and its file is gone: the row says nothing any more.
    Leftover,
}

/// What can be done about a [`Trouble`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Take the file as what ran.
    TakeOver,
    /// Forget that it ran. What it did stays in the database.
    Forget,
    /// Its file has another name now.
    Rename(String),
    /// The interrupted statement took effect.
    Done,
    /// The interrupted statement did not take effect: run it again.
    Redo,
    /// What was left of it was done by hand.
    Finished,
    /// What it had done was undone by hand: run all of it again.
    Again,
}

impl Trouble {
    /// What makes sense here.
    pub fn remedies(&self) -> Vec<Remedy> {
        match &self.wrong {
            Wrong::Edited { .. } => vec![Remedy::TakeOver],
            Wrong::Missing { renamed: Some(to), .. } => vec![Remedy::Rename(to.clone()), Remedy::Forget],
            Wrong::Missing { renamed: None, .. } | Wrong::Leftover => vec![Remedy::Forget],
            Wrong::Uncertain { .. } => vec![Remedy::Done, Remedy::Redo, Remedy::Finished, Remedy::Again],
            Wrong::Unfinished { .. } => vec![Remedy::Finished, Remedy::Again],
        }
    }

    /// Whether nothing can be applied before it is mended.
    pub fn stops(&self) -> bool {
        match self.wrong {
            Wrong::Edited { .. } | Wrong::Missing { .. } | Wrong::Uncertain { .. } => true,
            Wrong::Unfinished { .. } | Wrong::Leftover => false,
        }
    }
}

impl Migrations {
    /// Every row of the ledger that needs a look, in the order of names. It changes nothing.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn troubles(&self, client: &Client) -> Result<Vec<Trouble>, MigrateError> {
        let rows = ledger::read(client).await?;
        let mut troubles = Vec::new();
        for (name, row) in &rows {
            if let Some(mut wrong) = self.wrong(name, row, &rows) {
                if let Wrong::Edited { ran, .. } | Wrong::Missing { ran, .. } = &mut wrong {
                    *ran = ledger::source(client, name).await?;
                }
                troubles.push(Trouble { name: name.clone(), wrong });
            }
        }
        Ok(troubles)
    }

    /// Does what was chosen, all of it or nothing. The run's lock is held meanwhile, and every choice is checked again under it.
    ///
    /// # Errors
    /// When a choice does not fit what is wrong (any more), or when the ledger cannot be written.
    pub async fn mend(
        &self,
        client: &mut Client,
        options: &Options,
        choices: &[(String, Remedy)],
    ) -> Result<(), MigrateError> {
        lock::acquire(client, options, &mut |_| {}).await?;
        let result = self.mend_locked(client, choices).await;
        lock::release(client).await;
        result
    }

    async fn mend_locked(
        &self,
        client: &mut Client,
        choices: &[(String, Remedy)],
    ) -> Result<(), MigrateError> {
        ledger::ensure(client).await?;
        let rows = ledger::read(client).await?;
        let doing = MigrateError::database("mend the ledger tablewright.migrations");
        let transaction = client.transaction().await.map_err(&doing)?;
        for (name, remedy) in choices {
            let wrong = rows.get(name).and_then(|row| self.wrong(name, row, &rows));
            let trouble = wrong.map(|wrong| Trouble { name: name.clone(), wrong });
            match (&trouble, rows.get(name)) {
                (Some(trouble), Some(row)) if trouble.remedies().contains(remedy) => {
                    self.apply_remedy(&transaction, trouble, row, remedy).await?;
                }
                _ => {
                    return Err(MigrateError::Repair(format!(
                        "{name} does not need that any more; run `tablewright migrate repair` again"
                    )));
                }
            }
        }
        transaction.commit().await.map_err(doing)
    }

    /// What is wrong with a row, without the text that ran.
    fn wrong(&self, name: &str, row: &Row, rows: &Rows) -> Option<Wrong> {
        let Some(migration) = self.iter().find(|m| m.name() == name) else {
            let ran = row.has_run();
            return Some(if ran { self.missing(name, row, rows) } else { Wrong::Leftover });
        };
        let file = migration.text().to_owned();
        match state(migration, Some(row)) {
            State::Applied { .. } | State::Pending => None,
            State::Problem(Problem::Changed { .. }) => Some(Wrong::Edited { ran: None, file, done: None }),
            State::Problem(Problem::ChangedBeforeFailure { done, .. }) => {
                Some(Wrong::Edited { ran: None, file, done: Some(done) })
            }
            State::Problem(Problem::Missing { .. }) => Some(self.missing(name, row, rows)),
            State::Failed { done, error } => Some(match uncertain(migration, row) {
                Some(wrong) => wrong,
                None => Wrong::Unfinished { done, statements: count(migration), error },
            }),
        }
    }

    fn missing(&self, name: &str, row: &Row, rows: &Rows) -> Wrong {
        let same = |m: &&Migration| m.checksum() == row.checksum && !rows.contains_key(m.name());
        let renamed = self.iter().find(same).map(|m| m.name().to_owned());
        let newer = self.iter().next_back().is_none_or(|last| name > last.name());
        Wrong::Missing { ran: None, renamed, newer }
    }

    async fn apply_remedy(
        &self,
        transaction: &Transaction<'_>,
        trouble: &Trouble,
        row: &Row,
        remedy: &Remedy,
    ) -> Result<(), MigrateError> {
        let name = &trouble.name;
        let run = async |sql: &str, values: &[&(dyn ToSql + Sync)]| {
            let doing = MigrateError::database("mend the ledger tablewright.migrations");
            transaction.execute(sql, values).await.map(drop).map_err(doing)
        };
        let set = |what: &str| format!("UPDATE tablewright.migrations SET {what} WHERE name = $1");
        let file = self.iter().find(|m| m.name() == name);
        match (remedy, file) {
            (Remedy::Forget | Remedy::Again, _) => {
                run("DELETE FROM tablewright.migrations WHERE name = $1", &[name]).await
            }
            (Remedy::Rename(to), _) => run(&set("name = $2"), &[name, to]).await,
            (Remedy::Redo, _) => run(&set("attempt = NULL"), &[name]).await,
            (Remedy::TakeOver, Some(m)) => {
                let (done, sum) = (row.statements_done, m.checksum());
                let prefix = prefix(m, done);
                if prefix.is_none() && done > 0 {
                    return Err(MigrateError::Repair(format!(
                        "{name} failed after {done} statements had run, and has only {} now; put those back that ran",
                        count(m)
                    )));
                }
                let sql = set("checksum = $2, done_checksum = $3, source = $4");
                run(&sql, &[name, &sum, &prefix, &m.text()]).await
            }
            (Remedy::Done | Remedy::Finished, Some(m)) => {
                let all = count(m);
                let done = if *remedy == Remedy::Done { row.statements_done + 1 } else { all };
                let finished = done >= all;
                let (number, prefix, sum) =
                    (i32::try_from(done).unwrap_or(i32::MAX), prefix(m, done), m.checksum());
                let sql = set(
                    "statements_done = $2, done_checksum = $3, checksum = $4, source = $5, attempt = NULL, \
                     error = NULL, finished = CASE WHEN $6 THEN pg_catalog.clock_timestamp() END",
                );
                run(&sql, &[name, &number, &prefix, &sum, &m.text(), &finished]).await
            }
            (Remedy::TakeOver | Remedy::Done | Remedy::Finished, None) => {
                Err(MigrateError::Repair(format!("there is no file {name}")))
            }
        }
    }
}

/// The statement that had begun when the run ended, where only a person can tell whether it took effect.
fn uncertain(migration: &Migration, row: &Row) -> Option<Wrong> {
    let statements = split(migration.text()).ok()?;
    let statement = statements.get(row.statements_done)?;
    let text = &migration.text()[statement.span.clone()];
    let begun = row.attempt.as_deref() == Some(checksum(text).as_str());
    (begun && statement.kind.is_untraceable())
        .then(|| Wrong::Uncertain { statement: row.statements_done + 1, text: text.to_owned() })
}

/// How many statements a migration has; one in Rust is one.
fn count(migration: &Migration) -> usize {
    match migration.is_sql() {
        true => split(migration.text()).map_or(0, |all| all.len()),
        false => 1,
    }
}
