//! The Rust types of PostgreSQL's types, in one place. `build.rs` chooses the first one; a field of a derived struct can have
//! any of them.
//!
//! | PostgreSQL | Rust |
//! | --- | --- |
//! | `boolean` | `bool` |
//! | `smallint`, `integer`, `bigint` | `i16`, `i32`, `i64` |
//! | `real`, `double precision` | `f32`, `f64` |
//! | `numeric` | [`Decimal`], up to 28 digits; [`Numeric`] holds all, NaN and infinity |
//! | `money` | [`Money`] |
//! | `text`, `varchar`, `char(n)`, `name`, `xml`, `refcursor`, `citext`, `ltree`, `lquery`, `ltxtquery` | `String` |
//! | `"char"` | `i8` |
//! | `bytea` | `Vec<u8>` |
//! | `uuid` | [`Uuid`] |
//! | `date` | [`Date`], years to 9999; [`PgDate`] holds all, and infinity |
//! | `time` | [`Time`]; [`PgTime`] holds `24:00` too |
//! | `timetz` | [`TimeTz`] |
//! | `timestamp` | [`DateTime`], to 9999-12-30; [`PgDateTime`] holds all, and infinity |
//! | `timestamptz` | [`Timestamp`], years to 9999; [`PgTimestamp`] holds all, and infinity |
//! | `interval` | [`Interval`] |
//! | `json`, `jsonb` | [`Json`], or [`Json<T>`](Json) with a type of your own; [`JsonText`] holds all digits |
//! | `jsonpath` | [`JsonPath`] |
//! | `inet`, `cidr` | [`IpInet`], [`IpCidr`] |
//! | `macaddr`, `macaddr8` | [`MacAddr`], [`MacAddr8`] |
//! | `bit`, `varbit` | [`Bit`] |
//! | `tsvector`, `tsquery` | [`TsVector`], [`TsQuery`] |
//! | `int4range`, `int8range`, `numrange`, `daterange`, `tsrange`, `tstzrange`, your own | [`Range<T>`](Range) |
//! | `int4multirange`, .., your own | [`Multirange<T>`](Multirange) |
//! | `point`, `line`, `lseg`, `box` | [`Point`], [`Line`], [`Segment`], [`PgBox`] |
//! | `path`, `polygon`, `circle` | [`Path`], [`Polygon`], [`Circle`] |
//! | `hstore` | [`Hstore`] |
//! | `vector`, `halfvec`, `sparsevec` | [`Vector`], [`HalfVector`], [`SparseVector`] |
//! | `oid`, `regclass` and the other `reg..`, `xid`, `cid` | `u32` |
//! | `xid8`, `tid` | [`Xid8`], [`Tid`] |
//! | `pg_snapshot`, `txid_snapshot` | [`Snapshot`] |
//! | `pg_lsn` | [`PgLsn`] |
//! | `oidvector`, `int2vector` | [`Array<u32>`](Array), [`Array<i16>`](Array) |
//! | an enum | your enum, with [`PgEnum`](crate::PgEnum) |
//! | a composite type | your struct, with [`PgComposite`] |
//! | a domain | what it is made of, or your struct, with [`PgDomain`] (`-- @rust newtype` in SQL) |
//! | an array | `Vec<T>`, `Vec<Option<T>>` where elements can be NULL; [`Array<T>`](Array) for more dimensions |
//! | everything else | [`Raw`] |
//!
//! What a type cannot hold is an error that names the column, the value, and the type that can. PostgreSQL keeps
//! microseconds: nanoseconds are rounded when they are sent.
//!
//! With the feature `chrono`, `chrono::NaiveDate`, `NaiveTime`, `NaiveDateTime` and `DateTime<Utc>` can stand for `date`,
//! `time`, `timestamp` and `timestamptz`; `[generate] time = "chrono"` in `tablewright.toml` makes `build.rs` write them.

mod array;
mod calendar;
pub(crate) mod composite;
pub(crate) mod domain;
mod explain;
mod geometry;
mod hstore;
mod instant;
mod interval;
mod json;
mod mac;
mod names;
mod numbers;
mod numeric;
mod range;
mod raw;
mod ts_query;
mod ts_vector;
pub(crate) mod wire;

#[cfg(feature = "chrono")]
pub use ::chrono::{DateTime as ChronoDateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
pub use array::{Array, Dimension};
pub use cidr::{IpCidr, IpInet};
pub use composite::{Attributes, PgComposite, PgType};
pub use domain::PgDomain;
pub use geometry::{Circle, Line, Path, PgBox, Point, Polygon, Segment};
pub use hstore::Hstore;
pub use instant::{OutOfRange, PgDate, PgDateTime, PgTime, PgTimestamp, TimeTz};
pub use interval::Interval;
pub use jiff::Timestamp;
pub use jiff::civil::{Date, DateTime, Time};
pub use json::{Json, JsonPath, JsonText};
pub use mac::{MacAddr, MacAddr8};
pub use names::Ranged;
pub use numbers::{Money, Snapshot, Tid, Xid8};
pub use numeric::Numeric;
pub use pgvector::{Bit, HalfVector, SparseVector, Vector};
pub use range::{Bound, Multirange, Range};
pub use raw::Raw;
pub use rust_decimal::Decimal;
pub use tokio_postgres::types::PgLsn;
pub use ts_query::TsQuery;
pub use ts_vector::{Lexeme, Position, TsVector, Weight};
pub use uuid::Uuid;

/// To give a type of your own a place in the database.
pub use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
