//! Clocks that do not agree: names are stamped by authors' machines, the ledger by the server.

use std::time::{Duration, SystemTime};

use tablewright_codegen::migrations::{self, Language};
use tablewright_tests::Database;

use super::second_run;

#[tokio::test]
async fn names_from_two_clocks() {
    let database = Database::new().await;
    let dir = tempfile::tempdir().expect("a temporary folder");
    let years = |n: u64| Duration::from_secs(n * 365 * 86_400);
    let write = |subject: &str, now: SystemTime| {
        let sql = format!("CREATE TABLE {subject} (id int);\n");
        let path = migrations::write(dir.path(), subject, Language::Sql, &sql, now).expect("written");
        path.file_name().expect("a name").to_string_lossy().into_owned()
    };
    let now = SystemTime::now();
    let ahead = write("ahead", now + years(20));
    second_run(dir.path(), &database.url).await;

    // The next one of the same folder comes later, whatever its clock says.
    let behind = write("behind", now - years(5));
    assert!(behind > ahead, "{behind}");
    // Another branch did not know of either.
    let branch = "20200101000000_branch.sql";
    std::fs::write(dir.path().join(branch), "CREATE TABLE branch (id int);\n").expect("a writable folder");
    let report = second_run(dir.path(), &database.url).await;
    let applied: Vec<(&str, bool)> =
        report.applied.iter().map(|a| (a.name.as_str(), a.out_of_order)).collect();
    assert_eq!(applied, [(branch, true), (behind.as_str(), false)]);

    let sql = "SELECT count(*) FROM tablewright.migrations \
               WHERE started <= finished AND finished BETWEEN clock_timestamp() - interval '1 hour' AND clock_timestamp()";
    let by_the_server: i64 = database.client.query_one(sql, &[]).await.expect(sql).get(0);
    assert_eq!(by_the_server, 3, "the ledger has the server's time");
    assert!(second_run(dir.path(), &database.url).await.applied.is_empty());
    database.drop().await;
}
