//! Insert, update, delete, and what they return.

use tablewright::{Db, Result, cte};

use crate::{Customer, CustomerPatch, NewCustomer, NewProduct, Product};

/// What a statement returned, to go on with.
#[derive(Debug, tablewright::FromRow)]
pub struct Gone {
    /// Whose it was.
    pub email: String,
}

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    // What is required are arguments; the rest may be given. The row comes back as the server made it.
    let dan = db.insert(NewCustomer::new("dan@x").name("Dan")).one().await?;
    assert_eq!(dan.country, "DE");

    // There already: leave it, or change it by what was to be inserted.
    let again = db.insert(NewCustomer::new("dan@x")).on_conflict(Customer::EMAIL).do_nothing().run().await?;
    assert_eq!(again, 0);
    let dan = db
        .insert(NewCustomer::new("dan@x").country("AT"))
        .on_conflict(Customer::EMAIL)
        .do_update(Customer::COUNTRY)
        .one()
        .await?;
    assert_eq!((dan.country.as_str(), dan.name.as_deref()), ("AT", Some("Dan")));

    // Broken constraints are typed.
    let error = db.insert(NewProduct::new(3, "Assam", 1)).run().await.unwrap_err();
    assert!(error.violates(Product::PRODUCT_TITLE_KEY));

    // Set to values, to expressions, to NULL; or by a patch, where only some fields are given.
    let dear = Product::CENTS.gt(600);
    let changed =
        db.update::<Product>().set(Product::CENTS, Product::CENTS.add(1)).filter(dear).run().await?;
    assert_eq!(changed, 2);
    // What is returned, row by row.
    let cheaper =
        db.update::<Product>().set(Product::CENTS, Product::CENTS.sub(1)).filter(Product::CENTS.gt(600));
    let mut rows = cheaper.returning().columns(Product::CENTS).stream().await?;
    let mut sum = 0;
    while let Some(cents) = rows.next().await.transpose()? {
        sum += cents;
    }
    assert_eq!(sum, 3700);
    let patch = CustomerPatch { name: Some(None), ..CustomerPatch::default() };
    let dan = db.update::<Customer>().patch(patch).filter(Customer::ID.eq(dan.id)).returning().one().await?;
    assert_eq!(dan.name, None);

    // Delete, and read on from what is gone, in one statement.
    let delete = db.delete::<Customer>().filter(Customer::ID.eq(dan.id));
    let gone = cte(delete.returning().columns(Customer::EMAIL).rows_as::<Gone>());
    let email: String = db.select_from(&gone).columns(Gone::EMAIL).one().await?;
    assert_eq!(email, "dan@x");
    Ok(())
}
