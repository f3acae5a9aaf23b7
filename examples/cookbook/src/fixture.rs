//! The rows that the recipes read.

use tablewright::types::Vector;
use tablewright::{Db, Result};

use crate::{NewCategory, NewCustomer, NewItem, NewProduct, NewPurchase, State};

/// Three customers, a tree of categories, three products, two purchases.
///
/// # Errors
/// What the server says.
pub async fn fill(db: &Db) -> Result<()> {
    let customers = ["ada@x", "bob@x", "cyd@x"].map(NewCustomer::new);
    let customers = db.insert_many(customers).returning().all().await?;
    db.insert_many([
        NewCategory::new(1, "Food"),
        NewCategory::new(2, "Drinks").parent_id(1),
        NewCategory::new(3, "Tea").parent_id(2),
        NewCategory::new(4, "Tools"),
    ])
    .run()
    .await?;
    let facts = serde_json::json!({"origin": {"country": "IN"}, "organic": true});
    let products = db
        .insert_many([
            NewProduct::new(3, "Assam", 500)
                .stock(10)
                .tags(["black", "loose"].map(String::from).to_vec())
                .facts(facts)
                .embedding(Vector::from(vec![1.0, 0.0, 0.0])),
            NewProduct::new(3, "Sencha", 700)
                .stock(5)
                .tags(["green"].map(String::from).to_vec())
                .embedding(Vector::from(vec![0.8, 0.2, 0.0])),
            NewProduct::new(4, "Kettle", 3000),
        ])
        .returning()
        .all()
        .await?;
    let purchases = db
        .insert_many([
            NewPurchase::new(customers[0].id).state(State::Paid).note("a gift"),
            NewPurchase::new(customers[0].id),
        ])
        .returning()
        .all()
        .await?;
    db.insert_many([
        NewItem::new(purchases[0].id, products[0].id).quantity(2),
        NewItem::new(purchases[0].id, products[2].id),
        NewItem::new(purchases[1].id, products[1].id),
    ])
    .run()
    .await?;
    Ok(())
}
