use serde::Serialize;
use tablewright::Table;

#[derive(Serialize, Table)]
#[table(private)]
pub struct Session {
    #[column(primary_key)]
    pub id: i64,
    pub token: String,
}

#[derive(Serialize, Table)]
pub struct User {
    #[column(primary_key)]
    pub id: i64,
    #[column(private)]
    pub email: String,
}

/// What serde leaves out stays private.
#[derive(Serialize, Table)]
pub struct Person {
    #[column(primary_key)]
    pub id: i64,
    #[column(private)]
    #[serde(skip)]
    pub email: String,
}

fn main() {}
