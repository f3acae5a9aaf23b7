use tablewright::{Executor, Result, sql};

pub async fn check(db: &Executor<'_>) -> Result<String> {
    let row = db.sql(sql!("SELECT id, title FROM todo")).one().await?;
    Ok(row.name)
}

fn main() {}
