//! The schema of a small library, as structs. `tablewright migrate build` in this folder reads them.

use tablewright::types::{Date, Decimal, Timestamp};
use tablewright::{PgEnum, Table};

/// Where a book is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PgEnum)]
pub enum Shelf {
    /// It can be borrowed.
    Open,
    /// Somebody has it.
    Lent,
    /// It may only be read here.
    Reference,
}

/// Somebody who borrows.
#[derive(Clone, PartialEq, Table)]
#[table(private)]
pub struct Member {
    #[column(primary_key, identity)]
    pub id: i64,
    pub name: String,
    pub email: String,
    /// The address as it is compared.
    #[column(unique, generated = "lower(email)")]
    pub email_key: String,
}

/// A book that the library owns.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(index(on("lower(title)")))]
pub struct Book {
    #[column(primary_key, identity)]
    pub id: i64,
    #[column(unique)]
    pub isbn: String,
    pub title: String,
    #[column(default = "'open'")]
    pub shelf: Shelf,
    #[column(sql_type = "numeric(10, 2)", check = "price >= 0")]
    pub price: Option<Decimal>,
}

/// A book that somebody has.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(index(on(book_id), unique, where = "returned_at IS NULL"))]
pub struct Loan {
    #[column(primary_key, identity)]
    pub id: i64,
    #[column(references = Book::id)]
    pub book_id: i64,
    #[column(references = Member::id, on_delete = "cascade")]
    pub member_id: i64,
    pub due_on: Date,
    #[column(default = "now()")]
    pub lent_at: Timestamp,
    pub returned_at: Option<Timestamp>,
}
