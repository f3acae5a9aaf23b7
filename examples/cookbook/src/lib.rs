//! Every feature of queries in a few lines each, one file for each subject. `main.rs` runs all of them on an empty database,
//! and so do the tests.

tablewright::include_schema!();

pub mod aggregates;
pub mod chunks;
pub mod expressions;
pub mod fixture;
pub mod joins;
pub mod many;
pub mod merges;
pub mod own_types;
pub mod pages;
pub mod ranges;
pub mod raw;
pub mod relations;
pub mod search;
pub mod selects;
pub mod subqueries;
#[cfg(test)]
mod tests;
pub mod transactions;
pub mod writes;

use tablewright::{Db, Result};

/// Runs every recipe. Each says by an assertion what comes out.
///
/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    fixture::fill(db).await?;
    selects::run(db).await?;
    expressions::run(db).await?;
    ranges::run(db).await?;
    search::run(db).await?;
    own_types::run(db).await?;
    joins::run(db).await?;
    aggregates::run(db).await?;
    subqueries::run(db).await?;
    pages::run(db).await?;
    relations::run(db).await?;
    raw::run(db).await?;
    writes::run(db).await?;
    merges::run(db).await?;
    many::run(db).await?;
    chunks::run(db).await?;
    transactions::run(db).await
}
