use tablewright::{Db, Table};

#[derive(Table)]
pub struct Score {
    #[column(primary_key, identity)]
    pub id: i64,
    pub points: f64,
}

pub fn check(db: &Db) {
    let _ = db.select::<Score>().filter(Score::POINTS.in_range(0.5..1.0));
}

fn main() {}
