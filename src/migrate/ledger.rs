//! The ledger: the table `tablewright.migrations`, which records which migrations ran.
//!
//! It has a namespace of its own, so that it is in no publication of `public` and in nobody's way.

use std::collections::BTreeMap;

use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, GenericClient};

use super::{MigrateError, Migration};

/// Run once per database, while the run's lock is held: `IF NOT EXISTS` alone is not safe against a second run.
const CREATE: &str = "
CREATE SCHEMA IF NOT EXISTS tablewright;
COMMENT ON SCHEMA tablewright IS 'Bookkeeping of Tablewright';
CREATE TABLE IF NOT EXISTS tablewright.migrations (
    name text PRIMARY KEY,
    checksum text NOT NULL,
    version text NOT NULL,
    statements_done integer NOT NULL DEFAULT 0,
    done_checksum text,
    started timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished timestamptz,
    error text,
    attempt text,
    source text,
    position text
);
COMMENT ON TABLE tablewright.migrations IS 'Which migrations ran';
COMMENT ON COLUMN tablewright.migrations.version IS 'Of Tablewright';
COMMENT ON COLUMN tablewright.migrations.statements_done IS 'Statements that are committed: where a second run resumes';
COMMENT ON COLUMN tablewright.migrations.done_checksum IS 'Of the text up to there';
COMMENT ON COLUMN tablewright.migrations.error IS 'Why the last attempt failed';
COMMENT ON COLUMN tablewright.migrations.attempt IS 'Checksum of a statement outside of a transaction that has begun';
COMMENT ON COLUMN tablewright.migrations.source IS 'The text that ran';
COMMENT ON COLUMN tablewright.migrations.position IS 'How far a migration in chunks is';
";

/// What a ledger of an earlier version does not have yet.
const EXTEND: &str = "ALTER TABLE tablewright.migrations ADD COLUMN IF NOT EXISTS attempt text, ADD COLUMN IF NOT EXISTS source text, \
     ADD COLUMN IF NOT EXISTS position text";

/// The version that is written into the ledger.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) checksum: String,
    pub(super) statements_done: usize,
    pub(super) done_checksum: Option<String>,
    /// When it finished, as the server writes times; `None` when it has not.
    pub(super) finished: Option<String>,
    pub(super) error: Option<String>,
    /// The checksum of a statement outside of a transaction that had begun.
    pub(super) attempt: Option<String>,
    /// How far a migration in chunks is.
    pub(super) position: Option<String>,
}

impl Row {
    /// Whether anything of it has taken effect, or may have.
    pub(super) fn has_run(&self) -> bool {
        self.finished.is_some()
            || self.statements_done > 0
            || self.attempt.is_some()
            || self.position.is_some()
    }
}

/// The rows by name, in order.
pub(super) type Rows = BTreeMap<String, Row>;

/// Makes the ledger where there is none.
pub(super) async fn ensure(client: &Client) -> Result<(), MigrateError> {
    let doing = MigrateError::database("make the ledger tablewright.migrations");
    if !exists(client).await? {
        return client.batch_execute(CREATE).await.map_err(doing);
    }
    let sql = "SELECT count(*) FROM pg_catalog.pg_attribute WHERE attrelid = 'tablewright.migrations'::pg_catalog.regclass \
               AND attname IN ('attempt', 'source', 'position') AND NOT attisdropped";
    // Looked at first, because the statement wants a lock and the owner even where it does nothing.
    match client.query_one(sql, &[]).await.map_err(&doing)?.get::<_, i64>(0) {
        3 => Ok(()),
        _ => client.batch_execute(EXTEND).await.map_err(doing),
    }
}

async fn exists(client: &Client) -> Result<bool, MigrateError> {
    let sql = "SELECT pg_catalog.to_regclass('tablewright.migrations') IS NOT NULL";
    let row = client.query_one(sql, &[]).await.map_err(MigrateError::database("look for the ledger"))?;
    Ok(row.get(0))
}

/// All rows; none where there is no ledger yet.
pub(super) async fn read(client: &Client) -> Result<Rows, MigrateError> {
    if !exists(client).await? {
        return Ok(Rows::new());
    }
    let sql = "SELECT name, checksum, statements_done, done_checksum, finished::text, error, \
                   CASE WHEN finished IS NULL THEN pg_catalog.to_jsonb(m) ->> 'attempt' END, \
                   CASE WHEN finished IS NULL THEN pg_catalog.to_jsonb(m) ->> 'position' END \
               FROM tablewright.migrations m ORDER BY name";
    let rows = client.query(sql, &[]).await.map_err(MigrateError::database("read the ledger"))?;
    let row = |row: &tokio_postgres::Row| {
        let done: i32 = row.get(2);
        let entry = Row {
            checksum: row.get(1),
            statements_done: usize::try_from(done).unwrap_or_default(),
            done_checksum: row.get(3),
            finished: row.get(4),
            error: row.get(5),
            attempt: row.get(6),
            position: row.get(7),
        };
        (row.get(0), entry)
    };
    Ok(rows.iter().map(row).collect())
}

/// The text that ran, where the ledger has it.
pub(super) async fn source(client: &Client, name: &str) -> Result<Option<String>, MigrateError> {
    let sql = "SELECT pg_catalog.to_jsonb(m) ->> 'source' FROM tablewright.migrations m WHERE name = $1";
    let row = client.query_opt(sql, &[&name]).await.map_err(MigrateError::database("read the ledger"))?;
    Ok(row.and_then(|row| row.get(0)))
}

/// What is written of a migration: how far it is.
pub(super) struct Progress<'a> {
    pub(super) migration: &'a Migration,
    /// Statements that are committed with this write.
    pub(super) done: usize,
    /// The text up to there.
    pub(super) done_checksum: Option<String>,
    pub(super) finished: bool,
    pub(super) error: Option<String>,
    /// The checksum of the statement that comes next, outside of a transaction.
    pub(super) attempt: Option<String>,
}

impl Progress<'_> {
    /// Writes the row; in the same transaction as the statements that it counts, wherever there is one.
    pub(super) async fn write(&self, client: &impl GenericClient) -> Result<(), tokio_postgres::Error> {
        let sql = "INSERT INTO tablewright.migrations AS m \
                       (name, checksum, version, statements_done, done_checksum, finished, error, attempt, source) \
                   VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 THEN pg_catalog.clock_timestamp() END, $7, $8, $9) \
                   ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, version = excluded.version, \
                       statements_done = excluded.statements_done, done_checksum = excluded.done_checksum, \
                       finished = excluded.finished, error = excluded.error, \
                       attempt = excluded.attempt, source = excluded.source, \
                       position = CASE WHEN $6 THEN NULL ELSE m.position END";
        let done = i32::try_from(self.done).unwrap_or(i32::MAX);
        let name = self.migration.name();
        let checksum = self.migration.checksum();
        let source = self.migration.text();
        let Self { migration: _, done: _, done_checksum, finished, error, attempt } = self;
        let values: [&(dyn ToSql + Sync); 9] =
            [&name, &checksum, &VERSION, &done, done_checksum, finished, error, attempt, &source];
        client.execute(sql, &values).await.map(drop)
    }
}

/// Where a migration in chunks is.
pub(super) async fn position(client: &Client, name: &str) -> Result<Option<String>, tokio_postgres::Error> {
    let sql = "SELECT position FROM tablewright.migrations WHERE name = $1";
    Ok(client.query_opt(sql, &[&name]).await?.and_then(|row| row.get(0)))
}

/// Notes where a migration in chunks is, in the transaction that is open.
pub(super) async fn set_position(
    client: &Client,
    migration: &Migration,
    position: &str,
) -> Result<(), tokio_postgres::Error> {
    let sql = "INSERT INTO tablewright.migrations AS m (name, checksum, version, source, position) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (name) DO UPDATE SET position = excluded.position, error = NULL";
    let (name, checksum, source) = (migration.name(), migration.checksum(), migration.text());
    client.execute(sql, &[&name, &checksum, &VERSION, &source, &position]).await.map(drop)
}
