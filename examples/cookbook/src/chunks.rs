//! Many rows, a chunk at a time; and reading from a replica.

use std::sync::atomic::{AtomicI64, Ordering};

use tablewright::{Chunks, Cursor, Db, Result};

use crate::{Item, Product};

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    let before = db.select::<Product>().count().await?;

    // An update, two rows in each transaction, told how far it is.
    let mut told = Vec::new();
    let chunks = Chunks::of(2).counted().on_progress(|progress| told.push(progress.share()));
    let done = db
        .update::<Product>()
        .set(Product::STOCK, Product::STOCK.add(1))
        .all_rows()
        .update_in_chunks(chunks)
        .await?;
    assert_eq!(done.rows, before.unsigned_abs());
    assert_eq!(told.last(), Some(&Some(1.0)));

    // Code of one's own for each chunk, in its transaction. Where it ended is text, to go on there another time.
    let pieces = AtomicI64::new(0);
    let count = async |_: &mut tablewright::Transaction<'_>, chunk: tablewright::Chunk<Item>| {
        let quantity: i32 = chunk.rows.iter().map(|item| item.quantity).sum();
        pieces.fetch_add(quantity.into(), Ordering::Relaxed);
        Ok(())
    };
    let first = db.select::<Item>().limit(1).for_each_chunk(Chunks::of(1), count).await?;
    let end: Option<Cursor> =
        first.end.map(|end| end.to_string().parse()).transpose().map_err(tablewright::Error::other)?;
    let rest = Chunks::of(1_000).rows_per_second(100_000).after(end);
    db.select::<Item>().for_each_chunk(rest, count).await?;
    let all: Option<i64> = db.select::<Item>().columns(Item::QUANTITY.sum()).one().await?;
    assert_eq!(Some(pieces.into_inner()), all);

    // From a replica where one is near enough (see `Db::readers`), and from the server itself where none is.
    let at = db.lsn().await?;
    assert_eq!(db.read().at_least(at).select::<Product>().count().await?, before);
    Ok(())
}
