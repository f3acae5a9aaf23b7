//! What Zero needs of a database, looked at one thing after the other. Every check gives at least one result, so that a list
//! without a word on something means that it was not looked at.

mod address;
mod column;
mod moving;
mod privacy;
mod publication;
mod role;
mod server;
mod table;

use serde::Serialize;
use tablewright_codegen::load::Described;
use tokio_postgres::Client;

use crate::failure::{Failure, Result};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    /// As it should be.
    Ok,
    /// It works, and will hurt.
    Warning,
    /// Zero does not work, loses data, or shows what is private.
    Error,
}

/// What one check found.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Found {
    /// Which check: `server.wal-level`.
    pub(crate) check: &'static str,
    pub(crate) level: Level,
    /// What is so.
    pub(crate) what: String,
    /// What comes of it; empty where all is well.
    pub(crate) why: String,
    /// Statements or other lines that mend it.
    pub(crate) mend: Vec<String>,
    /// Whether `--fix` may run them: nothing is lost by it, and Zero notices.
    pub(crate) safe: bool,
}

impl Found {
    fn good(check: &'static str, what: impl Into<String>) -> Self {
        Self { check, level: Level::Ok, what: what.into(), why: String::new(), mend: Vec::new(), safe: false }
    }

    fn bad(check: &'static str, level: Level, what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { check, level, what: what.into(), why: why.into(), mend: Vec::new(), safe: false }
    }

    fn mend(mut self, line: impl Into<String>) -> Self {
        self.mend.push(line.into());
        self
    }

    /// A statement that `--fix` may run.
    fn safely(mut self, statement: impl Into<String>) -> Self {
        self.safe = true;
        self.mend(statement)
    }
}

/// What is looked at.
pub(crate) struct Subject<'a> {
    pub(crate) client: &'a Client,
    /// The URL of the database, for how it is reached.
    pub(crate) url: &'a str,
    pub(crate) publication: &'a str,
    /// `ZERO_APP_ID`.
    pub(crate) app: &'a str,
    /// What the schema says should be so.
    pub(crate) described: &'a Described,
}

impl Subject<'_> {
    /// The namespace and the prefix of what Zero makes.
    fn shard(&self) -> String {
        format!("{}_0", self.app)
    }

    async fn rows(
        &self,
        text: &str,
        values: &[&(dyn tokio_postgres::types::ToSql + Sync)],
    ) -> Result<Vec<tokio_postgres::Row>> {
        self.client.query(text, values).await.map_err(|error| failed(&error))
    }
}

fn failed(error: &tokio_postgres::Error) -> Failure {
    let said = error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned());
    Failure::new(format!("the database does not answer a question of the doctor: {said}"))
}

/// Everything that was found, in the order of the checks.
pub(crate) async fn examine(subject: &Subject<'_>) -> Result<Vec<Found>> {
    let mut found = address::check(subject);
    found.extend(server::check(subject).await?);
    found.extend(role::check(subject).await?);
    if found.iter().any(|found| found.check == "server.version" && found.level == Level::Error) {
        // Below it a catalog lacks what the other checks ask for.
        return Ok(found);
    }
    found.extend(publication::check(subject).await?);
    if found.iter().any(|found| found.check == "publication.exists" && found.level == Level::Error) {
        return Ok(found);
    }
    found.extend(privacy::check(subject).await?);
    found.extend(table::check(subject).await?);
    found.extend(column::check(subject).await?);
    found.extend(moving::check(subject).await?);
    Ok(found)
}

/// Runs what is safe; returns the statements that ran.
pub(crate) async fn fix(client: &Client, found: &[Found]) -> Result<Vec<String>> {
    let mut ran = Vec::new();
    for found in found.iter().filter(|found| found.safe && found.level != Level::Ok) {
        for statement in &found.mend {
            if let Err(error) = client.batch_execute(statement).await {
                let said =
                    error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned());
                return Err(Failure::with_help(
                    format!("`{statement}` was refused: {said}"),
                    "run it as the owner of the publication or as a superuser",
                ));
            }
            ran.push(statement.clone());
        }
    }
    Ok(ran)
}

/// One result for each row, or that all is well.
fn each(
    check: &'static str,
    good: &str,
    rows: &[tokio_postgres::Row],
    bad: impl Fn(&tokio_postgres::Row) -> Found,
) -> Vec<Found> {
    if rows.is_empty() { vec![Found::good(check, good)] } else { rows.iter().map(bad).collect() }
}

/// Sizes as people say them.
fn size(bytes: i64) -> String {
    const UNITS: &[&str] = &["B", "kB", "MB", "GB", "TB"];
    let (mut value, mut unit) = (bytes.max(0), 0);
    while value >= 10_240 && unit + 1 < UNITS.len() {
        value /= 1024;
        unit += 1;
    }
    format!("{value} {}", UNITS[unit])
}
