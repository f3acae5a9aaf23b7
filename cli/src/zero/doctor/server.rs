//! The server: its version, what it writes ahead, what it has room for.

use super::{Found, Level, Subject, size};
use crate::failure::Result;

const SETTINGS: &str = "
SELECT current_setting('server_version_num')::int4 AS version,
       current_setting('wal_level') AS wal_level,
       current_setting('max_replication_slots')::int8 AS slots,
       (SELECT count(*) FROM pg_replication_slots) AS slots_used,
       current_setting('max_wal_senders')::int8 AS senders,
       (SELECT count(*) FROM pg_stat_replication) AS senders_used,
       (SELECT setting::int8 FROM pg_settings WHERE name = 'max_slot_wal_keep_size') AS keep_megabytes,
       (SELECT setting::int8 FROM pg_settings WHERE name = 'logical_decoding_work_mem') AS memory_kilobytes,
       (SELECT setting::int8 FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout') AS idle_ms,
       coalesce((SELECT setting::int8 FROM pg_settings WHERE name = 'idle_replication_slot_timeout'), 0) AS idle_slot,
       current_setting('max_connections')::int8 - current_setting('superuser_reserved_connections')::int8
           - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
       (SELECT count(*) FROM pg_stat_activity
        WHERE state LIKE 'idle in transaction%' AND state_change < now() - interval '5 minutes') AS idle_sessions";

/// The connections that zero-cache opens on the replicated database by default: its pool, the stream, the first copy.
const CONNECTIONS: i64 = 29;

const MEGABYTE: i64 = 1024 * 1024;

pub(super) async fn check(subject: &Subject<'_>) -> Result<Vec<Found>> {
    let rows = subject.rows(SETTINGS, &[]).await?;
    let Some(row) = rows.first() else { return Ok(Vec::new()) };
    Ok(vec![
        version(row.get("version")),
        wal_level(row.get("wal_level")),
        room(
            "server.slots",
            "replication slots",
            "max_replication_slots",
            row.get("slots"),
            row.get("slots_used"),
        ),
        room("server.senders", "WAL senders", "max_wal_senders", row.get("senders"), row.get("senders_used")),
        keep(row.get("keep_megabytes")),
        memory(row.get("memory_kilobytes")),
        idle(row.get("idle_ms"), row.get("idle_sessions")),
        idle_slots(row.get("idle_slot")),
        connections(row.get("connections")),
    ])
}

fn version(number: i32) -> Found {
    const CHECK: &str = "server.version";
    let major = number / 10_000;
    if major < 15 {
        let why = "Zero needs 15 or newer: before, a publication has no column lists";
        return Found::bad(CHECK, Level::Error, format!("PostgreSQL {major}"), why)
            .mend("upgrade the server to 15 or newer");
    }
    Found::good(CHECK, format!("PostgreSQL {major}"))
}

fn wal_level(level: String) -> Found {
    const CHECK: &str = "server.wal-level";
    if level == "logical" {
        return Found::good(CHECK, "wal_level is logical");
    }
    let why = "without it the server cannot send changes as rows, and zero-cache does not start";
    Found::bad(CHECK, Level::Error, format!("wal_level is {level}"), why)
        .mend("ALTER SYSTEM SET wal_level = logical;  -- then restart; on RDS and Aurora: rds.logical_replication = 1")
}

/// One for each zero-cache that keeps a replica, and one more while it copies a table.
fn room(check: &'static str, what: &str, setting: &str, all: i64, used: i64) -> Found {
    let free = all - used;
    let said = format!("{free} of {all} {what} are free");
    if free >= 2 {
        return Found::good(check, said);
    }
    let why = "zero-cache takes one, and a second one while it copies a new table";
    Found::bad(check, Level::Error, said, why)
        .mend(format!("ALTER SYSTEM SET {setting} = {};  -- then restart", all + 10))
}

fn keep(megabytes: i64) -> Found {
    const CHECK: &str = "server.wal-kept";
    let mend = "ALTER SYSTEM SET max_slot_wal_keep_size = '50GB';  -- less than the disk has free; then SELECT pg_reload_conf()";
    match megabytes {
        ..0 => Found::bad(
            CHECK,
            Level::Warning,
            "max_slot_wal_keep_size is unlimited",
            "while zero-cache is stopped, the server keeps all that is written, until the disk is full and it stops too",
        )
        .mend(mend),
        0..1024 => Found::bad(
            CHECK,
            Level::Warning,
            format!("max_slot_wal_keep_size is {}", size(megabytes * MEGABYTE)),
            "a short stop of zero-cache is enough to lose its slot, and it copies everything again",
        )
        .mend(mend),
        _ => Found::good(CHECK, format!("max_slot_wal_keep_size is {}", size(megabytes * MEGABYTE))),
    }
}

fn memory(kilobytes: i64) -> Found {
    const CHECK: &str = "server.decoding-memory";
    let what = format!("logical_decoding_work_mem is {}", size(kilobytes * 1024));
    if kilobytes >= 64 * 1024 {
        return Found::good(CHECK, what);
    }
    let why = "transactions that are larger are written to disk before they are sent, and arrive late";
    Found::bad(CHECK, Level::Warning, what, why)
        .mend("ALTER SYSTEM SET logical_decoding_work_mem = '64MB';  -- then SELECT pg_reload_conf()")
}

fn idle(milliseconds: i64, sessions: i64) -> Found {
    const CHECK: &str = "server.idle-transactions";
    let why =
        "a transaction that stays open keeps the log since its start, and a new slot waits until it ends";
    if sessions > 0 {
        let are = if sessions == 1 { "session is" } else { "sessions are" };
        let what = format!("{sessions} {are} idle in a transaction for more than 5 minutes");
        return Found::bad(CHECK, Level::Warning, what, why).mend(
            "SELECT pid, usename, state_change, query FROM pg_stat_activity WHERE state LIKE 'idle in transaction%';  -- then pg_terminate_backend(pid)",
        );
    }
    if milliseconds == 0 {
        return Found::bad(CHECK, Level::Warning, "idle_in_transaction_session_timeout is off", why).mend(
            "ALTER SYSTEM SET idle_in_transaction_session_timeout = '5min';  -- then SELECT pg_reload_conf()",
        );
    }
    Found::good(CHECK, format!("idle_in_transaction_session_timeout is {} s", milliseconds / 1000))
}

/// From version 18 on.
fn idle_slots(setting: i64) -> Found {
    const CHECK: &str = "server.idle-slots";
    if setting == 0 {
        return Found::good(CHECK, "slots are not given up for being idle");
    }
    let why = "a zero-cache that is stopped for longer loses its slot and copies everything again";
    Found::bad(CHECK, Level::Warning, format!("idle_replication_slot_timeout is {setting}"), why)
        .mend("ALTER SYSTEM SET idle_replication_slot_timeout = 0;  -- then SELECT pg_reload_conf()")
}

fn connections(free: i64) -> Found {
    const CHECK: &str = "server.connections";
    let what = format!("{free} connections are free");
    if free >= CONNECTIONS {
        return Found::good(CHECK, what);
    }
    let why = format!("zero-cache opens up to {CONNECTIONS} on this database alone");
    Found::bad(CHECK, Level::Warning, what, why)
        .mend("ALTER SYSTEM SET max_connections = 200;  -- then restart; or start zero-cache with a smaller ZERO_UPSTREAM_MAX_CONNS")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_version_is_an_error() {
        assert_eq!(version(140_005).level, Level::Error);
        assert_eq!(version(150_000).level, Level::Ok);
    }

    #[test]
    fn a_slot_that_is_given_up_for_being_idle_is_a_warning() {
        assert_eq!(idle_slots(86_400).level, Level::Warning);
    }
}
