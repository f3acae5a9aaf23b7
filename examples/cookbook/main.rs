//! Runs the cookbook on a server of its own.
//!
//! `cargo run --example cookbook`

use tablewright::migrate::Migrations;
use tablewright::{Db, embed_migrations};
use tablewright_devdb::{Options, Server};

static MIGRATIONS: Migrations = embed_migrations!("migrations");

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start(&Options::new().extensions(["vector", "pg_trgm"]))?;
    server.create_database("cookbook")?;
    let db = Db::connect(&server.url("cookbook")).await?;
    db.migrate(&MIGRATIONS).await?;
    example_cookbook::run(&db).await?;
    println!("Every recipe came out as it says.");
    Ok(())
}
