//! Groups, aggregates, windows.

use tablewright::expr::{Window, count, row_number};
use tablewright::types::Decimal;
use tablewright::{Db, Result};

use crate::{Category, Item, Product};

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    // Of all rows. Sums have PostgreSQL's types, and are NULL without rows.
    let row: (i64, Option<i64>, Option<Decimal>) =
        db.select::<Product>().columns((count(), Product::STOCK.sum(), Product::CENTS.avg())).one().await?;
    assert_eq!(row, (3, Some(15), Some(Decimal::from(1400))));

    // Of each group, and only of some groups.
    let rows: Vec<(String, i64, Option<String>)> = db
        .select::<Product>()
        .inner_join::<Category>(Category::ID.eq(Product::CATEGORY_ID))
        .group_by(Category::TITLE)
        .having(count().gt(1))
        .columns((Category::TITLE, count(), Product::TITLE.string_agg(", ").order_by(Product::TITLE)))
        .all()
        .await?;
    assert_eq!(rows, [("Tea".to_owned(), 2, Some("Assam, Sencha".to_owned()))]);

    // Restricted, distinct, ordered aggregates; percentiles.
    let row: (i64, i64, Option<i32>) = db
        .select::<Item>()
        .columns((
            count().filter(Item::QUANTITY.gt(1)),
            Item::PURCHASE_ID.count().distinct(),
            Item::QUANTITY.percentile_disc(0.5),
        ))
        .one()
        .await?;
    assert_eq!(row, (1, 2, Some(1)));

    // Windows: beside each row, something of the rows around it.
    let of_category = || Window::new().partition_by(Product::CATEGORY_ID).order_by(Product::CENTS);
    let rows: Vec<(String, i64, Option<i64>, Option<i32>)> = db
        .select::<Product>()
        .columns((
            Product::TITLE,
            row_number().over(of_category()),
            Product::CENTS.sum().over(of_category()),
            Product::CENTS.lag(1).over(of_category()),
        ))
        .order_by((Product::CATEGORY_ID, Product::CENTS))
        .all()
        .await?;
    assert_eq!(rows[0], ("Assam".to_owned(), 1, Some(500), None));
    assert_eq!(rows[1], ("Sencha".to_owned(), 2, Some(1200), Some(500)));
    Ok(())
}
