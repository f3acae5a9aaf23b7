//! What is computed: NULLs, CASE, casts, text, dates, arrays, JSON, functions of one's own.

use tablewright::expr::{DatePart, case, now};
use tablewright::types::{Interval, Json};
use tablewright::{Db, Result};

use crate::{Customer, Product, Purchase};

tablewright::sql_function! {
    /// Built in, and not among the methods: one line declares it.
    pub fn initcap(text: String) -> String;
}

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    let assam = || db.select::<Product>().filter(Product::TITLE.eq("Assam"));

    // Never NULL, since something stands in.
    let name: String = db
        .select::<Customer>()
        .columns(Customer::NAME.coalesce(Customer::EMAIL))
        .order_by(Customer::ID)
        .limit(1)
        .one()
        .await?;
    assert_eq!(name, "ada@x");

    let class = case::<String>()
        .when(Product::CENTS.ge(1000), "dear")
        .when(Product::STOCK.eq(0), "out")
        .otherwise("fine");
    let row: (String, String, i32, i64) = assam()
        .columns((
            class,
            Product::TITLE.upper().concat("!"),
            Product::CENTS.mul(2).sub(1),
            Product::CENTS.to_i64(),
        ))
        .one()
        .await?;
    assert_eq!(row, ("fine".to_owned(), "ASSAM!".to_owned(), 999, 500));

    // Dates: computed on the server, by its clock.
    let recent = Purchase::BOUGHT_AT.gt(now().minus(Interval::days(1)));
    let days = db
        .select::<Purchase>()
        .filter(recent)
        .columns(Purchase::BOUGHT_AT.date_trunc(DatePart::Day))
        .distinct();
    assert_eq!(days.all().await?.len(), 1);

    // Arrays and JSON.
    let row: (bool, i32, Option<String>, bool) = assam()
        .columns((
            Product::TAGS.has_all(["black", "loose"]),
            Product::TAGS.cardinality(),
            Product::FACTS.text_at_path(["origin", "country"]),
            Product::FACTS.contains(Json(serde_json::json!({"organic": true}))),
        ))
        .one()
        .await?;
    assert_eq!(row, (true, 2, Some("IN".to_owned()), true));

    let title: String = assam().columns(initcap(Product::SLUG)).one().await?;
    assert_eq!(title, "Assam");
    Ok(())
}
