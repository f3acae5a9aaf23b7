//! Dates and times as PostgreSQL has them: every year it knows, and infinity. The types of `jiff` end at the year 9999 and
//! have no infinity.

use std::fmt;
use std::str::FromStr;

use bytes::{Buf, BufMut, BytesMut};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use tokio_postgres::types::Type;

use super::calendar::{Civil, DAY, civil};
use super::wire::{Converted, convert};

/// That a value has no place in a type of `jiff`, or a text is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfRange {
    pub(super) value: String,
    pub(super) ty: &'static str,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no value of `{}`", self.value, self.ty)
    }
}

impl std::error::Error for OutOfRange {}

/// A type that counts units from the beginning of the year 2000, with infinity at both ends.
macro_rules! counted {
    ($(#[$doc:meta])* $name:ident($unit:ident: $number:ty), $sql:ident, $jiff:ty, $jiff_name:literal,
        $put:ident, $get:ident, $zone:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            $unit: $number,
        }

        impl $name {
            /// Later than every other.
            pub const INFINITY: Self = Self { $unit: <$number>::MAX };

            /// Earlier than every other.
            pub const NEG_INFINITY: Self = Self { $unit: <$number>::MIN };

            /// So many units after the beginning of the year 2000. The server refuses what is before 4714 BC or beyond
            /// its last year.
            pub const fn new($unit: $number) -> Self {
                Self { $unit }
            }

            /// The number of units since the beginning of the year 2000; the ends of its range are infinity.
            pub const fn $unit(self) -> $number {
                self.$unit
            }

            /// Whether it is neither of the infinite ones.
            pub const fn is_finite(self) -> bool {
                self.$unit != <$number>::MAX && self.$unit != <$number>::MIN
            }

            /// Whether `jiff` has no such value.
            pub(super) fn is_unusual(self) -> bool {
                <$jiff>::try_from(self).is_err()
            }

            fn encode(&self, out: &mut BytesMut) -> Converted<()> {
                out.$put(self.$unit);
                Ok(())
            }

            fn decode(raw: &mut &[u8]) -> Converted<Self> {
                Ok(Self { $unit: raw.$get()? })
            }
        }

        convert!($name: Type::$sql);

        /// As PostgreSQL prints it in its ISO style, in UTC.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match *self {
                    Self::INFINITY => f.write_str("infinity"),
                    Self::NEG_INFINITY => f.write_str("-infinity"),
                    _ => self.parts().write($zone, f),
                }
            }
        }

        impl TryFrom<$name> for $jiff {
            type Error = OutOfRange;

            fn try_from(value: $name) -> Result<Self, OutOfRange> {
                let refused = || OutOfRange { value: value.to_string(), ty: $jiff_name };
                if value.is_finite() { value.to_jiff().ok_or_else(refused) } else { Err(refused()) }
            }
        }

        /// Reads what `Display` writes, and what `jiff` reads.
        impl FromStr for $name {
            type Err = OutOfRange;

            fn from_str(text: &str) -> Result<Self, OutOfRange> {
                let refused = || OutOfRange { value: text.to_owned(), ty: stringify!($name) };
                match text.trim() {
                    "infinity" => Ok(Self::INFINITY),
                    "-infinity" => Ok(Self::NEG_INFINITY),
                    text => Civil::parse(text, $zone)
                        .and_then(Self::of_parts)
                        .or_else(|| Some(text.parse::<$jiff>().ok()?.into()))
                        .ok_or_else(refused),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

counted! {
    /// A `date` of any year that PostgreSQL has, from 4713 BC to 5874897, or infinity.
    ///
    /// ```
    /// use tablewright::types::{Date, PgDate};
    /// let date: PgDate = "0044-03-15 BC".parse().unwrap();
    /// assert_eq!(date.to_string(), "0044-03-15 BC");
    /// assert!(Date::try_from(PgDate::INFINITY).is_err());
    /// ```
    PgDate(days: i32), DATE, Date, "jiff::civil::Date", put_i32, try_get_i32, ""
}

counted! {
    /// A `timestamp` (without time zone) of any year that PostgreSQL has, from 4713 BC to 294276, or infinity.
    PgDateTime(microseconds: i64), TIMESTAMP, DateTime, "jiff::civil::DateTime", put_i64, try_get_i64, ""
}

counted! {
    /// A `timestamptz` of any year that PostgreSQL has, from 4713 BC to 294276, or infinity.
    ///
    /// ```
    /// use tablewright::types::{PgTimestamp, Timestamp};
    /// let now = Timestamp::from_second(1_800_000_000).unwrap();
    /// assert!(PgTimestamp::from(now) < PgTimestamp::INFINITY);
    /// assert_eq!(Timestamp::try_from(PgTimestamp::from(now)), Ok(now));
    /// ```
    PgTimestamp(microseconds: i64), TIMESTAMPTZ, Timestamp, "jiff::Timestamp", put_i64, try_get_i64, "+00"
}

/// 2000-01-01 in days and seconds after 1970-01-01.
const EPOCH_DAYS: i64 = 10_957;
const EPOCH_SECONDS: i64 = EPOCH_DAYS * 86_400;

impl PgDate {
    fn parts(self) -> Civil {
        Civil { day: civil(i64::from(self.days) + EPOCH_DAYS), microseconds: None }
    }

    fn of_parts(parts: Civil) -> Option<Self> {
        let days = parts.days() - EPOCH_DAYS;
        parts.microseconds.is_none().then_some(Self { days: i32::try_from(days).ok()? })
    }

    fn to_jiff(self) -> Option<Date> {
        let microseconds = i64::from(self.days).checked_mul(DAY)?;
        PgDateTime { microseconds }.to_jiff().map(DateTime::date)
    }
}

impl PgDateTime {
    fn parts(self) -> Civil {
        let days = self.microseconds.div_euclid(DAY) + EPOCH_DAYS;
        Civil { day: civil(days), microseconds: Some(self.microseconds.rem_euclid(DAY)) }
    }

    fn of_parts(parts: Civil) -> Option<Self> {
        let days = (parts.days() - EPOCH_DAYS).checked_mul(DAY)?;
        Some(Self { microseconds: days.checked_add(parts.microseconds.unwrap_or(0))? })
    }

    fn to_jiff(self) -> Option<DateTime> {
        let span = jiff::Span::new().try_microseconds(self.microseconds).ok()?;
        DateTime::constant(2000, 1, 1, 0, 0, 0, 0).checked_add(span).ok()
    }
}

impl PgTimestamp {
    fn parts(self) -> Civil {
        PgDateTime { microseconds: self.microseconds }.parts()
    }

    fn of_parts(parts: Civil) -> Option<Self> {
        PgDateTime::of_parts(parts).map(|at| Self { microseconds: at.microseconds })
    }

    fn to_jiff(self) -> Option<Timestamp> {
        let microseconds = self.microseconds.checked_add(EPOCH_SECONDS * 1_000_000)?;
        Timestamp::from_microsecond(microseconds).ok()
    }
}

impl From<Date> for PgDate {
    fn from(date: Date) -> Self {
        let day = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
        let days = Civil { day, microseconds: None }.days() - EPOCH_DAYS;
        // `jiff` has twenty thousand years.
        Self { days: i32::try_from(days).unwrap_or(0) }
    }
}

/// Nanoseconds are rounded to microseconds, which is what PostgreSQL keeps.
impl From<DateTime> for PgDateTime {
    fn from(at: DateTime) -> Self {
        let days = i64::from(PgDate::from(at.date()).days) * DAY;
        Self { microseconds: days + PgTime::from(at.time()).microseconds }
    }
}

/// Nanoseconds are rounded to microseconds, which is what PostgreSQL keeps.
impl From<Timestamp> for PgTimestamp {
    fn from(at: Timestamp) -> Self {
        let microseconds =
            (at.as_nanosecond() - i128::from(EPOCH_SECONDS) * 1_000_000_000 + 500).div_euclid(1_000);
        Self { microseconds: i64::try_from(microseconds).unwrap_or(0) }
    }
}

/// A `time`, also `24:00:00`, which `jiff` does not have.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct PgTime {
    /// Microseconds since midnight, up to 86,400,000,000.
    pub microseconds: i64,
}

impl PgTime {
    /// The end of the day, `24:00:00`.
    pub const END: Self = Self { microseconds: DAY };

    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        out.put_i64(self.microseconds);
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        Ok(Self { microseconds: raw.try_get_i64()? })
    }
}

convert!(PgTime: Type::TIME);

impl fmt::Display for PgTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::calendar::write_time(self.microseconds, f)
    }
}

/// Nanoseconds are rounded to microseconds, which is what PostgreSQL keeps.
impl From<Time> for PgTime {
    fn from(time: Time) -> Self {
        let seconds =
            i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
        Self { microseconds: seconds * 1_000_000 + (i64::from(time.subsec_nanosecond()) + 500) / 1_000 }
    }
}

impl TryFrom<PgTime> for Time {
    type Error = OutOfRange;

    fn try_from(time: PgTime) -> Result<Self, OutOfRange> {
        let refused = || OutOfRange { value: time.to_string(), ty: "jiff::civil::Time" };
        let span = jiff::Span::new().try_microseconds(time.microseconds).map_err(|_| refused())?;
        Self::midnight().checked_add(span).map_err(|_| refused())
    }
}

/// A `timetz`: a time of day with its distance from UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct TimeTz {
    /// The time of day there.
    pub time: PgTime,
    /// How many seconds that is ahead of UTC: 3,600 for `+01`.
    pub offset: i32,
}

convert!(TimeTz: Type::TIMETZ);

// On the wire: microseconds, then seconds west of UTC (`timetz_send` in src/backend/utils/adt/date.c).
impl TimeTz {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        self.time.encode(out)?;
        out.put_i32(self.offset.checked_neg().ok_or("an offset beyond a day")?);
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        let time = PgTime::decode(raw)?;
        Ok(Self { time, offset: raw.try_get_i32()?.checked_neg().ok_or("an offset beyond a day")? })
    }
}

/// As PostgreSQL prints it.
impl fmt::Display for TimeTz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, seconds) = (if self.offset < 0 { '-' } else { '+' }, self.offset.unsigned_abs());
        write!(f, "{}{sign}{:02}", self.time, seconds / 3_600)?;
        let (minutes, seconds) = (seconds / 60 % 60, seconds % 60);
        match (minutes, seconds) {
            (0, 0) => Ok(()),
            (minutes, 0) => write!(f, ":{minutes:02}"),
            (minutes, seconds) => write!(f, ":{minutes:02}:{seconds:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio_postgres::types::ToSql;

    /// What the driver sends for a value of `jiff`.
    fn sent(value: &impl ToSql, ty: &Type) -> Result<BytesMut, String> {
        let mut out = BytesMut::new();
        value.to_sql(ty, &mut out).map(|_| out).map_err(|error| error.to_string())
    }

    #[test]
    fn a_time_of_jiff_is_sent_as_the_one_of_postgres() {
        for text in [
            "9998-12-31T23:59:59.999999",
            "9999-12-30T00:00",
            "1999-12-31T23:59:59.9999996",
            "-000043-03-15T12:00",
        ] {
            let at: DateTime = text.parse().unwrap();
            assert_eq!(sent(&at, &Type::TIMESTAMP), sent(&PgDateTime::from(at), &Type::TIMESTAMP), "{text}");
        }
    }
}
