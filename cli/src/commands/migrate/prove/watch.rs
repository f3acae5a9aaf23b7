//! What a migration did to tables and rows, beside what its header says.

use std::collections::BTreeMap;

use tokio_postgres::{Client, Error};

use super::said;
use crate::failure::Result;

/// A table: its name, where its rows are stored, and how many there are.
#[derive(Clone, Debug)]
struct Table {
    name: String,
    file: u32,
    rows: i64,
}

/// The tables at some moment, by oid: a new name makes no other table of one.
type Tables = BTreeMap<u32, Table>;

/// Looks at the tables around each statement.
pub(super) struct Watch {
    before: Tables,
    last: Tables,
    /// What the header says: `-- Rewrites ..`, `-- Loses data: ..`.
    header: Vec<String>,
    findings: Vec<String>,
}

impl Watch {
    pub(super) async fn new(client: &Client, migration: &str) -> Result<Self> {
        let comment = |line: &str| line.trim().strip_prefix("-- ").map(str::to_owned);
        let header = migration.lines().filter_map(comment).collect();
        let before = tables(client).await.map_err(said)?;
        Ok(Self { last: before.clone(), before, header, findings: Vec::new() })
    }

    /// Starts again from what is there now.
    pub(super) async fn look(&mut self, client: &Client) -> Result<(), Error> {
        self.last = tables(client).await?;
        Ok(())
    }

    /// Notes what one statement wrote again without a word of it.
    pub(super) async fn after(&mut self, client: &Client, statement: &str) -> Result<(), Error> {
        let now = tables(client).await?;
        for (oid, table) in &now {
            let Some(before) = self.last.get(oid).filter(|before| before.file != table.file) else {
                continue;
            };
            // A table that is as new as the migration has no rows that anyone waits for.
            if self.before.contains_key(oid) && !self.says("Rewrites", &[&before.name, &table.name]) {
                let first = statement.lines().next().unwrap_or_default();
                self.findings.push(format!(
                    "`{first}` writes every row of {} again, and its header does not say so",
                    table.name
                ));
            }
        }
        self.last = now;
        Ok(())
    }

    /// What is gone without a word of it, beside what the statements did.
    pub(super) async fn finish(mut self, client: &Client) -> Result<Vec<String>> {
        let after = tables(client).await.map_err(said)?;
        for (oid, before) in &self.before {
            match after.get(oid) {
                None if before.rows > 0 && !self.says("Loses data", &[&before.name]) => {
                    self.findings
                        .push(format!("table {} is gone, and the header does not say so", before.name));
                }
                Some(table) if table.rows < before.rows && !self.says("Loses data", &[&before.name]) => {
                    let (name, had, has) = (&table.name, before.rows, table.rows);
                    self.findings.push(format!("table {name} had {had} rows and has {has}"));
                }
                None | Some(_) => {}
            }
        }
        Ok(self.findings)
    }

    fn says(&self, what: &str, names: &[&str]) -> bool {
        self.header.iter().filter(|line| line.starts_with(what)).any(|line| {
            let mut words = line.split(|c: char| !(c.is_alphanumeric() || "_.\"$".contains(c)));
            words.any(|word| names.iter().any(|name| word.trim_end_matches('.') == *name))
        })
    }
}

async fn tables(client: &Client) -> Result<Tables, Error> {
    let query = "SELECT c.oid, c.relfilenode, c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        ORDER BY c.oid";
    let mut tables = Tables::new();
    for row in client.query(query, &[]).await? {
        let name: String = row.get(2);
        let count = client.query_one(&format!("SELECT count(*) FROM ONLY {name}"), &[]).await?;
        tables.insert(row.get(0), Table { name, file: row.get(1), rows: count.get(0) });
    }
    Ok(tables)
}
