//! Counts the words of every title.

use tablewright::{Result, Transaction};

pub async fn up(tx: &mut Transaction<'_>) -> Result<()> {
    let sql = "UPDATE todo SET words = array_length(string_to_array(title, ' '), 1)";
    tx.client().execute(sql, &[]).await?;
    Ok(())
}
