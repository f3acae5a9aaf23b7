//! What is done about it.

use std::fmt::Write as _;
use std::time::Duration;

use jiff::civil::DateTime;
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::Type;

use super::read::{Found, detached_mark, made_mark, read};
use super::{Missing, Part, PartitionError, Partitioned, Range, Report};
use crate::quote::identifier;

/// How partitions are seen to.
#[derive(Clone, Debug)]
pub struct Options {
    /// Throw away what was let go, now or before: its rows are gone then.
    pub drop: bool,
    /// Only say what would be done.
    pub dry_run: bool,
    /// The time that counts as now, in UTC; `None` is the server's.
    pub now: Option<DateTime>,
    /// How long a statement waits for its lock before it is tried again.
    pub lock_timeout: Duration,
    /// How long to wait for another run.
    pub wait: Duration,
}

impl Default for Options {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { drop: false, dry_run: false, now: None, lock_timeout: seconds(3), wait: seconds(60) }
    }
}

/// How often a statement that does not get its lock is tried.
const TRIES: u32 = 8;

/// The first half of the advisory lock; the second is the table.
const LOCK: i32 = 0x7461_6270;

/// Makes the partitions that are missing and lets go of those that are too old.
///
/// # Errors
/// What [`PartitionError`] names. What was done before stays done, and a second run goes on.
pub async fn maintain(
    client: &mut Client,
    table: &Partitioned,
    options: &Options,
) -> Result<Report, PartitionError> {
    let found = read(client, table, options.now).await?;
    if options.dry_run {
        let detached = found.status.outdated;
        let mut dropped = found.status.detached;
        dropped.extend(detached.iter().cloned());
        let dropped = if options.drop { dropped } else { Vec::new() };
        return Ok(Report { made: found.status.missing, detached, dropped });
    }
    lock(client, table, found.oid, options.wait).await?;
    let result = under_lock(client, table, options).await;
    let unlock =
        format!("RESET lock_timeout; SELECT pg_advisory_unlock({LOCK}, {})", found.oid.cast_signed());
    // Where the connection is gone, the lock is too.
    let unlocked = client.batch_execute(&unlock).await;
    let report = result?;
    unlocked?;
    Ok(report)
}

/// Asks again and again: who waits inside of a statement holds up what runs `CONCURRENTLY`.
async fn lock(client: &Client, table: &Partitioned, oid: u32, wait: Duration) -> Result<(), PartitionError> {
    let started = std::time::Instant::now();
    let values: [(&(dyn tokio_postgres::types::ToSql + Sync), Type); 2] =
        [(&LOCK, Type::INT4), (&oid.cast_signed(), Type::INT4)];
    loop {
        let rows = client.query_typed("SELECT pg_try_advisory_lock($1, $2)", &values).await?;
        if rows.first().is_some_and(|row| row.get(0)) {
            return Ok(());
        }
        if started.elapsed() >= wait {
            return Err(PartitionError::Busy(table.shown()));
        }
        tokio::time::sleep(Duration::from_millis(fastrand::u64(50..200))).await;
    }
}

async fn under_lock(
    client: &mut Client,
    table: &Partitioned,
    options: &Options,
) -> Result<Report, PartitionError> {
    // Another run may have done it meanwhile.
    let found = read(client, table, options.now).await?;
    client.batch_execute(&format!("SET lock_timeout = {}", options.lock_timeout.as_millis())).await?;
    let mut report = Report::default();
    let default = found.status.parts.iter().find(|part| part.range == Range::Default);
    for missing in &found.status.missing {
        make(client, table, &found, default, missing).await?;
        report.made.push(missing.clone());
    }
    let outdated = |part: &&Part| found.status.outdated.contains(&part.name);
    for part in found.status.parts.iter().filter(outdated) {
        detach(client, table, part, default.is_some()).await?;
        report.detached.push(part.name.clone());
    }
    if options.drop {
        // All that was let go, now or before.
        for name in read(client, table, options.now).await?.status.detached {
            again(client, &format!("DROP TABLE {name}")).await?;
            report.dropped.push(name);
        }
    }
    Ok(report)
}

const COLUMNS: &str = "
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_catalog.pg_attribute
WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped AND attgenerated = ''";

/// Makes a table by itself and attaches it: the partitioned table is locked only against other changes of it.
async fn make(
    client: &mut Client,
    table: &Partitioned,
    found: &Found,
    default: Option<&Part>,
    missing: &Missing,
) -> Result<(), PartitionError> {
    let name = qualified(&table.namespace, &missing.name);
    let taken = client.query_typed("SELECT to_regclass($1) IS NOT NULL", &[(&name, Type::TEXT)]).await?;
    if taken.first().is_some_and(|row| row.get(0)) {
        return Err(PartitionError::NameTaken(missing.name.clone()));
    }
    let sql = statements(table, found, missing);
    if let Some(default) = default {
        in_default(client, table, found, default, missing, &sql).await?;
    }
    match again(client, &format!("BEGIN;\n{sql}COMMIT")).await {
        Ok(()) => Ok(()),
        Err(error) => {
            let _ = client.batch_execute("ROLLBACK").await;
            // A row came into the default partition since it was looked at.
            if let (Some(default), true) = (default, error.code() == Some(&SqlState::CHECK_VIOLATION)) {
                in_default(client, table, found, default, missing, &sql).await?;
            }
            Err(error.into())
        }
    }
}

fn statements(table: &Partitioned, found: &Found, missing: &Missing) -> String {
    let (parent, name) =
        (qualified(&table.namespace, &table.name), qualified(&table.namespace, &missing.name));
    let ty = &found.status.ty;
    let (from, to) = (literal(missing.from, ty), literal(missing.to, ty));
    let like = "INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION";
    format!(
        "CREATE TABLE {name} (LIKE {parent} {like});\n\
         COMMENT ON TABLE {name} IS {};\n\
         ALTER TABLE {parent} ATTACH PARTITION {name} FOR VALUES FROM ({from}) TO ({to});\n",
        text(&made_mark(table)),
    )
}

/// Says so where the default partition holds rows of the new one, and how they are moved.
async fn in_default(
    client: &Client,
    table: &Partitioned,
    found: &Found,
    default: &Part,
    missing: &Missing,
    sql: &str,
) -> Result<(), PartitionError> {
    let ty = &found.status.ty;
    let mut column = String::new();
    identifier(&mut column, &found.status.column);
    let holder = qualified(&default.namespace, &default.name);
    let rows_of =
        format!("{column} >= {} AND {column} < {}", literal(missing.from, ty), literal(missing.to, ty));
    let rows = client.query_typed(&format!("SELECT count(*) FROM {holder} WHERE {rows_of}"), &[]).await?;
    let rows: i64 = rows.first().map_or(0, |row| row.get(0));
    if rows == 0 {
        return Ok(());
    }
    let name = qualified(&table.namespace, &missing.name);
    // A generated column takes no value.
    let columns = client.query_typed(COLUMNS, &[(&found.oid, Type::OID)]).await?;
    let columns: String = columns.first().and_then(|row| row.get(0)).unwrap_or_default();
    let (made, attached) = sql.split_once("ALTER TABLE").unwrap_or((sql, ""));
    let mut way_out = format!("BEGIN;\n{made}");
    let _ = write!(
        way_out,
        "WITH moved AS (DELETE FROM {holder} WHERE {rows_of} RETURNING *) INSERT INTO {name} ({columns}) SELECT {columns} FROM moved;\n\
         ALTER TABLE{attached}COMMIT;"
    );
    Err(PartitionError::InDefault {
        default: default.name.clone(),
        wanted: missing.name.clone(),
        rows,
        way_out,
    })
}

/// Lets a partition go; its rows stay where they are. Next to a default partition PostgreSQL takes no `CONCURRENTLY`.
async fn detach(
    client: &Client,
    table: &Partitioned,
    part: &Part,
    has_default: bool,
) -> Result<(), PartitionError> {
    let (parent, name) = (qualified(&table.namespace, &table.name), qualified(&part.namespace, &part.name));
    let how = match (part.pending, has_default) {
        (true, _) => " FINALIZE",
        (false, true) => "",
        (false, false) => " CONCURRENTLY",
    };
    let detached = again(client, &format!("ALTER TABLE {parent} DETACH PARTITION {name}{how}")).await;
    if let Err(error) = detached {
        // Its first half may be done: the second is for the next try.
        let half = how == " CONCURRENTLY" && error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE);
        if !half {
            return Err(error.into());
        }
        again(client, &format!("ALTER TABLE {parent} DETACH PARTITION {name} FINALIZE")).await?;
    }
    again(client, &format!("COMMENT ON TABLE {name} IS {}", text(&detached_mark(table)))).await?;
    Ok(())
}

/// Runs statements, and again where a lock could not be had.
async fn again(client: &Client, sql: &str) -> Result<(), tokio_postgres::Error> {
    for attempt in 1.. {
        let error = match client.batch_execute(sql).await {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        let busy = matches!(error.code(), Some(code) if *code == SqlState::LOCK_NOT_AVAILABLE || *code == SqlState::T_R_DEADLOCK_DETECTED);
        if sql.starts_with("BEGIN") {
            let _ = client.batch_execute("ROLLBACK").await;
        }
        // The first half of a `DETACH .. CONCURRENTLY` cannot be done twice.
        if !busy || attempt >= TRIES || sql.ends_with("CONCURRENTLY") {
            return Err(error);
        }
        tokio::time::sleep(Duration::from_millis(fastrand::u64(50..150) * u64::from(attempt))).await;
    }
    Ok(())
}

fn qualified(namespace: &str, name: &str) -> String {
    let mut sql = String::new();
    identifier(&mut sql, namespace);
    sql.push('.');
    identifier(&mut sql, name);
    sql
}

/// A time as a bound of that type, whatever the session's time zone is.
fn literal(at: DateTime, ty: &str) -> String {
    let date = at.strftime("%Y-%m-%d");
    match ty {
        "date" => format!("'{date}'"),
        "timestamp with time zone" => format!("'{date} {}+00'", at.strftime("%H:%M:%S")),
        _ => format!("'{date} {}'", at.strftime("%H:%M:%S")),
    }
}

/// A string literal.
fn text(text: &str) -> String {
    let doubled = text.replace('\'', "''");
    if doubled.contains('\\') {
        format!("E'{}'", doubled.replace('\\', "\\\\"))
    } else {
        format!("'{doubled}'")
    }
}
