//! Rows for the tables of a database: in order, by `COPY`, and drawn again where the server refuses them.
//!
//! What stands in a row is decided in `tablewright_codegen::seed`; here is what it takes to ask a server.

mod copy;
mod later;

use std::collections::{BTreeMap, BTreeSet};

use tablewright_codegen::model::{ConstraintKind, QName, Schema, Table};
use tablewright_codegen::seed::{self, Filler, Parents, Turn};
use tokio_postgres::{Client, Error};

pub(crate) use copy::Refused;

/// How many keys of a table others choose from.
const KEYS: usize = 50_000;

/// What is to be done.
pub(crate) struct Order<'a> {
    pub(crate) schema: &'a Schema,
    /// The tables to fill, which have no rows.
    pub(crate) tables: BTreeSet<QName>,
    pub(crate) rows: usize,
    pub(crate) seed: u64,
    /// A table that gets no rows is told, and the others go on. The server is not asked about references.
    pub(crate) lenient: bool,
}

/// What was done.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    /// How many rows each table has got, in the order in which they came.
    pub(crate) rows: Vec<(QName, usize)>,
    /// Tables that got fewer rows than wanted, with the reason.
    pub(crate) short: BTreeMap<QName, String>,
}

/// Why there are no rows.
pub(crate) enum Problem {
    /// Tables need each other.
    Cycle(seed::Cycle),
    /// The server does not take the rows of a table.
    Refused(QName, Refused),
    /// Something else that the server says.
    Server(Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Server(error)
    }
}

/// Fills the tables, inside of the transaction that is open. `progress` hears of each table and of the rows that it has.
pub(crate) async fn fill(
    client: &Client,
    order: &Order<'_>,
    progress: &mut dyn FnMut(&QName, usize),
) -> Result<Filled, Problem> {
    let turns = seed::order(order.schema, &order.tables, order.lenient).map_err(Problem::Cycle)?;
    let mut filled = Filled::default();
    for turn in &turns {
        let Some(table) = order.schema.tables.get(&turn.table) else { continue };
        progress(&turn.table, 0);
        let count = match one(client, order, table, turn, progress).await {
            Ok((count, short)) => {
                filled.short.extend(short.map(|why| (table.name.clone(), why)));
                count
            }
            Err(Problem::Refused(name, refused)) if order.lenient => {
                filled.short.insert(name, refused.to_string());
                0
            }
            Err(problem) => return Err(problem),
        };
        filled.rows.push((table.name.clone(), count));
    }
    for turn in &turns {
        let Some(table) = order.schema.tables.get(&turn.table) else { continue };
        for key in &turn.later {
            let waiting = later::fill(client, order.schema, table, key, order.seed).await?;
            filled.short.extend(waiting.map(|why| (table.name.clone(), why)));
        }
    }
    Ok(filled)
}

/// The rows of one table: how many, and why they are fewer than wanted.
async fn one(
    client: &Client,
    order: &Order<'_>,
    table: &Table,
    turn: &Turn,
    progress: &mut dyn FnMut(&QName, usize),
) -> Result<(usize, Option<String>), Problem> {
    let mut parents = BTreeMap::new();
    for constraint in table.constraints.values() {
        let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
        if !turn.later.contains(&constraint.name) {
            parents.insert(
                constraint.name.clone(),
                keys(client, &key.table, &key.references, &key.references).await?,
            );
        }
    }
    let filler = Filler::new(order.schema, table, order.seed, order.rows, &turn.later, parents);
    let filler = match filler {
        Ok(filler) => filler,
        Err(why) => return Ok((0, Some(why))),
    };
    let count = copy::rows(client, table, filler, order.rows, progress).await?;
    advance(client, table).await?;
    let short = (count < order.rows).then(|| match count {
        0 => "its keys leave no room for a row".to_owned(),
        count => format!("its keys leave room for {count} rows"),
    });
    Ok((count, short))
}

/// The values of some columns of the rows that are there, as texts, in an order that is the same everywhere.
async fn keys(client: &Client, table: &QName, columns: &[String], by: &[String]) -> Result<Parents, Error> {
    let texts: Vec<String> = columns.iter().map(|column| format!("{}::text", ident(column))).collect();
    let order: Vec<String> =
        by.iter().map(|column| format!("{}::text COLLATE \"C\"", ident(column))).collect();
    let present: Vec<String> =
        columns.iter().map(|column| format!("{} IS NOT NULL", ident(column))).collect();
    let sql = format!(
        "SELECT {} FROM {} WHERE {} ORDER BY {} LIMIT {KEYS}",
        texts.join(", "),
        qualified(table),
        present.join(" AND "),
        order.join(", ")
    );
    let rows = client.query(&sql, &[]).await?;
    Ok(rows.iter().map(|row| (0..columns.len()).map(|i| row.get(i)).collect()).collect())
}

/// Lets the sequences of a table go on behind the numbers that its rows have.
async fn advance(client: &Client, table: &Table) -> Result<(), Error> {
    for column in &table.columns {
        let counts = column.default.as_ref().is_some_and(|default| default.text.contains("nextval("));
        if column.identity.is_none() && !counts {
            continue;
        }
        let sql = format!(
            "SELECT setval(s::regclass, m) FROM (SELECT pg_get_serial_sequence($1, $2) s, (SELECT max({}) FROM {}) m) x \
             WHERE s IS NOT NULL AND m > 0",
            ident(&column.name),
            qualified(&table.name)
        );
        client.execute(&sql, &[&qualified(&table.name), &column.name]).await?;
    }
    Ok(())
}

pub(crate) fn ident(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

pub(crate) fn qualified(name: &QName) -> String {
    format!("{}.{}", ident(&name.namespace), ident(&name.name))
}
