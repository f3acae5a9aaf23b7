//! Titles that were typed with space around them.

use tablewright::{Result, Transaction, sql};

pub async fn up(tx: &mut Transaction<'_>) -> Result<()> {
    let tidied = tx.sql(sql!("UPDATE book SET title = btrim(title) WHERE title <> btrim(title)")).run().await?;
    println!("{tidied} titles tidied");
    Ok(())
}
