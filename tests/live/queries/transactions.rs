//! Transactions and savepoints.

use std::time::Duration;

use tablewright::{Error, Executor, Result, Transaction, sql};

use super::*;

async fn count(db: &Executor<'_>) -> i64 {
    db.select::<User>().count().await.unwrap()
}

#[tokio::test]
async fn all_or_nothing() {
    let (database, db) = database().await;
    let ada = db.transaction(async |tx| tx.insert(NewUser::new("ada@x")).one().await).await.unwrap();
    assert_eq!(ada.email, "ada@x");
    let failed: Result<()> = db
        .transaction(async |tx| {
            tx.insert(NewUser::new("bob@x")).run().await?;
            assert_eq!(count(tx).await, 2);
            Err(Error::other("changed my mind"))
        })
        .await;
    assert_eq!(failed.unwrap_err().to_string(), "changed my mind");
    assert_eq!(count(&db).await, 1);
    let failed: Result<u64> = db.transaction(async |tx| tx.insert(NewUser::new("ada@x")).run().await).await;
    assert!(failed.unwrap_err().violates(User::USER_EMAIL_KEY));
    assert_eq!(count(&db).await, 1);
    ends(database, db).await;
}

#[tokio::test]
async fn a_savepoint_fails_by_itself() {
    let (database, db) = database().await;
    db.transaction(async |tx| {
        tx.insert(NewUser::new("ada@x")).run().await?;
        let inner: Result<u64> = tx
            .transaction(async |tx| {
                tx.insert(NewUser::new("bob@x")).run().await?;
                tx.insert(NewUser::new("ada@x")).run().await
            })
            .await;
        assert!(inner.is_err());
        tx.transaction(async |tx| tx.insert(NewUser::new("cyd@x")).run().await).await?;
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
    let emails: Vec<String> =
        db.select::<User>().columns(User::EMAIL).order_by(User::ID).all().await.unwrap();
    assert_eq!(emails, ["ada@x", "cyd@x"]);
    ends(database, db).await;
}

#[tokio::test]
async fn what_is_dropped_half_way_is_undone() {
    let (database, db) = database().await;
    let work = db.transaction(async |tx| {
        tx.insert(NewUser::new("ada@x")).run().await?;
        tokio::time::sleep(Duration::from_secs(60)).await;
        Ok::<_, Error>(())
    });
    assert!(tokio::time::timeout(Duration::from_millis(300), work).await.is_err());
    assert_eq!(count(&db).await, 0);
    // The connection is in use again, outside of any transaction.
    let busy: i64 = db
        .sql(sql!("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%' AND datname = current_database()"))
        .scalar()
        .await
        .unwrap();
    assert_eq!(busy, 0);
    ends(database, db).await;
}

#[tokio::test]
async fn a_transaction_runs_on_any_thread() {
    let (database, db) = database().await;
    let other = db.clone();
    let work = tokio::spawn(async move {
        other
            .transaction(async |tx| {
                let users = tx.insert_many(["a@x", "b@x"].map(NewUser::new)).all().await?;
                let with: Vec<(User, Vec<Todo>)> = tx.select::<User>().with(User::TODOS).all().await?;
                Ok::<_, Error>(users.len() + with.len())
            })
            .await
    });
    assert_eq!(work.await.unwrap().unwrap(), 4);
    ends(database, db).await;
}

#[tokio::test]
async fn on_a_connection_of_ones_own() {
    let (database, db) = database().await;
    let mut client = database.connect().await;
    let tx = Transaction::begin(&mut client).await.unwrap();
    tx.insert(NewUser::new("ada@x")).run().await.unwrap();
    drop(tx);
    let tx = Transaction::begin(&mut client).await.unwrap();
    tx.insert(NewUser::new("bob@x")).run().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(&db).await, 1);
    ends(database, db).await;
}
