//! What runs: slots, and what zero-cache has put into the database once it ran.

use super::{Found, Level, Subject, each, size};
use crate::failure::Result;

pub(super) async fn check(subject: &Subject<'_>) -> Result<Vec<Found>> {
    let mut found = slots(subject).await?;
    let shard = subject.shard();
    let rows = subject
        .rows("SELECT to_regclass(format('%I.\"publishedSchema\"', $1::text)) IS NOT NULL AS ran", &[&shard])
        .await?;
    if rows.first().is_some_and(|row| row.get("ran")) {
        found.push(triggers(subject).await?);
        found.push(drift(subject).await?);
    } else {
        found.push(Found::good("zero.event-triggers", "zero-cache has not run on this database yet"));
    }
    Ok(found)
}

const SLOTS: &str = "
SELECT slot_name::text AS name, active, coalesce(wal_status, '') AS status,
       coalesce(pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END,
                                restart_lsn), 0)::int8 AS held
FROM pg_replication_slots
WHERE database = current_database() AND slot_type = 'logical' AND NOT temporary
  AND (NOT active OR wal_status IN ('unreserved', 'lost')
       OR pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END,
                          restart_lsn) > 1073741824)
ORDER BY 1";

async fn slots(subject: &Subject<'_>) -> Result<Vec<Found>> {
    const CHECK: &str = "slot.state";
    let rows = subject.rows(SLOTS, &[]).await?;
    Ok(each(CHECK, "no logical slot of this database is lost, idle or far behind", &rows, |row| {
        let (name, status): (String, String) = (row.get("name"), row.get("status"));
        let (active, held): (bool, i64) = (row.get("active"), row.get("held"));
        let drop = format!("SELECT pg_drop_replication_slot('{}');", name.replace('\'', "''"));
        match (status.as_str(), active) {
            ("lost", _) => Found::bad(
                CHECK,
                Level::Error,
                format!("slot {name} is lost"),
                "what it has not read is gone: its zero-cache has to copy everything again",
            )
            .mend(format!("{drop}  -- then start zero-cache with an empty replica")),
            (_, false) => Found::bad(
                CHECK,
                Level::Warning,
                format!("nobody reads slot {name}, and the server keeps {} of log for it", size(held)),
                "the log grows until somebody reads it or the disk is full",
            )
            .mend(format!("start its zero-cache; or, where that one is gone for good: {drop}")),
            (_, true) => Found::bad(
                CHECK,
                Level::Warning,
                format!("slot {name} is {} behind", size(held)),
                "clients see what was written a while ago",
            )
            .mend("look for large transactions, and for a zero-cache that is short of CPU or disk"),
        }
    }))
}

/// Both of them, enabled.
async fn triggers(subject: &Subject<'_>) -> Result<Found> {
    const CHECK: &str = "zero.event-triggers";
    let names = [format!("{}_ddl_start_0", subject.app), format!("{}_ddl_end_0", subject.app)];
    let rows = subject
        .rows(
            "SELECT evtname::text AS name, evtenabled IN ('O', 'A') AS enabled, quote_ident(evtname) AS quoted
             FROM pg_event_trigger WHERE evtname = ANY ($1::text[])",
            &[&names.as_slice()],
        )
        .await?;
    let off: Vec<String> =
        rows.iter().filter(|row| !row.get::<_, bool>("enabled")).map(|row| row.get("quoted")).collect();
    if !off.is_empty() {
        let what = format!("event triggers of Zero are disabled: {}", off.join(", "));
        let why = "zero-cache does not hear of changes of the schema, and copies everything again after each";
        let found = Found::bad(CHECK, Level::Error, what, why);
        return Ok(off
            .iter()
            .fold(found, |found, name| found.safely(format!("ALTER EVENT TRIGGER {name} ENABLE"))));
    }
    if rows.len() < names.len() {
        let what = "zero-cache has run, and its event triggers are not there";
        let why = "it does not hear of changes of the schema, and copies everything again after each";
        return Ok(Found::bad(CHECK, Level::Error, what, why)
            .mend("start zero-cache as a role that may make event triggers: it makes them at its start"));
    }
    Ok(Found::good(CHECK, "the event triggers of Zero are there"))
}

/// What Zero was last told is published, and what is.
async fn drift(subject: &Subject<'_>) -> Result<Found> {
    const CHECK: &str = "zero.publication-seen";
    let rows = subject.rows("SELECT quote_ident($1) AS quoted", &[&subject.shard()]).await?;
    let shard: String = rows.first().map(|row| row.get("quoted")).unwrap_or_default();
    let text = format!(
        "SELECT current::text <> {shard}.schema_specs()::text AS differs FROM {shard}.\"publishedSchema\""
    );
    let rows = subject.rows(&text, &[]).await?;
    if rows.iter().any(|row| row.get("differs")) {
        let what = "what is published has changed, and Zero was not told";
        let why = "a publication was dropped and made again, or event triggers were off: the next write may stop zero-cache or never arrive";
        return Ok(
            Found::bad(CHECK, Level::Error, what, why).safely(format!("SELECT {shard}.update_schemas()"))
        );
    }
    Ok(Found::good(CHECK, "Zero knows what is published"))
}
