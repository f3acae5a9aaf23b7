//! Every recipe of the cookbook comes out as it says, on a database that its migrations made.

use std::path::Path;

use tablewright::Db;
use tablewright::migrate::Migrations;
use tablewright_tests::Database;

#[tokio::test]
async fn every_recipe() {
    let database = Database::new().await;
    let db = Db::connect(&database.url).await.expect("a connection");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/cookbook/migrations");
    let migrations = Migrations::from_dir(folder).expect("the cookbook's migrations");
    db.migrate(&migrations).await.expect("they apply");
    if let Err(error) = example_cookbook::run(&db).await {
        panic!("{error}");
    }
    db.close();
    database.drop().await;
}
