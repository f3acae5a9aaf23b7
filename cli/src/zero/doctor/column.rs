//! Each published column: whether Zero can send its values.

use super::table::{SENT, TABLES};
use super::{Found, Level, Subject, each};
use crate::failure::Result;

/// The columns `a` of the published tables, with their types `y`.
const COLUMNS: &str =
    "FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type y ON y.oid = a.atttypid";

pub(super) async fn check(subject: &Subject<'_>) -> Result<Vec<Found>> {
    let mut found = types(subject).await?;
    found.extend(numbers(subject).await?);
    found.extend(generated(subject).await?);
    Ok(found)
}

/// A type with elements that was not declared as an array breaks zero-cache; others are only not sent.
async fn types(subject: &Subject<'_>) -> Result<Vec<Found>> {
    const CHECK: &str = "column.types";
    let text = format!(
        "{TABLES} SELECT t.name, quote_ident(a.attname) AS column, format_type(a.atttypid, a.atttypmod) AS type,
             y.typelem <> 0 AND a.attndims = 0 AS fatal
         {COLUMNS} WHERE a.attname = ANY (t.columns)
           AND ((y.typelem <> 0 AND a.attndims = 0)
                OR (y.typelem = 0 AND y.typtype <> 'e' AND y.typname NOT IN ({SENT})))
         ORDER BY 1, 2"
    );
    let rows = subject.rows(&text, &[&subject.publication]).await?;
    Ok(each(CHECK, "Zero sends the values of every published column", &rows, |row| {
        let (name, column, ty): (String, String, String) =
            (row.get("name"), row.get("column"), row.get("type"));
        let mend = format!(
            "mark the column `-- @private` in the schema and migrate: then it is not in the column list of {name}"
        );
        match row.get("fatal") {
            true => Found::bad(
                CHECK,
                Level::Error,
                format!("{name}.{column} is of type {ty}"),
                "zero-cache takes it for an array, and stops",
            )
            .mend(mend),
            false => Found::bad(
                CHECK,
                Level::Warning,
                format!("{name}.{column} is of type {ty}, which clients never get"),
                "its values are copied to the replica on the server all the same",
            )
            .mend(mend),
        }
    }))
}

async fn numbers(subject: &Subject<'_>) -> Result<Vec<Found>> {
    const CHECK: &str = "column.numbers";
    let text = format!(
        "{TABLES} SELECT count(*) AS many, min(t.name || '.' || a.attname) AS first {COLUMNS}
         WHERE a.attname = ANY (t.columns) AND a.atttypid IN ('int8'::regtype, 'numeric'::regtype)"
    );
    let rows = subject.rows(&text, &[&subject.publication]).await?;
    let Some(row) = rows.first() else { return Ok(Vec::new()) };
    let many: i64 = row.get("many");
    let what = match many {
        0 => "no published number is larger than a client can hold".to_owned(),
        1 => format!("{} is a bigint or numeric", row.get::<_, String>("first")),
        _ => format!("{many} columns are bigint or numeric, {} first", row.get::<_, String>("first")),
    };
    let mut found = Found::good(CHECK, what);
    if many > 0 {
        "clients have 53 bits: beyond 9,007,199,254,740,991 a bigint fails, and a numeric loses digits"
            .clone_into(&mut found.why);
    }
    Ok(vec![found])
}

async fn generated(subject: &Subject<'_>) -> Result<Vec<Found>> {
    const CHECK: &str = "column.generated";
    let text = format!(
        "{TABLES} SELECT t.name, quote_ident(a.attname) AS column {COLUMNS} WHERE a.attgenerated <> ''
           AND CASE WHEN current_setting('server_version_num')::int < 160000 THEN a.attname = ANY (t.columns)
                    ELSE false END
         ORDER BY 1, 2"
    );
    let rows = subject.rows(&text, &[&subject.publication]).await?;
    Ok(each(CHECK, "no generated column is listed that this version does not send", &rows, |row| {
        let (name, column): (String, String) = (row.get("name"), row.get("column"));
        let why =
            "before version 18 the values of generated columns are not sent, and stay empty for clients";
        Found::bad(CHECK, Level::Warning, format!("the generated column {name}.{column} is published"), why)
            .mend("leave it out of the column list")
    }))
}
