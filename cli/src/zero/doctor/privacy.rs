//! What is published, beside what the schema says is public: nothing more, and nothing less.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_codegen::ddl::PublicationStatement;
use tablewright_codegen::model::{Audience, PublicationTable, QName};
use tablewright_codegen::zero;

use super::{Found, Level, Subject};
use crate::failure::Result;

const PUBLISHED: &str = "
SELECT schemaname::text AS namespace, tablename::text AS name, attnames::text[] AS columns
FROM pg_publication_tables WHERE pubname = $1 ORDER BY 1, 2";

const PRIVATE: &str = "privacy.private";
const PUBLIC: &str = "privacy.public";

pub(super) async fn check(subject: &Subject<'_>) -> Result<Vec<Found>> {
    let rows = subject.rows(PUBLISHED, &[&subject.publication]).await?;
    let live: BTreeMap<QName, BTreeSet<String>> = rows
        .iter()
        .map(|row| {
            let columns: Vec<String> = row.get("columns");
            let name = QName::new(row.get::<_, String>("namespace"), row.get::<_, String>("name"));
            (name, columns.into_iter().collect())
        })
        .collect();
    let mut found = Vec::new();
    for (table, columns) in &live {
        found.extend(private(subject, table, columns));
    }
    if found.is_empty() {
        found.push(Found::good(PRIVATE, "nothing that the schema calls private is published"));
    }
    let missing: Vec<Found> = zero::published(&subject.described.schema, subject.publication)
        .iter()
        .filter_map(|published| {
            let columns = published.columns.iter().map(|column| column.name.as_str());
            public(&published.table.name, columns.collect(), live.get(&published.table.name))
        })
        .collect();
    match missing.is_empty() {
        true => found.push(Found::good(
            PUBLIC,
            format!("everything that the schema publishes is ({} tables)", live.len()),
        )),
        false => found.extend(missing),
    }
    Ok(found)
}

/// A private table or column that is published, or one that the schema does not know.
fn private(subject: &Subject<'_>, table: &QName, columns: &BTreeSet<String>) -> Option<Found> {
    let drop = PublicationStatement::Remove {
        name: subject.publication.to_owned(),
        tables: vec![table.clone()],
        namespaces: Vec::new(),
    };
    let why =
        "whatever a publication holds leaves the server: zero-cache stores it and may send it to clients";
    let Some(known) = subject.described.schema.tables.get(table) else {
        let what = format!("{table} is published, and the schema does not know it");
        return Some(
            Found::bad(PRIVATE, Level::Error, what, why)
                .mend(format!("{drop};  -- or declare it in the schema")),
        );
    };
    let notes = &subject.described.notes;
    if notes.table_audience(table) == Audience::Private {
        return Some(
            Found::bad(PRIVATE, Level::Error, format!("the private table {table} is published"), why)
                .safely(drop.to_string()),
        );
    }
    let hidden: Vec<&String> =
        columns.iter().filter(|c| notes.column_audience(table, c) == Audience::Private).collect();
    if hidden.is_empty() {
        return None;
    }
    let shown = known
        .columns
        .iter()
        .filter(|column| columns.contains(&column.name) && !hidden.contains(&&column.name))
        .map(|column| column.name.clone());
    let entry = PublicationTable { columns: Some(shown.collect()), filter: None };
    let add = PublicationStatement::Add {
        name: subject.publication.to_owned(),
        tables: BTreeMap::from([(table.clone(), entry)]),
        namespaces: Vec::new(),
    };
    let names: Vec<&str> = hidden.iter().map(|name| name.as_str()).collect();
    let what = format!("private columns of {table} are published: {}", names.join(", "));
    // In one transaction, so that nothing is written in between.
    Some(Found::bad(PRIVATE, Level::Error, what, why).safely(format!("BEGIN; {drop}; {add}; COMMIT")))
}

/// A table or columns that the schema publishes and the database does not.
fn public(table: &QName, columns: Vec<&str>, live: Option<&BTreeSet<String>>) -> Option<Found> {
    let why = "clients that are compiled with the schema ask for it, and zero-cache refuses them";
    let mend = "tablewright migrate status, then migrate apply; tablewright drift where nothing is pending";
    let what = match live {
        None => format!("{table} is public and not published"),
        Some(live) => {
            let missing: Vec<&str> = columns.into_iter().filter(|name| !live.contains(*name)).collect();
            if missing.is_empty() {
                return None;
            }
            format!("columns of {table} are public and not published: {}", missing.join(", "))
        }
    };
    Some(Found::bad(PUBLIC, Level::Error, what, why).mend(mend))
}
