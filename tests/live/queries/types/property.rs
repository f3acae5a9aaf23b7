//! Values at random, there and back, and as text where both sides have one.

use std::fmt::{Debug, Display};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use tablewright::sql_unchecked;
use tablewright::types::*;

use super::super::*;

/// How many values of each type; they go to the server in one array.
const COUNT: usize = 400;

fn values<S: Strategy>(strategy: &S) -> Vec<S::Value> {
    let config = Config { rng_seed: RngSeed::Fixed(8), ..Config::default() };
    let mut runner = TestRunner::new(config);
    (0..COUNT).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

/// Sends the values and reads them; they must be the same.
async fn same<V>(db: &Db, ty: &str, strategy: impl Strategy<Value = V>) -> Vec<V>
where
    V: ToSql + Sync + Send + PartialEq + Debug + for<'a> FromSql<'a>,
{
    let sent = values(&strategy);
    let sql = sql_unchecked(format!("SELECT $1::{ty}[]")).bind(&sent);
    let read: Vec<V> = db.sql(sql).scalar().await.unwrap_or_else(|error| panic!("{ty}: {error}"));
    assert_eq!(sent.len(), read.len());
    for (sent, read) in sent.iter().zip(&read) {
        assert_eq!(sent, read, "{ty}");
    }
    sent
}

/// The same, and the server's text of each is ours.
async fn text<V>(db: &Db, ty: &str, strategy: impl Strategy<Value = V>)
where
    V: ToSql + Sync + Send + PartialEq + Debug + Display + for<'a> FromSql<'a>,
{
    let sent = same(db, ty, strategy).await;
    let sql = sql_unchecked(format!("SELECT ARRAY(SELECT v::text FROM unnest($1::{ty}[]) v)")).bind(&sent);
    let texts: Vec<String> = db.sql(sql).scalar().await.unwrap();
    for (value, text) in sent.iter().zip(&texts) {
        assert_eq!(value.to_string(), *text, "{ty}");
    }
}

/// The same, and the server reads our text as the value.
async fn read_back<V>(db: &Db, ty: &str, strategy: impl Strategy<Value = V>)
where
    V: ToSql + Sync + Send + PartialEq + Debug + Display + for<'a> FromSql<'a>,
{
    let sent = same(db, ty, strategy).await;
    let texts: Vec<String> = sent.iter().map(ToString::to_string).collect();
    let sql = sql_unchecked(format!("SELECT ARRAY(SELECT v::{ty} FROM unnest($1::text[]) v)")).bind(&texts);
    let read: Vec<V> = db.sql(sql).scalar().await.unwrap();
    for ((sent, read), text) in sent.iter().zip(&read).zip(&texts) {
        assert_eq!(sent, read, "{text}");
    }
}

fn numeric() -> impl Strategy<Value = Numeric> {
    let number = ("-?[0-9]{1,60}", "[0-9]{0,60}").prop_map(|(whole, fraction)| format!("{whole}.{fraction}"));
    let special = prop_oneof![Just("NaN"), Just("Infinity"), Just("-Infinity"), Just("0.000"), Just("1e-40")];
    prop_oneof![8 => number, 1 => special.prop_map(str::to_owned)].prop_map(|text| text.parse().unwrap())
}

fn pg_date() -> impl Strategy<Value = PgDate> {
    let days = (-2_451_545..=2_145_031_948_i32).prop_map(PgDate::new);
    prop_oneof![8 => days, 4 => (-800_000..2_000_000_i32).prop_map(PgDate::new), 1 => Just(PgDate::INFINITY), 1 => Just(PgDate::NEG_INFINITY)]
}

/// From 4714-11-24 BC to the end of the year 294276.
const MICROSECONDS: std::ops::RangeInclusive<i64> = -211_813_488_000_000_000..=9_223_371_331_199_999_999;

fn range<T: PartialOrd + Debug + Clone>(
    values: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = Range<T>> {
    let ends = (values.clone(), values).prop_filter("different", |(a, b)| a != b);
    let both = ends.prop_map(|(a, b)| if a < b { a..b } else { b..a }.into());
    prop_oneof![6 => both, 1 => Just(Range::Empty), 1 => Just(Range::from(..))]
}

fn finite() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("equal to itself", |number| !number.is_nan())
}

fn point() -> impl Strategy<Value = Point> {
    (finite(), finite()).prop_map(|(x, y)| Point { x, y })
}

fn word() -> impl Strategy<Value = String> {
    "[a-zé'\\\\ :&|!()*]{1,12}"
}

fn ts_query() -> impl Strategy<Value = TsQuery> {
    let leaf = (word(), any::<bool>())
        .prop_map(|(word, prefix)| if prefix { TsQuery::prefix(word) } else { TsQuery::word(word) });
    leaf.prop_recursive(4, 16, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a.and(b)),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a.or(b)),
            (inner.clone(), inner.clone(), 1..100_u16).prop_map(|(a, b, n)| a.followed_by(b, n)),
            inner.prop_map(TsQuery::not),
        ]
    })
}

fn hstore() -> impl Strategy<Value = Hstore> {
    proptest::collection::btree_map("\\PC{0,9}", proptest::option::of("\\PC{0,9}"), 0..5).prop_map(Hstore)
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<i64>().prop_map(Into::into),
        "\\PC{0,9}".prop_map(Into::into),
        any::<bool>().prop_map(Into::into)
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            proptest::collection::btree_map("[a-z]{1,4}", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

#[tokio::test]
async fn values_at_random_come_back() {
    let (database, db) = database().await;
    database.apply("CREATE EXTENSION hstore; SET timezone = 'UTC'").await;
    same(&db, "int8", any::<i64>()).await;
    same(&db, "float8", finite()).await;
    same(&db, "text", "[^\\x00]{0,20}").await;
    same(&db, "bytea", any::<Vec<u8>>()).await;
    text(&db, "numeric", numeric()).await;
    let decimal = (any::<i128>(), 0..=28_u32);
    let decimal = decimal.prop_map(|(n, scale)| Decimal::from_i128_with_scale(n >> 33, scale));
    text(&db, "numeric", decimal).await;
    text(&db, "date", pg_date()).await;
    text(&db, "timestamp", MICROSECONDS.prop_map(PgDateTime::new)).await;
    text(&db, "time", (0..=86_400_000_000_i64).prop_map(|microseconds| PgTime { microseconds })).await;
    let zone = (0..=86_400_000_000_i64, -57_599..57_600_i32);
    text(&db, "timetz", zone.prop_map(|(us, offset)| TimeTz { time: PgTime { microseconds: us }, offset }))
        .await;
    read_back(&db, "timestamptz", MICROSECONDS.prop_map(PgTimestamp::new)).await;
    let span = (-1_000_000..1_000_000_i32, any::<i16>(), any::<i32>());
    let span = span.prop_map(|(months, days, us)| Interval {
        months,
        days: days.into(),
        microseconds: i64::from(us) * 977,
    });
    read_back(&db, "interval", span).await;
    text(&db, "int4range", range(any::<i32>())).await;
    text(&db, "numrange", range(numeric().prop_filter("a number", |n: &Numeric| !n.is_nan()).boxed())).await;
    same(&db, "tstzrange", range(MICROSECONDS.prop_map(PgTimestamp::new))).await;
    same(&db, "point", point()).await;
    let points = proptest::collection::vec(point(), 1..5);
    same(&db, "path", (any::<bool>(), points).prop_map(|(is_closed, points)| Path { is_closed, points }))
        .await;
    read_back(&db, "tsquery", ts_query()).await;
    same(&db, "hstore", hstore()).await;
    same(&db, "jsonb", json().prop_map(Json)).await;
    text(&db, "macaddr", any::<[u8; 6]>().prop_map(MacAddr)).await;
    text(&db, "xid8", any::<u64>().prop_map(Xid8)).await;
    same(&db, "money", any::<i64>().prop_map(Money)).await;
    same(&db, "uuid", any::<[u8; 16]>().prop_map(Uuid::from_bytes)).await;
    let bits = proptest::collection::vec(any::<bool>(), 0..70);
    same(&db, "varbit", bits.prop_map(|bits| Bit::new(&bits))).await;
    ends(database, db).await;
}
