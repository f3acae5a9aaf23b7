//! Dates and times (manual: "Date/Time Functions and Operators", 9.9).

use super::{Expr, Fragment, Level, Operand};
use crate::nullability::NotNull;
use crate::types::{Date, DateTime, Decimal, Interval, Timestamp};

/// A point in time: `Timestamp`, `DateTime`, `Date`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a date or a time",
    note = "`Timestamp`, `DateTime` and `Date` are"
)]
pub trait Moment {
    /// What comes out when an interval is added or a part is cut off.
    type Shifted;
}

impl Moment for Timestamp {
    type Shifted = Timestamp;
}

impl Moment for DateTime {
    type Shifted = DateTime;
}

impl Moment for Date {
    type Shifted = DateTime;
}

/// A part of a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // They say it themselves.
pub enum Part {
    Microsecond,
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    /// The day of the week, Monday 1 to Sunday 7; only to be read.
    IsoDayOfWeek,
    /// The day of the year; only to be read.
    DayOfYear,
    /// The week, from Monday.
    Week,
    Month,
    Quarter,
    Year,
    /// The year to which the week belongs; only to be read.
    IsoYear,
    Decade,
    Century,
    /// Seconds since 1970; only to be read.
    Epoch,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Microsecond => "microseconds",
            Self::Millisecond => "milliseconds",
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::IsoDayOfWeek => "isodow",
            Self::DayOfYear => "doy",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::IsoYear => "isoyear",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Epoch => "epoch",
        }
    }

    /// `'day'`: its name is a literal, so that an index on `date_trunc('day', ..)` is used.
    fn literal(self) -> Fragment {
        Fragment::text(self.name()).enclosed("'", "'", Level::Atom)
    }
}

/// `now()`: when the transaction began.
pub fn now() -> Expr<Timestamp, (), NotNull> {
    Expr::new(Fragment::text("now()"))
}

/// `current_date`: the day on which the transaction began, in the session's time zone.
pub fn current_date() -> Expr<Date, (), NotNull> {
    Expr::new(Fragment::text("current_date"))
}

macro_rules! moments {
    ($reads:ty, $($place:ident)?) => {
        /// `date_trunc(part, self)`: what is smaller than the part is cut off. Of a `timestamptz` the session's time zone
        /// decides where a day begins.
        pub fn date_trunc$(<$place>)?(self, part: Part) -> Expr<V::Shifted, $reads, N> {
            let value = self.fragment();
            Expr::new(Fragment::call("date_trunc", [part.literal(), value]))
        }

        /// `extract(part FROM self)`.
        pub fn extract$(<$place>)?(self, part: Part) -> Expr<Decimal, $reads, N> {
            let inside = Fragment::text(part.name()).then(Fragment::text(" FROM ")).then(self.fragment());
            Expr::new(inside.enclosed("extract(", ")", Level::Atom))
        }

        /// `self + interval`.
        pub fn plus<O: Operand<Interval, J>, J$(, $place)?>(self, interval: O)
            -> Expr<V::Shifted, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Add, " + ", interval.into_fragment().cast_to::<Interval>()))
        }

        /// `self - interval`.
        pub fn minus<O: Operand<Interval, J>, J$(, $place)?>(self, interval: O)
            -> Expr<V::Shifted, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Add, " - ", interval.into_fragment().cast_to::<Interval>()))
        }

        /// `age(self, since)`: the time between, in years, months and days.
        pub fn age<O: Operand<V, J>, J$(, $place)?>(self, since: O) -> Expr<Interval, O::Reads<$reads>, O::Null<N>> {
            Expr::new(Fragment::call("age", [self.fragment(), since.into_fragment()]))
        }
    };
}

operators!(moments, [V: Moment,] V);

macro_rules! zoned {
    ($reads:ty, $($place:ident)?) => {
        /// `self AT TIME ZONE zone`: what a clock in that zone shows.
        pub fn at_time_zone<O: Operand<String, J>, J$(, $place)?>(self, zone: O)
            -> Expr<DateTime, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Multiply, " AT TIME ZONE ", zone.into_fragment()).at_least(Level::Atom))
        }
    };
}

operators!(zoned, [] Timestamp);

macro_rules! unzoned {
    ($reads:ty, $($place:ident)?) => {
        /// `self AT TIME ZONE zone`: when a clock in that zone shows this.
        pub fn at_time_zone<O: Operand<String, J>, J$(, $place)?>(self, zone: O)
            -> Expr<Timestamp, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Multiply, " AT TIME ZONE ", zone.into_fragment()).at_least(Level::Atom))
        }
    };
}

operators!(unzoned, [] DateTime);
