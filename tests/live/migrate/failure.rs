//! What a failure leaves behind, and how the next run goes on.

use std::time::Duration;

use tablewright::migrate::{Event, Options, State};
use tablewright_tests::Database;

use super::{Folder, ledger, names, one};

#[tokio::test]
async fn a_failed_statement_leaves_nothing_of_its_migration() {
    let database = Database::new().await;
    let folder = Folder::new(&[
        ("20260101000000_a.sql", "CREATE TABLE a (id int);"),
        (
            "20260102000000_b.sql",
            "-- two good ones\nCREATE TABLE b (id int);\nINSERT INTO a VALUES (1);\n\nCREATE INDEX b_idx\n    ON b (\"größe\", titel);\n",
        ),
        ("20260103000000_c.sql", "CREATE TABLE c (id int);"),
    ]);
    insta::assert_snapshot!(folder.error(&database).await, @r#"
    migration 20260102000000_b.sql failed at statement 3 of 3: column "größe" does not exist (42703)
     --> 20260102000000_b.sql:6:11
      |
    6 |     ON b ("größe", titel);
      |           ^
    The migration was rolled back; the database is as before.
    "#);
    assert!(
        !one::<bool>(&database, "SELECT to_regclass('b') IS NOT NULL OR to_regclass('c') IS NOT NULL").await
    );
    assert_eq!(one::<i64>(&database, "SELECT count(*) FROM a").await, 0);
    insta::assert_snapshot!(ledger(&database).await.join("\n"), @r#"
    20260101000000_a.sql 1 finished
    20260102000000_b.sql 0 open statement 3 at 6:11: column "größe" does not exist (42703)
    "#);

    folder.write("20260102000000_b.sql", "CREATE TABLE b (id int);");
    let report = folder.apply(&database).await.expect("the mended file runs");
    assert_eq!(names(&report), ["20260102000000_b.sql", "20260103000000_c.sql"]);
}

#[tokio::test]
async fn the_servers_detail_hint_and_context_are_shown() {
    let database = Database::new().await;
    let folder = Folder::new(&[(
        "20260101000000_a.sql",
        "CREATE TABLE a (id int PRIMARY KEY);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (1);",
    )]);
    insta::assert_snapshot!(folder.error(&database).await, @r#"
    migration 20260101000000_a.sql failed at statement 3 of 3: duplicate key value violates unique constraint "a_pkey" (23505)
     --> 20260101000000_a.sql:3:1
      |
    3 | INSERT INTO a VALUES (1);
      | ^
      = detail: Key (id)=(1) already exists.
    The migration was rolled back; the database is as before.
    "#);
    folder.write("20260101000000_a.sql", "CREATE TABLE a (\n\tt text DEFAULT 'é' || lowr('É')\n);");
    insta::assert_snapshot!(folder.error(&database).await, @r"
    migration 20260101000000_a.sql failed at statement 1 of 1: function lowr(unknown) does not exist (42883)
     --> 20260101000000_a.sql:2:24
      |
    2 | 	t text DEFAULT 'é' || lowr('É')
      | 	                      ^
      = hint: No function matches the given name and argument types. You might need to add explicit type casts.
    The migration was rolled back; the database is as before.
    ");
    folder.write("20260101000000_a.sql", "DO $$\nBEGIN\n  PERFORM lowr('A');\nEND\n$$;");
    insta::assert_snapshot!(folder.error(&database).await, @r"
    migration 20260101000000_a.sql failed at statement 1 of 1: function lowr(unknown) does not exist (42883)
     --> 20260101000000_a.sql:1:1
      |
    1 | DO $$
      | ^
      = hint: No function matches the given name and argument types. You might need to add explicit type casts.
      = where: PL/pgSQL function inline_code_block line 3 at PERFORM
      = query: SELECT lowr('A')
    The migration was rolled back; the database is as before.
    ");
}

#[tokio::test]
async fn a_text_that_cannot_be_split_stops_before_the_first_migration() {
    let database = Database::new().await;
    let folder = Folder::new(&[
        ("20260101000000_a.sql", "CREATE TABLE a (id int);"),
        ("20260102000000_b.sql", "CREATE TABLE b (\n  t text DEFAULT 'x\n);"),
    ]);
    insta::assert_snapshot!(folder.error(&database).await, @"20260102000000_b.sql:2:18: this string is never closed");
    assert!(!one::<bool>(&database, "SELECT to_regclass('a') IS NOT NULL").await);
}

const UNIQUE: &str = "CREATE TABLE t (id int);\nINSERT INTO t VALUES (1), (1);\n-- @commit\n\
                      CREATE INDEX CONCURRENTLY t_a ON t (id);\n-- @commit\nCREATE UNIQUE INDEX CONCURRENTLY t_u ON t (id);\n\
                      -- @commit\nALTER TABLE t ADD done bool;\n";

#[tokio::test]
async fn a_run_after_a_failure_outside_a_transaction_resumes() {
    let database = Database::new().await;
    let folder = Folder::new(&[("20260101000000_t.sql", UNIQUE)]);
    insta::assert_snapshot!(folder.error(&database).await, @r#"
    migration 20260101000000_t.sql failed at statement 4 of 5: could not create unique index "t_u" (23505)
     --> 20260101000000_t.sql:6:34
      |
    6 | CREATE UNIQUE INDEX CONCURRENTLY t_u ON t (id);
      |                                  ^
      = detail: Key (id)=(1) is duplicated.
    Statements 1 to 3 stay done. Mend the rest of the file and run again: it resumes at statement 4.
    "#);
    let invalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
    assert_eq!(one::<i64>(&database, invalid).await, 0, "the failed build leaves no index");
    insta::assert_snapshot!(ledger(&database).await.join("\n"), @r#"20260101000000_t.sql 3 open statement 4 at 6:34: could not create unique index "t_u" (23505)"#);
    let status = folder.migrations().status(&database.client).await.expect("a status");
    assert!(matches!(&status[0].state, State::Failed { done: 3, .. }), "{status:?}");

    database.apply("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)").await;
    let (report, events) = folder.apply_with(&database, &Options::default()).await;
    assert_eq!(report.expect("it resumes").applied[0].resumed_after, 3);
    assert!(events[0].to_string().ends_with("resuming after statement 3"), "{events:?}");
    assert_eq!(ledger(&database).await, ["20260101000000_t.sql 5 finished"]);
}

#[tokio::test]
async fn after_such_a_failure_only_the_rest_of_the_file_may_be_mended() {
    let database = Database::new().await;
    let folder = Folder::new(&[("20260101000000_t.sql", UNIQUE)]);
    folder.apply(&database).await.expect_err("duplicates");
    folder.write("20260101000000_t.sql", &UNIQUE.replace("t_a ON t (id)", "t_a ON t (id DESC)"));
    insta::assert_snapshot!(folder.error(&database).await, @r"
    the migrations do not fit what has run on this database; nothing was done
      20260101000000_t.sql failed after 3 of its statements had run, and those were edited since; put them back as they were and mend only what comes after them, or take them over with `migrate repair`
    ");
    folder.write("20260101000000_t.sql", &UNIQUE.replace("UNIQUE ", ""));
    folder.apply(&database).await.expect("the mended file runs");
}

#[tokio::test]
async fn a_lock_that_is_not_free_is_tried_again() {
    let database = Database::new().await;
    database.apply("CREATE TABLE t (id int)").await;
    let folder = Folder::new(&[("20260101000000_t.sql", "CREATE TABLE a ();\nALTER TABLE t ADD done bool;")]);
    let options =
        Options::default().lock_timeout(Duration::from_millis(100)).retries(50, Duration::from_millis(20));

    database.apply("BEGIN; SELECT * FROM t").await;
    let give_up = options.clone().retries(1, Duration::from_millis(10));
    let (result, _) = folder.apply_with(&database, &give_up).await;
    assert!(result.expect_err("the table is in use").to_string().contains("lock timeout"));

    let release = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        database.apply("COMMIT").await;
    };
    let ((result, events), ()) = tokio::join!(folder.apply_with(&database, &options), release);
    assert_eq!(names(&result.expect("it runs in the end")), ["20260101000000_t.sql"]);
    assert!(events.iter().any(|e| matches!(e, Event::Retry { statement: 2, .. })), "{events:?}");
}
