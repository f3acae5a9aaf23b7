//! Full-text search, and words that are only similar.

use tablewright::expr::{Config, websearch_to_tsquery};
use tablewright::{Db, Result};

use crate::Product;

tablewright::sql_function! {
    /// Of the extension `pg_trgm`: how similar two texts are, up to 1.
    pub fn similarity(text: String, other: String) -> f32;
}

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    // What people type is never an error; the index on the column serves it.
    let query = || websearch_to_tsquery(Config::ENGLISH, "kettles or \"green tea\" -coffee");
    let found: Vec<(String, String)> = db
        .select::<Product>()
        .filter(Product::SEARCH.matches(query()))
        .order_by((Product::SEARCH.ts_rank(query()).desc(), Product::ID))
        .columns((Product::TITLE, Product::TITLE.ts_headline(Config::ENGLISH, query())))
        .all()
        .await?;
    assert_eq!(found, [("Kettle".to_owned(), "<b>Kettle</b>".to_owned())]);

    let like = similarity(Product::TITLE, "asam");
    let nearest = db.select::<Product>().order_by(like.desc()).columns(Product::TITLE).limit(1);
    assert_eq!(nearest.one().await?, "Assam");
    Ok(())
}
