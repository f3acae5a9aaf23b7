//! All or nothing.

use tablewright::{Db, Error, Result, TransactionOptions};

use crate::{Product, Purchase, State};

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    // Commits when the closure returns `Ok`; otherwise nothing of it happened.
    let before = db.select::<Product>().filter(Product::STOCK.eq(0)).count().await?;
    let failed: Result<()> = db
        .transaction(async |tx| {
            tx.update::<Product>().set(Product::STOCK, 0).all_rows().run().await?;
            Err(Error::other("changed my mind"))
        })
        .await;
    assert!(failed.is_err());
    assert_eq!(db.select::<Product>().filter(Product::STOCK.eq(0)).count().await?, before);

    // Serializable, run again when another transaction was in the way.
    let serializable = TransactionOptions::serializable().retries(3);
    let sent = db
        .transaction_with(&serializable, async |tx| {
            // A queue: what others have locked is left to them.
            let next = tx
                .select::<Purchase>()
                .filter(Purchase::STATE.eq(State::Paid))
                .order_by(Purchase::ID)
                .for_update()
                .skip_locked()
                .first()
                .await?;
            let Some(next) = next else { return Ok(0) };
            tx.update::<Purchase>()
                .set(Purchase::STATE, State::Sent)
                .filter(Purchase::ID.eq(next.id))
                .run()
                .await
        })
        .await?;
    assert_eq!(sent, 1);

    // A part that may fail by itself: a savepoint.
    db.transaction(async |tx| {
        let part = tx
            .transaction(async |part| {
                part.update::<Product>().set(Product::CENTS, -1).all_rows().run().await?;
                Ok(())
            })
            .await;
        assert!(part.unwrap_err().violates(Product::PRODUCT_CENTS_CHECK));
        tx.update::<Product>().set(Product::STOCK, 1).filter(Product::STOCK.eq(0)).run().await
    })
    .await?;
    Ok(())
}
