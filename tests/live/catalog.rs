//! To be written.

use tablewright_tests::Database;

#[tokio::test]
async fn smoke() {
    let database = Database::new().await;
    database.apply("CREATE EXTENSION vector; CREATE TABLE a (v vector(3))").await;
    database.drop().await;
}
