//! Intervals.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan as _};

/// How long a partition lasts. All begin where the calendar does, in UTC; a week begins on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week (ISO 8601).
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

impl Every {
    /// All of them, the shortest first.
    pub const ALL: [Self; 6] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// As it is written: `month`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    fn span(self, count: i64) -> Span {
        match self {
            Self::Hour => count.hours(),
            Self::Day => count.days(),
            Self::Week => count.weeks(),
            Self::Month => count.months(),
            Self::Quarter => (3 * count).months(),
            Self::Year => count.years(),
        }
    }

    /// The start of the interval that a time is in.
    pub(super) fn floor(self, at: DateTime) -> DateTime {
        let date = at.date();
        let midnight = |date: Date| date.to_datetime(jiff::civil::Time::midnight());
        match self {
            Self::Hour => date.at(at.hour(), 0, 0, 0),
            Self::Day => midnight(date),
            Self::Week => {
                let since = i64::from(date.weekday().to_monday_zero_offset());
                midnight(date.checked_sub(since.days()).unwrap_or(date))
            }
            Self::Month => midnight(date.first_of_month()),
            Self::Quarter => {
                let since = i64::from((date.month() - 1) % 3);
                midnight(date.first_of_month().checked_sub(since.months()).unwrap_or(date))
            }
            Self::Year => midnight(date.first_of_year()),
        }
    }

    /// The start of an interval so many later, or before where the count is negative; `None` where no calendar goes.
    pub(super) fn step(self, from: DateTime, count: i64) -> Option<DateTime> {
        from.checked_add(self.span(count)).ok()
    }

    /// What the name of a partition ends with.
    pub(super) fn suffix(self, from: DateTime) -> String {
        let (year, month, day) = (from.year(), from.month(), from.day());
        match self {
            Self::Hour => format!("_{year:04}_{month:02}_{day:02}_{:02}", from.hour()),
            Self::Day => format!("_{year:04}_{month:02}_{day:02}"),
            Self::Week => {
                let week = from.date().iso_week_date();
                format!("_{:04}_w{:02}", week.year(), week.week())
            }
            Self::Month => format!("_{year:04}_{month:02}"),
            Self::Quarter => format!("_{year:04}_q{}", (month - 1) / 3 + 1),
            Self::Year => format!("_{year:04}"),
        }
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Every {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|every| every.as_str() == text);
        found.ok_or_else(|| format!("`{text}` is none of hour, day, week, month, quarter, year"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_begin_where_the_calendar_does() {
        let at: DateTime = "2026-02-28T13:45:10".parse().expect("a time");
        let shown = |every: Every| {
            let from = every.floor(at);
            (from.to_string(), every.step(from, 1).expect("a time").to_string(), every.suffix(from))
        };
        let is = |from: &str, to: &str, suffix: &str| (from.to_owned(), to.to_owned(), suffix.to_owned());
        assert_eq!(shown(Every::Hour), is("2026-02-28T13:00:00", "2026-02-28T14:00:00", "_2026_02_28_13"));
        assert_eq!(shown(Every::Day), is("2026-02-28T00:00:00", "2026-03-01T00:00:00", "_2026_02_28"));
        assert_eq!(shown(Every::Week), is("2026-02-23T00:00:00", "2026-03-02T00:00:00", "_2026_w09"));
        assert_eq!(shown(Every::Month), is("2026-02-01T00:00:00", "2026-03-01T00:00:00", "_2026_02"));
        assert_eq!(shown(Every::Quarter), is("2026-01-01T00:00:00", "2026-04-01T00:00:00", "_2026_q1"));
        assert_eq!(shown(Every::Year), is("2026-01-01T00:00:00", "2027-01-01T00:00:00", "_2026"));
        assert_eq!(Every::Week.suffix("2027-01-01T00:00:00".parse().expect("a time")), "_2026_w53");
    }
}
