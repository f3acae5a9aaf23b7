use tablewright::{PgEnum, Table};

#[derive(Table)]
pub struct Tuple(i64);

#[derive(Table)]
pub enum Choice {
    One,
}

#[derive(PgEnum)]
pub struct Status;

#[derive(Debug, PgEnum)]
pub enum Payload {
    Open(i32),
}

fn main() {}
