//! SQL of one's own with bound values.

use tablewright::types::Raw;
use tablewright::{sql, sql_unchecked};

use super::*;

#[tokio::test]
async fn every_value_is_bound() {
    let (database, db) = database().await;
    let ada = user(&db, "ada@x").await;
    let name = "'; DROP TABLE \"user\"; --";
    let changed = db.sql(sql!("UPDATE \"user\" SET name = {name} WHERE id = {ada.id}")).run().await.unwrap();
    assert_eq!(changed, 1);
    let rows: Vec<(i64, Option<String>)> = db.sql(sql!("SELECT id, name FROM \"user\"")).all().await.unwrap();
    assert_eq!(rows, [(ada.id, Some(name.to_owned()))]);
    let whole: User = db.sql(sql!("SELECT * FROM \"user\" WHERE name = {name}")).one().await.unwrap();
    assert_eq!(whole.id, ada.id);
    let ids = vec![ada.id, 0];
    let found: Vec<i64> =
        db.sql(sql!("SELECT id FROM \"user\" WHERE id = ANY({ids})")).scalars().await.unwrap();
    assert_eq!(found, [ada.id]);
    let text = sql_unchecked("SELECT count(*) FROM \"user\" WHERE id = $1").bind(&ada.id);
    assert_eq!(db.sql(text).scalar::<i64>().await.unwrap(), 1);
    let row: Raw = db.sql(sql!("SELECT point(1, 2)")).scalar().await.unwrap();
    assert_eq!((row.ty.name(), row.bytes.len()), ("point", 16));
    ends(database, db).await;
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let (database, db) = database().await;
    let error = db.sql(sql!("SELECT 1 AS number")).scalar::<String>().await.unwrap_err().to_string();
    assert!(error.contains("column \"number\"") && error.contains("int4"), "{error}");
    let error =
        db.sql(sql!("SELECT NULL::text AS nothing")).scalar::<String>().await.unwrap_err().to_string();
    assert!(error.contains("column \"nothing\"") && error.contains("NULL"), "{error}");
    let error = db.sql(sql!("SELECT 1")).one::<(i32, i32)>().await.unwrap_err().to_string();
    assert!(error.contains("returns 1 columns"), "{error}");
    let wrong = 1_i32;
    let error = db.sql(sql!("SELECT {wrong}::bigint")).scalar::<i64>().await.unwrap_err().to_string();
    assert!(error.contains("int8"), "{error}");
    ends(database, db).await;
}

#[tokio::test]
async fn a_statement_survives_a_change_of_its_table() {
    let (database, db) = database().await;
    user(&db, "ada@x").await;
    let select = || sql!("SELECT * FROM \"user\"");
    db.sql(select()).all::<(i64, String, Option<String>)>().await.unwrap();
    database.apply("ALTER TABLE \"user\" ADD age integer").await;
    let rows = db.sql(select()).all::<(i64, String, Option<String>, Option<i32>)>().await.unwrap();
    assert_eq!(rows.len(), 1);
    ends(database, db).await;
}

#[tokio::test]
async fn kept_statements_are_bounded() {
    let (database, db) = database().await;
    let connection = db.connection().await.unwrap();
    drop(connection);
    for i in 0..600 {
        db.sql(sql_unchecked(format!("SELECT {i}"))).scalar::<i32>().await.unwrap();
    }
    let kept: i64 = db.sql(sql!("SELECT count(*) FROM pg_prepared_statements")).scalar().await.unwrap();
    assert!(kept <= 257, "{kept}");
    ends(database, db).await;
}
