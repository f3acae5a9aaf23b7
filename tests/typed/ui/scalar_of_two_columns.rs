use tablewright::{Executor, Result, sql};

pub async fn check(db: &Executor<'_>) -> Result<i64> {
    db.sql(sql!("SELECT user_id, title FROM todo")).scalar::<i64>().await
}

fn main() {}
