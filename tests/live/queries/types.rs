//! Values of every type, there and back.

mod composites;
mod property;
mod refused;
mod round_trip;

use tablewright::types::*;

use super::*;

/// A column of every type that has a Rust type.
#[derive(Clone, Debug, PartialEq, Table)]
struct Everything {
    #[column(primary_key)]
    id: i32,
    flag: bool,
    small: i16,
    big: i64,
    single: f32,
    double: f64,
    exact: Decimal,
    #[column(sql_type = "char(3)")]
    code: String,
    #[column(sql_type = "xml")]
    document: String,
    bytes: Vec<u8>,
    uuid: Uuid,
    date: Date,
    time: Time,
    at: DateTime,
    instant: Timestamp,
    span: Interval,
    #[column(sql_type = "json")]
    json: Json,
    jsonb: Json,
    inet: IpInet,
    cidr: IpCidr,
    vector: Vector,
    half: HalfVector,
    sparse: SparseVector,
    #[column(sql_type = "bit(3)")]
    bits: Bit,
    #[column(sql_type = "varbit")]
    varbits: Bit,
    words: TsVector,
    oid: u32,
    lsn: PgLsn,
    status: Status,
    statuses: Vec<Status>,
    spans: Vec<Interval>,
    #[column(sql_type = "int4range")]
    range: Raw,
    maybe: Option<Vec<i64>>,
}

const TABLE: &str = "CREATE TABLE everything (
    id integer PRIMARY KEY, flag boolean NOT NULL, small smallint NOT NULL, big bigint NOT NULL, single real NOT NULL,
    double double precision NOT NULL, exact numeric NOT NULL, code char(3) NOT NULL, document xml NOT NULL,
    bytes bytea NOT NULL, uuid uuid NOT NULL, date date NOT NULL, time time NOT NULL, at timestamp NOT NULL,
    instant timestamptz NOT NULL, span interval NOT NULL, json json NOT NULL, jsonb jsonb NOT NULL, inet inet NOT NULL,
    cidr cidr NOT NULL, vector vector(2) NOT NULL, half halfvec(2) NOT NULL, sparse sparsevec(4) NOT NULL,
    bits bit(3) NOT NULL, varbits varbit NOT NULL, words tsvector NOT NULL, oid oid NOT NULL, lsn pg_lsn NOT NULL,
    status status NOT NULL, statuses status[] NOT NULL, spans interval[] NOT NULL, range int4range NOT NULL,
    maybe bigint[])";

const ROW: &str = "INSERT INTO everything VALUES (
    1, true, -2, 3000000000, 1.5, -2.25, 123.4500, 'ab', '<a/>', '\\x00ff', '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    '2026-11-22', '14:30:00.000001', '2026-11-22 14:30', '2026-11-22 14:30+02', '1 year 2 mons -3 days 04:05:06.000007',
    '{\"a\": 1}', '[null, 2]', '10.1.2.3/8', '10.0.0.0/8', '[1,2]', '[1,2]', '{1:5,3:7}/4', '101', '10110',
    $$'cat':3A,5 'dog'$$, 4000000000, '16/B374D848', 'in review', '{open,\"in review\"}', '{1 day,-1 mon}', '[1,5)', NULL)";

#[tokio::test]
async fn every_type_comes_back_as_it_went() {
    let (database, db) = database().await;
    database.apply(TABLE).await;
    database.apply(ROW).await;
    let row = db.select::<Everything>().one().await.unwrap();
    assert_eq!(row.span, Interval { months: 14, days: -3, microseconds: 14_706_000_007 });
    assert_eq!((row.code.as_str(), row.document.as_str(), row.maybe.as_deref()), ("ab ", "<a/>", None));
    assert_eq!(row.words.lexemes[0].positions[0], Position { at: 3, weight: Weight::A });
    assert_eq!(row.instant.to_string(), "2026-11-22T12:30:00Z");
    assert_eq!(row.statuses, [Status::Open, Status::InReview]);
    // Few rows go as values, many go as arrays; both must arrive.
    let copy = |id: i32| new(Everything { id, maybe: Some(vec![1, 2]), ..row.clone() });
    let one = db.insert(copy(2)).one().await.unwrap();
    assert_eq!(one, Everything { id: 2, maybe: Some(vec![1, 2]), ..row.clone() });
    for ids in [3..5, 5..25] {
        let many = db.insert_many(ids.clone().map(copy)).all().await.unwrap();
        assert_eq!(many.len(), ids.len());
        assert_eq!(many[1], Everything { id: ids.start + 1, maybe: Some(vec![1, 2]), ..row.clone() });
    }
    let same = db
        .select::<Everything>()
        .filter(Everything::SPAN.eq(row.span))
        .filter(Everything::WORDS.eq(&row.words))
        .filter(Everything::VARBITS.eq(&row.varbits))
        .filter(Everything::BITS.hamming_distance(&row.bits).eq(0.0))
        .filter(Everything::HALF.l2_distance(&row.half).eq(0.0))
        .filter(Everything::SPARSE.cosine_distance(&row.sparse).lt(0.001))
        .filter(Everything::RANGE.eq(&row.range))
        .count()
        .await
        .unwrap();
    assert_eq!(same, 24);
    ends(database, db).await;
}

/// What would insert the same row again.
fn new(row: Everything) -> NewEverything {
    let Everything { id, flag, small, big, single, double, exact, code, document, bytes, .. } = row;
    let Everything { uuid, date, time, at, instant, span, json, jsonb, inet, cidr, vector, .. } = row;
    let Everything {
        half,
        sparse,
        bits,
        varbits,
        words,
        oid,
        lsn,
        status,
        statuses,
        spans,
        range,
        maybe,
        ..
    } = row;
    NewEverything {
        id,
        flag,
        small,
        big,
        single,
        double,
        exact,
        code,
        document,
        bytes,
        uuid,
        date,
        time,
        at,
        instant,
        span,
        json,
        jsonb,
        inet,
        cidr,
        vector,
        half,
        sparse,
        bits,
        varbits,
        words,
        oid,
        lsn,
        status,
        statuses,
        spans,
        range,
        maybe: Some(maybe),
    }
}
