//! Values of each type at its ends: written by the server and read, inserted alone and in bulk, found again by equality, in an
//! array, and NULL.

use super::super::*;
use tablewright::types::*;

/// `round_trip!(name, Rust type, "SQL type", [value => "as the server writes it", ..])`; with `unequal`, the type has no
/// equality that tells values apart.
macro_rules! round_trip {
    ($name:ident, $rust:ty, $sql:literal, $array:literal, [$($value:expr => $text:literal),+ $(,)?] $(, $unequal:ident)*) => {
        mod $name {
            use super::*;

            #[derive(Clone, Debug, PartialEq, Table)]
            #[table(name = "round")]
            struct Round {
                #[column(primary_key)]
                id: i32,
                #[column(sql_type = $sql)]
                value: Option<$rust>,
                #[column(sql_type = $array, name = "more")]
                list: Vec<Option<$rust>>,
            }

            pub(super) async fn run(url: &str) {
                // Each table is called the same, and a connection keeps its statements.
                let db = &Db::connect(url).await.unwrap();
                let values: Vec<$rust> = vec![$($value),+];
                let texts: &[&str] = &[$($text),+];
                let sql = format!("CREATE TABLE round (id integer PRIMARY KEY, value {0}, more {0}[] NOT NULL)", $sql);
                done(db, sql).await;
                // As the server writes it.
                for (id, text) in (0..).zip(texts) {
                    let text = text.replace('\'', "''");
                    done(db, format!("INSERT INTO round VALUES ({id}, '{text}', ARRAY['{text}', NULL]::{}[])", $sql)).await;
                }
                let read = db.select::<Round>().order_by(Round::ID.asc()).all().await.unwrap();
                for (row, (value, text)) in read.iter().zip(values.iter().zip(texts)) {
                    assert_eq!(row.value.as_ref(), Some(value), "{text}");
                    assert_eq!(row.list, [Some(value.clone()), None], "{text}");
                }
                done(db, "DELETE FROM round".to_owned()).await;
                // All in one statement, NULL among them, and often enough that they go as arrays; then one alone.
                let list: Vec<Option<$rust>> = values.iter().cloned().map(Some).chain([None]).collect();
                let row = |id: i32, value: Option<$rust>| NewRound::new(id, list.clone()).value(value);
                let times = 12_usize.div_ceil(list.len());
                let all = list.iter().cycle().take(list.len() * times);
                let rows: Vec<NewRound> = (0..).zip(all.clone()).map(|(id, value)| row(id, value.clone())).collect();
                let count = rows.len();
                let back = db.insert_many(rows).all().await.unwrap();
                assert_eq!(back.len(), count);
                for (row, value) in back.iter().zip(all) {
                    assert_eq!(row.value, *value);
                    assert_eq!(row.list, list);
                }
                let one = db.insert(row(1_000, list[0].clone())).one().await.unwrap();
                assert_eq!((&one.value, &one.list), (&list[0], &list));
                let unequal: &[&str] = &[$(stringify!($unequal)),*];
                for value in values.iter().filter(|_| unequal.is_empty()) {
                    let wanted = list.iter().flatten().filter(|other| *other == value).count() * times
                        + usize::from(list[0].as_ref() == Some(value));
                    let found = db.select::<Round>().filter(Round::VALUE.eq(value)).count().await.unwrap();
                    assert_eq!(usize::try_from(found), Ok(wanted), "{value:?}");
                }
                done(db, "DROP TABLE round".to_owned()).await;
                db.close();
            }
        }
    };
}

async fn done(db: &Db, sql: String) {
    db.sql(tablewright::sql_unchecked(sql.clone()))
        .run()
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

round_trip!(boolean, bool, "boolean", "boolean[]", [true => "t", false => "f"]);
round_trip!(smallint, i16, "smallint", "smallint[]", [i16::MIN => "-32768", i16::MAX => "32767"]);
round_trip!(integer, i32, "integer", "integer[]", [i32::MIN => "-2147483648", i32::MAX => "2147483647"]);
round_trip!(bigint, i64, "bigint", "bigint[]", [i64::MIN => "-9223372036854775808", i64::MAX => "9223372036854775807"]);
round_trip!(real, f32, "real", "real[]", [f32::INFINITY => "Infinity", f32::MIN => "-3.4028235e38", 1e-45 => "1e-45"]);
round_trip!(double, f64, "double precision", "double precision[]", [f64::NEG_INFINITY => "-Infinity", f64::MAX => "1.7976931348623157e308"]);
round_trip!(decimal, Decimal, "numeric", "numeric[]", [Decimal::MAX => "79228162514264337593543950335",
    parsed("-0.0000000000000000000000000001") => "-0.0000000000000000000000000001", Decimal::ZERO => "0"]);
round_trip!(numeric, Numeric, "numeric", "numeric[]", [Numeric::NAN => "NaN", Numeric::INFINITY => "Infinity",
    Numeric::NEG_INFINITY => "-Infinity", parsed("1e131071") => "1e131071", parsed("-1e-16383") => "-1e-16383",
    parsed("10000.00010") => "10000.00010"]);
round_trip!(money, Money, "money", "money[]", [Money(i64::MIN) => "-$92233720368547758.08", Money(1) => "$0.01"]);
round_trip!(text, String, "text", "text[]", [String::new() => "", "é\n'\"\\".to_owned() => "é\n'\"\\"]);
round_trip!(citext, String, "citext", "citext[]", ["Ada".to_owned() => "Ada"]);
round_trip!(name, String, "name", "name[]", ["pg_class".to_owned() => "pg_class"]);
round_trip!(xml, String, "xml", "xml[]", ["<a b=\"1\"/>".to_owned() => "<a b=\"1\"/>"], unequal);
round_trip!(letter, i8, "\"char\"", "\"char\"[]", [97 => "a", -1 => "\\377", 0 => ""]);
round_trip!(bytea, Vec<u8>, "bytea", "bytea[]", [vec![0, 255] => "\\x00ff", Vec::new() => "\\x"]);
round_trip!(uuid, Uuid, "uuid", "uuid[]", [Uuid::max() => "ffffffff-ffff-ffff-ffff-ffffffffffff"]);
round_trip!(date, Date, "date", "date[]", [Date::MAX => "9999-12-31", parsed("-004712-01-01") => "4713-01-01 BC"]);
round_trip!(every_date, PgDate, "date", "date[]", [PgDate::INFINITY => "infinity", PgDate::NEG_INFINITY => "-infinity",
    parsed("4714-11-24 BC") => "4714-11-24 BC", parsed("5874897-12-31") => "5874897-12-31"]);
round_trip!(time, Time, "time", "time[]", [Time::midnight() => "00:00", parsed("23:59:59.999999") => "23:59:59.999999"]);
round_trip!(every_time, PgTime, "time", "time[]", [PgTime::END => "24:00", PgTime::default() => "00:00"]);
round_trip!(timetz, TimeTz, "timetz", "timetz[]", [TimeTz { time: PgTime::END, offset: -57_599 } => "24:00-15:59:59",
    TimeTz { time: PgTime { microseconds: 1 }, offset: 19_800 } => "00:00:00.000001+05:30"]);
round_trip!(timestamp, DateTime, "timestamp", "timestamp[]", [parsed("9999-12-30T21:59:59.999999") => "9999-12-30 21:59:59.999999",
    parsed("-000043-03-15T12:00") => "0044-03-15 12:00 BC"]);
round_trip!(every_timestamp, PgDateTime, "timestamp", "timestamp[]", [PgDateTime::INFINITY => "infinity",
    parsed("4714-11-24 00:00:00 BC") => "4714-11-24 00:00 BC",
    parsed("294276-12-31 23:59:59.999999") => "294276-12-31 23:59:59.999999"]);
round_trip!(timestamptz, Timestamp, "timestamptz", "timestamptz[]", [parsed("9999-12-30T22:00:00.999999Z") => "9999-12-30 22:00:00.999999+00",
    parsed("-000043-03-15T12:00Z") => "0044-03-15 12:00+00 BC"]);
round_trip!(every_timestamptz, PgTimestamp, "timestamptz", "timestamptz[]", [PgTimestamp::INFINITY => "infinity",
    PgTimestamp::NEG_INFINITY => "-infinity", parsed("4714-11-24 00:00:00+00 BC") => "4714-11-24 00:00+00 BC",
    parsed("294276-12-31 23:59:59.999999+00") => "294276-12-31 23:59:59.999999+00"]);
round_trip!(interval, Interval, "interval", "interval[]", [
    Interval { months: -14, days: 400, microseconds: -3_723_000_001 } => "-1 year -2 mons +400 days -01:02:03.000001",
    Interval { months: i32::MIN, days: 0, microseconds: 0 } => "-178956970 years -8 mons"]);
round_trip!(json, Json, "json", "json[]", [Json(serde_json::json!({"a": [1, null]})) => "{\"a\": [1, null]}"], unequal);
round_trip!(jsonb, Json, "jsonb", "jsonb[]", [Json(serde_json::json!(null)) => "null", Json(serde_json::json!({"a": "\u{1f600}"})) => "{\"a\": \"😀\"}"]);
round_trip!(json_text, JsonText, "jsonb", "jsonb[]", [
    JsonText("12345678901234567890.12345678901234567890".to_owned()) => "12345678901234567890.12345678901234567890"]);
round_trip!(jsonpath, JsonPath, "jsonpath", "jsonpath[]", [JsonPath("$.\"a\"[*]?(@ > 1)".to_owned()) => "$.a[*] ? (@ > 1)"], unequal);
round_trip!(inet, IpInet, "inet", "inet[]", [parsed("10.1.2.3/8") => "10.1.2.3/8", parsed("::ffff:1.2.3.4/128") => "::ffff:1.2.3.4"]);
round_trip!(cidr, IpCidr, "cidr", "cidr[]", [parsed("10.0.0.0/8") => "10.0.0.0/8", parsed("::/0") => "::/0"]);
round_trip!(macaddr, MacAddr, "macaddr", "macaddr[]", [parsed("08:00:2b:01:02:03") => "08:00:2b:01:02:03"]);
round_trip!(macaddr8, MacAddr8, "macaddr8", "macaddr8[]", [parsed("08:00:2b:ff:fe:01:02:03") => "08:00:2b:ff:fe:01:02:03"]);
round_trip!(bit, Bit, "bit(3)", "bit(3)[]", [Bit::new(&[true, false, true]) => "101"]);
round_trip!(varbit, Bit, "varbit", "varbit[]", [Bit::new(&[]) => "", Bit::new(&[true; 9]) => "111111111"]);
round_trip!(tsvector, TsVector, "tsvector", "tsvector[]", [TsVector::default() => "", TsVector { lexemes: vec![Lexeme { word: "it's".to_owned(),
    positions: vec![Position { at: 16_383, weight: Weight::A }] }] } => "'it''s':16383A"]);
round_trip!(tsquery, TsQuery, "tsquery", "tsquery[]", [TsQuery::prefix("a").weighted(&[Weight::A, Weight::C])
    .or(TsQuery::word("b").followed_by(TsQuery::word("c"), 2).not()) => "'a':*AC | !('b' <2> 'c')"]);
round_trip!(int4range, Range<i32>, "int4range", "int4range[]", [Range::Empty => "empty", Range::from(1..5) => "[1,5)", Range::from(..) => "(,)",
    Range::from(i32::MIN..) => "[-2147483648,)"]);
round_trip!(int8range, Range<i64>, "int8range", "int8range[]", [Range::from(..i64::MAX) => "(,9223372036854775807)"]);
round_trip!(numrange, Range<Numeric>, "numrange", "numrange[]", [Range::from(parsed("1.5")..=Numeric::INFINITY) => "[1.5,Infinity]",
    Range::Between(Bound::Excluded(parsed("0")), Bound::Excluded(parsed("0.1"))) => "(0,0.1)"]);
round_trip!(daterange, Range<Date>, "daterange", "daterange[]", [Range::from(parsed::<Date>("2026-01-01")..) => "[2026-01-01,)"]);
round_trip!(tsrange, Range<DateTime>, "tsrange", "tsrange[]", [Range::from(..=parsed::<DateTime>("2026-01-01T12:00")) => "(,2026-01-01 12:00]"]);
round_trip!(tstzrange, Range<PgTimestamp>, "tstzrange", "tstzrange[]",
    [Range::from(PgTimestamp::NEG_INFINITY..PgTimestamp::INFINITY) => "[-infinity,infinity)"]);
round_trip!(floatrange, Range<f64>, "floatrange", "floatrange[]", [Range::from(0.5..1.5) => "[0.5,1.5)", Range::Empty => "empty"]);
round_trip!(floatmultirange, Multirange<f64>, "floatmultirange", "floatmultirange[]",
    [Multirange(vec![Range::from(..0.5), Range::from(1.0..)]) => "{(,0.5),[1,)}"]);
round_trip!(int4multirange, Multirange<i32>, "int4multirange", "int4multirange[]", [Multirange(Vec::new()) => "{}",
    Multirange(vec![Range::from(1..2), Range::from(5..)]) => "{[1,2),[5,)}"]);
round_trip!(tstzmultirange, Multirange<Timestamp>, "tstzmultirange", "tstzmultirange[]", [Multirange(vec![Range::from(..)]) => "{(,)}"]);
round_trip!(point, Point, "point", "point[]", [Point::new(f64::INFINITY, -0.5) => "(Infinity,-0.5)"], unequal);
round_trip!(line, Line, "line", "line[]", [Line { a: 1.0, b: -1.0, c: 0.5 } => "{1,-1,0.5}"]);
round_trip!(lseg, Segment, "lseg", "lseg[]", [Segment { from: Point::new(0.0, 1.0), to: Point::new(2.0, 3.0) } => "[(0,1),(2,3)]"]);
round_trip!(path, Path, "path", "path[]", [Path { is_closed: false, points: vec![Point::new(0.0, 1.0); 2] } => "[(0,1),(0,1)]",
    Path { is_closed: true, points: vec![Point::new(0.0, 1.0)] } => "((0,1))"], unequal);
round_trip!(polygon, Polygon, "polygon", "polygon[]", [Polygon { points: vec![Point::new(0.0, 1.0), Point::new(2.0, 3.0)] } => "((0,1),(2,3))"], unequal);
round_trip!(circle, Circle, "circle", "circle[]", [Circle { center: Point::new(1.0, 2.0), radius: 3.0 } => "<(1,2),3>"]);
round_trip!(hstore, Hstore, "hstore", "hstore[]", [Hstore::default() => "", [("a", Some("")), ("é", None)].into_iter().collect() => "a=>\"\",\"é\"=>NULL"]);
round_trip!(ltree, String, "ltree", "ltree[]", ["a.b_1".to_owned() => "a.b_1", String::new() => ""]);
round_trip!(lquery, String, "lquery", "lquery[]", ["a.*{1,2}".to_owned() => "a.*{1,2}"], unequal);
round_trip!(vector, Vector, "vector(2)", "vector(2)[]", [Vector::from(vec![1.0, -2.5]) => "[1,-2.5]"]);
round_trip!(halfvec, HalfVector, "halfvec(2)", "halfvec(2)[]", [HalfVector::from_f32_slice(&[1.0, 65_504.0]) => "[1,65504]"]);
round_trip!(sparsevec, SparseVector, "sparsevec(4)", "sparsevec(4)[]", [SparseVector::from_dense(&[0.0, 2.0, 0.0, 0.0]) => "{2:2}/4"]);
round_trip!(oid, u32, "oid", "oid[]", [u32::MAX => "4294967295"]);
round_trip!(regclass, u32, "regclass", "regclass[]", [1259 => "pg_class"]);
round_trip!(regtype, u32, "regtype", "regtype[]", [23 => "integer"]);
round_trip!(xid, u32, "xid", "xid[]", [u32::MAX => "4294967295"]);
round_trip!(xid8, Xid8, "xid8", "xid8[]", [Xid8(u64::MAX) => "18446744073709551615"]);
round_trip!(tid, Tid, "tid", "tid[]", [Tid { block: u32::MAX, offset: 65_535 } => "(4294967295,65535)"]);
round_trip!(pg_lsn, PgLsn, "pg_lsn", "pg_lsn[]", [PgLsn::from(u64::MAX) => "FFFFFFFF/FFFFFFFF"]);
round_trip!(pg_snapshot, Snapshot, "pg_snapshot", "pg_snapshot[]", [Snapshot { xmin: Xid8(3), xmax: Xid8(9), running: vec![Xid8(5)] } => "3:9:5"], unequal);
round_trip!(txid_snapshot, Snapshot, "txid_snapshot", "txid_snapshot[]", [Snapshot { xmin: Xid8(3), xmax: Xid8(3), running: Vec::new() } => "3:3:"], unequal);
round_trip!(oidvector, Array<u32>, "oidvector", "oidvector[]", [Array::new(vec![Dimension { length: 2, lower: 0 }], vec![1, 2]).unwrap() => "1 2"]);
round_trip!(enumeration, Status, "status", "status[]", [Status::Open => "open", Status::InReview => "in review"]);
round_trip!(domain, String, "email", "email[]", ["a@b".to_owned() => "a@b"]);

macro_rules! run {
    ($url:expr, $($name:ident)+) => { $($name::run($url).await;)+ };
}

#[tokio::test]
async fn values_at_the_ends_of_every_type_come_back() {
    let (database, db) = database().await;
    let extensions = "CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION ltree;
        CREATE TYPE floatrange AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi)";
    database.apply(extensions).await;
    run!(&database.url, boolean smallint integer bigint real double decimal numeric money text citext name xml letter bytea uuid);
    run!(&database.url, date every_date time every_time timetz timestamp every_timestamp timestamptz every_timestamptz interval);
    run!(&database.url, json jsonb json_text jsonpath inet cidr macaddr macaddr8 bit varbit tsvector tsquery);
    run!(&database.url, int4range int8range numrange daterange tsrange tstzrange floatrange floatmultirange int4multirange tstzmultirange);
    run!(&database.url, point line lseg path polygon circle hstore ltree lquery vector halfvec sparsevec);
    run!(&database.url, oid regclass regtype xid xid8 tid pg_lsn pg_snapshot txid_snapshot oidvector enumeration domain);
    ends(database, db).await;
}
