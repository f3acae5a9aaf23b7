//! Several tables: nullability is in the type.

use tablewright::{Db, FromRow, Result, alias, select};

use crate::{Category, Customer, Item, Product, Purchase};

alias!(Parent = Category);

/// The latest purchase of a customer.
#[derive(Debug, FromRow)]
pub struct Latest {
    /// Which one.
    pub purchase_id: i64,
}

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    // Both sides are there.
    let rows: Vec<(Purchase, Customer)> =
        db.select::<Purchase>().inner_join::<Customer>(Customer::ID.eq(Purchase::CUSTOMER_ID)).all().await?;
    assert_eq!(rows.len(), 2);

    // The right side may be missing, or the left, or either.
    let rows: Vec<(Customer, Option<Purchase>)> =
        db.select::<Customer>().left_join::<Purchase>(Purchase::CUSTOMER_ID.eq(Customer::ID)).all().await?;
    assert_eq!(rows.iter().filter(|(_, purchase)| purchase.is_none()).count(), 2);
    let rows: Vec<(Option<Purchase>, Customer)> =
        db.select::<Purchase>().right_join::<Customer>(Purchase::CUSTOMER_ID.eq(Customer::ID)).all().await?;
    assert_eq!(rows.len(), 4);
    let rows: Vec<(Option<Purchase>, Option<Customer>)> =
        db.select::<Purchase>().full_join::<Customer>(Purchase::CUSTOMER_ID.eq(Customer::ID)).all().await?;
    assert_eq!(rows.len(), 4);

    // A column of the side that may be missing is an `Option`.
    let rows: Vec<(String, Option<i64>)> = db
        .select::<Product>()
        .left_join::<Item>(Item::PRODUCT_ID.eq(Product::ID).and(Item::QUANTITY.gt(1)))
        .columns((Product::TITLE, Item::PURCHASE_ID))
        .order_by(Product::TITLE)
        .all()
        .await?;
    assert_eq!(rows[0].0, "Assam");
    assert!(rows[0].1.is_some() && rows[1].1.is_none());

    // A table joined to itself goes by an alias.
    let rows: Vec<(String, Option<String>)> = db
        .select::<Category>()
        .left_join::<Parent>(Category::PARENT_ID.eq(Category::ID.of(Parent)))
        .columns((Category::TITLE, Category::TITLE.of(Parent)))
        .order_by(Category::ID)
        .all()
        .await?;
    assert_eq!(rows[1], ("Drinks".to_owned(), Some("Food".to_owned())));

    // LATERAL: a subquery that is asked anew for each row.
    let latest = select::<Purchase>()
        .outer::<Customer>()
        .filter(Purchase::CUSTOMER_ID.eq(Customer::ID))
        .order_by(Purchase::ID.desc())
        .limit(1)
        .columns(Purchase::ID)
        .rows_as::<Latest>();
    let rows: Vec<(Customer, Latest)> = db.select::<Customer>().cross_join_query(latest).all().await?;
    assert_eq!(rows.len(), 1);

    // All rows of a subquery, each with what matches it, if there is any.
    let open =
        select::<Purchase>().filter(Purchase::NOTE.is_null()).columns(Purchase::ID).rows_as::<Latest>();
    let many = Item::QUANTITY.gt(1).and(Item::PURCHASE_ID.eq(Latest::PURCHASE_ID));
    let rows: Vec<(Option<Item>, Latest)> = db.select::<Item>().right_join_query(open, many).all().await?;
    assert!(rows.len() == 1 && rows[0].0.is_none());
    Ok(())
}
