//! The tables of `schema.sql` as Rust, and the smallest server that a load balancer is content with.

mod http;
mod schema {
    tablewright::include_schema!();
}

use std::time::Duration;

pub use http::{ask, serve};
pub use schema::*;
use tablewright::migrate::Migrations;
use tablewright::{Db, Result, embed_migrations, sql};

/// The migrations, in the program itself: a deploy needs no other file.
pub static MIGRATIONS: Migrations = embed_migrations!("migrations");

/// How long a health check waits for the database.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the database answers: a program that does not reach it should get no requests.
pub async fn is_healthy(db: &Db) -> bool {
    let answer = async { db.sql(sql!("SELECT 1")).scalar::<i32>().await };
    matches!(tokio::time::timeout(PATIENCE, answer).await, Ok(Ok(1)))
}

/// Notes a visit; returns how many there were to that page.
pub async fn visit(db: &Db, page: &str) -> Result<i64> {
    db.insert(NewVisit::new(page)).one().await?;
    db.sql(sql!("SELECT count(*) FROM visit WHERE page = {page}")).scalar::<i64>().await
}
