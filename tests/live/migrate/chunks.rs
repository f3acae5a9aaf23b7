//! Migrations in Rust that work on many rows, a chunk at a time.

use tablewright::migrate::{Event, MigrateError, Migrations, Options};
use tablewright_tests::Database;

use super::{ledger, one};

static MIGRATIONS: Migrations = tablewright::embed_migrations!("live/migrate/embedded_chunks");

async fn apply(database: &Database) -> (Result<(), MigrateError>, Vec<String>) {
    let mut told = Vec::new();
    let on = |event: &Event| {
        if let Event::Progress { progress, .. } = event {
            let total = progress.total.map_or("?".to_owned(), |total| total.to_string());
            told.push(format!("{} of {total}", progress.rows));
        }
    };
    let mut client = database.connect().await;
    let result = MIGRATIONS.apply_with(&mut client, &Options::default(), on).await.map(drop);
    (result, told)
}

async fn position(database: &Database) -> Option<String> {
    one(database, "SELECT position FROM tablewright.migrations WHERE name LIKE '%fill%'").await
}

#[tokio::test]
async fn a_run_after_a_failure_goes_on_behind_the_last_chunk() {
    let database = Database::new().await;
    let mut client = database.connect().await;
    let first = Options::default().until("20260101000000_word.sql");
    MIGRATIONS.apply_with(&mut client, &first, |_| {}).await.expect("the table");
    database.apply("INSERT INTO trap VALUES (400)").await;

    let (result, told) = apply(&database).await;
    let error = result.expect_err("it is trapped");
    assert!(error.to_string().contains("walked into a trap"), "{error}");
    let updates = [
        "150 of 1000",
        "300 of 1000",
        "450 of 1000",
        "600 of 1000",
        "750 of 1000",
        "900 of 1000",
        "1000 of 1000",
    ];
    assert_eq!(told, [&updates[..], &["90 of ?", "180 of ?", "270 of ?", "360 of ?"]].concat());
    assert_eq!(one::<i64>(&database, "SELECT sum(seen) FROM word").await, 360);
    assert!(position(&database).await.is_some_and(|at| at.starts_with("1 ")));
    assert_eq!(ledger(&database).await[1], "20260102000000_fill.rs 0 open walked into a trap");

    // Where nothing of a migration can be seen but its chunks, a missing file is still noticed.
    let status = Migrations::new(&[]).status(&client).await.expect("a status");
    assert!(status.iter().all(|entry| entry.problem().is_some()), "{status:?}");

    database.apply("DELETE FROM trap").await;
    let (result, told) = apply(&database).await;
    result.expect("it goes on");
    assert_eq!(told[0], "90 of ?", "the update is not made again");
    assert_eq!(told.last().map(String::as_str), Some("640 of ?"));
    assert!(
        one::<bool>(&database, "SELECT bool_and(seen = 1 AND length = char_length(text)) FROM word").await
    );
    assert_eq!(position(&database).await, None);
    assert_eq!(ledger(&database).await[1], "20260102000000_fill.rs 0 finished");
    let (result, told) = apply(&database).await;
    result.expect("nothing is pending");
    assert!(told.is_empty());
}

/// A ledger of before there were chunks.
#[tokio::test]
async fn an_older_ledger_is_extended() {
    let database = Database::new().await;
    let mut client = database.connect().await;
    let first = Options::default().until("20260101000000_word.sql");
    MIGRATIONS.apply_with(&mut client, &first, |_| {}).await.expect("the table");
    database.apply("ALTER TABLE tablewright.migrations DROP COLUMN position").await;
    assert_eq!(MIGRATIONS.status(&client).await.expect("a status").len(), 2);
    let (result, _) = apply(&database).await;
    result.expect("it runs");
    assert_eq!(one::<i64>(&database, "SELECT sum(seen) FROM word").await, 1000);
}

/// The server ends the connection in the middle, again and again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_is_killed_anywhere() {
    let database = Database::new().await;
    let mut kills = 0;
    loop {
        let seen = std::cell::Cell::new(0);
        let mut client = database.connect().await;
        let pid: i32 = client.query_one("SELECT pg_backend_pid()", &[]).await.expect("a pid").get(0);
        let killer = database.connect().await;
        let kill = move |event: &Event| {
            let is_chunk = matches!(event, Event::Progress { .. });
            seen.set(seen.get() + i32::from(is_chunk));
            if is_chunk && seen.get() == 2 {
                let text = format!("SELECT pg_terminate_backend({pid})");
                let killer = &killer;
                tokio::task::block_in_place(|| {
                    tokio::runtime::Handle::current().block_on(async { killer.batch_execute(&text).await })
                })
                .expect("it is killed");
            }
        };
        match MIGRATIONS.apply_with(&mut client, &Options::default(), kill).await {
            Ok(_) => break,
            Err(_) => kills += 1,
        }
        assert!(kills < 30, "each run does two chunks more");
    }
    assert!(kills >= 8, "{kills}");
    assert!(
        one::<bool>(&database, "SELECT bool_and(seen = 1 AND length = char_length(text)) FROM word").await
    );
}
