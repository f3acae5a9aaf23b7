//! `interval`.

use std::error::Error;
use std::fmt;

use bytes::{Buf, BufMut, BytesMut};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

/// A span of time in the three units that PostgreSQL keeps apart: a month has no fixed number of days, a day no fixed
/// number of hours.
///
/// ```
/// use tablewright::types::Interval;
/// let week = Interval::days(7);
/// assert_eq!(week.to_string(), "0 mons 7 days 0 us");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    /// Months; a year is twelve.
    pub months: i32,
    /// Days.
    pub days: i32,
    /// Microseconds.
    pub microseconds: i64,
}

impl Interval {
    /// So many months.
    pub const fn months(months: i32) -> Self {
        Self { months, days: 0, microseconds: 0 }
    }

    /// So many days.
    pub const fn days(days: i32) -> Self {
        Self { months: 0, days, microseconds: 0 }
    }

    /// So many microseconds.
    pub const fn microseconds(microseconds: i64) -> Self {
        Self { months: 0, days: 0, microseconds }
    }
}

/// In a form that PostgreSQL reads.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} mons {} days {} us", self.months, self.days, self.microseconds)
    }
}

// On the wire: microseconds, days, months (`interval_send` in src/backend/utils/adt/timestamp.c).
impl ToSql for Interval {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        out.put_i64(self.microseconds);
        out.put_i32(self.days);
        out.put_i32(self.months);
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::INTERVAL
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Interval {
    fn from_sql(_: &Type, mut raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        if raw.len() != 16 {
            return Err(format!("an interval has 16 bytes, not {}", raw.len()).into());
        }
        let (microseconds, days) = (raw.get_i64(), raw.get_i32());
        Ok(Self { months: raw.get_i32(), days, microseconds })
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::INTERVAL
    }
}
