//! One run of migrations at a time.
//!
//! The lock is polled: a blocking `pg_advisory_lock` would be a transaction that `CREATE INDEX CONCURRENTLY` of the run that
//! holds the lock waits for, and the two would wait for each other.

use std::time::{Duration, Instant};

use tokio_postgres::Client;

use super::blockers::session;
use super::{Event, MigrateError, Options};

/// `tablewrt` as a number. Advisory locks count per database.
const KEY: i64 = i64::from_be_bytes(*b"tablewrt");

/// Waits for the lock.
pub(super) async fn acquire(
    client: &Client,
    options: &Options,
    on: &mut (dyn FnMut(&Event) + Send),
) -> Result<(), MigrateError> {
    let begun = Instant::now();
    let mut told = String::new();
    loop {
        let row = client.query_one("SELECT pg_catalog.pg_try_advisory_lock($1)", &[&KEY]).await;
        if row.map_err(MigrateError::database("take the lock for migrations"))?.get(0) {
            return Ok(());
        }
        let holder = holder(client).await?;
        if begun.elapsed() >= options.wait {
            return Err(MigrateError::Locked { waited: begun.elapsed(), holder });
        }
        if holder != told {
            on(&Event::Waiting { holder: holder.clone() });
            told = holder;
        }
        // Jitter, so that many deployers that wait do not ask all at once.
        let pause = Duration::from_millis(fastrand::u64(100..300));
        tokio::time::sleep(pause.min(options.wait.saturating_sub(begun.elapsed()))).await;
    }
}

/// Gives the lock back; the end of the session would do so as well.
pub(super) async fn release(client: &Client) {
    if let Err(error) = client.execute("SELECT pg_catalog.pg_advisory_unlock($1)", &[&KEY]).await {
        tracing::debug!(error = %error, "the lock for migrations was not given back");
    }
}

/// Who holds the lock.
async fn holder(client: &Client) -> Result<String, MigrateError> {
    let sql = "SELECT a.pid, a.application_name, a.usename::text, pg_catalog.host(a.client_addr), a.backend_start::timestamptz(0)::text \
               FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid \
               WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
                 AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) \
                 AND ((l.classid::bigint << 32) | l.objid::bigint) = $1";
    let rows = client.query(sql, &[&KEY]).await.map_err(MigrateError::database("see who holds the lock"))?;
    let Some(row) = rows.first() else { return Ok("it has just ended".to_owned()) };
    Ok(session(row, "since"))
}
