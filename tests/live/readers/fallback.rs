//! When a replica is not good enough, the writer is read from.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tablewright::{Db, ReplicaState, sql};

use super::{NewTodo, Pair, Todo, blocking, state, until};

const SHORT: Duration = Duration::from_millis(400);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_lags_is_not_read_from() {
    let pair = Pair::start().await;
    let db = pair.db(|readers| readers.max_lag(SHORT)).await;
    until("the replica is read from", async || pair.is_replica(&db.read()).await).await;
    pair.stop_replaying().await;
    let read = db.read();
    let written = Instant::now();
    db.insert(NewTodo::new(1, "new")).one().await.unwrap();
    // For a while old rows may be seen, and no longer than was said.
    let mut old = 0;
    while read.select::<Todo>().count().await.unwrap() == 10 {
        assert!(written.elapsed() < SHORT + Duration::from_millis(300), "{:?}", written.elapsed());
        old += 1;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    println!("{old} reads saw the rows of before, the last one {:?} after the write", written.elapsed());
    assert!(!pair.is_replica(&read).await);
    assert_eq!(state(&db), ReplicaState::Behind);
    assert!(db.replicas()[0].lag.is_some_and(|lag| lag > SHORT));
    pair.go_on_replaying().await;
    until("the replica is read from again", async || pair.is_replica(&db.read()).await).await;
    assert_eq!(db.read().select::<Todo>().count().await.unwrap(), 11);
    db.close();
}

/// A server on which nothing happens has an old last commit, and its replica still shows everything.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_of_an_idle_server_is_not_behind() {
    let pair = Pair::start().await;
    let db = pair.db(|readers| readers.max_lag(SHORT)).await;
    tokio::time::sleep(SHORT * 4).await;
    until("the replica is read from", async || pair.is_replica(&db.read()).await).await;
    for _ in 0..5 {
        tokio::time::sleep(SHORT).await;
        assert!(pair.is_replica(&db.read()).await, "{:?}", db.replicas());
    }
    db.close();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_stops_is_left_and_found_again() {
    let pair = Arc::new(Pair::start().await);
    let db = pair.db(|readers| readers).await;
    let read = db.read();
    assert!(pair.is_replica(&read).await);
    let stopped = Arc::clone(&pair);
    blocking(move || stopped.replica.pause().unwrap()).await;
    let begun = Instant::now();
    assert!(!pair.is_replica(&read).await);
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert_eq!(state(&db), ReplicaState::Unreachable);
    assert_eq!(db.read().select::<Todo>().count().await.unwrap(), 10);
    let resumed = Arc::clone(&pair);
    blocking(move || resumed.replica.resume().unwrap()).await;
    until("the replica is read from again", async || pair.is_replica(&db.read()).await).await;
    db.close();
}

/// Reads go on while the replica is stopped under load; only what was on its way there fails.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_stops_under_load() {
    let pair = Arc::new(Pair::start().await);
    let db = pair.db(|readers| readers).await;
    let stopped = Arc::clone(&pair);
    let stop = tokio::spawn(async move {
        tokio::time::sleep(SHORT).await;
        blocking(move || stopped.replica.pause().unwrap()).await;
    });
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let db: Db = db.clone();
            tokio::spawn(async move {
                let (begun, mut done, mut failed) = (Instant::now(), 0, Vec::new());
                while begun.elapsed() < SHORT * 5 {
                    match db.read().select::<Todo>().filter(Todo::ID.eq(1)).one().await {
                        Ok(_) => done += 1,
                        Err(error) => failed.push(error.to_string()),
                    }
                }
                (done, failed)
            })
        })
        .collect();
    let (mut done, mut failed) = (0, Vec::new());
    for task in tasks {
        let (here, errors) = task.await.unwrap();
        done += here;
        failed.extend(errors);
    }
    stop.await.unwrap();
    println!("{done} reads, {} of them failed: {failed:?}", failed.len());
    assert!(failed.len() <= 16, "{failed:?}");
    db.close();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_promoted_replica_is_not_read_from() {
    let pair = Arc::new(Pair::start().await);
    let db = pair.db(|readers| readers.max_lag(SHORT)).await;
    let read = db.read();
    until("the replica is read from", async || pair.is_replica(&read).await).await;
    let promoted = Arc::clone(&pair);
    blocking(move || promoted.replica.promote().unwrap()).await;
    // In the moment before that is seen, nothing is written there either.
    let error = read.sql(sql!("DELETE FROM todo")).run().await.unwrap_err();
    assert!(error.to_string().contains("read-only transaction"), "{error}");
    until("the promotion is seen", async || {
        !pair.is_replica(&read).await && state(&db) == ReplicaState::Promoted
    })
    .await;
    db.insert(NewTodo::new(1, "new")).run().await.unwrap();
    for _ in 0..5 {
        tokio::time::sleep(SHORT / 2).await;
        assert_eq!(db.read().select::<Todo>().count().await.unwrap(), 11);
    }
    db.close();
}

/// The rows of a replica are good as long as nobody can have written what it lacks for longer than was said.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_writer_replicas_are_read_from_for_a_while() {
    let pair = Arc::new(Pair::start().await);
    let db = pair.db(|readers| readers.max_lag(SHORT * 5)).await;
    assert!(pair.is_replica(&db.read()).await);
    let stopped = Arc::clone(&pair);
    blocking(move || stopped.primary.pause().unwrap()).await;
    assert!(pair.is_replica(&db.read()).await);
    until("nobody knows how old the rows are", async || db.read().select::<Todo>().count().await.is_err())
        .await;
    let resumed = Arc::clone(&pair);
    blocking(move || resumed.primary.resume().unwrap()).await;
    until("the replica is read from again", async || {
        db.read().sql(sql!("SELECT pg_is_in_recovery()")).scalar::<bool>().await.unwrap_or(false)
    })
    .await;
    db.close();
}
