//! Connections that are idle, old, or stuck.

use super::*;

async fn open(database: &Database) -> i64 {
    let text = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                AND backend_type = 'client backend'";
    database.client.query_one(text, &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn what_nobody_uses_is_closed() {
    let database = Database::new().await;
    let options = Options { idle: Some(Duration::from_millis(300)), ..Options::default() };
    let db = Db::connect_with(&database.url, &options).await.unwrap();
    let busy: Vec<_> = (0..5)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { db.sql(sql!("SELECT pg_sleep(0.2)")).run().await })
        })
        .collect();
    for task in busy {
        task.await.unwrap().unwrap();
    }
    until("the server has none left", async || open(&database).await == 0).await;
    assert_eq!(db.status().open, 0);
    port(&db).await.unwrap();
    db.close();
    database.drop().await;
}

#[tokio::test]
async fn what_is_old_is_replaced_and_not_while_it_is_used() {
    let database = Database::new().await;
    let options =
        Options { lifetime: Some(Duration::from_millis(400)), max_connections: 1, ..Options::default() };
    let db = Db::connect_with(&database.url, &options).await.unwrap();
    let pid = async || db.query::<(i32,)>("SELECT pg_backend_pid()", &[]).await.unwrap()[0].0;
    let first = pid().await;
    let mut tx = db.begin().await.unwrap();
    tokio::time::sleep(Duration::from_millis(700)).await;
    tx.transaction(async |tx| tx.sql(sql!("SELECT 1")).run().await).await.unwrap();
    tx.commit().await.unwrap();
    until("another connection", async || pid().await != first).await;
    db.close();
    database.drop().await;
}

#[tokio::test]
async fn the_server_ends_what_takes_too_long() {
    let database = Database::new().await;
    let options = Options {
        statement_timeout: Some(Duration::from_millis(300)),
        idle_in_transaction: Some(Duration::from_millis(300)),
        ..Options::default()
    };
    let url = format!("{}?options=-c%20search_path%3Dpg_catalog", database.url);
    let db = Db::connect_with(&url, &options).await.unwrap();
    let error = db.sql(sql!("SELECT pg_sleep(60)")).run().await.unwrap_err();
    assert_eq!(error.code().unwrap().code(), "57014");
    // A session of a caller's own may change that for itself alone.
    let connection = db.connection().await.unwrap();
    connection.sql(sql!("SET statement_timeout = 0")).run().await.unwrap();
    connection.sql(sql!("SELECT pg_sleep(0.5)")).run().await.unwrap();
    drop(connection);
    let all = async |name: &str| {
        db.query::<(String,)>("SELECT current_setting($1)", &[&name]).await.unwrap().remove(0).0
    };
    assert_eq!(
        (all("statement_timeout").await, all("search_path").await),
        ("300ms".into(), "pg_catalog".into())
    );

    let tx = db.begin().await.unwrap();
    tokio::time::sleep(Duration::from_millis(800)).await;
    assert!(tx.sql(sql!("SELECT 1")).run().await.is_err());
    drop(tx);
    for _ in 0..10 {
        within("a connection that works", port(&db)).await.unwrap();
    }
    db.close();
    database.drop().await;
}

#[tokio::test]
async fn a_timeout_that_a_pooler_would_lose_is_refused() {
    let options = Options { statement_timeout: Some(Duration::from_secs(1)), ..Options::default() };
    let error = Db::connect_lazy("postgres://ada@localhost/shop?pgbouncer=true", &options).unwrap_err();
    assert!(error.to_string().contains("ALTER ROLE"), "{error}");
}
