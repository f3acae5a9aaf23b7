//! What ends in the middle goes on where it was.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tablewright::{Chunks, Cursor, Db, Error, sql};

use super::{Item, Stock, database, ends, see, seen};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_fails_goes_on_behind_its_last_chunk() {
    let (database, db) = database().await;
    let (mut end, count) = (None, AtomicU32::new(0));
    let chunks = Chunks::of(120).on_progress(|progress| end = progress.end.clone());
    let failed = db
        .select::<Item>()
        .for_each_chunk(chunks, async |tx, chunk| {
            see(tx, chunk).await?;
            if count.fetch_add(1, Ordering::Relaxed) == 3 { Err(Error::other("enough")) } else { Ok(()) }
        })
        .await;
    assert_eq!(failed.unwrap_err().to_string(), "enough");
    assert_eq!(seen(&db, "item").await, [(0, 640), (1, 360)], "the chunk that failed was undone");
    // As it goes through a file.
    let end: Cursor = serde_json::from_str(&serde_json::to_string(&end.unwrap()).unwrap()).unwrap();
    let done = db.select::<Item>().for_each_chunk(Chunks::of(77).after(end.clone()), see).await.unwrap();
    assert_eq!(done.rows, 640);
    assert_eq!(seen(&db, "item").await, [(1, 1000)]);
    // One cursor is good for both ways, and for no other table.
    let rest = db.update::<Item>().set(Item::SEEN, 2).all_rows();
    assert_eq!(rest.update_in_chunks(Chunks::of(77).after(end.clone())).await.unwrap().rows, 640);
    let other = db.update::<Stock>().set(Stock::SEEN, 2).all_rows();
    let error = other.update_in_chunks(Chunks::of(77).after(end.clone())).await.unwrap_err();
    assert!(error.to_string().starts_with("the cursor belongs to a query with another order"), "{error}");
    let other = db.select::<Stock>().for_each_chunk(Chunks::of(77).after(end), async |_, _| Ok(())).await;
    assert!(other.is_err());
    ends(database, db).await;
}

/// The key is written in the transaction of the chunk, so that both are there or none, wherever the program was killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_is_killed_anywhere_goes_on_without_a_gap_or_a_second_time() {
    let (database, db) = database().await;
    database.apply("CREATE TABLE job (position text NOT NULL); INSERT INTO job VALUES ('')").await;
    let url = database.url.clone();
    let mut kills = 0;
    loop {
        let db = Db::connect(&url).await.unwrap();
        let position: String = db.sql(sql!("SELECT position FROM job")).scalar().await.unwrap();
        let after: Option<Cursor> = (!position.is_empty()).then(|| position.parse().unwrap());
        let run = tokio::spawn(async move {
            let stock = db.select::<Stock>();
            stock
                .for_each_chunk(Chunks::of(20).locked().after(after), async |tx, chunk| {
                    for row in &chunk.rows {
                        tx.update::<Stock>()
                            .set(Stock::SEEN, Stock::SEEN.add(1))
                            .filter(Stock::TENANT.eq(row.tenant))
                            .filter(Stock::CODE.eq(&row.code))
                            .filter(Stock::DAY.eq(row.day))
                            .run()
                            .await?;
                    }
                    let end = chunk.end.to_string();
                    tx.sql(sql!("UPDATE job SET position = {end}")).run().await?;
                    Ok(())
                })
                .await
        });
        tokio::time::sleep(Duration::from_millis(15 + kills * 7)).await;
        if run.is_finished() {
            run.await.unwrap().unwrap();
            break;
        }
        // Half of them by the death of the program, half by that of its connections.
        if kills % 2 == 0 {
            run.abort();
        } else {
            let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                        WHERE datname = current_database() AND pid <> pg_backend_pid()";
            database.client.execute(kill, &[]).await.unwrap();
        }
        let _ = run.await;
        kills += 1;
    }
    println!("killed {kills} times");
    assert_eq!(seen(&db, "stock").await, [(1, 385)]);
    assert!(kills > 0);
    ends(database, db).await;
}
