use tablewright::types::{Decimal, Range};
use tablewright::{Db, Table};

#[derive(Table)]
pub struct Booking {
    #[column(primary_key, identity)]
    pub id: i64,
    pub seats: Range<i32>,
    pub weights: Range<Decimal>,
}

pub fn check(db: &Db) {
    let _ = db.select::<Booking>().filter(Booking::SEATS.overlaps("[1,5)"));
    let _ = db.select::<Booking>().filter(Booking::SEATS.overlaps(Booking::WEIGHTS));
}

fn main() {}
