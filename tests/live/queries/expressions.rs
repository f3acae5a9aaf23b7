//! Every function and operator on the server: what it is typed as is what arrives.

use tablewright::expr::{DatePart, Edge, Exclude, Window, case, count, current_date, now};
use tablewright::expr::{cume_dist, dense_rank, ntile, percent_rank, rank, row_number};
use tablewright::types::{Date, DateTime, Decimal, Interval, Json};

use super::*;

tablewright::sql_function! {
    /// Built in, and not among the methods.
    fn md5(text: String) -> String;
    fn taxed(cents: i32, percent: i32) -> i32 = "app.taxed";
    fn first_word(text: String) -> Option<String> = "app.first word";
    aggregate fn bit_xor(value: i32) -> Option<i32>;
}

/// One column of each type that has functions.
#[derive(Clone, Debug, PartialEq, Table)]
struct Sale {
    #[column(primary_key)]
    id: i32,
    shop: String,
    cents: i32,
    weight: Option<f64>,
    price: Decimal,
    small: i16,
    paid: bool,
    tags: Vec<String>,
    extra: Json,
    sold_at: Timestamp,
    local_at: DateTime,
    due: Date,
}

async fn fixture() -> (Database, Db) {
    let (database, db) = database().await;
    let schema = "CREATE TABLE sale (id int PRIMARY KEY, shop text NOT NULL, cents int NOT NULL, weight float8,
             price numeric NOT NULL, small smallint NOT NULL, paid boolean NOT NULL, tags text[] NOT NULL,
             extra jsonb NOT NULL, sold_at timestamptz NOT NULL, local_at timestamp NOT NULL, due date NOT NULL);
         INSERT INTO sale VALUES
             (1, 'north', 10, 0.5, 1.10, 1, true, '{a,b}', '{\"n\": 1, \"deep\": {\"list\": [5, 6]}}',
              '2026-03-04 05:06:07Z', '2026-03-04 05:06:07', '2026-03-04'),
             (2, 'north', 20, NULL, 2.25, 2, false, '{b}', '{\"s\": \"x\"}',
              '2026-04-04 00:00:00Z', '2026-04-04', '2026-04-04'),
             (3, 'south', 30, 2.5, 3.75, 3, true, '{}', '[1, 2, 3]',
              '2026-05-06 12:00:00Z', '2026-05-06 12:00', '2026-05-06');";
    database.apply(schema).await;
    (database, db)
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// What the query gives for the sale with that number.
macro_rules! of {
    ($db:expr, $id:expr, $columns:expr) => {
        $db.select::<Sale>().columns($columns).filter(Sale::ID.eq($id)).one().await.unwrap()
    };
}

#[tokio::test]
async fn aggregates_have_the_types_of_the_server() {
    let (database, db) = fixture().await;
    let all = db.select::<Sale>();
    let row: (i64, Option<i64>, Option<Decimal>, Option<Decimal>, Option<f64>, Option<i64>) = all
        .columns((
            count(),
            Sale::CENTS.sum(),
            Sale::CENTS.avg(),
            Sale::PRICE.sum(),
            Sale::WEIGHT.avg(),
            Sale::SMALL.sum(),
        ))
        .one()
        .await
        .unwrap();
    let twenty = Some(decimal("20"));
    assert_eq!((row.0, row.1, row.2, row.3), (3, Some(60), twenty, Some(decimal("7.10"))));
    assert_eq!((row.4, row.5), (Some(1.5), Some(6)));

    let row = db.select::<Sale>().columns((
        Sale::SHOP.count().distinct(),
        Sale::WEIGHT.count(),
        count().filter(Sale::PAID.eq(true)).filter(Sale::CENTS.gt(10)),
        Sale::SHOP.string_agg("+").order_by((Sale::SHOP.desc(), Sale::ID)),
        Sale::ID.array_agg().order_by(Sale::ID.desc()),
        Sale::WEIGHT.array_agg_not_null(),
        Sale::SHOP.max(),
        Sale::SOLD_AT.min(),
        Sale::PAID.bool_and(),
        Sale::PAID.bool_or(),
    ));
    let row = row.one().await.unwrap();
    assert_eq!((row.0, row.1, row.2), (2, 2, 1));
    assert_eq!(row.3.as_deref(), Some("south+north+north"));
    assert_eq!(row.4, Some(vec![Some(3), Some(2), Some(1)]));
    assert_eq!(row.5, Some(vec![0.5, 2.5]));
    assert_eq!((row.6.as_deref(), row.8, row.9), (Some("south"), Some(false), Some(true)));
    assert_eq!(row.7, Some("2026-03-04T05:06:07Z".parse().unwrap()));

    let row = db.select::<Sale>().columns((
        Sale::WEIGHT.percentile_cont(0.5),
        Sale::CENTS.percentile_disc(0.5),
        Sale::SHOP.mode(),
        Sale::SHOP.jsonb_object_agg(Sale::CENTS),
        Sale::ID.jsonb_agg().order_by(Sale::ID),
        Sale::WEIGHT.stddev_pop(),
        Sale::CENTS.var_samp(),
    ));
    let row = row.one().await.unwrap();
    assert_eq!((row.0, row.1, row.2.as_deref()), (Some(1.5), Some(20), Some("north")));
    assert_eq!(row.3, Some(Json(serde_json::json!({"north": 20, "south": 30}))));
    assert_eq!(row.4, Some(Json(serde_json::json!([1, 2, 3]))));
    assert_eq!((row.5, row.6), (Some(1.0), Some(decimal("100"))));

    // Without rows an aggregate is NULL, and a count is 0.
    let none = db.select::<Sale>().filter(Sale::ID.eq(0)).columns((count(), Sale::CENTS.sum())).one().await;
    assert_eq!(none.unwrap(), (0, None));
    ends(database, db).await;
}

#[tokio::test]
async fn windows() {
    let (database, db) = fixture().await;
    let of_shop = || Window::new().partition_by(Sale::SHOP).order_by(Sale::ID);
    let rows = db
        .select::<Sale>()
        .columns((
            Sale::ID,
            row_number().over(of_shop()),
            Sale::CENTS.sum().over(of_shop()),
            Sale::CENTS.lag(1).over(of_shop()),
            Sale::CENTS.lead(1).over(of_shop()),
            count().over(Window::new()),
            ntile(2).over(Window::new().order_by(Sale::CENTS.desc())),
        ))
        .order_by(Sale::ID)
        .all()
        .await
        .unwrap();
    assert_eq!(rows[0], (1, 1, Some(10), None, Some(20), 3, 2));
    assert_eq!(rows[1], (2, 2, Some(30), Some(10), None, 3, 1));
    assert_eq!(rows[2], (3, 1, Some(30), None, None, 3, 1));

    let by_shop = || Window::new().order_by(Sale::SHOP);
    let others = by_shop().rows(Edge::Start, Edge::End).exclude(Exclude::CurrentRow);
    let rows = db
        .select::<Sale>()
        .columns((
            rank().over(by_shop()),
            dense_rank().over(by_shop()),
            percent_rank().over(by_shop()),
            cume_dist().over(by_shop()),
            Sale::CENTS.sum().over(others),
            Sale::CENTS.first_value().over(by_shop().rows(Edge::Preceding(1), Edge::Following(1))),
            Sale::CENTS.last_value().over(by_shop().groups(Edge::CurrentRow, Edge::End)),
            Sale::CENTS.nth_value(2).over(by_shop().rows(Edge::Start, Edge::End)),
        ))
        .order_by(Sale::ID)
        .all()
        .await
        .unwrap();
    assert_eq!(rows[2], (3, 2, 1.0, 1.0, Some(30), Some(20), Some(30), Some(20)));
    assert_eq!((rows[0].0, rows[0].1, rows[0].4), (1, 1, Some(50)));
    // An aggregate of all rows beside each row, by an empty window; and a window over groups does not hide a filter.
    let share = db.select::<Sale>().columns(Sale::CENTS.to_f64().div(count().over(Window::new()).to_f64()));
    assert_eq!(share.order_by(Sale::ID).first().await.unwrap(), Some(10.0 / 3.0));
    ends(database, db).await;
}

#[tokio::test]
async fn null_case_and_casts() {
    let (database, db) = fixture().await;
    let state =
        || case::<String>().when(Sale::PAID, "paid").when(Sale::CENTS.gt(100), Sale::SHOP).otherwise("open");
    let row: (f64, String, Option<i32>, bool, bool) = of!(
        db,
        2,
        (
            Sale::WEIGHT.coalesce(7.5),
            state(),
            case::<i32>().when(Sale::PAID, 1).or_null(),
            Sale::WEIGHT.is_distinct_from(Sale::WEIGHT),
            Sale::WEIGHT.is_not_distinct_from(0.5)
        )
    );
    assert_eq!(row, (7.5, "open".to_owned(), None, false, false));
    let row: (Option<i32>, i32, i32) =
        of!(db, 2, (Sale::CENTS.nullif(20), Sale::CENTS.greatest(25), Sale::CENTS.least(Sale::ID)));
    assert_eq!(row, (None, 25, 2));
    let row: (String, i64, f64, Decimal, i32, Date, DateTime, Timestamp) = of!(
        db,
        1,
        (
            Sale::CENTS.to_text(),
            Sale::CENTS.to_i64(),
            Sale::PRICE.to_f64(),
            Sale::CENTS.to_decimal(),
            Sale::PAID.to_i32(),
            Sale::LOCAL_AT.to_date(),
            Sale::DUE.to_datetime(),
            Sale::SOLD_AT.to_text().to_timestamp()
        )
    );
    assert_eq!((row.0.as_str(), row.1, row.2, row.4), ("10", 10, 1.1, 1));
    assert_eq!(
        (row.3, row.5.to_string(), row.6.to_string()),
        (decimal("10"), "2026-03-04".into(), "2026-03-04T00:00:00".into())
    );
    // What may be missing on the right of a left join is an `Option`, and `coalesce` settles it.
    let on = User::ID.to_i32().eq(Sale::ID);
    let row: (Option<String>, String) = db
        .select::<Sale>()
        .left_join::<User>(on)
        .columns((User::EMAIL, User::EMAIL.coalesce("nobody")))
        .filter(Sale::ID.eq(1))
        .one()
        .await
        .unwrap();
    assert_eq!(row, (None, "nobody".to_owned()));
    ends(database, db).await;
}

#[tokio::test]
async fn text_and_numbers() {
    let (database, db) = fixture().await;
    let row: (String, String, i32, String, String, String) = of!(
        db,
        1,
        (
            Sale::SHOP.upper(),
            Sale::SHOP.upper().lower(),
            Sale::SHOP.char_length(),
            Sale::SHOP.concat("!").concat(Sale::SHOP),
            Sale::SHOP.left(2).concat(Sale::SHOP.right(1)),
            Sale::SHOP.substr(2, 3)
        )
    );
    let text = |text: &str| text.to_owned();
    assert_eq!(row, (text("NORTH"), text("north"), 5, text("north!north"), text("noh"), text("ort")));
    let row: (String, String, String, bool, i32, bool, bool, String) = of!(
        db,
        1,
        (
            Sale::SHOP.concat("  ").trim(),
            Sale::SHOP.replace("or", "u"),
            Sale::SHOP.split_part("r", 2),
            Sale::SHOP.starts_with("no"),
            Sale::SHOP.strpos("t"),
            Sale::SHOP.matches_regex("^n.*h$"),
            Sale::SHOP.matches_regex_ignoring_case("NORTH"),
            Sale::SHOP.regexp_replace("[aeiou]", "-")
        )
    );
    assert_eq!(row, (text("north"), text("nuth"), text("th"), true, 4, true, true, text("n-rth")));
    let row: (i16, i32, i32, Decimal, Decimal, Decimal, i32) = of!(
        db,
        2,
        (
            Sale::SMALL.neg(),
            Sale::CENTS.neg().abs(),
            Sale::CENTS.neg().neg(),
            Sale::PRICE.round(),
            Sale::PRICE.floor(),
            Sale::PRICE.ceil(),
            Sale::CENTS.rem(7)
        )
    );
    assert_eq!((row.0, row.1, row.2, row.6), (-2, 20, 20, 6));
    assert_eq!((row.3, row.4, row.5), (decimal("2"), decimal("2"), decimal("3")));
    ends(database, db).await;
}

#[tokio::test]
async fn dates_and_times() {
    let (database, db) = fixture().await;
    let row: (Timestamp, DateTime, Decimal, Decimal, DateTime, Timestamp, Interval) = of!(
        db,
        1,
        (
            Sale::SOLD_AT.plus(Interval::days(1)),
            Sale::LOCAL_AT.date_trunc(DatePart::Hour),
            Sale::LOCAL_AT.extract(DatePart::Minute),
            Sale::DUE.extract(DatePart::IsoDayOfWeek),
            Sale::DUE.minus(Interval::months(1)),
            Sale::LOCAL_AT.at_time_zone("Europe/Berlin"),
            Sale::LOCAL_AT.age(Sale::LOCAL_AT.minus(Interval::days(3)))
        )
    );
    assert_eq!(row.0, "2026-03-05T05:06:07Z".parse().unwrap());
    assert_eq!(row.1.to_string(), "2026-03-04T05:00:00");
    assert_eq!((row.2, row.3), (decimal("6"), decimal("3")));
    assert_eq!(row.4.to_string(), "2026-02-04T00:00:00");
    assert_eq!(row.5, "2026-03-04T04:06:07Z".parse().unwrap());
    assert_eq!(row.6, Interval::days(3));
    let row: (DateTime, bool, bool) = of!(
        db,
        1,
        (Sale::SOLD_AT.at_time_zone("UTC"), now().gt(Sale::SOLD_AT), Sale::DUE.le(current_date()))
    );
    assert_eq!(row.0.to_string(), "2026-03-04T05:06:07");
    ends(database, db).await;
}

#[tokio::test]
async fn arrays() {
    let (database, db) = fixture().await;
    let row: (bool, bool, Option<bool>, i32, Vec<String>, Vec<String>, Option<i32>, Option<String>) = of!(
        db,
        1,
        (
            Sale::TAGS.has_all(["a", "b"]),
            Sale::TAGS.has_any(["b", "z"]),
            Sale::TAGS.has("a"),
            Sale::TAGS.cardinality(),
            Sale::TAGS.append("c"),
            Sale::TAGS.remove("a"),
            Sale::TAGS.position_of("b"),
            Sale::TAGS.element(3)
        )
    );
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    assert_eq!(row, (true, true, Some(true), 2, words(&["a", "b", "c"]), words(&["b"]), Some(2), None));
    let row: (bool, bool, bool, Vec<String>) = of!(
        db,
        1,
        (
            Sale::TAGS.contains_all(Sale::TAGS),
            Sale::TAGS.is_within(words(&["a"])),
            Sale::TAGS.overlaps(words(&["b"])),
            Sale::TAGS.concat_array(Sale::TAGS)
        )
    );
    assert_eq!(row, (true, false, true, words(&["a", "b", "a", "b"])));
    ends(database, db).await;
}

#[tokio::test]
async fn json_documents() {
    let (database, db) = fixture().await;
    use serde_json::json;
    let row: (Option<Json>, Option<String>, Option<Json>, Option<String>, bool, bool, String) = of!(
        db,
        1,
        (
            Sale::EXTRA.field("n"),
            Sale::EXTRA.field_text("n"),
            Sale::EXTRA.at_path(["deep", "list"]),
            Sale::EXTRA.text_at_path(["deep", "list", "1"]),
            Sale::EXTRA.contains(json!({"n": 1})),
            Sale::EXTRA.has_key("deep"),
            Sale::EXTRA.json_type()
        )
    );
    assert_eq!(row.0, Some(Json(json!(1))));
    assert_eq!((row.1.as_deref(), row.3.as_deref()), (Some("1"), Some("6")));
    assert_eq!((row.2, row.4, row.5, row.6.as_str()), (Some(Json(json!([5, 6]))), true, true, "object"));
    let row: (Json, Json, Json, bool, bool, bool, Option<bool>) = of!(
        db,
        2,
        (
            Sale::EXTRA.merge(json!({"t": 2})),
            Sale::EXTRA.without("s"),
            Sale::EXTRA.set_path(["u"], json!([1])),
            Sale::EXTRA.is_contained_in(json!({"s": "x", "y": 1})),
            Sale::EXTRA.has_any_key(["s", "t"]),
            Sale::EXTRA.has_all_keys(["s", "t"]),
            Sale::EXTRA.path_exists("$.s")
        )
    );
    assert_eq!(row.0, json!({"s": "x", "t": 2}));
    assert_eq!((row.1.0, row.2.0), (json!({}), json!({"s": "x", "u": [1]})));
    assert_eq!((row.3, row.4, row.5, row.6), (true, true, false, Some(true)));
    let row: (Option<Json>, Option<Json>, i32) =
        of!(db, 3, (Sale::EXTRA.item(-1), Sale::EXTRA.item(9), Sale::EXTRA.array_length()));
    assert_eq!(row, (Some(Json(json!(3))), None, 3));
    ends(database, db).await;
}

#[tokio::test]
async fn functions_of_ones_own() {
    let (database, db) = fixture().await;
    let functions = "CREATE FUNCTION app.taxed(cents int, percent int) RETURNS int STRICT IMMUTABLE
             RETURN cents + cents * percent / 100;
         CREATE FUNCTION app.\"first word\"(text) RETURNS text IMMUTABLE
             RETURN nullif(split_part($1, ' ', 1), '');";
    database.apply(functions).await;
    let row: (String, i32, Option<String>, Option<i32>) = of!(
        db,
        2,
        (
            md5(Sale::SHOP.concat("!")),
            taxed(Sale::CENTS, 20),
            first_word(""),
            taxed(Sale::WEIGHT.to_i32(), 1)
        )
    );
    assert_eq!(row, ("7e9ba673fe1c7722c2c9d9f5416c9bd1".to_owned(), 24, None, None));
    let all = db.select::<Sale>().filter(taxed(Sale::CENTS, Sale::ID).gt(10)).columns(bit_xor(Sale::CENTS));
    assert_eq!(all.one().await.unwrap(), Some(20 ^ 30));
    ends(database, db).await;
}
