//! Rows that are read when they are asked for.

use tablewright::Table;

use super::*;

#[derive(Debug, PartialEq, Table)]
struct Item {
    #[column(primary_key)]
    id: i64,
    cents: i64,
}

#[tokio::test]
async fn all_rows_come_in_order() {
    let (database, db) = database(&Options::default()).await;
    let mut rows = db.select::<Item>().order_by(Item::ID).stream().await.unwrap();
    let mut next = 1;
    while let Some(item) = rows.next().await.transpose().unwrap() {
        assert_eq!(item, Item { id: next, cents: 100 });
        next += 1;
    }
    assert_eq!(next, 1001);
    assert!(rows.next().await.is_none());
    let mut ids = db.select::<Item>().columns(Item::ID).limit(3).stream().await.unwrap();
    assert!(ids.next().await.unwrap().is_ok());
    ends(database, db).await;
}

#[tokio::test]
async fn the_server_waits_for_the_reader() {
    let (database, db) = database(&Options::default()).await;
    let text = sql!("SELECT n::bigint, repeat('x', 1000) FROM generate_series(1, 2000000) n");
    let mut rows = db.sql(text).stream::<(i64, String)>().await.unwrap();
    for n in 1..=10 {
        assert_eq!(rows.next().await.unwrap().unwrap().0, n);
    }
    // Two gigabytes do not fit in between: the server is in the middle of sending.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let waits: String = database
        .client
        .query_one(
            "SELECT wait_event FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
             AND state = 'active'",
            &[],
        )
        .await
        .unwrap()
        .get(0);
    assert_eq!(waits, "ClientWrite");
    // Other statements go on meanwhile.
    assert_eq!(one(&db, 1).await.unwrap(), 100);
    drop(rows);
    until("the statement is cancelled", async || busy(&database).await == 0).await;
    ends(database, db).await;
}

#[tokio::test]
async fn what_is_dropped_half_way_leaves_the_connection_clean() {
    let (database, db) = database(&Options { max_connections: 1, ..Options::default() }).await;
    for _ in 0..20 {
        let mut rows = db.sql(sql!("SELECT generate_series(1, 100000000)")).stream::<(i32,)>().await.unwrap();
        assert_eq!(rows.next().await.unwrap().unwrap().0, 1);
        drop(rows);
        assert_eq!(one(&db, 1).await.unwrap(), 100);
    }
    assert_eq!(connections(&database).await, 1);
    ends(database, db).await;
}

#[tokio::test]
async fn an_error_in_the_middle_is_an_item() {
    let (database, db) = database(&Options { max_connections: 1, ..Options::default() }).await;
    let text = sql!("SELECT 10 / (1000 - id) FROM item WHERE id > 990 ORDER BY id");
    let mut rows = db.sql(text).stream::<(i64,)>().await.unwrap();
    let mut read = 0;
    let error = loop {
        match rows.next().await.expect("an error comes first") {
            Ok(_) => read += 1,
            Err(error) => break error,
        }
    };
    assert_eq!((read, error.code().unwrap().code()), (9, "22012"));
    assert!(rows.next().await.is_none());
    drop(rows);
    assert_eq!(one(&db, 1).await.unwrap(), 100);
    ends(database, db).await;
}

#[tokio::test]
async fn in_a_transaction() {
    let (database, db) = database(&Options::default()).await;
    let sum = db
        .transaction(async |tx| {
            let mut rows = tx.select::<Item>().filter(Item::ID.le(10)).stream().await?;
            let mut sum = 0;
            while let Some(item) = rows.next().await.transpose()? {
                sum += item.id;
            }
            drop(rows);
            // Given up half-way: the next statement comes behind it.
            tx.select::<Item>().stream().await?.next().await;
            assert_eq!(tx.select::<Item>().count().await?, 1000);
            Ok(sum)
        })
        .await
        .unwrap();
    assert_eq!(sum, 55);
    ends(database, db).await;
}
