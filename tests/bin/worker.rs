//! A process that works on a database for a while, as one of several: `worker <seconds>`, with the URL in `WORKER_URL`. It says
//! how many pieces of work were done, how many failed, the 99th percentile of the time to get a connection in milliseconds, and the
//! most connections that it had.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tablewright::{Db, Options, Result, sql};

/// How many tasks want a connection at once.
const TASKS: usize = 8;

/// Takes a connection for a moment; how long it took to get it.
async fn piece(db: &Db) -> Result<Duration> {
    let begun = Instant::now();
    let tx = db.begin().await?;
    let waited = begun.elapsed();
    tx.sql(sql!("SELECT pg_sleep(0.005)")).run().await?;
    tx.commit().await?;
    Ok(waited)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let seconds: f64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1.0);
    let url = std::env::var("WORKER_URL").unwrap_or_default();
    let options =
        Options { max_connections: 10, look_every: Duration::from_millis(250), ..Options::default() };
    let db = match Db::connect_with(&url, &options).await {
        Ok(db) => db,
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    };
    let (stop, most) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| {
            let (db, stop, most) = (db.clone(), Arc::clone(&stop), Arc::clone(&most));
            tokio::spawn(async move {
                let (mut waits, mut failed) = (Vec::new(), 0);
                while !stop.load(Ordering::Relaxed) {
                    match piece(&db).await {
                        Ok(waited) => waits.push(waited),
                        Err(error) => {
                            eprintln!("{error}");
                            failed += 1;
                        }
                    }
                    most.fetch_max(db.status().open, Ordering::Relaxed);
                }
                (waits, failed)
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
    stop.store(true, Ordering::Relaxed);
    let (mut waits, mut failed) = (Vec::new(), 0);
    for task in tasks {
        if let Ok((some, more)) = task.await {
            waits.extend(some);
            failed += more;
        }
    }
    waits.sort();
    let p99 = waits.get(waits.len() * 99 / 100).copied().unwrap_or_default();
    println!("{} {failed} {} {}", waits.len(), p99.as_millis(), most.load(Ordering::Relaxed));
}
