//! Merges.

use super::*;
use tablewright::{MergeAction, merge_action};

#[derive(Clone, Debug, PartialEq, Table)]
struct Stock {
    #[column(primary_key)]
    item: String,
    pieces: i64,
    #[column(default = "'new'")]
    note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
struct Delivery {
    #[column(primary_key)]
    item: String,
    pieces: i64,
}

const STOCK: &str = "CREATE TABLE stock (item text PRIMARY KEY, pieces bigint NOT NULL, note text DEFAULT 'new'); \
    CREATE TABLE delivery (item text PRIMARY KEY, pieces bigint NOT NULL)";

async fn stock() -> (Database, Db) {
    let (database, db) = database().await;
    database.apply(STOCK).await;
    db.insert_many([("nut", 3), ("bolt", 4), ("nail", 9)].map(|(item, pieces)| NewStock::new(item, pieces)))
        .run()
        .await
        .unwrap();
    db.insert_many(
        [("nut", -3), ("bolt", 2), ("gear", 1)].map(|(item, pieces)| NewDelivery::new(item, pieces)),
    )
    .run()
    .await
    .unwrap();
    (database, db)
}

#[tokio::test]
async fn each_step_for_its_rows() {
    let (database, db) = stock().await;
    let merge = db
        .merge_into::<Stock>()
        .using::<Delivery>(Stock::ITEM.eq(Delivery::ITEM))
        .when_matched()
        .filter(Stock::PIECES.add(Delivery::PIECES).eq(0))
        .delete()
        .when_matched()
        .update(|row| row.set(Stock::PIECES, Stock::PIECES.add(Delivery::PIECES)).set(Stock::NOTE, None))
        .when_not_matched()
        .insert(|row| row.set(Stock::ITEM, Delivery::ITEM).set(Stock::PIECES, Delivery::PIECES))
        .when_not_matched_by_source()
        .filter(Stock::PIECES.gt(8))
        .update(|row| row.set(Stock::NOTE, "plenty"));
    let mut rows: Vec<(MergeAction, String, Option<i64>, Option<i64>, Option<i64>)> = merge
        .returning()
        .columns((
            merge_action(),
            Stock::ITEM,
            Stock::PIECES.old_value(),
            Stock::PIECES.new_value(),
            Delivery::PIECES,
        ))
        .all()
        .await
        .unwrap();
    rows.sort_by(|a, b| a.1.cmp(&b.1));
    let expected = [
        (MergeAction::Update, "bolt".to_owned(), Some(4), Some(6), Some(2)),
        (MergeAction::Insert, "gear".into(), None, Some(1), Some(1)),
        (MergeAction::Update, "nail".into(), Some(9), Some(9), None),
        (MergeAction::Delete, "nut".into(), Some(3), None, Some(-3)),
    ];
    assert_eq!(rows, expected);
    let notes = db.select::<Stock>().order_by(Stock::ITEM).columns(Stock::NOTE).all().await.unwrap();
    assert_eq!(notes, [None, Some("new".to_owned()), Some("plenty".into())]);
    ends(database, db).await;
}

#[tokio::test]
async fn a_query_as_the_source() {
    let (database, db) = stock().await;
    let more = cte(select::<Delivery>().filter(Delivery::PIECES.gt(0)).named(More));
    alias!(More = Delivery);
    let merge = db
        .merge_into::<Stock>()
        .using_query(&more, Stock::ITEM.eq(Delivery::ITEM.of(More)))
        .when_matched()
        .do_nothing()
        .when_not_matched()
        .insert(|row| row.set(Stock::ITEM, Delivery::ITEM.of(More)).set(Stock::PIECES, 0));
    assert!(merge.sql().starts_with("WITH "), "{}", merge.sql());
    assert_eq!(merge.run().await.unwrap(), 1);
    assert_eq!(db.select::<Stock>().count().await.unwrap(), 4);
    // In front of a query.
    let gone = db
        .merge_into::<Stock>()
        .using::<Delivery>(Stock::ITEM.eq(Delivery::ITEM))
        .when_matched()
        .delete()
        .returning()
        .columns(Stock::ITEM);
    let gone = cte(gone.rows_as::<Left>());
    let left = db.select_from(&gone).order_by(Left::ITEM).all().await.unwrap();
    assert_eq!(left.iter().map(|row| row.item.as_str()).collect::<Vec<_>>(), ["bolt", "gear", "nut"]);
    ends(database, db).await;
}

#[derive(Debug, FromRow)]
struct Left {
    item: String,
}
