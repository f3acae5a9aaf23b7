//! Work that goes on while connections and servers come and go, and 64 tasks over 8 connections.
//!
//! `LOAD_SECONDS` sets how long; without it, some seconds.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

use tablewright::Error;

use super::*;

fn seconds() -> f64 {
    std::env::var("LOAD_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(6.0)
}

/// Inserts that are counted: those that succeeded, and those of which nobody knows.
#[derive(Default)]
struct Writes {
    next: AtomicI64,
    succeeded: Mutex<Vec<i64>>,
    failed: Mutex<Vec<(i64, String)>>,
}

impl Writes {
    /// Writes until it is told to stop. The table takes every number twice: what was sent twice shows.
    async fn run(&self, db: &Db, stop: &AtomicBool) {
        while !stop.load(Ordering::Relaxed) {
            let id = self.next.fetch_add(1, Ordering::Relaxed);
            let wrote = match id % 3 {
                0 => db.sql(sql!("INSERT INTO written VALUES ({id})")).run().await.map(drop),
                1 => {
                    db.transaction(async |tx| {
                        tx.sql(sql!("INSERT INTO written VALUES ({id})")).run().await.map(drop)
                    })
                    .await
                }
                _ => in_client(db, id).await,
            };
            match wrote {
                Ok(()) => self.succeeded.lock().unwrap().push(id),
                Err(error) => self.failed.lock().unwrap().push((id, error.to_string())),
            }
        }
    }

    /// What succeeded is there once, what failed once or not at all; why something failed.
    async fn check(&self, db: &Db) -> (usize, Vec<String>) {
        let rows: Vec<(i64, i64)> =
            within("the rows", db.query("SELECT id, count(*) FROM written GROUP BY id", &[])).await.unwrap();
        let rows: std::collections::HashMap<i64, i64> = rows.into_iter().collect();
        for id in self.succeeded.lock().unwrap().iter() {
            assert_eq!(rows.get(id), Some(&1), "{id} was written");
        }
        let failed = self.failed.lock().unwrap().clone();
        for (id, error) in &failed {
            assert!(rows.get(id).copied().unwrap_or(0) <= 1, "{id} was written twice after {error}");
        }
        let why = failed.into_iter().map(|(_, why)| why).collect();
        (self.succeeded.lock().unwrap().len(), why)
    }
}

async fn in_client(db: &Db, id: i64) -> Result<()> {
    let client = db.client().await?;
    client.execute("INSERT INTO written VALUES ($1)", &[&id]).await.map_err(Error::from)?;
    Ok(())
}

async fn table(db: &Db) {
    db.sql(sql!("CREATE TABLE written (id bigint)")).run().await.unwrap();
}

/// Runs 16 tasks that write, and does something to them meanwhile.
async fn under_load(db: &Db, disturb: impl Future<Output = ()>) -> (usize, Vec<String>) {
    let (writes, stop) = (Arc::new(Writes::default()), Arc::new(AtomicBool::new(false)));
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (writes, db, stop) = (Arc::clone(&writes), db.clone(), Arc::clone(&stop));
            tokio::spawn(async move { writes.run(&db, &stop).await })
        })
        .collect();
    disturb.await;
    stop.store(true, Ordering::Relaxed);
    for task in tasks {
        within("the end of a task", task).await.unwrap();
    }
    writes.check(db).await
}

/// Nothing is lost for good: no connection is taken, nobody waits.
async fn nothing_is_held(db: &Db) {
    until("all connections are back", async || {
        let status = db.status();
        (status.lent, status.alone, status.shared, status.waiting) == (0, 0, 0, 0)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_are_killed_one_by_one() {
    let database = Database::new().await;
    let db =
        Db::connect_with(&database.url, &Options { max_connections: 6, ..Options::default() }).await.unwrap();
    table(&db).await;
    let mut killed = 0;
    let (done, why) = under_load(&db, async {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs_f64(seconds() / 2.0) {
            let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() \
                        AND pid <> pg_backend_pid() AND backend_type = 'client backend' ORDER BY random() LIMIT 1";
            killed += database.client.query(kill, &[]).await.unwrap().len();
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    })
    .await;
    println!("{killed} killed, {done} written, {} of which the caller was told that they failed", why.len());
    assert!(done > 0 && killed > 0);
    // Each kill is heard of by those on that connection, and nobody fails for want of one.
    let strange: Vec<_> =
        why.iter().filter(|why| !why.contains("57P01") && !why.contains("closed")).collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert!(why.len() <= killed, "{} failed, {killed} killed", why.len());
    nothing_is_held(&db).await;
    db.close();
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_is_stopped_and_started() {
    let server = Private::start().await;
    let options = Options { retry: QUICK, ..Options::default() };
    let db = Db::connect_with(&server.url("postgres"), &options).await.unwrap();
    table(&db).await;
    let (done, why) = under_load(&db, async {
        // In order, at once, and as a crash.
        for signal in ["INT", "QUIT"] {
            tokio::time::sleep(Duration::from_secs_f64(seconds() / 6.0)).await;
            tokio::task::block_in_place(|| {
                server.kill(signal);
                server.restart(None);
            });
        }
        tokio::time::sleep(Duration::from_secs_f64(seconds() / 6.0)).await;
    })
    .await;
    println!("{done} written, {} of which the caller was told that they failed", why.len());
    // At most those that were on the way each time.
    assert!(why.len() <= 2 * 16, "{} failed: {why:?}", why.len());
    nothing_is_held(&db).await;
    assert!(db.status().open <= 10, "{:?}", db.status());
    db.close();
}

/// What this process holds in memory, in KiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

async fn mixed(db: &Db, n: u64, waits: &Mutex<Vec<Duration>>) -> Result<()> {
    match n % 5 {
        0..3 => db.query::<(i64,)>("SELECT count(*) FROM generate_series(1, 20)", &[]).await.map(drop),
        3 => {
            let begun = Instant::now();
            let tx = db.begin().await?;
            waits.lock().unwrap().push(begun.elapsed());
            tx.sql(sql!("SELECT pg_sleep(0.001)")).run().await?;
            tx.commit().await
        }
        _ => {
            let begun = Instant::now();
            let client = db.client().await?;
            waits.lock().unwrap().push(begun.elapsed());
            client.batch_execute("SELECT 1").await.map_err(Error::from)
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_tasks_over_eight_connections() {
    let database = Database::new().await;
    let db =
        Db::connect_with(&database.url, &Options { max_connections: 8, ..Options::default() }).await.unwrap();
    let (stop, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let waits: Arc<Mutex<Vec<Duration>>> = Arc::default();
    let tasks: Vec<_> = (0..64_u64)
        .map(|task| {
            let (db, stop, done, waits) =
                (db.clone(), Arc::clone(&stop), Arc::clone(&done), Arc::clone(&waits));
            tokio::spawn(async move {
                let mut n = task;
                while !stop.load(Ordering::Relaxed) {
                    mixed(&db, n, &waits).await?;
                    done.fetch_add(1, Ordering::Relaxed);
                    n += 1;
                }
                Ok::<(), Error>(())
            })
        })
        .collect();
    // Caches fill first.
    tokio::time::sleep(Duration::from_secs_f64(seconds() / 4.0)).await;
    let (before, measured) = (memory(), std::mem::take(&mut *waits.lock().unwrap()).len());
    tokio::time::sleep(Duration::from_secs_f64(seconds() * 3.0 / 4.0)).await;
    stop.store(true, Ordering::Relaxed);
    for task in tasks {
        within("the end of a task", task).await.unwrap().unwrap();
    }
    let after = memory();
    let mut waits = std::mem::take(&mut *waits.lock().unwrap());
    waits.sort();
    let p = |percent: usize| waits[waits.len() * percent / 100];
    println!(
        "{} done; {} acquired besides {measured} before: p50 {:?}, p99 {:?}, longest {:?}; {before} KiB, then {after} KiB",
        done.load(Ordering::Relaxed),
        waits.len(),
        p(50),
        p(99),
        waits[waits.len() - 1],
    );
    // The figures of the test itself are in there, and it shares its process with other tests.
    assert!(after < before + before / 4 + 16 * 1024, "{before} KiB grew to {after} KiB");
    nothing_is_held(&db).await;
    let status = db.status();
    assert!(status.open <= 8 && status.opened <= 8, "{status:?}");
    db.close();
    database.drop().await;
}
