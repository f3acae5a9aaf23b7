use tablewright::{Executor, Result, sql};

pub async fn check(db: &Executor<'_>) -> Result<i32> {
    db.sql(sql!("SELECT count(*) FROM todo")).scalar::<i32>().await
}

fn main() {}
