//! Single statements over shared connections.

use super::*;

#[tokio::test]
async fn many_tasks_share_few_connections() {
    let options = Options { max_connections: 6, shared_connections: 2, ..Options::default() };
    let (database, db) = database(&options).await;
    for id in 1..=10 {
        assert_eq!(one(&db, id).await.unwrap(), 100);
    }
    let before = connections(&database).await;
    assert_eq!(before, 1, "one after the other needs one connection");
    let tasks: Vec<_> = (1..=64)
        .map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                for id in 1..=50 {
                    assert_eq!(one(&db, (task * 13 + id) % 1000 + 1).await.unwrap(), 100);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let after = connections(&database).await;
    assert!(after <= 2, "{after} connections for what two can share");
    ends(database, db).await;
}

#[tokio::test]
async fn a_slow_statement_holds_up_nobody() {
    let options = Options { max_connections: 4, shared_connections: 2, ..Options::default() };
    let (database, db) = database(&options).await;
    for _ in 0..3 {
        one(&db, 1).await.unwrap();
    }
    // At first nobody knows that it is slow; the second time it is known.
    for _ in 0..2 {
        let (slow, begun) = (db.clone(), Instant::now());
        let slow = tokio::spawn(async move { slow.sql(sql!("SELECT pg_sleep(2)")).run().await });
        tokio::time::sleep(Duration::from_millis(20)).await;
        for id in 1..=200 {
            one(&db, id).await.unwrap();
        }
        assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
        slow.await.unwrap().unwrap();
    }
    ends(database, db).await;
}

#[tokio::test]
async fn what_waits_for_a_lock_holds_up_nobody() {
    let (database, db) = database(&Options { max_connections: 4, ..Options::default() }).await;
    db.transaction(async |tx| {
        tx.sql(sql!("UPDATE item SET cents = 0 WHERE id = 1")).run().await?;
        let other = db.clone();
        let waits = tokio::spawn(async move {
            other.sql(sql!("UPDATE item SET cents = cents + 1 WHERE id = 1")).run().await
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        let begun = Instant::now();
        for id in 1..=100 {
            one(&db, id).await?;
        }
        assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
        assert!(!waits.is_finished());
        Ok(())
    })
    .await
    .unwrap();
    until("the update went on", async || one(&db, 1).await.unwrap() == 1).await;
    ends(database, db).await;
}

#[tokio::test]
async fn what_is_given_up_is_cancelled() {
    let (database, db) = database(&Options { max_connections: 2, ..Options::default() }).await;
    for _ in 0..3 {
        let slow = db.sql(sql!("SELECT pg_sleep(60)"));
        assert!(tokio::time::timeout(Duration::from_millis(100), slow.run()).await.is_err());
    }
    let slow = db.transaction(async |tx| tx.sql(sql!("SELECT pg_sleep(60)")).run().await);
    assert!(tokio::time::timeout(Duration::from_millis(100), slow).await.is_err());
    until("nothing runs", async || busy(&database).await == 0).await;
    assert_eq!(one(&db, 1).await.unwrap(), 100);
    // The same connections, and none of them broken or in a transaction.
    assert!(connections(&database).await <= 2);
    for _ in 0..4 {
        db.transaction(async |tx| tx.sql(sql!("SELECT 1")).run().await).await.unwrap();
    }
    ends(database, db).await;
}

#[tokio::test]
async fn a_shared_connection_that_someone_gave_up_serves_the_others() {
    let options = Options { max_connections: 2, shared_connections: 1, ..Options::default() };
    let (database, db) = database(&options).await;
    let wait = |seconds: f64| {
        let db = db.clone();
        async move { db.sql(sql!("SELECT 1 FROM pg_sleep({seconds})")).scalar::<i32>().await }
    };
    // It is seen to be quick, so that others are sent behind it.
    for _ in 0..3 {
        wait(0.0).await.unwrap();
    }
    let stuck = tokio::spawn(wait(60.0));
    tokio::time::sleep(Duration::from_millis(2)).await;
    let behind: Vec<_> = (0..5).map(|_| tokio::spawn(wait(0.0))).collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    stuck.abort();
    for task in behind {
        let result = tokio::time::timeout(Duration::from_secs(15), task).await.expect("in time").unwrap();
        // They were sent already, and are not sent twice: it is answer or error.
        result.unwrap();
    }
    ends(database, db).await;
}

#[tokio::test]
async fn broken_connections_are_replaced() {
    let (database, db) = database(&Options::default()).await;
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { db.sql(sql!("SELECT pg_sleep(0.1)")).run().await.unwrap() })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let killed: i64 = database.client.query_one(kill, &[]).await.unwrap().get(0);
    assert!(killed >= 8, "{killed}");
    until("they are gone", async || connections(&database).await == 0).await;
    for id in 1..=20 {
        assert_eq!(one(&db, id).await.unwrap(), 100);
    }
    ends(database, db).await;
}

#[tokio::test]
async fn what_may_have_run_is_not_sent_again() {
    let (database, db) = database(&Options::default()).await;
    let die =
        "UPDATE item SET cents = cents + 1 WHERE id = 1 RETURNING pg_terminate_backend(pg_backend_pid())";
    let result = db.sql(sql_unchecked(die)).run().await;
    assert!(result.is_err());
    assert_eq!(one(&db, 1).await.unwrap(), 100);
    ends(database, db).await;
}

#[tokio::test]
async fn who_waits_too_long_is_told_why() {
    let options = Options { max_connections: 2, wait: Duration::from_secs(2), ..Options::default() };
    let (database, db) = database(&options).await;
    let held = db.begin().await.unwrap();
    let error = db.begin().await.unwrap_err().to_string();
    assert!(error.contains("Options::max_connections"), "{error}");
    // One connection stays with single statements.
    assert_eq!(one(&db, 1).await.unwrap(), 100);
    drop(held);
    db.begin().await.unwrap().commit().await.unwrap();
    ends(database, db).await;
}

#[tokio::test]
async fn one_connection_is_enough_for_all() {
    let options = Options { max_connections: 1, ..Options::default() };
    let (database, db) = database(&options).await;
    let tasks: Vec<_> = (1..=20)
        .map(|id| {
            let db = db.clone();
            tokio::spawn(async move {
                for _ in 0..20 {
                    one(&db, id).await.unwrap();
                    db.sql(sql!("UPDATE item SET cents = cents + 1 WHERE id = {id}")).run().await.unwrap();
                    db.transaction(async |tx| tx.sql(sql!("SELECT 1")).run().await).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        tokio::time::timeout(Duration::from_secs(60), task).await.expect("nobody starves").unwrap();
    }
    assert_eq!(connections(&database).await, 1);
    ends(database, db).await;
}

#[tokio::test]
async fn a_session_leaves_nothing_behind() {
    let (database, db) = database(&Options { max_connections: 1, ..Options::default() }).await;
    let connection = db.connection().await.unwrap();
    connection.sql(sql!("SET search_path = nowhere")).run().await.unwrap();
    connection.sql(sql!("CREATE TEMPORARY TABLE mine (id integer)")).run().await.unwrap();
    connection.sql(sql!("SELECT pg_advisory_lock(7)")).run().await.unwrap();
    connection.client().batch_execute("BEGIN").await.unwrap();
    drop(connection);
    assert_eq!(one(&db, 1).await.unwrap(), 100);
    let left: i64 = db
        .sql(sql!(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' OR relation = to_regclass('mine')"
        ))
        .scalar()
        .await
        .unwrap();
    assert_eq!(left, 0);
    ends(database, db).await;
}

#[tokio::test]
async fn a_changed_table_is_prepared_anew_on_every_connection() {
    let options = Options { max_connections: 3, shared_connections: 2, ..Options::default() };
    let (database, db) = database(&options).await;
    let all = async || db.sql(sql!("SELECT * FROM item WHERE id = 1")).stream::<(i64, i64)>().await.map(drop);
    let run = async || db.sql(sql!("SELECT * FROM item WHERE id = 1")).run().await;
    for _ in 0..3 {
        run().await.unwrap();
    }
    all().await.unwrap();
    let mut held = db.connection().await.unwrap();
    held.sql(sql!("SELECT * FROM item WHERE id = 1")).run().await.unwrap();
    database.apply("ALTER TABLE item ADD note text").await;
    for _ in 0..3 {
        assert_eq!(run().await.unwrap(), 1);
    }
    assert_eq!(held.sql(sql!("SELECT * FROM item WHERE id = 1")).run().await.unwrap(), 1);
    held.client().batch_execute("DEALLOCATE ALL").await.unwrap();
    assert_eq!(held.sql(sql!("SELECT * FROM item WHERE id = 1")).run().await.unwrap(), 1);
    let tx = held.begin().await.unwrap();
    tx.sql(sql!("SELECT 1")).run().await.unwrap();
    tx.commit().await.unwrap();
    drop(held);
    ends(database, db).await;
}

#[tokio::test]
async fn a_closed_pool_says_so() {
    let (database, db) = database(&Options::default()).await;
    one(&db, 1).await.unwrap();
    db.close();
    assert_eq!(one(&db, 1).await.unwrap_err().to_string(), "the pool is closed");
    until("all are closed", async || connections(&database).await == 0).await;
    database.drop().await;
}
