use tablewright::types::TsVector;
use tablewright::{Db, Table};

#[derive(Table)]
pub struct Article {
    #[column(primary_key, identity)]
    pub id: i64,
    pub search: TsVector,
}

pub fn check(db: &Db) {
    let _ = db.select::<Article>().filter(Article::SEARCH.matches("cat"));
}

fn main() {}
