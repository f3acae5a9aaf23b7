//! The catalog of a database says everything that its SQL said: for each file of `tests/read`, a second database made from
//! the catalog of the first has the same catalog.

use std::path::Path;

use tablewright_codegen::ddl;
use tablewright_tests::{Database, corpus, run, same};

#[tokio::test]
async fn every_read_case_survives_the_catalog() {
    let mut failures = Vec::new();
    let files = corpus::files(&corpus::folder("read"), ".sql");
    assert!(!files.is_empty(), "the corpus is not where it was");
    for file in &files {
        if let Err(failure) = survives(file).await {
            failures.push(format!("=== {}\n{failure}", file.display()));
        }
    }
    assert!(failures.is_empty(), "{} of {} fail:\n{}", failures.len(), files.len(), failures.join("\n\n"));
}

async fn survives(file: &Path) -> Result<(), String> {
    let (first, second) = (Database::new().await, Database::new().await);
    let result = compare(&first, &second, &corpus::text(file)).await;
    first.drop().await;
    second.drop().await;
    result
}

async fn compare(first: &Database, second: &Database, sql: &str) -> Result<(), String> {
    if let Err(refused) = first.try_apply(sql).await {
        // The reader takes more than a server does: statements out of order, or for another version.
        eprintln!("passed over: {refused}");
        return Ok(());
    }
    let catalog = tablewright_catalog::read(&first.client).await.map_err(|error| error.to_string())?;
    let again = ddl::schema_sql(&catalog.schema);
    run(second, &again).await.map_err(|error| format!("what was read cannot be made: {error}"))?;
    let mut copy = tablewright_catalog::read(&second.client).await.map_err(|error| error.to_string())?;
    // What the model does not know cannot be in the copy.
    copy.unknown.clone_from(&catalog.unknown);
    same(&catalog, &copy).map_err(|difference| format!("{difference}\n--- made from\n{again}"))
}
