//! SQL of one's own. It is checked against `schema.sql` while it is compiled, without a database: names, types of parameters,
//! and what comes out, NULLs included.

use tablewright::{Db, Result, sql, sql_unchecked};

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    let least = 600;
    let row = db
        .sql(sql!(
            "SELECT p.title, c.title AS category, parent.title AS above, count(i.product_id) AS times
             FROM product p
             JOIN category c ON c.id = p.category_id
             LEFT JOIN category parent ON parent.id = c.parent_id
             LEFT JOIN item i ON i.product_id = p.id
             WHERE p.cents > {least}
             GROUP BY p.id, c.id, parent.id
             ORDER BY p.title DESC"
        ))
        .one()
        .await?;
    // `row.above` is an `Option`, since its table is on the right of a left join; `row.times` is not.
    assert_eq!((row.title.as_str(), row.category.as_str()), ("Sencha", "Tea"));
    assert_eq!((row.above.as_deref(), row.times), (Some("Drinks"), 1));

    let products: i64 = db.sql(sql!("SELECT count(*) FROM product")).scalar().await?;
    assert_eq!(products, 3);

    // Text that is made while the program runs: nobody checks it, values are bound.
    let column = "title";
    let query = sql_unchecked(format!("SELECT {column} FROM product WHERE cents = $1")).bind(&500);
    assert_eq!(db.sql(query).scalar::<String>().await?, "Assam");
    Ok(())
}
