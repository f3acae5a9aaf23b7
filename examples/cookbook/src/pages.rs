//! Page by page, row by row.

use tablewright::{Db, Result};

use crate::Product;

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    // By keyset: a page costs the same however far it is. The cursor is text, for a URL.
    let by_price = || db.select::<Product>().order_by((Product::CENTS.desc(), Product::ID));
    let first = by_price().after(None).page(2).await?;
    assert_eq!(first.rows[0].title, "Kettle");
    let next = first.next.expect("there is one more product");
    let rest = by_price().after(next).page(2).await?;
    assert_eq!(rest.rows[0].title, "Assam");
    assert!(rest.next.is_none());

    // Row by row, without ever holding all of them.
    let mut rows = db.select::<Product>().order_by(Product::ID).stream().await?;
    let mut cents = 0;
    while let Some(product) = rows.next().await.transpose()? {
        cents += product.cents;
    }
    assert_eq!(cents, 4200);
    Ok(())
}
