//! Asking a server for its definitions, and folding them.

use tablewright_codegen::model::{Audience, Schema};
use tablewright_codegen::report::Source;
use tablewright_codegen::sql::Reader;
use tokio_postgres::Client;

use crate::Error;

/// The oldest version whose catalogs the queries know.
const OLDEST: i32 = 14;

const SCOPE: &str = include_str!("queries/scope.sql");
const COLUMNS: &str = include_str!("queries/columns.sql");
const SERVER: &str = "SELECT current_setting('server_version_num'), version(), \
    has_column_privilege('pg_subscription', 'subconninfo', 'SELECT')";
const UNKNOWN: &str = include_str!("queries/unknown.sql");

/// What a database holds.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// Everything that the model knows. Expressions are as the server prints them: two catalogs compare well, a catalog and
    /// a file only where the author wrote as the server does.
    pub schema: Schema,
    /// What is there but not in the model, in words: `trigger touch on public.todo`. Sorted.
    pub unknown: Vec<String>,
    /// The definitions as SQL, in an order in which they can be read; not meant to be run.
    pub sql: String,
}

/// Reads the whole catalog of a database. The client must not be in a transaction: one is opened, so that all queries see
/// the same moment, and ended.
///
/// # Errors
/// When the server is too old or refuses a query, or holds a definition that the reader does not understand.
pub async fn read(client: &Client) -> Result<Catalog, Error> {
    // The server then prints as people write: names of `public` alone, all others with their namespace.
    client
        .batch_execute(
            "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = public; \
             SET LOCAL quote_all_identifiers = off; SET LOCAL jit = off",
        )
        .await?;
    let asked = ask(client).await;
    // Ends the transaction also where a query failed in it.
    let ended = client.batch_execute("ROLLBACK").await;
    let (sql, unknown) = asked?;
    ended?;
    let schema = fold(&sql)?;
    Ok(Catalog { schema, unknown, sql })
}

/// The definitions, each ended by `;`, and what the model does not know.
async fn ask(client: &Client) -> Result<(String, Vec<String>), Error> {
    let row = client.query_one(SERVER, &[]).await?;
    let number: i32 = row.get::<_, &str>(0).parse().unwrap_or(0) / 10_000;
    if number < OLDEST {
        return Err(Error::Version { version: row.get(1) });
    }
    let mut sql = String::new();
    let mut queries = queries(number);
    // Connection strings may hold passwords: mostly only superusers may read them.
    if row.get::<_, bool>(2) {
        queries.insert(0, format!("{SCOPE}{}", include_str!("queries/subscription.sql")));
    }
    for query in queries {
        for statement in texts(client, &query).await? {
            sql.push_str(&statement);
            sql.push_str(";\n");
        }
    }
    if !texts(client, CITUS).await?.is_empty() {
        for statement in texts(client, include_str!("queries/distribution.sql")).await? {
            sql.push_str(&statement);
            sql.push_str(";\n");
        }
    }
    let unknown = texts(client, &format!("{SCOPE}{UNKNOWN}")).await?;
    Ok((sql, unknown))
}

/// Whether Citus tells where rows are.
const CITUS: &str = "SELECT 'yes' WHERE to_regclass('citus_tables') IS NOT NULL";

/// The queries, one per kind, in an order in which what they return can be read. Each returns one column of statements.
fn queries(version: i32) -> Vec<String> {
    let publications = if version == 14 {
        include_str!("queries/publication14.sql")
    } else {
        include_str!("queries/publication.sql")
    };
    let tables = format!("{COLUMNS}{}", include_str!("queries/table.sql"));
    let heirs = format!("{COLUMNS}{}", include_str!("queries/heir.sql"));
    [
        include_str!("queries/namespace.sql"),
        include_str!("queries/extension.sql"),
        include_str!("queries/collation.sql"),
        include_str!("queries/enum.sql"),
        include_str!("queries/domain.sql"),
        include_str!("queries/type.sql"),
        include_str!("queries/sequence.sql"),
        include_str!("queries/foreign.sql"),
        &tables,
        &heirs,
        include_str!("queries/sequence_owner.sql"),
        include_str!("queries/constraint.sql"),
        include_str!("queries/function.sql"),
        include_str!("queries/aggregate.sql"),
        include_str!("queries/cast.sql"),
        include_str!("queries/operator.sql"),
        include_str!("queries/operator_class.sql"),
        include_str!("queries/text_search.sql"),
        include_str!("queries/view.sql"),
        include_str!("queries/index.sql"),
        include_str!("queries/partition.sql"),
        include_str!("queries/table_index.sql"),
        include_str!("queries/view_detail.sql"),
        include_str!("queries/statistics.sql"),
        include_str!("queries/rule.sql"),
        include_str!("queries/policy.sql"),
        include_str!("queries/trigger.sql"),
        include_str!("queries/event_trigger.sql"),
        publications,
        include_str!("queries/comment.sql"),
        include_str!("queries/owner.sql"),
        include_str!("queries/grant.sql"),
        include_str!("queries/default_privileges.sql"),
    ]
    .iter()
    .map(|query| format!("{SCOPE}{query}"))
    .collect()
}

async fn texts(client: &Client, query: &str) -> Result<Vec<String>, Error> {
    // Without a prepared statement: one round trip, and a transaction pooler in between does not mind.
    let rows = client.query_typed(query, &[]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

fn fold(sql: &str) -> Result<Schema, Error> {
    let mut reader = Reader::new();
    reader.read(&Source::new("catalog", sql), Audience::Public);
    reader.finish().map(|described| described.schema).map_err(Error::Unread)
}
