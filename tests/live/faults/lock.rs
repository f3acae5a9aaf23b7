//! A table that somebody reads for long.

use std::time::Duration;

use tablewright::migrate::{Event, Migrations, Options};
use tablewright_tests::Database;

use super::{folder, reset, second_run, state, undisturbed};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_reader_is_named_and_the_next_run_completes() {
    let (database, dir) = (Database::new().await, folder());
    let expected = undisturbed(&database.url, dir.path()).await;
    reset(&database.url).await;
    // Read committed, and idle: a concurrent build does not wait for it, but ALTER TABLE does.
    let reader = database.connect().await;
    reader
        .batch_execute("SET application_name = 'long report'; BEGIN; SELECT * FROM item")
        .await
        .expect("it reads");
    let pid: i32 = reader.query_one("SELECT pg_backend_pid()", &[]).await.expect("a process").get(0);
    // Without the first migration: a build waits for everybody who has a lock on the table.
    std::fs::remove_file(dir.path().join("20260102000000_first.sql")).expect("the file");

    let options =
        Options::default().lock_timeout(Duration::from_millis(100)).retries(2, Duration::from_millis(20));
    let mut retries = 0;
    let mut client = database.connect().await;
    let on = |event: &Event| retries += usize::from(matches!(event, Event::Retry { .. }));
    let error = Migrations::from_dir(dir.path()).expect("a good folder");
    let error = error.apply_with(&mut client, &options, on).await.expect_err("the table is read").to_string();
    assert_eq!(retries, 2);
    let blocked = format!("= blocked by: process {pid}, application long report, user");
    assert!(error.contains("failed at statement 4 of") && error.contains(&blocked), "{error}");
    assert!(error.contains("(idle in transaction), holds item"), "{error}");
    assert!(error.ends_with("The migration was rolled back; the database is as before."), "{error}");

    // Nobody waits behind the run any more.
    let other = database.connect().await;
    other
        .batch_execute("SET lock_timeout = '1s'; UPDATE item SET part = part")
        .await
        .expect("the table is free");
    reader.batch_execute("COMMIT").await.expect("it has read");
    std::fs::write(
        dir.path().join("20260102000000_first.sql"),
        "CREATE INDEX CONCURRENTLY item_first ON item (part);\n",
    )
    .expect("a writable folder");
    second_run(dir.path(), &database.url).await;
    assert_eq!(state(&database.url).await, expected);
    database.drop().await;
}
