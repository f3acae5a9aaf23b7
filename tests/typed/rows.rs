//! Rows of checked statements, from a server.

use tablewright::{Db, Result, sql};
use tablewright_tests::Database;
use tablewright_tests_typed::Mood;

async fn db() -> (Db, Database) {
    let database = Database::new().await;
    database.apply(include_str!("../checked/schema.sql")).await;
    database.apply(include_str!("../checked/data.sql")).await;
    (Db::connect(&database.url).await.expect("connects"), database)
}

#[tokio::test]
async fn rows_have_fields() -> Result<()> {
    let (db, _database) = db().await;
    let id = 1_i64;
    let rows = db
        .sql(sql!(
            "SELECT u.id, t.title AS name, u.mood, u.\"isAdmin\" FROM \"user\" u LEFT JOIN todo t ON t.user_id = u.id
             WHERE u.id = {id} ORDER BY t.title"
        ))
        .all()
        .await?;
    let first = &rows[0];
    let (id, name, is_admin): (i64, Option<&str>, bool) = (first.id, first.name.as_deref(), first.is_admin);
    assert_eq!((id, name, is_admin, first.mood), (1, Some("bread"), false, Mood::Ok));
    assert!(format!("{first:?}").starts_with("Row { id: 1, name: Some(\"bread\")"));
    Ok(())
}

#[tokio::test]
async fn values_are_bound() -> Result<()> {
    let (db, _database) = db().await;
    let (term, moods, none) = (String::from("milk"), vec![Mood::Ok, Mood::Happy], None::<&str>);
    let count = db
        .sql(sql!("SELECT count(*) FROM todo WHERE title = {term} OR title = {none}"))
        .scalar::<i64>()
        .await?;
    assert_eq!(count, 1);
    let names = db
        .sql(sql!("SELECT name FROM \"user\" WHERE mood = ANY({moods}) ORDER BY 1"))
        .scalars::<String>()
        .await?;
    assert_eq!(names, ["Ada", "Emmy", "Grace"]);
    let name = format!("x{}", 1);
    let row = db
        .sql(sql!(
            "INSERT INTO tag (name, parent_id) VALUES ({name.as_str()}, {None::<i32>}) RETURNING id, name"
        ))
        .one()
        .await?;
    assert_eq!((row.id, row.name.as_str()), (3, "x1"));
    let born = db
        .sql(sql!("SELECT max(score) FROM \"user\" WHERE mood = {Mood::Sad}"))
        .scalar::<Option<f64>>()
        .await?;
    assert_eq!(born, None);
    let touched = db.sql(sql!("UPDATE todo SET done = true WHERE priority >= {0_i16}")).run().await?;
    assert_eq!(touched, 3);
    Ok(())
}

#[tokio::test]
async fn types_can_be_written() -> Result<()> {
    let (db, _database) = db().await;
    let row = db.sql(sql!("SELECT 1 + 1 AS \"sum!\", name AS \"name?\", tags AS \"tags: Vec<String>\" FROM \"user\" WHERE name = 'Grace'")).one().await?;
    let (sum, name, tags): (i32, Option<String>, Vec<String>) = (row.sum, row.name.clone(), row.tags.clone());
    assert_eq!((sum, name.as_deref(), tags.len()), (2, Some("Grace"), 2));
    let pairs: Vec<(i32, String)> = db.sql(sql!("SELECT id, name FROM tag ORDER BY id")).all_as().await?;
    assert_eq!(pairs[0], (1, "root".to_owned()));
    let version: String = db.sql(sql!("SHOW server_version_num")).scalar().await?;
    assert!(version.starts_with("18"));
    Ok(())
}
