//! Thirty lines: a schema in `schema.sql`, its migration in `migrations/`, typed queries here.
//!
//! `cargo run --example quickstart`

use example_quickstart::{NewTodo, Todo};
use tablewright::migrate::Migrations;
use tablewright::{Db, embed_migrations};
use tablewright_devdb::{Options, Server};

static MIGRATIONS: Migrations = embed_migrations!("migrations");

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start(&Options::new())?;
    server.create_database("quickstart")?;
    let db = Db::connect(&server.url("quickstart")).await?;
    db.migrate(&MIGRATIONS).await?;

    let milk = db.insert(NewTodo::new("buy milk")).one().await?;
    db.insert(NewTodo::new("write a schema").done(true)).one().await?;
    db.update::<Todo>().set(Todo::DONE, true).filter(Todo::ID.eq(milk.id)).run().await?;

    for todo in db.select::<Todo>().filter(Todo::DONE.eq(true)).order_by(Todo::TITLE.asc()).all().await? {
        println!("{:>3}  {}", todo.id, todo.title);
    }
    Ok(())
}
