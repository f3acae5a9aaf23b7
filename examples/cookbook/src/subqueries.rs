//! Queries in queries: values, lists, EXISTS, CTEs, sets.

use tablewright::expr::count;
use tablewright::{Db, FromRow, Result, cte, exists, recursive, select};

use crate::{Category, Customer, Item, Product, Purchase};

/// What a CTE gives.
#[derive(Debug, FromRow)]
pub struct Sold {
    /// Which product.
    pub product_id: i64,
    /// How often.
    pub times: i64,
}

/// A part of the tree.
#[derive(Debug, FromRow)]
pub struct Within {
    /// Which category.
    pub id: i64,
}

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    // IN and EXISTS. What a subquery reads of the query around it, it says.
    let bought = select::<Item>().columns(Item::PRODUCT_ID);
    assert_eq!(db.select::<Product>().filter(Product::ID.in_query(bought)).count().await?, 3);
    let theirs = select::<Purchase>().outer::<Customer>().filter(Purchase::CUSTOMER_ID.eq(Customer::ID));
    assert_eq!(db.select::<Customer>().filter(exists(theirs).not()).count().await?, 2);

    // A value: NULL where there is no row.
    let latest = select::<Purchase>()
        .outer::<Customer>()
        .filter(Purchase::CUSTOMER_ID.eq(Customer::ID))
        .order_by(Purchase::ID.desc())
        .limit(1)
        .columns(Purchase::ID)
        .as_value();
    let rows: Vec<(String, Option<i64>)> =
        db.select::<Customer>().columns((Customer::EMAIL, latest)).order_by(Customer::EMAIL).all().await?;
    assert!(rows[0].1.is_some() && rows[1].1.is_none());

    // WITH: a query with a name, and columns of its own.
    let sold = cte(select::<Item>()
        .group_by(Item::PRODUCT_ID)
        .columns((Item::PRODUCT_ID, count()))
        .rows_as::<Sold>());
    let rows: Vec<(String, i64)> = db
        .select::<Product>()
        .inner_join_query(&sold, Sold::PRODUCT_ID.eq(Product::ID))
        .columns((Product::TITLE, Sold::TIMES))
        .order_by(Product::TITLE)
        .all()
        .await?;
    assert_eq!(rows.len(), 3);

    // WITH RECURSIVE: a category and all below it.
    let food =
        select::<Category>().filter(Category::TITLE.eq("Food")).columns(Category::ID).rows_as::<Within>();
    let within = recursive(food, |within| {
        select::<Category>()
            .inner_join_query(within, Category::PARENT_ID.eq(Within::ID))
            .columns(Category::ID)
            .rows_as::<Within>()
    });
    let rows = db.select::<Product>().inner_join_query(&within, Within::ID.eq(Product::CATEGORY_ID));
    assert_eq!(rows.count().await?, 2);

    // UNION, INTERSECT, EXCEPT.
    let words = db
        .select::<Product>()
        .columns(Product::TITLE)
        .union(select::<Category>().columns(Category::TITLE))
        .order_by(Product::TITLE)
        .limit(2);
    assert_eq!(words.all().await?, ["Assam", "Drinks"]);
    Ok(())
}
