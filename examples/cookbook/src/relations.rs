//! Rows with what belongs to them: one statement for each level, never one for each row.

use tablewright::relation::Many;
use tablewright::{Db, Relation, Result};

use crate::{Customer, Delivery, Item, Product, Purchase, State};

impl Purchase {
    /// Many to many, through the table between.
    pub const PRODUCTS: Relation<Purchase, Product, Many> = Purchase::ITEMS.through(Item::PRODUCT);
}

impl Product {
    /// By columns that no foreign key binds.
    pub const DELIVERIES: Relation<Product, Delivery, Many> = Relation::on(Product::TITLE, Delivery::TITLE);
}

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    // From the key's side: exactly one.
    let purchases: Vec<(Purchase, Customer)> = db.select::<Purchase>().with(Purchase::CUSTOMER).all().await?;
    assert_eq!(purchases[0].1.email, "ada@x");

    // Back: as many as there are, filtered, ordered, at most so many for each.
    let customers: Vec<(Customer, Vec<Purchase>)> = db
        .select::<Customer>()
        .with(
            Customer::PURCHASES
                .filter(Purchase::STATE.ne(State::Sent))
                .order_by(Purchase::ID.desc())
                .limit(1),
        )
        .order_by(Customer::ID)
        .all()
        .await?;
    assert_eq!((customers[0].1.len(), customers[1].1.len()), (1, 0));

    // To any depth.
    let customers: Vec<(Customer, Vec<(Purchase, Vec<(Item, Product)>)>)> = db
        .select::<Customer>()
        .with(Customer::PURCHASES.order_by(Purchase::ID).with(Purchase::ITEMS.with(Item::PRODUCT)))
        .order_by(Customer::ID)
        .all()
        .await?;
    assert_eq!(customers[0].1[0].1.len(), 2);
    assert_eq!(customers[0].1[1].1[0].1.title, "Sencha");

    // Through other tables, and by columns of your choice.
    let purchases: Vec<(Purchase, Vec<Product>)> = db
        .select::<Purchase>()
        .with(Purchase::PRODUCTS.order_by(Product::TITLE))
        .order_by(Purchase::ID)
        .all()
        .await?;
    let titles: Vec<&str> = purchases[0].1.iter().map(|product| product.title.as_str()).collect();
    assert_eq!(titles, ["Assam", "Kettle"]);
    let products: Vec<(Product, Vec<Delivery>)> =
        db.select::<Product>().with(Product::DELIVERIES).all().await?;
    assert!(products.iter().all(|(_, deliveries)| deliveries.is_empty()));
    Ok(())
}
