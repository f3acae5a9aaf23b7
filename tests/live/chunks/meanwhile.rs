//! Others insert, delete and change rows at the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use tablewright::{Chunks, Transaction, TransactionOptions, sql};

use super::{Item, database, ends, seen};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_that_come_and_go_move_nothing() {
    let (database, db) = database().await;
    let (stop, other) = (Arc::new(AtomicBool::new(false)), db.clone());
    let stopped = Arc::clone(&stop);
    // Odd keys come and go everywhere, also in front of where the chunks are.
    let busy = tokio::spawn(async move {
        let mut n: i64 = 0;
        while !stopped.load(Ordering::Relaxed) {
            n += 1;
            let id = (n * 7919 % 1000) * 2 + 1;
            let insert = sql!("INSERT INTO item VALUES ({id}, 'guest') ON CONFLICT DO NOTHING");
            other.sql(insert).run().await.unwrap();
            let old = (id + 400) % 2000;
            other.sql(sql!("DELETE FROM item WHERE id = {old} AND kind = 'guest'")).run().await.unwrap();
        }
        n
    });
    for rows in [13, 50] {
        let work = async |tx: &mut Transaction<'_>, chunk: tablewright::Chunk<Item>| {
            for item in chunk.rows {
                tx.update::<Item>()
                    .set(Item::SEEN, Item::SEEN.add(1))
                    .filter(Item::ID.eq(item.id))
                    .run()
                    .await?;
            }
            Ok(())
        };
        db.select::<Item>().for_each_chunk(Chunks::of(rows).locked(), work).await.unwrap();
        let all = db.update::<Item>().set(Item::SEEN, Item::SEEN.add(1)).all_rows();
        all.update_in_chunks(Chunks::of(rows)).await.unwrap();
    }
    stop.store(true, Ordering::Relaxed);
    println!("{} guests came", busy.await.unwrap());
    db.sql(sql!("DELETE FROM item WHERE kind = 'guest'")).run().await.unwrap();
    assert_eq!(seen(&db, "item").await, [(4, 1000)], "each row that stayed was seen once each time");
    ends(database, db).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chunk_that_meets_another_transaction_runs_again() {
    let (database, db) = database().await;
    let attempts = AtomicU32::new(0);
    let other = db.clone();
    let chunks = Chunks::of(100).transaction(TransactionOptions::repeatable_read().retries(3));
    let done = db
        .select::<Item>()
        .for_each_chunk(chunks, async |tx, chunk| {
            let first = chunk.rows[0].id;
            if attempts.fetch_add(1, Ordering::Relaxed) == 4 {
                // Somebody changes a row that this transaction has read.
                other.sql(sql!("UPDATE item SET kind = 'other' WHERE id = {first}")).run().await?;
            }
            let ids: Vec<i64> = chunk.rows.iter().map(|item| item.id).collect();
            tx.update::<Item>()
                .set(Item::SEEN, Item::SEEN.add(1))
                .filter(Item::ID.in_list(ids))
                .run()
                .await?;
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!((done.rows, done.chunks), (1000, 10));
    assert_eq!(attempts.into_inner(), 11);
    assert_eq!(seen(&db, "item").await, [(1, 1000)]);

    let refused = db
        .select::<Item>()
        .for_each_chunk(
            Chunks::of(100).transaction(TransactionOptions::repeatable_read()),
            async |tx, chunk| {
                let first = chunk.rows[0].id;
                other.sql(sql!("UPDATE item SET kind = 'other' WHERE id = {first}")).run().await?;
                tx.sql(sql!("UPDATE item SET seen = 9 WHERE id = {first}")).run().await?;
                Ok(())
            },
        )
        .await;
    assert!(refused.unwrap_err().is_transient());
    ends(database, db).await;
}

/// Two who go through the same rows in chunks of different sizes, with deadlocks between them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_at_once_are_both_complete() {
    let (database, db) = database().await;
    let tasks: Vec<_> = [37, 90, 210]
        .into_iter()
        .map(|rows| {
            let db = db.clone();
            tokio::spawn(async move {
                let all = db.update::<Item>().set(Item::SEEN, Item::SEEN.add(1)).all_rows();
                all.update_in_chunks(Chunks::of(rows).transaction(TransactionOptions::new().retries(20)))
                    .await
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap().rows, 1000);
    }
    assert_eq!(seen(&db, "item").await, [(3, 1000)]);
    ends(database, db).await;
}
