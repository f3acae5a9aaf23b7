//! What a program's own tests use: `#[tablewright::test]` and `tablewright::snapshot!()`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tablewright::migrate::{Migration, Migrations};
use tablewright::test::{Case, run, snapshots};
use tablewright::{Db, Result, Table, Transaction, sql_unchecked};

const LIST: &[Migration] = &[
    Migration::sql(
        "20260101000000_note.sql",
        "CREATE TABLE note (id bigint PRIMARY KEY, text text NOT NULL);",
    ),
    Migration::sql("20260102000000_first.sql", "INSERT INTO note VALUES (1, 'the first');"),
];
static MIGRATIONS: Migrations = Migrations::new(LIST);

#[derive(Debug, PartialEq, Table)]
struct Note {
    #[column(primary_key)]
    id: i64,
    text: String,
}

async fn alone(db: &tablewright::Executor<'_>) -> Result<()> {
    assert_eq!(db.select::<Note>().count().await?, 1);
    db.insert(NewNote::new(2, "mine")).run().await?;
    assert_eq!(db.select::<Note>().count().await?, 2);
    Ok(())
}

#[tablewright::test(migrations = MIGRATIONS)]
async fn a_database_of_its_own(db: Db) -> Result<()> {
    alone(&db).await
}

#[tablewright::test(migrations = MIGRATIONS)]
async fn another_one(db: Db) {
    alone(&db).await.unwrap();
}

#[tablewright::test(migrations = MIGRATIONS)]
async fn rolled_back(tx: Transaction<'_>) -> Result<()> {
    alone(&tx).await
}

#[tablewright::test(migrations = MIGRATIONS)]
async fn rolled_back_as_well(mut tx: Transaction<'_>) -> Result<()> {
    tx.transaction(async |tx| alone(tx).await).await
}

/// The databases of tests that are there now.
async fn databases(db: &Db) -> Vec<String> {
    let text = "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_of\\_%'";
    db.sql(sql_unchecked(text)).scalars().await.unwrap()
}

#[test]
fn what_failed_is_kept_and_what_succeeded_is_not() {
    let case = |name| Case { name, migrations: &MIGRATIONS };
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        run(&case("x::of_panic"), async |_: Db| {
            if LIST.len() == 2 {
                panic!("as it should")
            }
        });
    }));
    assert!(panicked.is_err());
    let failed = run(&case("x::of_error"), async |_: Db| Err::<(), _>("no"));
    assert_eq!(failed, Err("no"));
    run(&case("x::of_success"), async |_: Db| {});
    run(&case("x::last"), async |db: Db| {
        let mut left = databases(&db).await;
        left.sort();
        assert_eq!(left.len(), 2, "{left:?}");
        assert!(left[0].starts_with("test_of_error_") && left[1].starts_with("test_of_panic_"), "{left:?}");
        for name in left {
            db.sql(sql_unchecked(format!("DROP DATABASE {name}"))).run().await.unwrap();
        }
    });
}

#[test]
fn the_schema_of_a_package_is_shown() {
    let shown = snapshots(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/quickstart"));
    assert!(shown.rust.contains("derive(") && shown.rust.contains("Table"), "{}", shown.rust);
    assert!(shown.schema.contains("CREATE TABLE"), "{}", shown.schema);
    assert_eq!(shown.pending, "-- The migrations make this schema: nothing is pending.\n");
}
