//! The bare client always comes back, clean.

use super::*;

#[tokio::test]
async fn it_comes_back_whatever_happens() {
    let database = Database::new().await;
    let db =
        Db::connect_with(&database.url, &Options { max_connections: 1, ..Options::default() }).await.unwrap();
    db.sql(sql!("CREATE TABLE kept (id integer)")).run().await.unwrap();

    // Dropped in a transaction.
    let client = db.client().await.unwrap();
    client.batch_execute("BEGIN; INSERT INTO kept VALUES (1); SET search_path = nowhere").await.unwrap();
    drop(client);
    let count = async || db.query::<(i64,)>("SELECT count(*) FROM kept", &[]).await.unwrap()[0].0;
    assert_eq!(count().await, 0);

    // A panic while it is held.
    let other = db.clone();
    let panics = tokio::spawn(async move {
        let client = other.client().await.unwrap();
        client.batch_execute("BEGIN; INSERT INTO kept VALUES (2)").await.unwrap();
        panic!("as it happens");
    });
    assert!(panics.await.unwrap_err().is_panic());
    assert_eq!(count().await, 0);

    // Given up in the middle of a statement.
    let held = async {
        let client = db.client().await.unwrap();
        client.batch_execute("BEGIN; INSERT INTO kept VALUES (3); SELECT pg_sleep(60)").await
    };
    assert!(tokio::time::timeout(Duration::from_millis(200), held).await.is_err());
    assert_eq!(within("the connection", count()).await, 0);

    // Its connection broken.
    let client = db.client().await.unwrap();
    client.batch_execute("SELECT pg_terminate_backend(pg_backend_pid())").await.unwrap_err();
    drop(client);
    assert_eq!(within("another connection", count()).await, 0);

    let status = db.status();
    assert_eq!((status.open, status.lent, status.waiting), (1, 0, 0), "{status:?}");
    db.close();
    database.drop().await;
}

#[tokio::test]
async fn the_one_off_form_binds_its_values() {
    let database = Database::new().await;
    let db = Db::connect(&database.url).await.unwrap();
    let quote = "'; DROP TABLE x --";
    let rows: Vec<(String, i64)> =
        db.query("SELECT $1::text, $2::bigint + 1", &[&quote, &41_i64]).await.unwrap();
    assert_eq!(rows, [(quote.to_owned(), 42)]);
    let table = "pg_class";
    let rows: Vec<(bool,)> =
        db.query_unchecked(&format!("SELECT count(*) > $1 FROM {table}"), &[&1_i64]).await.unwrap();
    assert_eq!(rows, [(true,)]);
    let in_transaction = db.transaction(async |tx| tx.query::<(i32,)>("SELECT 7", &[]).await).await.unwrap();
    assert_eq!(in_transaction, [(7,)]);
    db.close();
    database.drop().await;
}
