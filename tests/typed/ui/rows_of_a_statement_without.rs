use tablewright::{Executor, Result, sql};

pub async fn check(db: &Executor<'_>) -> Result<()> {
    let _ = db.sql(sql!("DELETE FROM todo")).all().await?;
    Ok(())
}

fn main() {}
