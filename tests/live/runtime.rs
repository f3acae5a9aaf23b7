//! Connections, transactions and streams on a real server.

mod copy;
mod options;
pub(crate) mod pooler;
mod shared;
mod soak;
mod stream;
mod trace;
mod user_tests;

use std::time::{Duration, Instant};

use tablewright::{Db, Error, Options, Result, TransactionOptions, sql, sql_unchecked};
use tablewright_tests::Database;

/// A database with numbers from 1 to 1000, and no vectors.
async fn database(options: &Options) -> (Database, Db) {
    let database = Database::new().await;
    database.apply("CREATE TABLE item (id bigint PRIMARY KEY, cents bigint NOT NULL)").await;
    database.apply("INSERT INTO item SELECT n, 100 FROM generate_series(1, 1000) n").await;
    let db = Db::connect_with(&database.url, options).await.unwrap();
    (database, db)
}

async fn ends(database: Database, db: Db) {
    db.close();
    database.drop().await;
}

/// How many connections the server has to the database, besides that of the test.
async fn connections(database: &Database) -> i64 {
    let text = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                AND backend_type = 'client backend'";
    database.client.query_one(text, &[]).await.unwrap().get(0)
}

/// Waits until something is so, for a while.
async fn until<F: Future<Output = bool>>(what: &str, is: impl Fn() -> F) {
    let begun = Instant::now();
    while !is().await {
        assert!(begun.elapsed() < Duration::from_secs(10), "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// How many sessions are in the middle of a statement or a transaction.
async fn busy(database: &Database) -> i64 {
    let text = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                AND state <> 'idle'";
    database.client.query_one(text, &[]).await.unwrap().get(0)
}

async fn one(db: &Db, id: i64) -> Result<i64> {
    db.sql(sql!("SELECT cents FROM item WHERE id = {id}")).scalar().await
}
