//! What may be bound to a value of [`sql!`](crate::sql), checked by the compiler.
//!
//! The types in here are called as in SQL and have no values: they stand for what the statement takes, so that a message names
//! it. To bind a type of your own that implements [`ToSql`], say what it stands for:
//!
//! ```
//! use tablewright::bind::{Bind, bigint};
//! use tablewright::types::{IsNull, ToSql, Type, to_sql_checked};
//!
//! #[derive(Debug)]
//! struct UserId(i64);
//!
//! impl ToSql for UserId {
//!     fn to_sql(
//!         &self,
//!         ty: &Type,
//!         out: &mut bytes::BytesMut,
//!     ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
//!         self.0.to_sql(ty, out)
//!     }
//!     fn accepts(ty: &Type) -> bool {
//!         <i64 as ToSql>::accepts(ty)
//!     }
//!     to_sql_checked!();
//! }
//!
//! impl Bind<bigint> for UserId {}
//! ```

#![allow(non_camel_case_types, reason = "they are called as in SQL, where a message shows them")]

use std::borrow::Cow;
use std::marker::PhantomData;

use tokio_postgres::types::ToSql;

use crate::PgEnum;
use crate::types::{
    Bit, Date, DateTime, Decimal, HalfVector, Interval, IpCidr, IpInet, Json, JsonText, Numeric, PgDate,
    PgDateTime, PgLsn, PgTime, PgTimestamp, SparseVector, Time, Timestamp, TsVector, Uuid, Vector,
};

/// A value that stands for the SQL type `S` and is not NULL.
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot be bound where the statement takes `{S}` that is not NULL",
    label = "one of the values in this statement is of type `{Self}`",
    note = "convert the value, or cast it in SQL: `{{value}}::text`; for an `Option`, handle `None` first, or let the result \
            be NULL: `.. AS \"name?\"`"
)]
pub trait Bind<S: ?Sized>: ToSql + Sync {}

/// A value that stands for the SQL type `S`, or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot be bound where the statement takes `{S}`",
    label = "one of the values in this statement is of type `{Self}`",
    note = "convert the value, or cast it in SQL: `{{value}}::text`"
)]
pub trait BindOrNull<S: ?Sized>: ToSql + Sync {}

#[diagnostic::do_not_recommend]
impl<S: ?Sized, T: Bind<S>> Bind<S> for &T {}
#[diagnostic::do_not_recommend]
impl<S: ?Sized, T: BindOrNull<S>> BindOrNull<S> for &T {}
#[diagnostic::do_not_recommend]
impl<S: ?Sized, T: Bind<S>> BindOrNull<S> for Option<T> {}

// A line for each: where a value is of another type, a message shows it.
macro_rules! binds {
    ($sql:ident $doc:literal: $($rust:ty),+) => {
        #[doc = $doc]
        #[derive(Debug)]
        pub enum $sql {}
        $(
            #[diagnostic::do_not_recommend]
            impl Bind<$sql> for $rust {}
            #[diagnostic::do_not_recommend]
            impl BindOrNull<$sql> for $rust {}
        )+
    };
}

binds!(boolean "`boolean`.": bool);
binds!(smallint "`smallint`.": i16);
binds!(integer "`integer`.": i32);
binds!(bigint "`bigint`.": i64);
binds!(oid "`oid`.": u32);
binds!(real "`real`.": f32);
binds!(double_precision "`double precision`.": f64);
binds!(numeric "`numeric`.": Decimal, Numeric);
binds!(text "`text`, `varchar`, `char`.": String, &str, Cow<'_, str>, Box<str>);
binds!(name "`name`.": String, &str, Cow<'_, str>, Box<str>);
binds!(citext "`citext`.": String, &str, Cow<'_, str>, Box<str>);
binds!(xml "`xml`.": String, &str, Cow<'_, str>, Box<str>);
binds!(bytea "`bytea`.": Vec<u8>, &[u8]);
binds!(uuid "`uuid`.": Uuid);
binds!(date "`date`.": Date, PgDate);
binds!(time "`time`.": Time, PgTime);
binds!(timestamp "`timestamp`.": DateTime, PgDateTime);
binds!(timestamptz "`timestamptz`.": Timestamp, PgTimestamp, std::time::SystemTime);
binds!(interval "`interval`.": Interval);
binds!(json "`json`.": JsonText, serde_json::Value);
binds!(jsonb "`jsonb`.": JsonText, serde_json::Value);
binds!(inet "`inet`.": IpInet, std::net::IpAddr);
binds!(cidr "`cidr`.": IpCidr);
binds!(vector "`vector`.": Vector);
binds!(halfvec "`halfvec`.": HalfVector);
binds!(sparsevec "`sparsevec`.": SparseVector);
binds!(bit "`bit`.": Bit);
binds!(varbit "`varbit`.": Bit);
binds!(tsvector "`tsvector`.": TsVector);
binds!(pg_lsn "`pg_lsn`.": PgLsn);

#[diagnostic::do_not_recommend]
impl<T: serde::Serialize + std::fmt::Debug + Sync> Bind<json> for Json<T> {}
#[diagnostic::do_not_recommend]
impl<T: serde::Serialize + std::fmt::Debug + Sync> BindOrNull<json> for Json<T> {}
#[diagnostic::do_not_recommend]
impl<T: serde::Serialize + std::fmt::Debug + Sync> Bind<jsonb> for Json<T> {}
#[diagnostic::do_not_recommend]
impl<T: serde::Serialize + std::fmt::Debug + Sync> BindOrNull<jsonb> for Json<T> {}

#[cfg(feature = "chrono")]
mod of_chrono {
    use super::{Bind, BindOrNull, date, time, timestamp, timestamptz};
    use crate::types::{ChronoDateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    impl Bind<date> for NaiveDate {}
    impl BindOrNull<date> for NaiveDate {}
    impl Bind<time> for NaiveTime {}
    impl BindOrNull<time> for NaiveTime {}
    impl Bind<timestamp> for NaiveDateTime {}
    impl BindOrNull<timestamp> for NaiveDateTime {}
    impl Bind<timestamptz> for ChronoDateTime<Utc> {}
    impl BindOrNull<timestamptz> for ChronoDateTime<Utc> {}
}

/// An array of `S`.
#[derive(Debug)]
pub struct array<S: ?Sized>(PhantomData<S>);

#[diagnostic::do_not_recommend]
impl<S: ?Sized, T: BindOrNull<S>> Bind<array<S>> for Vec<T> {}
#[diagnostic::do_not_recommend]
impl<S: ?Sized, T: BindOrNull<S>> BindOrNull<array<S>> for Vec<T> {}
#[diagnostic::do_not_recommend]
impl<S: ?Sized, T: BindOrNull<S>> Bind<array<S>> for &[T] {}
#[diagnostic::do_not_recommend]
impl<S: ?Sized, T: BindOrNull<S>> BindOrNull<array<S>> for &[T] {}

/// A value of the enum `E` that is not NULL; of an array where `E` is a slice.
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot be bound where the statement takes the enum `{E}` that is not NULL",
    label = "one of the values in this statement is of type `{Self}`",
    note = "bind a value of the enum; a string is cast in SQL: `{{value}}::text::..`"
)]
pub trait BindEnum<E: ?Sized>: ToSql + Sync {}

/// A value of the enum `E`, or an `Option` of one; of an array where `E` is a slice.
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot be bound where the statement takes the enum `{E}`",
    label = "one of the values in this statement is of type `{Self}`",
    note = "bind a value of the enum; a string is cast in SQL: `{{value}}::text::..`"
)]
pub trait BindEnumOrNull<E: ?Sized>: ToSql + Sync {}

macro_rules! enums {
    ($($as:ty: $($value:ty),+; or $($option:ty),+;)*) => {$(
        $(
            #[diagnostic::do_not_recommend]
            impl<E: PgEnum + ToSql + Sync> BindEnum<$as> for $value {}
            #[diagnostic::do_not_recommend]
            impl<E: PgEnum + ToSql + Sync> BindEnumOrNull<$as> for $value {}
        )+
        $(
            #[diagnostic::do_not_recommend]
            impl<E: PgEnum + ToSql + Sync> BindEnumOrNull<$as> for $option {}
        )+
    )*};
}

enums! {
    E: E, &E, &&E; or Option<E>, Option<&E>, &Option<E>;
    [E]: Vec<E>, &Vec<E>, &[E], Vec<Option<E>>, &[Option<E>]; or Option<Vec<E>>, Option<&[E]>, &Option<Vec<E>>;
}
