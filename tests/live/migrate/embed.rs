//! Migrations that are part of the program, in SQL and in Rust.

use tablewright::migrate::{MigrateError, Migration, Migrations, UpFuture};
use tablewright_tests::Database;

use super::{Folder, ledger, one};

static MIGRATIONS: Migrations = tablewright::embed_migrations!("live/migrate/embedded");

#[tokio::test]
async fn embedded_migrations_run_in_order() {
    let database = Database::new().await;
    let mut client = database.connect().await;
    MIGRATIONS.apply(&mut client).await.expect("they run");
    assert_eq!(one::<i64>(&database, "SELECT sum(words) FROM todo").await, 3);
    assert_eq!(
        ledger(&database).await,
        ["20260101000000_todo.sql 2 finished", "20260102000000_count_words.rs 0 finished"]
    );
    let folder = Migrations::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/live/migrate/embedded"));
    let report = folder.expect("the same folder").apply(&mut client).await.expect("nothing is pending");
    assert_eq!(report.before, 2, "a folder and a program have the same names and checksums");
}

fn fails<'a>(tx: &'a mut tablewright::Transaction<'_>) -> UpFuture<'a> {
    Box::pin(async move {
        tx.client().batch_execute("CREATE TABLE half ()").await?;
        tx.client().batch_execute("SELECT 1/0").await?;
        Ok(())
    })
}

#[tokio::test]
async fn a_rust_migration_that_fails_leaves_nothing() {
    static LIST: &[Migration] = &[Migration::rust("20260101000000_fails.rs", "fn up() {}", fails)];
    let database = Database::new().await;
    let error =
        Migrations::new(LIST).apply(&mut database.connect().await).await.expect_err("division by zero");
    assert!(matches!(error, MigrateError::Rust { .. }), "{error:?}");
    assert!(!one::<bool>(&database, "SELECT to_regclass('half') IS NOT NULL").await);
    assert!(ledger(&database).await[0].contains("0 open"));
}

#[tokio::test]
async fn rust_in_a_folder_needs_the_projects_program() {
    let database = Database::new().await;
    let folder =
        Folder::new(&[("20260101000000_a.sql", "CREATE TABLE a ();"), ("20260102000000_b.rs", "fn up() {}")]);
    let error = folder.apply(&database).await.expect_err("it is not compiled");
    assert!(
        matches!(&error, MigrateError::NeedsProgram(names) if names == &["20260102000000_b.rs"]),
        "{error}"
    );
    assert!(!one::<bool>(&database, "SELECT to_regclass('a') IS NOT NULL").await);
}
