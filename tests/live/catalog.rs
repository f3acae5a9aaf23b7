//! To be written.

use tablewright_tests::Database;

#[tokio::test]
async fn smoke() {
    let database = Database::new().await;
    database.apply(&std::fs::read_to_string("/tmp/rich.sql").unwrap()).await;
    let c = database.read().await;
    println!("{}\n{:#?}", c.sql, c.unknown);
    database.drop().await;
}
