//! Casts.

use super::{Expr, SqlType};
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
        /// `CAST(self AS ..)`: the same value as another type.
        ///
        /// ```
        /// # use tablewright::{Filter, Table};
        /// # #[derive(Table)]
        /// # struct Todo { #[column(primary_key)] id: i64 }
        /// let filter = Filter::<Todo>::new().and(Todo::ID.cast::<String>().like("1%"));
        /// ```
        pub fn cast<W: SqlType $(, $place)?>(self) -> Expr<W, $reads, N>
        where
            V: CastTo<W>,
        {
            Expr::new(self.fragment().cast_to::<W>())
        }
    };
}

operators!(casts_of, [V,] V);
