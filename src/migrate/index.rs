//! Indexes that are built concurrently: what a failed build leaves behind.

use tokio_postgres::Client;

use super::kind::Target;
use crate::quote::identifier;

/// What the catalog says of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// There is none of this name.
    Nothing,
    /// It can be used.
    Valid,
    /// A concurrent build failed, or runs.
    Invalid,
}

/// Looks an index up. Without a namespace it is looked for as the server would find it.
pub(super) async fn find(client: &Client, target: &Target) -> Result<Found, tokio_postgres::Error> {
    let sql = "SELECT indisvalid FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass($1)";
    let row = client.query_opt(sql, &[&target.to_sql()]).await?;
    Ok(match row.map(|row| row.get(0)) {
        None => Found::Nothing,
        Some(true) => Found::Valid,
        Some(false) => Found::Invalid,
    })
}

/// Drops an invalid index; a valid one stays. Returns whether there was one.
///
/// `CREATE INDEX CONCURRENTLY` fails on the name of an invalid index, and with `IF NOT EXISTS` hides it.
pub(super) async fn drop_invalid(client: &Client, target: &Target) -> Result<bool, tokio_postgres::Error> {
    if find(client, target).await? != Found::Invalid {
        return Ok(false);
    }
    client.batch_execute(&format!("DROP INDEX CONCURRENTLY IF EXISTS {}", target.to_sql())).await?;
    Ok(true)
}

impl Target {
    /// As an SQL identifier.
    pub(super) fn to_sql(&self) -> String {
        let mut sql = String::new();
        if let Some(namespace) = &self.namespace {
            identifier(&mut sql, namespace);
            sql.push('.');
        }
        identifier(&mut sql, &self.name);
        sql
    }
}
