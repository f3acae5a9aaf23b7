//! What a type cannot hold is an error that names the column, the value and the type that can.

use super::super::*;
use tablewright::sql_unchecked;
use tablewright::types::*;

/// What reading one value of the server as `V` says.
async fn refused<V: for<'a> FromSql<'a> + Send + std::fmt::Debug>(db: &Db, expr: &str) -> String {
    db.sql(sql_unchecked(format!("SELECT {expr} AS value"))).scalar::<V>().await.unwrap_err().to_string()
}

#[tokio::test]
async fn an_error_says_which_value_and_what_to_do() {
    let (database, db) = database().await;
    let mut said = String::new();
    macro_rules! ask {
        ($($rust:ty: $expr:literal,)+) => {$(
            said.push_str(&format!("{}\n  {}\n", $expr, refused::<$rust>(&db, $expr).await));
        )+};
    }
    ask! {
        Timestamp: "'infinity'::timestamptz",
        Option<Timestamp>: "'-infinity'::timestamptz",
        DateTime: "'10000-01-01'::timestamp",
        Date: "'infinity'::date",
        Date: "'5874897-12-31'::date",
        Vec<Date>: "ARRAY['2026-01-01', 'infinity']::date[]",
        Time: "'24:00'::time",
        Decimal: "'NaN'::numeric",
        Decimal: "1e40::numeric",
        Decimal: "0.33333333333333333333333333333333",
        Decimal: "repeat('9', 1000)::numeric",
        Vec<Decimal>: "ARRAY[1, 0.33333333333333333333333333333333]",
        Range<Timestamp>: "tstzrange('2026-01-01', 'infinity')",
        Vec<i32>: "ARRAY[1, NULL]",
        Vec<i32>: "ARRAY[[1, 2], [3, 4]]",
        i32: "NULL::int4",
        i32: "1::int8",
        String: "point(1, 2)",
        Status: "'unheard of'::status",
        Vec<Status>: "ARRAY['open', 'unheard of']::status[]",
        Json<Vec<i32>>: "'{\"a\": 1}'::jsonb",
    }
    insta::assert_snapshot!(said);
    ends(database, db).await;
}
