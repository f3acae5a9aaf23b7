//! Many processes that deploy at the same moment.

use tablewright_tests::Database;

use super::client::deployer;
use super::{folder, reset, state, undisturbed};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_processes_apply_each_migration_exactly_once() {
    let (database, dir) = (Database::new().await, folder());
    let expected = undisturbed(&database.url, dir.path()).await;
    reset(&database.url).await;
    let all: Vec<_> = (0..20).map(|_| deployer(dir.path(), &database.url, None)).collect();
    let mut applied = 0;
    for child in all {
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}");
        let count = said.lines().find_map(|line| line.strip_prefix("applied ")).expect("it says so");
        applied += count.parse::<usize>().expect("a number");
    }
    assert_eq!(applied, 2);
    assert_eq!(state(&database.url).await, expected);
    database.drop().await;
}
