//! Rows in every table of a schema, and the proof that they are still there after a change.

use std::collections::BTreeMap;

use tablewright_codegen::model::{Column, CompositeAttribute, ObjectId, QName, Schema, Table, Type};
use tablewright_codegen::plan::Rename;
use tokio_postgres::Client;

use crate::database::describe;
use crate::values::{ATTEMPTS, Seed, value};

/// How many rows each table gets.
const ROWS: u32 = 2;

/// What was put into a database before a change, and what must be there after it.
#[derive(Debug, Default)]
pub struct Rows {
    /// Tables of the new schema, with the columns whose values must not change.
    kept: BTreeMap<QName, Kept>,
    /// Tables that got no row, with the reason.
    pub empty: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Kept {
    rows: i64,
    /// By the name in the new schema: all values as one text.
    values: BTreeMap<String, String>,
}

/// Fills every table of `old`, which the database holds, with rows that `new` can hold as well.
///
/// # Panics
/// When the server cannot be asked.
pub async fn fill(client: &Client, old: &Schema, new: &Schema, renames: &[Rename]) -> Rows {
    let mut rows = Rows::default();
    // Foreign keys hold by construction: a row's number is in all its columns. So the order does not matter.
    client
        .batch_execute("SET session_replication_role = replica")
        .await
        .expect("the test user is a superuser");
    for table in old.tables.values().filter(|table| table.foreign.is_none()) {
        let after = new_table(new, renames, &table.name);
        if let Some(column) = after.and_then(|after| unfilled(table, after, renames)) {
            let reason = format!("rows that are there have no value for the new column {column}");
            rows.empty.insert(table.name.to_string(), reason);
            continue;
        }
        match insert(client, old, table, new, after, renames).await {
            Ok(()) => {}
            Err(reason) => {
                rows.empty.insert(table.name.to_string(), reason);
            }
        }
    }
    client.batch_execute("RESET session_replication_role").await.expect("what was set can be reset");
    for table in old.tables.values().filter(|table| table.foreign.is_none()) {
        if let Some(after) = new_table(new, renames, &table.name) {
            let kept = keep(client, table, after, renames, &|ty| reshaped(old, new, ty)).await;
            rows.kept.insert(after.name.clone(), kept);
        }
    }
    rows
}

impl Rows {
    /// What is missing or changed in a database that now holds the new schema.
    ///
    /// # Panics
    /// When the server cannot be asked.
    pub async fn losses(&self, client: &Client) -> Vec<String> {
        let mut losses = Vec::new();
        for (table, kept) in &self.kept {
            let rows = count(client, table).await;
            if rows != kept.rows {
                losses.push(format!("table {table} had {} rows and has {rows}", kept.rows));
            }
            for (column, before) in &kept.values {
                let after = values_of(client, table, column).await;
                if after != *before {
                    losses.push(format!("column {table}.{column} held {before} and holds {after}"));
                }
            }
        }
        losses
    }
}

/// Inserts the rows of one table; says what the server said last when it took none of the tries.
async fn insert(
    client: &Client,
    old: &Schema,
    table: &Table,
    new: &Schema,
    after: Option<&Table>,
    renames: &[Rename],
) -> Result<(), String> {
    let mut reason = String::new();
    for attempt in 0..ATTEMPTS {
        let statements: Vec<String> = (1..=ROWS)
            .map(|row| {
                let values = table.columns.iter().filter_map(|column| {
                    let then = after.and_then(|after| new_column(after, renames, &table.name, column));
                    let then = then.map(|then| (new, &then.ty));
                    written(column).then_some(())?;
                    let text = value(Seed { row, attempt }, (old, &column.ty), then)?;
                    Some((ident(&column.name), format!("'{}'", text.replace('\'', "''"))))
                });
                let (columns, values): (Vec<_>, Vec<_>) = values.unzip();
                statement(&table.name, &columns, &values)
            })
            .collect();
        match client.batch_execute(&statements.join(";")).await {
            Ok(()) => return Ok(()),
            Err(error) => reason = describe(&error),
        }
    }
    Err(reason)
}

fn statement(table: &QName, columns: &[String], values: &[String]) -> String {
    if columns.is_empty() {
        return format!("INSERT INTO {} DEFAULT VALUES", qualified(table));
    }
    format!(
        "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ({})",
        qualified(table),
        columns.join(", "),
        values.join(", ")
    )
}

/// A new column that refuses the rows that are there: it must have a value, and nothing gives it one.
fn unfilled<'t>(table: &Table, after: &'t Table, renames: &[Rename]) -> Option<&'t str> {
    let was = |column: &Column| {
        let is = |old: &Column| {
            new_column(after, renames, &table.name, old).is_some_and(|c| c.name == column.name)
        };
        table.columns.iter().any(is)
    };
    let bare =
        |c: &&Column| c.not_null && c.default.is_none() && c.identity.is_none() && c.generated.is_none();
    after.columns.iter().filter(bare).find(|column| !was(column)).map(|column| column.name.as_str())
}

/// Whether an insert gives the column a value.
fn written(column: &Column) -> bool {
    column.generated.is_none()
}

/// Whether the values of a type print in another way: a composite with other attributes is in it.
fn reshaped(old: &Schema, new: &Schema, ty: &Type) -> bool {
    let Some(name) = ty.user_type() else { return false };
    if let Some(domain) = old.domains.get(name) {
        return reshaped(old, new, &domain.ty);
    }
    let Some((before, after)) = old.composite(name).zip(new.composite(name)) else { return false };
    let same = |(a, b): (&CompositeAttribute, &CompositeAttribute)| (&a.name, &a.ty) == (&b.name, &b.ty);
    before.attributes.len() != after.attributes.len()
        || !before.attributes.iter().zip(&after.attributes).all(same)
        || before.attributes.iter().any(|attribute| reshaped(old, new, &attribute.ty))
}

async fn keep(
    client: &Client,
    table: &Table,
    after: &Table,
    renames: &[Rename],
    reshaped: &(dyn Fn(&Type) -> bool + Sync),
) -> Kept {
    let mut values = BTreeMap::new();
    for column in &table.columns {
        let Some(then) = new_column(after, renames, &table.name, column) else { continue };
        // A changed type may print the same value in another way, and a generated column is computed anew.
        if then.ty == column.ty
            && !reshaped(&column.ty)
            && column.generated.is_none()
            && then.generated.is_none()
        {
            values.insert(then.name.clone(), values_of(client, &table.name, &column.name).await);
        }
    }
    Kept { rows: count(client, &table.name).await, values }
}

async fn count(client: &Client, table: &QName) -> i64 {
    let row = client.query_one(&format!("SELECT count(*) FROM ONLY {}", qualified(table)), &[]).await;
    row.unwrap_or_else(|error| panic!("counting {table}: {}", describe(&error))).get(0)
}

async fn values_of(client: &Client, table: &QName, column: &str) -> String {
    let column = ident(column);
    let query = format!(
        "SELECT coalesce(string_agg(coalesce({column}::text, 'NULL'), '|' ORDER BY {column}::text), '') FROM ONLY {}",
        qualified(table)
    );
    let row = client.query_one(&query, &[]).await;
    row.unwrap_or_else(|error| panic!("reading {table}.{column}: {}", describe(&error))).get(0)
}

/// The table of the new schema that an old one has become.
fn new_table<'s>(new: &'s Schema, renames: &[Rename], name: &QName) -> Option<&'s Table> {
    let renamed = renames.iter().find_map(|rename| {
        let (ObjectId::Table(from), ObjectId::Table(to)) = (&rename.from, &rename.to) else { return None };
        (from == name).then_some(to)
    });
    new.tables.get(renamed.unwrap_or(name))
}

/// The column of the new schema that an old one has become.
fn new_column<'t>(
    after: &'t Table,
    renames: &[Rename],
    table: &QName,
    column: &Column,
) -> Option<&'t Column> {
    let renamed = renames.iter().find_map(|rename| {
        let (ObjectId::Column(of, from), ObjectId::Column(_, to)) = (&rename.from, &rename.to) else {
            return None;
        };
        (from == &column.name && (of == table || of == &after.name)).then_some(to)
    });
    after.columns.get(renamed.unwrap_or(&column.name))
}

fn ident(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn qualified(name: &QName) -> String {
    format!("{}.{}", ident(&name.namespace), ident(&name.name))
}
