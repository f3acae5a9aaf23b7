//! Isolation levels, and what is tried again.

use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

#[tokio::test]
async fn a_transaction_is_what_was_asked_for() {
    let (database, db) = database(&Options::default()).await;
    let show = async |options: TransactionOptions| {
        db.transaction_with(&options, async |tx| {
            let isolation: String = tx.sql(sql!("SHOW transaction_isolation")).scalar().await?;
            let read_only: String = tx.sql(sql!("SHOW transaction_read_only")).scalar().await?;
            let deferrable: String = tx.sql(sql!("SHOW transaction_deferrable")).scalar().await?;
            Ok(format!("{isolation}, {read_only}, {deferrable}"))
        })
        .await
        .unwrap()
    };
    assert_eq!(show(TransactionOptions::new()).await, "read committed, off, off");
    assert_eq!(show(TransactionOptions::repeatable_read()).await, "repeatable read, off, off");
    assert_eq!(
        show(TransactionOptions::serializable().read_only().deferrable()).await,
        "serializable, on, on"
    );
    // The next one on the same connection is not affected.
    assert_eq!(show(TransactionOptions::read_committed().read_write()).await, "read committed, off, off");
    ends(database, db).await;
}

#[tokio::test]
async fn serialization_failures_are_tried_again_when_asked() {
    let (database, db) = database(&Options::default()).await;
    let attempts = AtomicU32::new(0);
    let add = async |retries: u32| {
        let options = TransactionOptions::serializable().retries(retries);
        db.transaction_with(&options, async |tx| {
            let cents: i64 = tx.sql(sql!("SELECT cents FROM item WHERE id = 1")).scalar().await?;
            if attempts.fetch_add(1, Ordering::Relaxed) == 0 {
                // Someone else changes what was read.
                db.sql(sql!("UPDATE item SET cents = cents + 1000 WHERE id = 1")).run().await?;
            }
            let cents = cents + 1;
            tx.sql(sql!("UPDATE item SET cents = {cents} WHERE id = 1")).run().await
        })
        .await
    };
    let error = add(0).await.unwrap_err();
    assert!(error.is_transient(), "{error}");
    assert_eq!(attempts.swap(0, Ordering::Relaxed), 1);
    add(5).await.unwrap();
    assert_eq!(attempts.load(Ordering::Relaxed), 2);
    assert_eq!(one(&db, 1).await.unwrap(), 2101);
    ends(database, db).await;
}

#[tokio::test]
async fn deadlocks_are_tried_again() {
    let (database, db) = database(&Options::default()).await;
    database.apply("ALTER SYSTEM SET deadlock_timeout = '50ms'").await;
    let move_one = async |from: i64, to: i64| {
        let options = TransactionOptions::new().retries(10);
        db.transaction_with(&options, async |tx| {
            tx.sql(sql!("UPDATE item SET cents = cents - 1 WHERE id = {from}")).run().await?;
            tokio::time::sleep(Duration::from_millis(20)).await;
            tx.sql(sql!("UPDATE item SET cents = cents + 1 WHERE id = {to}")).run().await
        })
        .await
        .unwrap()
    };
    tokio::join!(move_one(1, 2), move_one(2, 1));
    assert_eq!((one(&db, 1).await.unwrap(), one(&db, 2).await.unwrap()), (100, 100));
    database.apply("ALTER SYSTEM RESET deadlock_timeout").await;
    ends(database, db).await;
}

#[tokio::test]
async fn an_error_of_ones_own_is_not_tried_again() {
    let (database, db) = database(&Options::default()).await;
    let attempts = AtomicU32::new(0);
    let result: Result<()> = db
        .transaction_with(&TransactionOptions::new().retries(5), async |_| {
            attempts.fetch_add(1, Ordering::Relaxed);
            Err(Error::other("no"))
        })
        .await;
    assert_eq!(result.unwrap_err().to_string(), "no");
    assert_eq!(attempts.load(Ordering::Relaxed), 1);
    ends(database, db).await;
}

#[tokio::test]
async fn a_failed_transaction_is_never_said_to_be_committed() {
    let (database, db) = database(&Options::default()).await;
    let result = db
        .transaction(async |tx| {
            tx.sql(sql!("UPDATE item SET cents = 0 WHERE id = 1")).run().await?;
            // The error is thrown away, and with it what was done before.
            let _ = tx.sql(sql!("SELECT 1 / 0")).run().await;
            Ok(())
        })
        .await;
    assert!(result.unwrap_err().to_string().starts_with("the transaction was rolled back"));
    let result = db
        .transaction(async |tx| {
            let _ = tx.client().batch_execute("SELECT 1 / 0").await;
            Ok(())
        })
        .await;
    assert!(result.is_err());
    assert_eq!(one(&db, 1).await.unwrap(), 100);
    // What failed in a savepoint is not the transaction's.
    db.transaction(async |tx| {
        tx.sql(sql!("UPDATE item SET cents = 7 WHERE id = 1")).run().await?;
        let inner: Result<u64> = tx.transaction(async |tx| tx.sql(sql!("SELECT 1 / 0")).run().await).await;
        assert!(inner.is_err());
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(one(&db, 1).await.unwrap(), 7);
    ends(database, db).await;
}

#[tokio::test]
async fn begun_by_hand() {
    let (database, db) = database(&Options::default()).await;
    let mut tx = db.begin().await.unwrap();
    tx.sql(sql!("UPDATE item SET cents = 1 WHERE id = 1")).run().await.unwrap();
    let savepoint = tx.savepoint().await.unwrap();
    savepoint.sql(sql!("UPDATE item SET cents = 2 WHERE id = 1")).run().await.unwrap();
    savepoint.rollback().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(one(&db, 1).await.unwrap(), 1);
    let tx = db.begin().await.unwrap();
    tx.sql(sql!("UPDATE item SET cents = 3 WHERE id = 1")).run().await.unwrap();
    drop(tx);
    assert_eq!(one(&db, 1).await.unwrap(), 1);
    ends(database, db).await;
}

#[tokio::test]
async fn a_running_statement_is_cancelled_from_outside() {
    let (database, db) = database(&Options::default()).await;
    let endpoint = tablewright::connect::config(&database.url).unwrap();
    let result = db
        .transaction(async |tx| {
            let token = tx.cancel_token();
            let cancel = async {
                tokio::time::sleep(Duration::from_millis(50)).await;
                token.cancel_query(endpoint.connector()).await
            };
            let (result, cancelled) = tokio::join!(tx.sql(sql!("SELECT pg_sleep(60)")).run(), cancel);
            cancelled.unwrap();
            result
        })
        .await;
    assert_eq!(result.unwrap_err().code().unwrap().code(), "57014");
    assert_eq!(one(&db, 1).await.unwrap(), 100);
    ends(database, db).await;
}
