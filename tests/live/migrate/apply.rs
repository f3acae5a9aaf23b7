//! What runs, in which order, and how often.

use tablewright::migrate::State;
use tablewright_tests::Database;

use super::{Folder, ledger, names, one};

#[tokio::test]
async fn each_migration_runs_once_in_the_order_of_names() {
    let database = Database::new().await;
    let folder = Folder::new(&[
        ("20260102000000_fill.sql", "INSERT INTO todo VALUES (1);"),
        ("20260101000000_todo.sql", "CREATE TABLE todo (id int PRIMARY KEY);\nCREATE INDEX ON todo (id);"),
        ("README.md", "not a migration"),
    ]);
    let report = folder.apply(&database).await.expect("they run");
    assert_eq!(names(&report), ["20260101000000_todo.sql", "20260102000000_fill.sql"]);
    let again = folder.apply(&database).await.expect("nothing to do");
    assert_eq!((names(&again).len(), again.before), (0, 2));
    assert_eq!(one::<i64>(&database, "SELECT count(*) FROM todo").await, 1);
    assert_eq!(
        ledger(&database).await,
        ["20260101000000_todo.sql 2 finished", "20260102000000_fill.sql 1 finished"]
    );
}

#[tokio::test]
async fn a_migration_from_another_branch_runs_and_is_reported() {
    let database = Database::new().await;
    let folder = Folder::new(&[("20260103000000_c.sql", "CREATE TABLE c ();")]);
    folder.apply(&database).await.expect("it runs");
    folder.write("20260102000000_b.sql", "CREATE TABLE b ();");
    folder.write("20260104000000_d.sql", "CREATE TABLE d ();");
    let status = folder.migrations().status(&database.client).await.expect("a status");
    assert_eq!(status.iter().map(|e| e.out_of_order).collect::<Vec<_>>(), [true, false, false]);
    let report = folder.apply(&database).await.expect("they run");
    let order: Vec<bool> = report.applied.iter().map(|a| a.out_of_order).collect();
    assert_eq!(
        (names(&report), order),
        (vec!["20260102000000_b.sql", "20260104000000_d.sql"], vec![true, false])
    );
}

#[tokio::test]
async fn an_edited_or_missing_file_stops_everything() {
    let database = Database::new().await;
    let folder = Folder::new(&[
        ("20260101000000_a.sql", "CREATE TABLE a ();\n"),
        ("20260102000000_b.sql", "CREATE TABLE b ();\n"),
        ("20260103000000_c.sql", "CREATE TABLE c ();\n"),
    ]);
    folder.apply(&database).await.expect("they run");
    folder.write("20260101000000_a.sql", "CREATE TABLE a ();\r\n");
    folder.apply(&database).await.expect("line endings do not count");

    folder.write("20260101000000_a.sql", "CREATE TABLE a (id int);\n");
    folder.remove("20260102000000_b.sql");
    folder.remove("20260103000000_c.sql");
    folder.write("20260102500000_n.sql", "CREATE TABLE n ();\n");
    insta::assert_snapshot!(folder.error(&database).await, @r"
    the migrations do not fit what has run on this database; nothing was done
      20260101000000_a.sql was edited after it had run; put it back as it was (`git checkout -- 20260101000000_a.sql`) and write the change as a new migration (`tablewright migrate build` or `migrate add`), or take it over with `migrate repair`
      20260102000000_b.sql has run on this database, but there is no such file; bring it back from version control, or see `migrate repair`
      20260103000000_c.sql has run on this database and is newer than every migration here; update this checkout or deploy a newer build
    ");
    assert!(!one::<bool>(&database, "SELECT to_regclass('n') IS NOT NULL").await);
}

#[tokio::test]
async fn what_a_migration_sets_does_not_reach_the_next_one() {
    let database = Database::new().await;
    let folder = Folder::new(&[
        (
            "20260101000000_dump.sql",
            "SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.a ();",
        ),
        ("20260102000000_b.sql", "CREATE TABLE b ();"),
        ("20260103000000_nothing.sql", "-- only a comment\n"),
    ]);
    folder.apply(&database).await.expect("they run");
    assert!(one::<bool>(&database, "SELECT to_regclass('public.b') IS NOT NULL").await);
}

#[tokio::test]
async fn an_enum_value_can_be_used_after_a_commit_line() {
    let database = Database::new().await;
    let folder = Folder::new(&[(
        "20260101000000_mood.sql",
        "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE t (m mood);\n-- @commit\nALTER TYPE mood ADD VALUE 'happy';\n\
         -- @commit\nINSERT INTO t VALUES ('happy');\n",
    )]);
    folder.apply(&database).await.expect("it runs");
    assert_eq!(ledger(&database).await, ["20260101000000_mood.sql 4 finished"]);
}

#[tokio::test]
async fn status_needs_no_ledger() {
    let database = Database::new().await;
    let folder = Folder::new(&[("20260101000000_a.sql", "CREATE TABLE a ();")]);
    let status = folder.migrations().status(&database.client).await.expect("a status");
    assert_eq!(status[0].state, State::Pending);
    assert!(
        !one::<bool>(&database, "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'tablewright')")
            .await
    );
}
