use tablewright::{Sql, sql};

pub fn check(table: &str) -> Sql<'_> {
    sql!(format!("SELECT * FROM {table}"))
}

fn main() {}
