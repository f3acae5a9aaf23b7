//! Migrations that are interrupted: whatever dies, wherever, a second run completes, and the database is as after a run that
//! nothing disturbed, every row written once.

mod client;
mod clock;
mod connection;
mod deployers;
mod disk;
mod lock;
pub(crate) mod private;
mod proxy;
mod server;

use tablewright::migrate::{Migrations, Options, Report};

/// What is there before.
const BASE: &str = "CREATE TABLE item (id int PRIMARY KEY, kind text, part int);
INSERT INTO item SELECT n, 'k' || n % 3, n % 2 FROM generate_series(1, 20) AS n;
CREATE TABLE event (id int, at int) PARTITION BY RANGE (at);
CREATE TABLE event_old PARTITION OF event FOR VALUES FROM (0) TO (10);
CREATE TABLE log (id int);
";

/// Every kind of boundary: between statements, transactions, and statements outside of transactions. The inserts tell when
/// something runs twice, and the unqualified names behind the `SET` when a session begins anew.
const MIXED: &str = "CREATE SCHEMA later;
SET search_path = later, public;
CREATE TABLE more (id int);
ALTER TABLE item ADD done boolean NOT NULL DEFAULT false;
-- @commit
CREATE INDEX CONCURRENTLY item_kind ON item (kind);
CREATE UNIQUE INDEX CONCURRENTLY item_part ON item (part, id);
INSERT INTO log SELECT id FROM item;
ALTER TABLE item ADD CONSTRAINT kind_known CHECK (kind <> '') NOT VALID;
-- @commit
ALTER TABLE item VALIDATE CONSTRAINT kind_known;
REINDEX INDEX CONCURRENTLY item_kind;
DROP INDEX CONCURRENTLY item_part;
ALTER TABLE event DETACH PARTITION event_old CONCURRENTLY;
INSERT INTO log VALUES (0);
CREATE TABLE last (id int);
";

/// A folder with `MIXED`, which has begun with something outside of a transaction.
fn folder() -> tempfile::TempDir {
    folder_of(&[
        ("20260102000000_first.sql", "CREATE INDEX CONCURRENTLY item_first ON item (part);\n"),
        ("20260103000000_mixed.sql", MIXED),
    ])
}

fn folder_of(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).expect("a writable folder");
    }
    dir
}

/// Takes everything down and makes what is there before: cheaper than a new database for each of hundreds of runs.
async fn reset(url: &str) {
    let client = connect(url).await.unwrap_or_else(|error| panic!("{error}"));
    client
        .batch_execute(&format!(
            "DROP SCHEMA IF EXISTS tablewright CASCADE; DROP SCHEMA IF EXISTS later CASCADE;
             DROP TABLE IF EXISTS item, event, event_old, log, last; {BASE}"
        ))
        .await
        .unwrap_or_else(|error| panic!("{error:?}"));
}

/// Runs what is pending, undisturbed.
async fn second_run(dir: &std::path::Path, url: &str) -> Report {
    let mut client = connect(url).await.unwrap_or_else(|error| panic!("{error}"));
    let migrations = Migrations::from_dir(dir).expect("a good folder");
    let options = Options::default();
    let run = migrations.apply_with(&mut client, &options, |_| {});
    within("the second run", run)
        .await
        .unwrap_or_else(|error| panic!("the second run completes, but: {error}"))
}

/// The longest that anything here may take on a busy machine: a bound for what would hang, not a measure.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// Waits, and says what for when it never comes.
async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(done) => done,
        Err(_) => panic!("still waiting for {what} after {PATIENCE:?}"),
    }
}

async fn connect(url: &str) -> Result<tokio_postgres::Client, tokio_postgres::Error> {
    let connecting = tokio_postgres::connect(url, tokio_postgres::NoTls);
    let (client, connection) = within("a connection", connecting).await?;
    tokio::spawn(connection);
    Ok(client)
}

/// Everything that a run leaves, a query each: relations, columns, constraints, indexes, partitions, rows, and the ledger. Asked of
/// the server's catalog itself, which is cheap enough for hundreds of runs.
const STATE: &[&str] = &[
    "SELECT concat_ws(' ', c.relkind, c.oid::regclass, c.relpersistence, pg_get_viewdef(c.oid)) FROM pg_class c \
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 'later') ORDER BY 1",
    "SELECT concat_ws(' ', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull, \
     pg_get_expr(d.adbin, d.adrelid)) FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
     JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
     WHERE attnum > 0 AND n.nspname IN ('public', 'later') ORDER BY 1",
    "SELECT concat_ws(' ', conrelid::regclass, conname, convalidated, pg_get_constraintdef(c.oid)) FROM pg_constraint c \
     JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname IN ('public', 'later') ORDER BY 1",
    "SELECT concat_ws(' ', pg_get_indexdef(indexrelid), indisvalid, indisready, indislive) FROM pg_index i \
     JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
     WHERE n.nspname IN ('public', 'later') ORDER BY 1",
    "SELECT concat_ws(' ', inhrelid::regclass, inhparent::regclass, inhdetachpending) FROM pg_inherits ORDER BY 1",
    "SELECT concat_ws(' ', 'rows', (SELECT count(*) FROM item), (SELECT count(*) FROM log))",
    "SELECT concat_ws(' ', name, statements_done, finished IS NOT NULL, error, attempt) FROM tablewright.migrations ORDER BY name",
];

async fn state(url: &str) -> String {
    let client = connect(url).await.unwrap_or_else(|error| panic!("{error}"));
    let mut state = String::new();
    for sql in STATE {
        for row in client.query(*sql, &[]).await.expect(sql) {
            state.push_str(&format!("{}\n", row.get::<_, String>(0)));
        }
    }
    state
}

/// What a run that nothing disturbs leaves.
async fn undisturbed(url: &str, dir: &std::path::Path) -> String {
    reset(url).await;
    second_run(dir, url).await;
    let state = state(url).await;
    assert!(state.contains("\nrows 20 21\n"), "{state}");
    state
}
