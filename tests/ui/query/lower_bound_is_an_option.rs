use tablewright::types::Range;
use tablewright::{Db, Result, Table};

#[derive(Table)]
pub struct Booking {
    #[column(primary_key, identity)]
    pub id: i64,
    pub seats: Range<i32>,
}

pub async fn check(db: &Db) -> Result<Vec<i32>> {
    db.select::<Booking>().columns(Booking::SEATS.lower()).all().await
}

fn main() {}
