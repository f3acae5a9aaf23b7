//! Rows in every table that has none, before a migration is tried.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_codegen::model::QName;
use tokio_postgres::Client;

use super::said;
use crate::failure::{Failure, Result};
use crate::fill::{self, Order, Problem, qualified};

/// How many rows a table gets.
const ROWS: usize = 3;

/// Fills every table that has no rows; says which got none, and why.
pub(super) async fn fill(client: &Client) -> Result<BTreeMap<String, String>> {
    let catalog = tablewright_catalog::read(client).await;
    let schema = catalog.map_err(|error| Failure::new(error.to_string()))?.schema;
    let mut tables = BTreeSet::new();
    for table in schema.tables.values().filter(|table| table.partition.is_none() && table.foreign.is_none()) {
        let sql = format!("SELECT EXISTS (SELECT FROM {})", qualified(&table.name));
        if !client.query_one(&sql, &[]).await.map_err(said)?.get::<_, bool>(0) {
            tables.insert(table.name.clone());
        }
    }
    // Triggers are the user's, and may do anything; that references hold is seen to by the order of the tables.
    let begin = "BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL TimeZone = 'UTC'";
    client.batch_execute(begin).await.map_err(said)?;
    let order = Order { schema: &schema, tables, rows: ROWS, seed: 1, lenient: true };
    let filled =
        fill::fill(client, &order, &mut |_: &QName, _| {}).await.map_err(|problem| match problem {
            Problem::Cycle(cycle) => Failure::new(format!("no row of {} can come first", cycle.key.0)),
            Problem::Refused(table, refused) => Failure::new(format!("no row fits {table}: {refused}")),
            Problem::Server(error) => said(error),
        })?;
    client.batch_execute("COMMIT").await.map_err(said)?;
    let none: BTreeSet<&QName> =
        filled.rows.iter().filter(|(_, count)| *count == 0).map(|(name, _)| name).collect();
    let empty = filled.short.iter().filter(|(name, _)| none.contains(name));
    Ok(empty.map(|(name, why)| (name.to_string(), why.clone())).collect())
}
