//! Plausible rows for every table of a database: by the type of each column, with the number of the row in all of them, so
//! that keys differ and references meet.

use std::collections::BTreeMap;

use tokio_postgres::Client;

use super::said;
use crate::failure::Result;

/// How many rows a table gets.
const ROWS: usize = 3;

/// How many kinds of values are tried where a check refuses the first.
const ATTEMPTS: usize = 4;

/// The columns that an insert has to give a value, each with the type that its domains rest on and the first value of an enum.
const COLUMNS: &str = "
WITH RECURSIVE base AS (
    SELECT oid AS type, oid AS base FROM pg_type WHERE typtype <> 'd'
    UNION ALL
    SELECT t.oid, b.base FROM pg_type t JOIN base b ON b.type = t.typbasetype WHERE t.typtype = 'd'
)
SELECT c.oid::regclass::text, quote_ident(a.attname), t.typname, t.typtype::text = 'e', t.typcategory::text = 'A',
    (SELECT e.enumlabel FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder LIMIT 1),
    CASE WHEN a.atttypmod > 4 AND t.typname IN ('varchar', 'bpchar') THEN a.atttypmod - 4
        WHEN a.atttypmod > 0 AND t.typname IN ('bit', 'vector', 'halfvec', 'sparsevec') THEN a.atttypmod END
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
LEFT JOIN base b ON b.type = a.atttypid
LEFT JOIN pg_type t ON t.oid = b.base
WHERE c.relkind = 'r' AND NOT c.relispartition AND c.relpersistence <> 't'
    AND n.nspname NOT IN ('pg_catalog', 'information_schema')
ORDER BY c.oid, a.attnum";

struct Column {
    name: String,
    ty: String,
    is_enum: bool,
    is_array: bool,
    label: Option<String>,
    size: Option<i32>,
}

/// Fills every table that has no rows; says which got none, and why.
pub(super) async fn fill(client: &Client) -> Result<BTreeMap<String, String>> {
    let mut tables: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for row in client.query(COLUMNS, &[]).await.map_err(said)? {
        let columns = tables.entry(row.get(0)).or_default();
        if let Some(name) = row.get::<_, Option<String>>(1) {
            columns.push(Column {
                name,
                ty: row.get(2),
                is_enum: row.get(3),
                is_array: row.get(4),
                label: row.get(5),
                size: row.get(6),
            });
        }
    }
    // References and triggers hold by construction, so that the order of the tables does not matter.
    client.batch_execute("SET session_replication_role = replica").await.map_err(said)?;
    let mut empty = BTreeMap::new();
    for (table, columns) in tables {
        let filled =
            client.query_one(&format!("SELECT EXISTS (SELECT FROM {table})"), &[]).await.map_err(said)?;
        if filled.get(0) {
            continue;
        }
        if let Err(reason) = insert(client, &table, &columns).await {
            empty.insert(table, reason);
        }
    }
    client.batch_execute("RESET session_replication_role").await.map_err(said)?;
    Ok(empty)
}

/// The rows of one table, all or none; the last refusal where no attempt fits.
async fn insert(client: &Client, table: &str, columns: &[Column]) -> std::result::Result<(), String> {
    let mut reason = String::new();
    for attempt in 0..ATTEMPTS {
        let statements: Vec<String> = (1..=ROWS)
            .map(|row| {
                let values = columns.iter().filter_map(|column| {
                    Some((
                        column.name.clone(),
                        format!("'{}'", value(column, row, attempt)?.replace('\'', "''")),
                    ))
                });
                let (names, values): (Vec<String>, Vec<String>) = values.unzip();
                if names.is_empty() {
                    return format!("INSERT INTO {table} DEFAULT VALUES");
                }
                let (names, values) = (names.join(", "), values.join(", "));
                format!("INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE VALUES ({values})")
            })
            .collect();
        match client.batch_execute(&statements.join("; ")).await {
            Ok(()) => return Ok(()),
            Err(error) => {
                reason = error.as_db_error().map_or_else(|| error.to_string(), |e| e.message().to_owned())
            }
        }
    }
    Err(reason)
}

/// The text of a value; none where the type is not known here, which leaves the default.
fn value(column: &Column, row: usize, attempt: usize) -> Option<String> {
    if column.is_array {
        return Some("{}".to_owned());
    }
    if column.is_enum {
        return column.label.clone();
    }
    let size = column.size.and_then(|size| usize::try_from(size).ok());
    let number = row + [0, 10, 100, 1000][attempt % ATTEMPTS];
    Some(match column.ty.as_str() {
        "bool" => (row % 2 == 1).to_string(),
        "int2" | "int4" | "int8" | "float4" | "float8" | "numeric" | "money" | "oid" | "xid" | "xid8" => {
            number.to_string()
        }
        "text" | "varchar" | "bpchar" | "name" | "citext" => {
            let mut text = match attempt {
                0 => row.to_string(),
                1 => format!("someone{row}@example.org"),
                2 => row.to_string().repeat(8),
                _ => format!("slug-{row}"),
            };
            text.truncate(size.unwrap_or(text.len()));
            text
        }
        "uuid" => format!("00000000-0000-0000-0000-{row:012}"),
        "date" | "timestamp" | "timestamptz" => format!("2024-01-{row:02}"),
        "time" | "timetz" => format!("0{row}:00"),
        "interval" => format!("{row} days"),
        "json" | "jsonb" => {
            if attempt == 0 {
                "{}".to_owned()
            } else {
                row.to_string()
            }
        }
        "jsonpath" => "$.a".to_owned(),
        "bytea" => format!("\\x0{row}"),
        "bit" => format!("{row:0>width$b}", width = size.unwrap_or(1)),
        "varbit" => format!("{row:b}"),
        "inet" | "cidr" => format!("10.0.0.{row}"),
        "macaddr" => format!("08:00:2b:01:02:0{row}"),
        "macaddr8" => format!("08:00:2b:01:02:03:04:0{row}"),
        "tsvector" | "tsquery" => format!("word{row}"),
        "xml" => format!("<a>{row}</a>"),
        "point" => format!("({row},{row})"),
        "line" => format!("{{{row},1,1}}"),
        "lseg" | "box" | "path" => format!("(({row},{row}),({0},{0}))", row + 1),
        "polygon" => format!("((0,0),({row},0),(0,{row}))"),
        "circle" => format!("<({row},{row}),1>"),
        "int4range" | "int8range" | "numrange" => format!("[{},{})", 10 * row, 10 * row + 5),
        "tsrange" | "tstzrange" | "daterange" => {
            format!("[2024-01-{:02},2024-01-{:02})", 2 * row, 2 * row + 1)
        }
        "pg_lsn" => format!("0/{row}"),
        "vector" | "halfvec" => format!("[{}]", vec![row.to_string(); size.unwrap_or(3)].join(",")),
        "hstore" => format!("k=>{row}"),
        "ltree" => format!("n{row}"),
        _ => return None,
    })
}
