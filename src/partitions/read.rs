//! What is there.

use jiff::civil::DateTime;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, GenericClient};

use super::{MARK, Missing, Part, PartitionError, Partitioned, Range, Status};

/// The key of a table: strategy, how many columns, the column and its type; of what is no partitioned table, no strategy.
const KEY: &str = "
SELECT c.oid, p.partstrat::text, coalesce(p.partnatts, 0)::int4, a.attname::text, format_type(a.atttypid, NULL)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = c.oid
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0] AND a.attnum > 0
WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'f')";

const PARTS: &str = "
SELECT n.nspname::text, c.relname::text, pg_catalog.pg_get_expr(c.relpartbound, c.oid), i.inhdetachpending,
    c.reltuples::int8, pg_catalog.pg_total_relation_size(c.oid)
FROM pg_catalog.pg_inherits i
JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE i.inhparent = $1
ORDER BY n.nspname, c.relname";

/// Tables that were let go: the mark is on them, and they are a part of nothing.
const DETACHED: &str = "
SELECT format('%I.%I', n.nspname, c.relname)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND NOT c.relispartition AND pg_catalog.obj_description(c.oid, 'pg_class') = $1
ORDER BY 1";

/// A table as it is.
pub(super) struct Found {
    pub(super) oid: u32,
    pub(super) status: Status,
}

/// What is there of a table now, and what [`maintain`](super::maintain) would do.
///
/// # Errors
/// A table that is not there or not partitioned by time, and whatever the server says.
pub async fn status(client: &mut Client, table: &Partitioned) -> Result<Status, PartitionError> {
    read(client, table, None).await.map(|found| found.status)
}

/// The same, as of another time than now.
pub(super) async fn read(
    client: &mut Client,
    table: &Partitioned,
    now: Option<DateTime>,
) -> Result<Found, PartitionError> {
    let transaction = client.build_transaction().read_only(true).start().await?;
    // Bounds are printed in the session's own way.
    transaction.batch_execute("SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'").await?;
    let found = all(&transaction, table, now).await?;
    transaction.commit().await?;
    Ok(found)
}

async fn all(
    client: &impl GenericClient,
    table: &Partitioned,
    now: Option<DateTime>,
) -> Result<Found, PartitionError> {
    let names = [(&table.namespace as _, Type::TEXT), (&table.name as _, Type::TEXT)];
    let row = client.query_typed(KEY, &names).await?.into_iter().next();
    let row = row.ok_or_else(|| PartitionError::NoTable(table.shown()))?;
    let because = |because: String| PartitionError::NotByTime { table: table.shown(), because };
    let oid: u32 = row.get(0);
    let (strategy, columns): (Option<String>, i32) = (row.get(1), row.get(2));
    match (strategy.as_deref(), columns) {
        (None, _) => return Err(because("it is not partitioned".to_owned())),
        (Some("r"), 1) => {}
        (Some("r"), _) => return Err(because(format!("its key has {columns} columns"))),
        (Some(_), _) => return Err(because("it is partitioned by a list or hash".to_owned())),
    }
    let (Some(column), Some(ty)) = (row.get::<_, Option<String>>(3), row.get::<_, Option<String>>(4)) else {
        return Err(because("its key is an expression".to_owned()));
    };
    if !matches!(ty.as_str(), "date" | "timestamp without time zone" | "timestamp with time zone") {
        return Err(because(format!("{column} is of type {ty}")));
    }
    let now = match now {
        Some(now) => now,
        None => {
            let rows = client.query_typed("SELECT to_char(now(), 'YYYY-MM-DD\"T\"HH24:MI:SS')", &[]).await?;
            let text: Option<String> = rows.first().map(|row| row.get(0));
            text.and_then(|text| text.parse().ok()).ok_or(PartitionError::Calendar)?
        }
    };
    let rows = client.query_typed(PARTS, &[(&oid as _, Type::OID)]).await?;
    let mut parts: Vec<Part> = rows.iter().map(part).collect();
    parts.sort_by_key(|part| match part.range {
        Range::Default => (true, None, part.name.clone()),
        Range::Times(from, _) => (false, from, part.name.clone()),
    });
    let mark = detached_mark(table);
    let rows = client.query_typed(DETACHED, &[(&mark as _, Type::TEXT)]).await?;
    let detached = rows.iter().map(|row| row.get(0)).collect();
    let missing = missing(table, &parts, now)?;
    let outdated = outdated(table, &parts, now);
    Ok(Found { oid, status: Status { column, ty, parts, missing, outdated, detached } })
}

/// The comment of a partition that was made here.
pub(super) fn made_mark(table: &Partitioned) -> String {
    format!("{MARK}partition of {}", table.shown())
}

/// The comment of one that was let go here.
pub(super) fn detached_mark(table: &Partitioned) -> String {
    format!("{MARK}was a partition of {}", table.shown())
}

fn part(row: &tokio_postgres::Row) -> Part {
    let bound: Option<String> = row.get(2);
    Part {
        namespace: row.get(0),
        name: row.get(1),
        range: range(bound.as_deref().unwrap_or_default()),
        rows: u64::try_from(row.get::<_, i64>(4)).ok(),
        bytes: u64::try_from(row.get::<_, i64>(5)).unwrap_or_default(),
        pending: row.get(3),
    }
}

/// `FOR VALUES FROM ('2026-01-01 00:00:00+00') TO (MAXVALUE)`.
fn range(bound: &str) -> Range {
    let inner = bound.strip_prefix("FOR VALUES FROM (").and_then(|rest| rest.strip_suffix(')'));
    match inner.and_then(|inner| inner.split_once(") TO (")) {
        Some((from, to)) => Range::Times(time(from), time(to)),
        None => Range::Default,
    }
}

/// A time; `None` for what has no end, or what no calendar holds.
fn time(literal: &str) -> Option<DateTime> {
    let text = literal.strip_prefix('\'')?.strip_suffix('\'')?;
    // The offset is that of UTC.
    text.split('+').next()?.parse().ok()
}

/// The intervals from now on that no partition holds.
fn missing(table: &Partitioned, parts: &[Part], now: DateTime) -> Result<Vec<Missing>, PartitionError> {
    let mut missing = Vec::new();
    let mut from = table.every.floor(now);
    for _ in 0..=table.ahead {
        let to = table.every.step(from, 1).ok_or(PartitionError::Calendar)?;
        let wanted = Missing { name: table.part_name(from), from, to };
        let overlapping = parts.iter().filter(|part| !part.pending).find_map(|part| match part.range {
            Range::Times(start, end) => {
                let overlaps = start.is_none_or(|start| start < to) && end.is_none_or(|end| from < end);
                let holds = start.is_none_or(|start| start <= from) && end.is_none_or(|end| to <= end);
                overlaps.then_some((part, holds))
            }
            Range::Default => None,
        });
        match overlapping {
            None => missing.push(wanted),
            Some((_, true)) => {}
            Some((part, false)) => {
                return Err(PartitionError::Overlaps { part: part.name.clone(), wanted: wanted.name });
            }
        }
        from = to;
    }
    Ok(missing)
}

/// The partitions that end before those that are kept begin, and those whose going was interrupted.
fn outdated(table: &Partitioned, parts: &[Part], now: DateTime) -> Vec<String> {
    let current = table.every.floor(now);
    let first = table.keep.and_then(|keep| table.every.step(current, -i64::from(keep)));
    let is_old = |part: &&Part| match part.range {
        Range::Times(_, Some(end)) => part.pending || first.is_some_and(|first| end <= first),
        Range::Times(_, None) | Range::Default => part.pending,
    };
    parts.iter().filter(is_old).map(|part| part.name.clone()).collect()
}
