//! The Rust types of PostgreSQL's types, in one place.
//!
//! | PostgreSQL | Rust |
//! | --- | --- |
//! | `boolean` | `bool` |
//! | `smallint`, `integer`, `bigint` | `i16`, `i32`, `i64` |
//! | `real`, `double precision` | `f32`, `f64` |
//! | `numeric` | [`Decimal`] |
//! | `text`, `varchar`, `char`, `citext`, `xml`, `name` | `String` |
//! | `bytea` | `Vec<u8>` |
//! | `uuid` | [`Uuid`] |
//! | `date`, `time`, `timestamp` | [`Date`], [`Time`], [`DateTime`] |
//! | `timestamptz` | [`Timestamp`] |
//! | `interval` | [`Interval`] |
//! | `json`, `jsonb` | [`Json`] |
//! | `inet`, `cidr` | [`IpInet`], [`IpCidr`] |
//! | `vector`, `halfvec`, `sparsevec` | [`Vector`], [`HalfVector`], [`SparseVector`] |
//! | `bit`, `varbit` | [`Bit`] |
//! | `tsvector` | [`TsVector`] |
//! | `oid` | `u32` |
//! | `pg_lsn` | [`PgLsn`] |
//! | an enum | your enum, with [`PgEnum`](crate::PgEnum) |
//! | an array | `Vec<T>` |
//! | everything else | [`Raw`] |

mod interval;
mod raw;
mod ts_vector;

pub use cidr::{IpCidr, IpInet};
pub use interval::Interval;
pub use jiff::Timestamp;
pub use jiff::civil::{Date, DateTime, Time};
pub use pgvector::{Bit, HalfVector, SparseVector, Vector};
pub use raw::Raw;
pub use rust_decimal::Decimal;
/// JSON whose shape is not known.
pub use serde_json::Value as Json;
pub use tokio_postgres::types::PgLsn;
pub use ts_vector::{Lexeme, Position, TsVector, Weight};
pub use uuid::Uuid;

/// To give a type of your own a place in the database.
pub use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
