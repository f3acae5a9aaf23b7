//! Tests of a program that uses tables: each has a database of its own, or a transaction that is rolled back.

use tablewright::{Db, Result, Transaction};

use crate::{Customer, NewCustomer};

/// A database of its own, in which the migrations have run.
#[tablewright::test]
async fn every_recipe(db: Db) -> Result<()> {
    crate::run(&db).await
}

/// Cheaper: what it writes nobody else sees, and it is undone.
#[tablewright::test]
async fn nobody_is_there_at_first(tx: Transaction<'_>) -> Result<()> {
    tx.insert(NewCustomer::new("ada@x")).run().await?;
    assert_eq!(tx.select::<Customer>().count().await?, 1);
    Ok(())
}

/// What the schema is, under review: a change of it is read in the difference.
#[test]
fn schema() {
    tablewright::snapshot!();
}
