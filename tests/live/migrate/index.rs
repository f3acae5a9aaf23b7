//! Indexes that an interrupted run has left behind.

use tablewright::migrate::{Event, Options};
use tablewright_tests::Database;

use super::{Folder, one};

const BUILD: &str = "CREATE TABLE filler ();\n-- @commit\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"t_U\" ON t (id);\n";

#[tokio::test]
async fn an_invalid_index_is_dropped_and_built_again() {
    let database = Database::new().await;
    database.apply("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1)").await;
    database.try_apply("CREATE UNIQUE INDEX CONCURRENTLY \"t_U\" ON t (id)").await.expect_err("duplicates");
    database.apply("DELETE FROM t").await;
    let folder = Folder::new(&[("20260101000000_t.sql", BUILD)]);
    let (result, events) = folder.apply_with(&database, &Options::default()).await;
    result.expect("it runs");
    assert!(events.contains(&Event::DroppedInvalidIndex { index: "\"t_U\"".to_owned() }), "{events:?}");
    assert!(
        one::<bool>(&database, "SELECT indisvalid FROM pg_index WHERE indexrelid = '\"t_U\"'::regclass")
            .await
    );
}

/// The program died between the statement and its ledger write.
#[tokio::test]
async fn an_index_that_was_built_or_dropped_before_the_program_died_is_not_built_or_dropped_again() {
    let database = Database::new().await;
    let folder = Folder::new(&[(
        "20260101000000_t.sql",
        "CREATE TABLE t (id int);\n-- @commit\nCREATE INDEX CONCURRENTLY t_a ON t (id);\nDROP INDEX CONCURRENTLY t_a;\n",
    )]);
    folder.apply(&database).await.expect("it runs");
    for done in [1, 2] {
        let text = if done == 1 {
            "CREATE TABLE t (id int)"
        } else {
            "CREATE TABLE t (id int);\n-- @commit\nCREATE INDEX CONCURRENTLY t_a ON t (id)"
        };
        let checksum = tablewright::migrate::checksum(text);
        let begun = match done {
            1 => "CREATE INDEX CONCURRENTLY t_a ON t (id)",
            _ => "DROP INDEX CONCURRENTLY t_a",
        };
        let attempt = tablewright::migrate::checksum(begun);
        if done == 1 {
            database.apply("CREATE INDEX t_a ON t (id)").await;
        }
        database
            .apply(&format!(
                "UPDATE tablewright.migrations SET finished = NULL, statements_done = {done}, done_checksum = '{checksum}', attempt = '{attempt}'"
            ))
            .await;
        folder.apply(&database).await.expect("it resumes");
        assert!(!one::<bool>(&database, "SELECT to_regclass('t_a') IS NOT NULL").await);
    }
}
