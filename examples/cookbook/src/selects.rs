//! Rows, columns, filters, order.

use tablewright::select::Sample;
use tablewright::types::Vector;
use tablewright::{Db, Filter, FromRow, Result, select};

use crate::{Product, Purchase, State};

/// A part of a row, by a struct of one's own.
#[derive(Debug, PartialEq, FromRow)]
pub struct Price {
    /// What it is called.
    pub title: String,
    /// What it costs.
    pub cents: i32,
}

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    // Whole rows.
    let products: Vec<Product> = db.select::<Product>().order_by(Product::TITLE).all().await?;
    assert_eq!(products[0].title, "Assam");
    assert_eq!(products[0].slug, "assam");

    // One row, perhaps one, or an error.
    assert!(db.select::<Product>().filter(Product::ID.eq(0)).first().await?.is_none());
    assert!(db.select::<Product>().filter(Product::ID.eq(0)).one().await.unwrap_err().is_not_found());

    // Columns as tuples, as one value, as a struct.
    let cheap = || db.select::<Product>().filter(Product::CENTS.lt(600));
    let pair: (String, i32) = cheap().columns((Product::TITLE, Product::CENTS)).one().await?;
    let title: String = cheap().columns(Product::TITLE).one().await?;
    let price: Price = cheap().columns((Product::TITLE, Product::CENTS)).rows_as::<Price>().one().await?;
    assert_eq!((pair, title), (("Assam".to_owned(), 500), "Assam".to_owned()));
    assert_eq!(price, Price { title: "Assam".to_owned(), cents: 500 });

    // What is not asked is not asked: an `Option` is a filter or none, a `Filter` grows in a loop.
    let (term, none): (Option<&str>, Option<i32>) = (Some("en"), None);
    let found = db
        .select::<Product>()
        .filter(term.map(|term| Product::TITLE.ilike(format!("%{term}%"))))
        .filter(none.map(|most| Product::CENTS.le(most)));
    assert_eq!(found.count().await?, 1);
    let mut any = Filter::<Product>::new();
    for tag in ["black", "green"] {
        any = any.or(Product::TAGS.has_any([tag]));
    }
    assert_eq!(db.select::<Product>().filter(any).count().await?, 2);
    assert_eq!(
        db.select::<Purchase>().filter(Purchase::STATE.in_list([State::Open, State::Sent])).count().await?,
        1
    );

    // Order, also of NULLs, and the nearest vectors.
    let notes = db.select::<Purchase>().order_by((Purchase::NOTE.desc().nulls_last(), Purchase::ID));
    assert_eq!(notes.first().await?.and_then(|purchase| purchase.note).as_deref(), Some("a gift"));
    let to = Vector::from(vec![0.7, 0.3, 0.0]);
    let near = db
        .select::<Product>()
        .columns(Product::TITLE)
        .order_by(Product::EMBEDDING.cosine_distance(&to))
        .limit(1);
    assert_eq!(near.one().await?, "Sencha");

    // Each row once; the first of each kind; a sample; whether there is any.
    assert_eq!(db.select::<Purchase>().columns(Purchase::CUSTOMER_ID).distinct().all().await?.len(), 1);
    let dearest = db
        .select::<Product>()
        .distinct_on(Product::CATEGORY_ID)
        .order_by((Product::CATEGORY_ID, Product::CENTS.desc()))
        .all()
        .await?;
    assert_eq!(
        dearest.iter().map(|product| product.title.as_str()).collect::<Vec<_>>(),
        ["Sencha", "Kettle"]
    );
    assert_eq!(db.select::<Product>().tablesample(Sample::Bernoulli(100.0)).count().await?, 3);
    assert!(db.select::<Product>().filter(Product::STOCK.gt(9)).exists().await?);

    // The text of a statement, and the server's plan for it.
    let by_title = select::<Product>().filter(Product::TITLE.eq("Assam")).columns(Product::ID);
    assert_eq!(by_title.sql(), r#"SELECT "product"."id" FROM "product" WHERE "product"."title" = $1"#);
    Ok(())
}
