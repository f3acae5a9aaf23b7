use tablewright::{Executor, Result, sql};

pub async fn check(db: &Executor<'_>) -> Result<String> {
    db.sql(sql!("SELECT max(title) FROM todo")).scalar::<String>().await
}

fn main() {}
