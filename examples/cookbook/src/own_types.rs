//! Types of the application's own: a domain as a struct that nothing else can stand for, a composite as a struct with fields.

use tablewright::{Db, Result};

use crate::{Address, Customer, NewCustomer, Zip};

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    let home = Address {
        street: Some("Main Street 1".to_owned()),
        zip: Some(Zip("10115".to_owned())),
        city: None, // An attribute can always be NULL.
    };
    let eve = db.insert(NewCustomer::new("eve@x").address(home.clone())).one().await?;
    assert_eq!(eve.address.as_ref().and_then(|address| address.zip.as_ref()), home.zip.as_ref());

    // Compared as a whole.
    let there = db.select::<Customer>().filter(Customer::ADDRESS.eq(&home)).columns(Customer::EMAIL);
    assert_eq!(there.all().await?, ["eve@x"]);

    // The server checks what a domain promises.
    let nowhere = Address { zip: Some(Zip("here".to_owned())), ..home };
    let moved = db.update::<Customer>().set(Customer::ADDRESS, nowhere).filter(Customer::ID.eq(eve.id));
    assert!(moved.run().await.is_err());
    assert_eq!(db.delete::<Customer>().filter(Customer::ID.eq(eve.id)).run().await?, 1);
    Ok(())
}
