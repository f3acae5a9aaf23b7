//! Merge: a table is brought in line with another one, by one statement.

use tablewright::{Db, MergeAction, Result, merge_action};

use crate::{Delivery, NewDelivery, Product};

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    db.insert_many([("Assam", 5), ("Oolong", 9)].map(|(title, pieces)| NewDelivery::new(title, pieces)))
        .run()
        .await?;
    // For each kind of row what to do; the first step that applies is done.
    let mut done: Vec<(MergeAction, Option<i32>, Option<i32>)> = db
        .merge_into::<Product>()
        .using::<Delivery>(Product::TITLE.eq(Delivery::TITLE))
        .when_matched()
        .update(|row| row.set(Product::STOCK, Product::STOCK.add(Delivery::PIECES)))
        .when_not_matched()
        .insert(|row| {
            row.set(Product::CATEGORY_ID, 3)
                .set(Product::TITLE, Delivery::TITLE)
                .set(Product::CENTS, 900)
                .set(Product::STOCK, Delivery::PIECES)
        })
        .returning()
        .columns((merge_action(), Product::STOCK.old_value(), Product::STOCK.new_value()))
        .all()
        .await?;
    done.sort_by_key(|(_, before, _)| *before);
    assert_eq!(done[0], (MergeAction::Insert, None, Some(9)));
    assert_eq!((done[1].0, done[1].2.zip(done[1].1)), (MergeAction::Update, Some((15, 10))));

    // Rows without a counterpart can go, too.
    let gone = db
        .merge_into::<Product>()
        .using::<Delivery>(Product::TITLE.eq(Delivery::TITLE))
        .when_matched()
        .filter(Delivery::TITLE.eq("Oolong"))
        .delete()
        .when_not_matched_by_source()
        .filter(Product::CENTS.lt(0))
        .delete();
    assert_eq!(gone.run().await?, 1);
    db.delete::<Delivery>().all_rows().run().await?;
    Ok(())
}
