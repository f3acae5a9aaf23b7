//! Starts from structs: the schema is in `src/lib.rs`, its migrations in `migrations/`, one of them in Rust.
//!
//! `cargo run --example derive-first`

use example_derive_first::{Book, Loan, Member, NewBook, NewLoan, NewMember, Shelf};
use tablewright::migrate::Migrations;
use tablewright::types::Date;
use tablewright::{Db, embed_migrations, sql};
use tablewright_devdb::{Options, Server};

static MIGRATIONS: Migrations = embed_migrations!("migrations");

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start(&Options::new())?;
    server.create_database("library")?;
    let db = Db::connect(&server.url("library")).await?;
    db.migrate(&MIGRATIONS).await?;

    let ada = db.insert(NewMember::new("Ada", "Ada@Example.com")).one().await?;
    println!("a private row keeps to itself: {ada:?}");

    let book = db.insert(NewBook::new("978-0-13-110362-7", "The C Programming Language")).one().await?;
    let due = Date::constant(2030, 1, 31);
    db.transaction(async |tx| {
        tx.insert(NewLoan::new(book.id, ada.id, due)).one().await?;
        tx.update::<Book>().set(Book::SHELF, Shelf::Lent).filter(Book::ID.eq(book.id)).run().await?;
        Ok(())
    })
    .await?;

    // The partial unique index says that a book is lent once at a time.
    let twice = db.insert(NewLoan::new(book.id, ada.id, due)).one().await;
    println!("lent twice: {}", twice.is_err());

    let loans: Vec<(Loan, Book, Member)> = db
        .select::<Loan>()
        .inner_join::<Book>(Loan::BOOK_ID.eq(Book::ID))
        .inner_join::<Member>(Loan::MEMBER_ID.eq(Member::ID))
        .all()
        .await?;
    for (loan, book, member) in &loans {
        println!("{} has {:?} until {} ({:?})", member.name, book.title, loan.due_on, book.shelf);
    }

    // `build.rs` wrote down what the structs say: the statement is checked against that, and its rows have fields.
    let shelf = Shelf::Lent;
    let lent = db.sql(sql!(
        "SELECT b.title, max(l.due_on) AS due_on, count(*) AS times
         FROM book b LEFT JOIN loan l ON l.book_id = b.id
         WHERE b.shelf = {shelf}
         GROUP BY b.id"
    ));
    for book in lent.all().await? {
        println!("{:?} was lent {} times, and is due {:?}", book.title, book.times, book.due_on);
    }
    Ok(())
}
