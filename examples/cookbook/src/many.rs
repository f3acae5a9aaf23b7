//! Many rows at once.

use tablewright::{Db, Result};

use crate::{Category, NewCategory};

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    // One prepared statement, whatever the number of rows.
    let some = (100..200).map(|id| NewCategory::new(id, format!("Category {id}")).parent_id(1));
    assert_eq!(db.insert_many(some).run().await?, 100);

    // Binary COPY, from some thousand rows up; and all rows of a table back, one after the other.
    let more = (1000..3000).map(|id| NewCategory::new(id, format!("Category {id}")));
    assert_eq!(db.copy_in(more).await?, 2000);
    let mut rows = db.copy_out::<Category>().await?;
    let mut count = 0;
    while let Some(category) = rows.next().await.transpose()? {
        count += i64::from(category.id >= 100);
    }
    assert_eq!(count, 2100);
    assert_eq!(db.delete::<Category>().filter(Category::ID.ge(100)).run().await?, 2100);
    Ok(())
}
