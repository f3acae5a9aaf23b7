//! A transaction pooler between this program and the server: what was prepared in one transaction is not there in the next one,
//! which may run on another connection of the server.
//!
//! So a statement is sent as one message group without a name, which needs the types of its parameters. They are asked for once,
//! in a transaction of its own, and what has a name there is gone at its end. The driver asks the server about types that it does
//! not know by prepared statements as well; all types of the database are therefore shown to it when a connection is opened.

use tokio_postgres::types::Type;
use tokio_postgres::{Client, Error, SimpleQueryMessage};

use super::link::Within;

/// Every type that is not PostgreSQL's own, as a column of a select list. The rows of tables are no types of columns.
const TYPES: &str =
    "SELECT pg_catalog.format('NULL::%s', t.oid::pg_catalog.regtype) FROM pg_catalog.pg_type t
    LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
    LEFT JOIN pg_catalog.pg_class r ON r.oid IN (t.typrelid, e.typrelid) AND r.oid <> 0
    WHERE t.oid >= 16384 AND t.typtype IN ('b', 'c', 'd', 'e', 'm', 'r') AND t.typisdefined
    AND COALESCE(r.relkind = 'c', true)";

/// A select list has 1664 columns at most.
const AT_ONCE: usize = 500;

/// The types of the parameters of a statement.
pub(super) async fn parameters(client: &Client, text: &str, within: Within) -> Result<Vec<Type>, Error> {
    if within == Within::Transaction {
        return Ok(client.prepare(text).await?.params().to_vec());
    }
    client.batch_execute("BEGIN").await?;
    // The statement is dropped, and so closed on the server, before the transaction ends.
    let types = client.prepare(text).await.map(|statement| statement.params().to_vec());
    client.batch_execute("ROLLBACK").await?;
    types
}

/// Shows the driver all types of the database.
pub(super) async fn show_types(client: &Client) -> Result<(), Error> {
    client.batch_execute("BEGIN; DEALLOCATE ALL").await?;
    let columns: Vec<String> = client.simple_query(TYPES).await?.iter().filter_map(column).collect();
    for columns in columns.chunks(AT_ONCE) {
        drop(client.prepare(&format!("SELECT {}", columns.join(", "))).await?);
    }
    // What the driver keeps for its questions as well.
    client.batch_execute("DEALLOCATE ALL; COMMIT").await
}

fn column(message: &SimpleQueryMessage) -> Option<String> {
    match message {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    }
}
