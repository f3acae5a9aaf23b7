//! Mixed load, with the server restarted twice in the middle: memory stays flat, and no connection is lost.
//!
//! `SOAK_SECONDS` sets how long it takes; without it, some seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tablewright::Executor;
use tablewright_devdb::Project;

use super::*;

/// What this process holds in memory, in KiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[derive(Default)]
struct Seen {
    done: AtomicU64,
    failed: AtomicU64,
    /// The last error, for the message of a failed test.
    last: std::sync::Mutex<String>,
}

/// One piece of work of a kind. Numbers grow without end, so that texts and shapes do as well.
async fn work(db: &Db, n: u64) -> Result<()> {
    let id = i64::try_from(n % 1000 + 1).unwrap();
    match n % 10 {
        0..4 => one(db, id).await.map(drop),
        4 => db.sql(sql!("UPDATE item SET cents = cents + 1 WHERE id = {id}")).run().await.map(drop),
        5 => {
            let options = TransactionOptions::repeatable_read().retries(3);
            db.transaction_with(&options, async |tx: &mut tablewright::Transaction<'_>| {
                let executor: &Executor<'_> = tx;
                executor.sql(sql!("UPDATE item SET cents = cents - 1 WHERE id = {id}")).run().await
            })
            .await
            .map(drop)
        }
        6 => {
            let mut rows = db.sql(sql!("SELECT id, cents FROM item")).stream::<(i64, i64)>().await?;
            for _ in 0..n % 50 {
                rows.next().await.transpose()?;
            }
            Ok(())
        }
        // Given up half-way.
        7 => {
            let slow = db.sql(sql!("SELECT pg_sleep(0.2)"));
            drop(tokio::time::timeout(Duration::from_millis(n % 20), slow.run()).await);
            Ok(())
        }
        // Another text each time, and one that fails.
        8 => db.sql(sql_unchecked(format!("SELECT {n}"))).run().await.map(drop),
        _ => {
            let error = db.sql(sql!("SELECT 1 / 0")).run().await.unwrap_err();
            if error.code().is_some_and(|code| code.code() == "22012") { Ok(()) } else { Err(error) }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_stays_flat_and_no_connection_is_lost() {
    let seconds = std::env::var("SOAK_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(6.0);
    let folder = tempfile::tempdir().unwrap();
    let project = Arc::new(Project::new(folder.path(), &tablewright_devdb::Options::new()).unwrap());
    let running = project.start().unwrap();
    let url = running.url.clone();
    let options = Options { wait: Duration::from_secs(5), ..Options::default() };
    let db = Db::connect_with(&url, &options).await.unwrap();
    db.sql(sql!("CREATE TABLE item (id bigint PRIMARY KEY, cents bigint NOT NULL)")).run().await.unwrap();
    db.sql(sql!("INSERT INTO item SELECT n, 100 FROM generate_series(1, 1000) n")).run().await.unwrap();

    let (stop, seen) = (Arc::new(AtomicBool::new(false)), Arc::new(Seen::default()));
    let tasks: Vec<_> = (0..32_u64)
        .map(|task| {
            let (db, stop, seen) = (db.clone(), Arc::clone(&stop), Arc::clone(&seen));
            tokio::spawn(async move {
                let mut n = task * 1_000_003;
                while !stop.load(Ordering::Relaxed) {
                    match work(&db, n).await {
                        Ok(()) => seen.done.fetch_add(1, Ordering::Relaxed),
                        Err(error) => {
                            *seen.last.lock().unwrap() = error.to_string();
                            // The server is away.
                            tokio::time::sleep(Duration::from_millis(20)).await;
                            seen.failed.fetch_add(1, Ordering::Relaxed)
                        }
                    };
                    n += 1;
                }
            })
        })
        .collect();
    let part = Duration::from_secs_f64(seconds / 3.0);
    tokio::time::sleep(part).await;
    let before = memory();
    for _ in 0..2 {
        let stopped = Arc::clone(&project);
        tokio::task::spawn_blocking(move || {
            stopped.stop().unwrap();
            stopped.start().unwrap();
        })
        .await
        .unwrap();
        let done = seen.done.load(Ordering::Relaxed);
        tokio::time::sleep(part).await;
        // The machine may be busy with other tests.
        let begun = Instant::now();
        while seen.done.load(Ordering::Relaxed) < done + 50 {
            let last = seen.last.lock().unwrap().clone();
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "nothing goes on after a restart: {db:?}; {last}"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    stop.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.unwrap();
    }
    let after = memory();
    let (done, failed) = (seen.done.load(Ordering::Relaxed), seen.failed.load(Ordering::Relaxed));
    println!("{done} done, {failed} failed; {before} KiB before the restarts, {after} KiB after; {db:?}");
    assert!(after < before + before / 4 + 8 * 1024, "{before} KiB grew to {after} KiB");

    let client = tablewright::connect::connect(&url).await.unwrap();
    let text = "SELECT count(*), count(*) FILTER (WHERE state <> 'idle') FROM pg_stat_activity \
                WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
    let begun = Instant::now();
    loop {
        let row = client.query_one(text, &[]).await.unwrap();
        let (open, busy): (i64, i64) = (row.get(0), row.get(1));
        assert!(open <= 10, "{open} connections");
        if busy == 0 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(15), "{busy} sessions are still busy");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    db.close();
    drop(client);
    project.stop().unwrap();
}
