//! Several runs at a time.

use std::time::Duration;

use tablewright::Db;
use tablewright::migrate::{Event, MigrateError, Options};
use tablewright_tests::Database;

use super::{Folder, one};

#[tokio::test(flavor = "multi_thread")]
async fn eight_deployers_apply_each_migration_exactly_once() {
    let database = Database::new().await;
    let folder = Folder::new(&[
        ("20260101000000_a.sql", "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);"),
        ("20260102000000_b.sql", "CREATE INDEX CONCURRENTLY a_idx ON a (id);"),
        ("20260103000000_c.sql", "INSERT INTO a VALUES (2);\nSELECT pg_sleep(0.1);"),
    ]);
    let mut runs = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (migrations, url) = (folder.migrations(), database.url.clone());
        runs.spawn(async move {
            let db = Db::connect(&url).await.expect("a server");
            db.migrate(&migrations).await.expect("every run ends well").applied.len()
        });
    }
    let applied: usize = runs.join_all().await.into_iter().sum();
    assert_eq!(applied, 3);
    assert_eq!(one::<i64>(&database, "SELECT count(*) FROM a").await, 2);
}

#[tokio::test]
async fn who_waits_too_long_hears_who_holds_the_lock() {
    let database = Database::new().await;
    let folder = Folder::new(&[("20260101000000_a.sql", "CREATE TABLE a ();")]);
    let key = i64::from_be_bytes(*b"tablewrt");
    database.apply(&format!("SET application_name = 'other deploy'; SELECT pg_advisory_lock({key})")).await;
    let options = Options::default().wait(Duration::from_millis(300));
    let (result, events) = folder.apply_with(&database, &options).await;
    let error = result.expect_err("the lock is held");
    assert!(matches!(error, MigrateError::Locked { .. }));
    assert!(error.to_string().contains("application other deploy"), "{error}");
    assert!(matches!(&events[..], [Event::Waiting { .. }]), "{events:?}");
}
