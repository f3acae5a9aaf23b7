use tablewright::expr::{Config, to_tsquery};
use tablewright::{Db, Table};

#[derive(Table)]
pub struct Article {
    #[column(primary_key, identity)]
    pub id: i64,
    pub body: String,
}

pub fn check(db: &Db) {
    let _ = db.select::<Article>().filter(Article::BODY.matches(to_tsquery(Config::ENGLISH, "cat")));
}

fn main() {}
