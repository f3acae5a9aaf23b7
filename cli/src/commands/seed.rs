//! `tablewright seed`

use std::collections::BTreeSet;

use serde_json::json;
use tablewright_codegen::model::{ConstraintKind, QName, Schema, Table};
use tokio_postgres::{Client, Error};

use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::fill::{self, Filled, Order, Problem, qualified};
use crate::progress::Progress;
use crate::{database, output, source};

const EXAMPLES: &str = "Examples:
  tablewright seed                              1000 rows for every table that has none
  tablewright seed --rows 20 --table post       for post, and for the empty tables that it references
  tablewright seed --truncate                   empty the tables first
  tablewright seed --seed 7                     other rows; the same number gives the same ones

The rows fit the types, keys, checks and partitions of the schema, and the names of the columns: mail addresses in `email`, moments \
in their order. They are made for the first of January 2026, not for today, so that they are the same every time. Tables that have \
rows are left alone. All is done in one transaction.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Seed {
    /// How many rows each table gets
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..))]
    rows: u32,
    /// Fill this table, and the empty ones that it references, instead of all; may be given several times
    #[arg(long = "table", value_name = "TABLE")]
    tables: Vec<String>,
    /// Which rows: the same number gives the same ones
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Remove all rows of the tables, and of those that reference them, first
    #[arg(long)]
    truncate: bool,
}

impl Seed {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let (client, _) = database::connect(&database::any(global)?).await?;
        let schema = source::catalog(&client, "gets no rows").await?.schema;
        let chosen = self.chosen(&schema)?;
        if chosen.is_empty() {
            output::say("there are no tables to fill");
        }
        client
            .batch_execute("BEGIN; SET CONSTRAINTS ALL DEFERRED; SET LOCAL TimeZone = 'UTC'")
            .await
            .map_err(said)?;
        if self.truncate && !chosen.is_empty() {
            let names: Vec<String> = chosen.iter().map(qualified).collect();
            client.batch_execute(&format!("TRUNCATE {} CASCADE", names.join(", "))).await.map_err(said)?;
        }
        let (tables, kept) = self.empty(&client, &schema, &chosen).await?;
        for name in &kept {
            output::say(format!("{name} has rows, which stay: `--truncate` removes them first"));
        }
        let order =
            Order { schema: &schema, tables, rows: self.rows as usize, seed: self.seed, lenient: false };
        let bar = Progress::rows(order.tables.len() * order.rows);
        let mut done = (QName::public(""), 0, 0);
        let filled = fill::fill(&client, &order, &mut |table, count| {
            if *table != done.0 {
                done = (table.clone(), done.1 + done.2, 0);
            }
            done.2 = count;
            bar.at(done.1 + done.2, table.to_string());
        })
        .await;
        drop(bar);
        let filled = filled.map_err(explain)?;
        client.batch_execute("COMMIT").await.map_err(said)?;
        // So that plans are made for the rows that are there now.
        for (name, _) in &filled.rows {
            client.batch_execute(&format!("ANALYZE {}", qualified(name))).await.map_err(said)?;
        }
        show(&filled, global)
    }

    /// The tables that are meant: those that hold rows of their own.
    fn chosen(&self, schema: &Schema) -> Result<BTreeSet<QName>> {
        let holds = |table: &&Table| table.partition.is_none() && table.foreign.is_none();
        let all: BTreeSet<QName> =
            schema.tables.values().filter(holds).map(|table| table.name.clone()).collect();
        if self.tables.is_empty() {
            return Ok(all);
        }
        let mut chosen = BTreeSet::new();
        for wanted in &self.tables {
            let found = all.iter().find(|name| {
                name.to_string() == *wanted || format!("{}.{}", name.namespace, name.name) == *wanted
            });
            chosen.insert(found.cloned().ok_or_else(|| {
                let names: Vec<String> = all.iter().map(ToString::to_string).collect();
                Failure::with_help(
                    format!("there is no table `{wanted}` to fill"),
                    format!("the tables are {}", names.join(", ")),
                )
            })?);
        }
        Ok(chosen)
    }

    /// Of the chosen tables, and of those that they reference, the ones without rows; and the chosen ones that have some.
    async fn empty(
        &self,
        client: &Client,
        schema: &Schema,
        chosen: &BTreeSet<QName>,
    ) -> Result<(BTreeSet<QName>, Vec<QName>)> {
        let (mut empty, mut kept, mut seen) = (BTreeSet::new(), Vec::new(), BTreeSet::new());
        let mut next: Vec<QName> = chosen.iter().rev().cloned().collect();
        while let Some(name) = next.pop() {
            let Some(table) = schema.tables.get(&name).filter(|table| table.foreign.is_none()) else {
                continue;
            };
            if !seen.insert(name.clone()) {
                continue;
            }
            let sql = format!("SELECT EXISTS (SELECT FROM {})", qualified(&name));
            if client.query_one(&sql, &[]).await.map_err(said)?.get(0) {
                kept.extend(chosen.contains(&name).then_some(name));
                continue;
            }
            for constraint in table.constraints.values() {
                if let ConstraintKind::ForeignKey(key) = &constraint.kind {
                    next.push(key.table.clone());
                }
            }
            empty.insert(name);
        }
        Ok((empty, kept))
    }
}

fn said(error: Error) -> Failure {
    Failure::new(error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned()))
}

/// Nothing was kept: the transaction ends with the connection.
fn explain(problem: Problem) -> Failure {
    match problem {
        Problem::Cycle(cycle) => {
            let names: Vec<String> = cycle.tables.iter().map(ToString::to_string).collect();
            let (table, key) = cycle.key;
            Failure::with_help(
                format!("no row can come first: {} need each other", names.join(", ")),
                format!(
                    "let a reference wait: `ALTER TABLE {table} ALTER CONSTRAINT {} DEFERRABLE`, or allow NULL in its columns",
                    fill::ident(&key)
                ),
            )
        }
        Problem::Refused(table, refused) => {
            let help = match &refused.constraint {
                Some(constraint) => format!(
                    "`{constraint}` asks for something that is not understood here, and what was tried by chance did not fit; fill {table} by \
                     hand, and leave it out with `--table` for the others"
                ),
                None => {
                    format!("nothing was written; fill {table} by hand, and name the others with `--table`")
                }
            };
            Failure::with_help(format!("no row fits {table}: {refused}"), help)
        }
        Problem::Server(error) => said(error),
    }
}

fn show(filled: &Filled, global: &Global) -> Result {
    for (table, why) in &filled.short {
        output::warn(format!("{table}: {why}"));
    }
    match global.format {
        Format::Text => {
            for (table, count) in &filled.rows {
                output::done(
                    "seeded",
                    format!("{table} with {count} {}", if *count == 1 { "row" } else { "rows" }),
                );
            }
            Ok(())
        }
        Format::Json => {
            let tables: Vec<_> = filled
                .rows
                .iter()
                .map(|(table, count)| json!({ "table": table.to_string(), "rows": count, "note": filled.short.get(table) }))
                .collect();
            output::json(&json!({ "tables": tables }))
        }
    }
}
