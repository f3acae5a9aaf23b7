//! Casts: `Todo::ID.to_text()`. A method for each type, since a column's methods have the place of its table as a type parameter
//! of their own, which nobody should have to write.

use super::Expr;
use crate::types::{Date, DateTime, Decimal, Interval, Json, Time, Timestamp, Uuid};

/// A type whose values PostgreSQL casts to `W` (`pg_cast`; anything can be cast to and from text).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be cast to `{W}`",
    label = "PostgreSQL has no cast between the two",
    note = "everything can be cast to `String`; from there a text that does not fit is an error of the statement"
)]
pub trait CastTo<W> {}

macro_rules! casts {
    ($($from:ty => $($to:ty),+;)+) => {$($(
        impl CastTo<$to> for $from {}
    )+)+};
}

casts! {
    bool => i32, String;
    i16 => i16, i32, i64, f32, f64, Decimal, String;
    i32 => bool, i16, i32, i64, f32, f64, Decimal, String;
    i64 => i16, i32, i64, f32, f64, Decimal, String;
    f32 => i16, i32, i64, f32, f64, Decimal, String;
    f64 => i16, i32, i64, f32, f64, Decimal, String;
    Decimal => i16, i32, i64, f32, f64, Decimal, String;
    String => bool, i16, i32, i64, f32, f64, Decimal, String, Uuid, Date, Time, DateTime, Timestamp, Interval, Json;
    Uuid => String;
    Date => DateTime, Timestamp, String;
    Time => Interval, String;
    DateTime => Date, Time, Timestamp, String;
    Timestamp => Date, Time, DateTime, String;
    Interval => Time, String;
    Json => bool, i16, i32, i64, f32, f64, Decimal, String;
}

impl<E: crate::PgEnum> CastTo<String> for E {}

macro_rules! casts_of {
    ($reads:ty, $($place:ident)?) => {
        /// `CAST(self AS text)`.
        pub fn to_text$(<$place>)?(self) -> Expr<String, $reads, N>
        where
            V: CastTo<String>,
        {
            Expr::new(self.fragment().cast_to::<String>())
        }

        /// `CAST(self AS boolean)`.
        pub fn to_bool$(<$place>)?(self) -> Expr<bool, $reads, N>
        where
            V: CastTo<bool>,
        {
            Expr::new(self.fragment().cast_to::<bool>())
        }

        /// `CAST(self AS smallint)`: an error of the statement where it does not fit.
        pub fn to_i16$(<$place>)?(self) -> Expr<i16, $reads, N>
        where
            V: CastTo<i16>,
        {
            Expr::new(self.fragment().cast_to::<i16>())
        }

        /// `CAST(self AS integer)`: an error of the statement where it does not fit.
        pub fn to_i32$(<$place>)?(self) -> Expr<i32, $reads, N>
        where
            V: CastTo<i32>,
        {
            Expr::new(self.fragment().cast_to::<i32>())
        }

        /// `CAST(self AS bigint)`: an error of the statement where it does not fit.
        pub fn to_i64$(<$place>)?(self) -> Expr<i64, $reads, N>
        where
            V: CastTo<i64>,
        {
            Expr::new(self.fragment().cast_to::<i64>())
        }

        /// `CAST(self AS real)`.
        pub fn to_f32$(<$place>)?(self) -> Expr<f32, $reads, N>
        where
            V: CastTo<f32>,
        {
            Expr::new(self.fragment().cast_to::<f32>())
        }

        /// `CAST(self AS double precision)`.
        pub fn to_f64$(<$place>)?(self) -> Expr<f64, $reads, N>
        where
            V: CastTo<f64>,
        {
            Expr::new(self.fragment().cast_to::<f64>())
        }

        /// `CAST(self AS numeric)`.
        pub fn to_decimal$(<$place>)?(self) -> Expr<Decimal, $reads, N>
        where
            V: CastTo<Decimal>,
        {
            Expr::new(self.fragment().cast_to::<Decimal>())
        }

        /// `CAST(self AS uuid)`.
        pub fn to_uuid$(<$place>)?(self) -> Expr<Uuid, $reads, N>
        where
            V: CastTo<Uuid>,
        {
            Expr::new(self.fragment().cast_to::<Uuid>())
        }

        /// `CAST(self AS date)`.
        pub fn to_date$(<$place>)?(self) -> Expr<Date, $reads, N>
        where
            V: CastTo<Date>,
        {
            Expr::new(self.fragment().cast_to::<Date>())
        }

        /// `CAST(self AS time)`.
        pub fn to_time$(<$place>)?(self) -> Expr<Time, $reads, N>
        where
            V: CastTo<Time>,
        {
            Expr::new(self.fragment().cast_to::<Time>())
        }

        /// `CAST(self AS timestamp)`, in the session's time zone where it has one.
        pub fn to_datetime$(<$place>)?(self) -> Expr<DateTime, $reads, N>
        where
            V: CastTo<DateTime>,
        {
            Expr::new(self.fragment().cast_to::<DateTime>())
        }

        /// `CAST(self AS timestamptz)`, in the session's time zone where it has none.
        pub fn to_timestamp$(<$place>)?(self) -> Expr<Timestamp, $reads, N>
        where
            V: CastTo<Timestamp>,
        {
            Expr::new(self.fragment().cast_to::<Timestamp>())
        }

        /// `CAST(self AS interval)`.
        pub fn to_interval$(<$place>)?(self) -> Expr<Interval, $reads, N>
        where
            V: CastTo<Interval>,
        {
            Expr::new(self.fragment().cast_to::<Interval>())
        }

        /// `CAST(self AS jsonb)`.
        pub fn to_json$(<$place>)?(self) -> Expr<Json, $reads, N>
        where
            V: CastTo<Json>,
        {
            Expr::new(self.fragment().cast_to::<Json>())
        }
    };
}

operators!(casts_of, [V,] V);
