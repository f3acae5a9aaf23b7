//! The time in front of a migration's name.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A time to the second in UTC, written `YYYYMMDDHHMMSS`.
///
/// ```
/// use tablewright_codegen::migrations::Stamp;
/// let stamp = Stamp::parse("20261231235959").expect("a time");
/// assert_eq!(stamp.next().to_string(), "20270101000000");
/// assert_eq!(Stamp::parse("20260230000000"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Since 1970.
    seconds: i64,
}

const DAY: i64 = 86_400;

impl Stamp {
    /// A time of the system's clock.
    pub fn new(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { seconds: i64::try_from(since.as_secs()).unwrap_or(i64::MAX) }
    }

    /// Reads fourteen digits; `None` where they are no time.
    pub fn parse(digits: &str) -> Option<Self> {
        if digits.len() != 14 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let part = |range: std::ops::Range<usize>| digits[range].parse::<i64>().ok();
        let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
        let (hour, minute, second) = (part(8..10)?, part(10..12)?, part(12..14)?);
        if !(1..=12).contains(&month) || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let seconds = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
        let stamp = Self { seconds };
        // A day that the month does not have comes out as another one.
        (stamp.to_string() == digits).then_some(stamp)
    }

    /// One second later.
    #[must_use]
    pub fn next(self) -> Self {
        Self { seconds: self.seconds + 1 }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date(self.seconds.div_euclid(DAY));
        let second = self.seconds.rem_euclid(DAY);
        write!(f, "{year:04}{month:02}{day:02}{:02}{:02}{:02}", second / 3600, second / 60 % 60, second % 60)
    }
}

/// Days since 1970 in the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The way back: year, month, day.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for day in 0..146_097 {
            let stamp = Stamp { seconds: day * DAY + 86_399 };
            assert_eq!(Stamp::parse(&stamp.to_string()), Some(stamp));
        }
    }

    #[test]
    fn known_times() {
        let at = |seconds| Stamp::new(UNIX_EPOCH + Duration::from_secs(seconds)).to_string();
        assert_eq!(at(0), "19700101000000");
        assert_eq!(at(1_709_210_096), "20240229123456");
        for no_time in
            ["20261301000000", "20260229000000", "20260101240000", "2026010100000", "2026010100000x"]
        {
            assert_eq!(Stamp::parse(no_time), None, "{no_time}");
        }
    }
}
