//! What the server calls the types of this module: `PgType` for each.

use super::composite::PgType;
use super::*;

macro_rules! names {
    ($($rust:ty => $name:literal;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl PgType for $rust {
            const TYPE: &'static str = $name;
            const ARRAY: &'static str = concat!($name, "[]");
            const NESTED: &'static str = concat!($name, "[][]");
        }
    )+};
}

names! {
    bool => "boolean";
    i8 => "\"char\"";
    i16 => "smallint";
    i32 => "integer";
    i64 => "bigint";
    u32 => "oid";
    f32 => "real";
    f64 => "double precision";
    Decimal => "numeric";
    Numeric => "numeric";
    Money => "money";
    String => "text";
    Uuid => "uuid";
    Date => "date";
    PgDate => "date";
    Time => "time";
    PgTime => "time";
    TimeTz => "timetz";
    DateTime => "timestamp";
    PgDateTime => "timestamp";
    Timestamp => "timestamptz";
    PgTimestamp => "timestamptz";
    Interval => "interval";
    serde_json::Value => "jsonb";
    JsonText => "jsonb";
    JsonPath => "jsonpath";
    IpInet => "inet";
    IpCidr => "cidr";
    MacAddr => "macaddr";
    MacAddr8 => "macaddr8";
    // Without a length, which a cast would apply by cutting the value.
    Bit => "\"bit\"";
    TsVector => "tsvector";
    TsQuery => "tsquery";
    Point => "point";
    Line => "line";
    Segment => "lseg";
    PgBox => "box";
    Path => "path";
    Polygon => "polygon";
    Circle => "circle";
    Hstore => "hstore";
    Vector => "vector";
    HalfVector => "halfvec";
    SparseVector => "sparsevec";
    PgLsn => "pg_lsn";
    Xid8 => "xid8";
    Tid => "tid";
    Snapshot => "pg_snapshot";
}

#[cfg(feature = "chrono")]
names! {
    NaiveDate => "date";
    NaiveTime => "time";
    NaiveDateTime => "timestamp";
    ChronoDateTime<Utc> => "timestamptz";
}

#[diagnostic::do_not_recommend]
impl<T> PgType for Json<T> {
    const TYPE: &'static str = "jsonb";
    const ARRAY: &'static str = "jsonb[]";
    const NESTED: &'static str = "jsonb[][]";
}

/// A type that PostgreSQL has ranges of by itself. For a range type of your own name it: `#[column(sql_type = "..")]`.
#[diagnostic::on_unimplemented(
    message = "PostgreSQL has no range of `{Self}` by itself",
    note = "name the range type of the column: `#[column(sql_type = \"..\")]`"
)]
pub trait Ranged {
    #[doc(hidden)]
    type Range: PgType;
    #[doc(hidden)]
    type Multirange: PgType;
}

#[diagnostic::do_not_recommend]
impl<T: Ranged> PgType for Range<T> {
    const TYPE: &'static str = T::Range::TYPE;
    const ARRAY: &'static str = T::Range::ARRAY;
    const NESTED: &'static str = T::Range::NESTED;
}

#[diagnostic::do_not_recommend]
impl<T: Ranged> PgType for Multirange<T> {
    const TYPE: &'static str = T::Multirange::TYPE;
    const ARRAY: &'static str = T::Multirange::ARRAY;
    const NESTED: &'static str = T::Multirange::NESTED;
}

macro_rules! ranges {
    ($($marker:ident $range:literal $multi:ident $multirange:literal: $($(#[$cfg:meta])? $rust:ty),+;)+) => {$(
        #[doc(hidden)]
        #[derive(Debug)]
        pub enum $marker {}
        #[doc(hidden)]
        #[derive(Debug)]
        pub enum $multi {}
        names! { $marker => $range; $multi => $multirange; }
        $(
            $(#[$cfg])?
            impl Ranged for $rust {
                type Range = $marker;
                type Multirange = $multi;
            }
        )+
    )+};
}

ranges! {
    Int4 "int4range" Int4Multi "int4multirange": i32;
    Int8 "int8range" Int8Multi "int8multirange": i64;
    Num "numrange" NumMulti "nummultirange": Decimal, Numeric;
    Days "daterange" DaysMulti "datemultirange": Date, PgDate, #[cfg(feature = "chrono")] NaiveDate;
    Local "tsrange" LocalMulti "tsmultirange":
        DateTime, PgDateTime, #[cfg(feature = "chrono")] NaiveDateTime;
    Zoned "tstzrange" ZonedMulti "tstzmultirange":
        Timestamp, PgTimestamp, #[cfg(feature = "chrono")] ChronoDateTime<Utc>;
}

#[cfg(all(test, feature = "chrono"))]
mod tests {
    use super::*;
    use crate::Table;

    #[derive(Debug, Table)]
    struct Visit {
        #[column(primary_key)]
        day: NaiveDate,
        opens: NaiveTime,
        local: NaiveDateTime,
        at: ::chrono::DateTime<Utc>,
        during: Range<ChronoDateTime<Utc>>,
    }

    #[test]
    fn the_types_of_chrono_have_their_names() {
        let types: Vec<&str> = Visit::INFO.columns.iter().map(|(_, ty)| *ty).collect();
        assert_eq!(types, ["date", "time", "timestamp", "timestamptz", "tstzrange"]);
    }
}
