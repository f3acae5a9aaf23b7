use tablewright::types::Range;
use tablewright::{Db, Table};

#[derive(Table)]
pub struct Booking {
    #[column(primary_key, identity)]
    pub id: i64,
    pub seats: Range<i32>,
    pub title: String,
}

pub fn check(db: &Db) {
    let _ = db.select::<Booking>().filter(Booking::TITLE.overlaps(1..5));
}

fn main() {}
