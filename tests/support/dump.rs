//! What `pg_dump` says of a database: a second opinion on whether two databases are the same, by a program that is not ours.

use std::process::{Command, Stdio};

use crate::{Database, server};

/// The definitions in a database as `pg_dump --schema-only` prints them: one part for each
/// object, sorted, without what differs from run to run, and with the columns of a table in the order of their names, since a
/// column that was added later stands last. `None` where there is no `pg_dump` beside the server.
///
/// # Errors
/// What `pg_dump` says when it fails.
pub fn dump(database: &Database) -> Result<Option<Vec<String>>, String> {
    let Some(text) = dump_text(database)? else { return Ok(None) };
    let mut statements: Vec<String> = parts(&text).filter_map(normal).collect();
    statements.sort();
    Ok(Some(statements))
}

/// The text of `pg_dump --schema-only`, as it is.
///
/// # Errors
/// What `pg_dump` says when it fails.
pub fn dump_text(database: &Database) -> Result<Option<String>, String> {
    let Some(installation) = server().installation() else { return Ok(None) };
    let program = installation.bin.join("pg_dump");
    if !program.is_file() {
        return Ok(None);
    }
    let output = Command::new(program)
        .args(["--schema-only", "--dbname", &database.url])
        .env("LD_LIBRARY_PATH", installation.bin.join("../lib"))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() {
        Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
    } else {
        Err(format!("pg_dump: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// The parts that `pg_dump` heads with a name; session settings stand before the first.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n--\n-- Name: ").skip(1).filter_map(|part| Some(part.split_once("\n--\n")?.1))
}

/// One part in its comparable form; nothing for one that only says who owns what the server made.
fn normal(part: &str) -> Option<String> {
    let session = ["SET default_", "-- PostgreSQL database dump complete", "\\unrestrict"];
    let kept = part.lines().map(str::trim_end).filter(|line| !session.iter().any(|s| line.starts_with(s)));
    let mut lines: Vec<&str> = kept.filter(|line| !line.is_empty() && *line != "--").collect();
    let first = *lines.first()?;
    let table = ["CREATE TABLE ", "CREATE UNLOGGED TABLE ", "CREATE FOREIGN TABLE "];
    if table.iter().any(|word| first.starts_with(word)) {
        let last = lines.iter().position(|line| line.starts_with(')')).unwrap_or(lines.len());
        lines.iter_mut().for_each(|line| *line = line.trim_end_matches(','));
        if last > 1 {
            lines[1..last].sort_unstable();
        }
    }
    if let Some(columns) = first.strip_prefix("CREATE STATISTICS ") {
        return Some(sorted_columns(columns));
    }
    Some(sorted_options(&lines.join("\n")))
}

/// Extended statistics name their columns in the order of the table, in which a column that was added later stands last.
fn sorted_columns(statement: &str) -> String {
    let Some((head, (columns, table))) =
        statement.split_once(" ON ").and_then(|(head, rest)| Some((head, rest.rsplit_once(" FROM ")?)))
    else {
        return statement.to_owned();
    };
    let mut columns: Vec<&str> = columns.split(", ").collect();
    columns.sort_unstable();
    format!("CREATE STATISTICS {head} ON {} FROM {table}", columns.join(", "))
}

/// The storage parameters of a table or index in the order of their names: they keep the order in which they were set, which
/// means nothing, and only writing all of them again would change it. Nothing else is compared without its order but the
/// columns of a table and what follows from them.
fn sorted_options(part: &str) -> String {
    let Some((head, (options, tail))) = part
        .split_once(" WITH (")
        .or_else(|| part.split_once("\nWITH ("))
        .and_then(|(a, b)| Some((a, b.split_once(')')?)))
    else {
        return part.to_owned();
    };
    let mut options: Vec<&str> = options.split(", ").collect();
    options.sort_unstable();
    format!("{head}\nWITH ({}){tail}", options.join(", "))
}

/// The statements that only one of two dumps has.
pub fn dump_difference(changed: &[String], fresh: &[String]) -> Option<String> {
    let only = |a: &[String], b: &[String], mark: &str| -> String {
        let only = a.iter().filter(|statement| !b.contains(statement));
        only.map(|statement| format!("\n{mark} {}", statement.replace('\n', &format!("\n{mark} ")))).collect()
    };
    let difference = format!("{}{}", only(changed, fresh, "-"), only(fresh, changed, "+"));
    (!difference.is_empty()).then_some(difference)
}
