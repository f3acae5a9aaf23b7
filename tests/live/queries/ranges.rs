//! Ranges and multiranges: every operator and function, beside values of each kind, and what may be NULL.

use std::ops;

use tablewright::types::{Bound, Date, Decimal, Multirange, Range};

use super::*;

#[derive(Clone, Debug, PartialEq, Table)]
struct Slot {
    #[column(primary_key)]
    id: i32,
    seats: Range<i32>,
    days: Option<Range<Date>>,
    open: Multirange<i32>,
    price: Range<Decimal>,
    /// A range type of one's own.
    #[column(sql_type = "app.floats")]
    share: Range<f64>,
    starts: Timestamp,
    ends: Option<Timestamp>,
}

async fn fixture() -> (Database, Db) {
    let (database, db) = database().await;
    database
        .apply(
            "CREATE TYPE app.floats AS RANGE (SUBTYPE = float8);
             CREATE TABLE slot (id int PRIMARY KEY, seats int4range NOT NULL, days daterange,
                 open int4multirange NOT NULL, price numrange NOT NULL, share app.floats NOT NULL,
                 starts timestamptz NOT NULL, ends timestamptz);
             INSERT INTO slot VALUES
                 (1, '[1,5)', '[2026-01-01,2026-02-01)', '{[1,3),[5,9)}', '[1.5,2]', '[0,0.5)',
                  '2026-01-01Z', '2026-01-02Z'),
                 (2, '[5,9)', NULL, '{}', 'empty', '(,)', '2026-01-01Z', NULL);",
        )
        .await;
    (database, db)
}

/// What the query gives for the slot with that number.
macro_rules! of {
    ($db:expr, $id:expr, $columns:expr) => {
        $db.select::<Slot>().columns($columns).filter(Slot::ID.eq($id)).one().await.unwrap()
    };
}

#[tokio::test]
async fn operators_of_ranges() {
    let (database, db) = fixture().await;
    let row: (bool, bool, bool, bool, bool, bool) = of!(
        db,
        1,
        (
            Slot::SEATS.contains(4),
            Slot::SEATS.contains(Slot::ID.add(4)),
            Slot::SEATS.contains_range(2..4),
            Slot::SEATS.contains_range(Slot::OPEN),
            Slot::SEATS.is_within(..=4),
            Slot::SEATS.overlaps(4..)
        )
    );
    assert_eq!(row, (true, false, true, false, true, true));
    let row: (bool, bool, bool, bool, bool, bool) = of!(
        db,
        1,
        (
            Slot::SEATS.is_before(5..6),
            Slot::SEATS.is_after(..=0),
            Slot::SEATS.ends_no_later_than(3..=3),
            Slot::SEATS.begins_no_earlier_than(1..=3),
            Slot::SEATS.is_adjacent_to(&Range::from(5..7)),
            Slot::SEATS.overlaps(Range::Empty)
        )
    );
    assert_eq!(row, (true, true, false, true, true, false));
    let row: (Range<i32>, Range<i32>, Range<i32>, Range<i32>) = of!(
        db,
        1,
        (
            Slot::SEATS.union(5..7),
            Slot::SEATS.intersection(3..),
            Slot::SEATS.difference(3..),
            Slot::SEATS.range_merge(8..=8)
        )
    );
    assert_eq!(row, ((1..7).into(), (3..5).into(), (1..3).into(), (1..9).into()));
    // Precedence is that of the server.
    let (is_in, product): (bool, Range<i32>) = of!(
        db,
        1,
        (
            Slot::SEATS.union(5..7).contains(6),
            Slot::SEATS.union(5..9).intersection(Slot::SEATS.difference(1..2))
        )
    );
    assert_eq!((is_in, product), (true, (2..5).into()));
    // Two pieces are no range.
    let error = db.select::<Slot>().columns(Slot::SEATS.difference(2..3)).all().await.unwrap_err();
    assert!(error.to_string().contains("contiguous"), "{error}");
    ends(database, db).await;
}

#[tokio::test]
async fn operators_of_multiranges() {
    let (database, db) = fixture().await;
    let two = || Multirange(vec![Range::from(1..2), Range::from(7..8)]);
    let row: (bool, bool, bool, bool, bool, bool) = of!(
        db,
        1,
        (
            Slot::OPEN.contains(8),
            Slot::OPEN.contains_range(two()),
            Slot::OPEN.contains_range(2..6),
            Slot::OPEN.is_within(Slot::SEATS),
            Slot::OPEN.overlaps(3..5),
            Slot::SEATS.overlaps(&two())
        )
    );
    assert_eq!(row, (true, true, false, false, false, true));
    let row: (bool, bool, bool, bool, bool) = of!(
        db,
        1,
        (
            Slot::OPEN.is_before(9..),
            Slot::OPEN.is_after(two()),
            Slot::OPEN.ends_no_later_than(8..10),
            Slot::OPEN.begins_no_earlier_than(Slot::SEATS),
            Slot::OPEN.is_adjacent_to(9..=9)
        )
    );
    assert_eq!(row, (true, false, true, true, true));
    let row: (Multirange<i32>, Multirange<i32>, Multirange<i32>, Range<i32>) = of!(
        db,
        1,
        (
            Slot::OPEN.union(two()),
            Slot::OPEN.intersection(Slot::SEATS.multirange()),
            Slot::OPEN.difference(two()),
            Slot::OPEN.range_merge()
        )
    );
    let many = |ranges: &[ops::Range<i32>]| Multirange(ranges.iter().cloned().map(Range::from).collect());
    assert_eq!((row.0, row.1), (many(&[1..3, 5..9]), Multirange(vec![(1..3).into()])));
    assert_eq!((row.2, row.3), (many(&[2..3, 5..7, 8..9]), (1..9).into()));
    ends(database, db).await;
}

#[tokio::test]
async fn bounds_are_null_where_there_are_none() {
    let (database, db) = fixture().await;
    let ask = |id: i32| {
        db.select::<Slot>()
            .columns((
                Slot::SEATS.lower(),
                Slot::OPEN.upper(),
                Slot::DAYS.lower(),
                Slot::PRICE.upper(),
                Slot::SHARE.lower(),
                Slot::DAYS.is_empty(),
                Slot::PRICE.is_empty(),
                Slot::PRICE.upper_inc(),
                Slot::SEATS.lower_inc(),
                Slot::SHARE.lower_inf(),
                Slot::OPEN.upper_inf(),
            ))
            .filter(Slot::ID.eq(id))
    };
    type Row = (
        Option<i32>,
        Option<i32>,
        Option<Date>,
        Option<Decimal>,
        Option<f64>,
        Option<bool>,
        bool,
        bool,
        bool,
        bool,
        bool,
    );
    let row: Row = ask(1).one().await.unwrap();
    assert_eq!((row.0, row.1, row.2), (Some(1), Some(9), Some("2026-01-01".parse().unwrap())));
    assert_eq!((row.3, row.4, row.5), (Some("2".parse().unwrap()), Some(0.0), Some(false)));
    assert_eq!((row.6, row.7, row.8, row.9, row.10), (false, true, true, false, false));
    let row: Row = ask(2).one().await.unwrap();
    assert_eq!(row, (Some(5), None, None, None, None, None, true, false, true, true, false));
    // The bounds of an empty range, and of a row that is missing.
    let other = db
        .select::<User>()
        .right_join::<Slot>(User::ID.to_i32().eq(Slot::ID))
        .columns((Slot::DAYS.contains("2026-01-31".parse::<Date>().unwrap()), Slot::SEATS.upper()))
        .order_by(Slot::ID);
    assert_eq!(other.all().await.unwrap(), [(Some(true), Some(5)), (None, Some(9))]);
    ends(database, db).await;
}

#[tokio::test]
async fn values_in_ranges_and_ranges_of_two_columns() {
    let (database, db) = fixture().await;
    let ids = |filter: tablewright::Filter<Slot>| {
        db.select::<Slot>().filter(filter).columns(Slot::ID).order_by(Slot::ID).all()
    };
    let filter = tablewright::Filter::<Slot>::new;
    assert_eq!(ids(filter().and(Slot::ID.in_range(2..))).await.unwrap(), [2]);
    assert_eq!(ids(filter().and(Slot::ID.in_range(Slot::SEATS))).await.unwrap(), [1]);
    assert_eq!(ids(filter().and(Slot::ID.add(5).in_range(Slot::OPEN))).await.unwrap(), [1]);
    let at: Timestamp = "2026-01-05T00:00:00Z".parse().unwrap();
    let running = Slot::STARTS.range_to(Slot::ENDS).contains(at);
    assert_eq!(ids(filter().and(running)).await.unwrap(), [2]);
    let asked =
        Slot::STARTS.range_to(Slot::ENDS).overlaps("2025-12-31T00:00:00Z".parse::<Timestamp>().unwrap()..=at);
    assert_eq!(ids(filter().and(asked)).await.unwrap(), [1, 2]);
    // A range type of one's own, beside its own values and in functions.
    assert_eq!(ids(filter().and(Slot::SHARE.contains(0.5))).await.unwrap(), [2]);
    assert_eq!(ids(filter().and(Slot::SHARE.is_within(0.0..1.0))).await.unwrap(), [1]);
    assert_eq!(ids(filter().and(Slot::PRICE.eq(Range::Empty))).await.unwrap(), [2]);
    // A literal of Rust is a value to write, too.
    db.update::<Slot>().set(Slot::SEATS, 7..=8).filter(Slot::ID.eq(2)).run().await.unwrap();
    let seats = of!(db, 2, Slot::SEATS);
    assert_eq!((seats.lower(), seats.upper()), (Bound::Included(&7), Bound::Excluded(&9)));
    ends(database, db).await;
}

#[tokio::test]
async fn aggregates_of_ranges() {
    let (database, db) = fixture().await;
    let all = db.select::<Slot>().columns((
        Slot::SEATS.range_agg(),
        Slot::OPEN.range_agg(),
        Slot::SEATS.range_intersect_agg(),
        Slot::SEATS.range_agg().filter(Slot::ID.eq(0)),
    ));
    let row: (Option<Multirange<i32>>, Option<Multirange<i32>>, Option<Range<i32>>, Option<Multirange<i32>>) =
        all.one().await.unwrap();
    let open = Multirange(vec![Range::from(1..3), Range::from(5..9)]);
    assert_eq!(row, (Some(Multirange(vec![Range::from(1..9)])), Some(open), Some(Range::Empty), None));
    let covered = db
        .select::<Slot>()
        .group_by(Slot::STARTS)
        .having(Slot::SEATS.range_agg().contains(8))
        .columns(Slot::SEATS.range_agg().upper());
    assert_eq!(covered.all().await.unwrap(), [Some(9)]);
    ends(database, db).await;
}
