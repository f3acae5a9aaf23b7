//! Ten places, and four processes that want ten each.

use std::process::Stdio;

use tokio::process::{Child, Command};

use super::*;

fn seconds(name: &str, otherwise: f64) -> f64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn worker(url: &str, seconds: f64) -> Child {
    Command::new(env!("CARGO_BIN_EXE_worker"))
        .arg(seconds.to_string())
        .env("WORKER_URL", url)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the worker runs")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_processes_share_ten_places() {
    let server = Private::start().await;
    // Three are reserved for superusers, which the workers are not.
    server.sql("ALTER SYSTEM SET max_connections = 13").await;
    server.sql("CREATE ROLE worker LOGIN PASSWORD 's3cret'").await;
    server.kill("INT");
    tokio::task::block_in_place(|| server.restart(None));
    let url = as_user(&server.url("postgres"), "worker", "s3cret");
    let seconds = seconds("PRESSURE_SECONDS", 8.0);
    // The first one has taken most of them when the others come.
    let mut workers = vec![worker(&url, seconds)];
    tokio::time::sleep(Duration::from_millis(700)).await;
    workers.extend((0..3).map(|_| worker(&url, seconds)));
    let watch = tablewright::connect::connect(&server.url("postgres")).await.unwrap();
    let text = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'worker'";
    let mut most = 0_i64;
    while workers.iter_mut().any(|worker| worker.try_wait().is_ok_and(|ended| ended.is_none())) {
        most = most.max(watch.query_one(text, &[]).await.unwrap().get(0));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for (number, worker) in workers.into_iter().enumerate() {
        let ended = within("the end of a process", worker.wait_with_output()).await.unwrap();
        let said = String::from_utf8_lossy(&ended.stdout).trim().to_owned();
        let figures: Vec<u64> = said.split(' ').filter_map(|figure| figure.parse().ok()).collect();
        let [done, failed, p99, open] = figures[..] else { panic!("process {number} said {said:?}") };
        println!(
            "process {number}: {done} done, {failed} failed, p99 of acquire {p99} ms, {open} connections at most"
        );
        assert_eq!(failed, 0, "process {number}");
        assert!(done > 0, "process {number} never had its turn");
    }
    println!("{most} of 10 places taken at most");
}

#[tokio::test]
async fn a_pool_knows_what_the_server_has() {
    let database = Database::new().await;
    let db = Db::connect(&database.url).await.unwrap();
    let said = db.status().server.expect("it was asked");
    let shown: i64 = db
        .sql(sql!(
            "SELECT current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint
             - COALESCE(current_setting('reserved_connections', true)::bigint, 0)"
        ))
        .scalar()
        .await
        .unwrap();
    assert_eq!(i64::try_from(said.places).unwrap(), shown);
    assert!(said.open >= 1 && said.open <= said.places, "{said:?}");
    db.close();
    database.drop().await;
}
