use tablewright::types::Range;
use tablewright::{Db, Table};

#[derive(Table)]
pub struct Booking {
    #[column(primary_key, identity)]
    pub id: i64,
    pub seats: Range<i32>,
}

pub fn check(db: &Db) {
    let _ = db.update::<Booking>().set(Booking::SEATS, "[1,5)").all_rows();
}

fn main() {}
