//! `interval`.

use std::fmt;

use bytes::{Buf, BufMut, BytesMut};
use jiff::Span;
use serde::{Deserialize, Serialize};
use tokio_postgres::types::Type;

use super::wire::{Converted, convert};

/// A span of time in the three units that PostgreSQL keeps apart: a month has no fixed number of days, a day no fixed
/// number of hours. All that PostgreSQL has fits, infinity included (from version 17).
///
/// ```
/// use tablewright::types::Interval;
/// let week = Interval::days(7);
/// assert_eq!(week.to_string(), "0 mons 7 days 0 us");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// Months; a year is twelve.
    pub months: i32,
    /// Days.
    pub days: i32,
    /// Microseconds.
    pub microseconds: i64,
}

impl Interval {
    /// Longer than every other: `infinity`, from PostgreSQL 17.
    pub const INFINITY: Self = Self { months: i32::MAX, days: i32::MAX, microseconds: i64::MAX };

    /// Shorter than every other: `-infinity`, from PostgreSQL 17.
    pub const NEG_INFINITY: Self = Self { months: i32::MIN, days: i32::MIN, microseconds: i64::MIN };

    /// Whether it is neither of the infinite ones.
    pub fn is_finite(self) -> bool {
        self != Self::INFINITY && self != Self::NEG_INFINITY
    }

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
        match *self {
            Self::INFINITY => f.write_str("infinity"),
            Self::NEG_INFINITY => f.write_str("-infinity"),
            Self { months, days, microseconds } => write!(f, "{months} mons {days} days {microseconds} us"),
        }
    }
}

/// As a span of months, days and microseconds. The error names an interval that is infinite or beyond what `jiff` has.
impl TryFrom<Interval> for Span {
    type Error = jiff::Error;

    fn try_from(interval: Interval) -> Result<Self, jiff::Error> {
        if !interval.is_finite() {
            return Err(jiff::Error::from_args(format_args!("the interval {interval} is no span")));
        }
        Self::new()
            .try_months(interval.months)?
            .try_days(interval.days)?
            .try_microseconds(interval.microseconds)
    }
}

/// Years count as twelve months, weeks as seven days, hours and below as microseconds, to which nanoseconds are rounded.
impl TryFrom<Span> for Interval {
    type Error = jiff::Error;

    fn try_from(span: Span) -> Result<Self, jiff::Error> {
        let too_long = || jiff::Error::from_args(format_args!("the span {span} is longer than an interval"));
        let months = i64::from(span.get_years()) * 12 + i64::from(span.get_months());
        let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
        let nanoseconds = i128::from(span.get_hours()) * 3_600_000_000_000
            + i128::from(span.get_minutes()) * 60_000_000_000
            + i128::from(span.get_seconds()) * 1_000_000_000
            + i128::from(span.get_milliseconds()) * 1_000_000
            + i128::from(span.get_microseconds()) * 1_000
            + i128::from(span.get_nanoseconds());
        let rounded = (nanoseconds + nanoseconds.signum() * 500) / 1_000;
        Ok(Self {
            months: i32::try_from(months).map_err(|_| too_long())?,
            days: i32::try_from(days).map_err(|_| too_long())?,
            microseconds: i64::try_from(rounded).map_err(|_| too_long())?,
        })
    }
}

convert!(Interval: Type::INTERVAL);

// On the wire: microseconds, days, months (`interval_send` in src/backend/utils/adt/timestamp.c).
impl Interval {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        out.put_i64(self.microseconds);
        out.put_i32(self.days);
        out.put_i32(self.months);
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        let (microseconds, days) = (raw.try_get_i64()?, raw.try_get_i32()?);
        Ok(Self { months: raw.try_get_i32()?, days, microseconds })
    }
}
