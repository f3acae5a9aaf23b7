//! The calendar that PostgreSQL counts in: Gregorian for all time, with a year before the first called 1 BC.

use std::fmt;

/// The microseconds of a day.
pub(super) const DAY: i64 = 86_400_000_000;

/// A year (0 is 1 BC), month and day.
pub(super) type Day = (i64, i64, i64);

/// A day, and for a timestamp the microseconds since its midnight.
#[derive(Clone, Copy)]
pub(super) struct Civil {
    pub(super) day: Day,
    pub(super) microseconds: Option<i64>,
}

/// The day that is so many days after 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
pub(super) fn civil(days: i64) -> Day {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

impl Civil {
    /// The days since 1970-01-01.
    pub(super) fn days(&self) -> i64 {
        let (year, month, day) = self.day;
        let year = year - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * month + 2) / 5 + day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// As PostgreSQL prints it in its ISO style.
    pub(super) fn write(&self, zone: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.day;
        let (year, era) = if year > 0 { (year, "") } else { (1 - year, " BC") };
        write!(f, "{year:04}-{month:02}-{day:02}")?;
        if let Some(microseconds) = self.microseconds {
            f.write_str(" ")?;
            write_time(microseconds, f)?;
            f.write_str(zone)?;
        }
        f.write_str(era)
    }

    /// Reads what [`Civil::write`] writes.
    pub(super) fn parse(text: &str, zone: &str) -> Option<Self> {
        let (text, is_before) = text.strip_suffix(" BC").map_or((text, false), |text| (text, true));
        let (date, time) = text.split_once(' ').map_or((text, None), |(date, time)| (date, Some(time)));
        let mut numbers = date.split('-').map(number);
        let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let year = if is_before { 1 - year } else { year };
        let microseconds = match time {
            Some(time) => Some(read_time(time.strip_suffix(zone)?)?),
            None => None,
        };
        let parts = Self { day: (year, month, day), microseconds };
        // A day that is not in the calendar would come back as another one.
        (numbers.next().is_none() && year.abs() < 10_000_000 && civil(parts.days()) == parts.day)
            .then_some(parts)
    }
}

fn number(digits: &str) -> Option<i64> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// `14:30:00.000001`, without zeros at the end of a fraction.
pub(super) fn write_time(microseconds: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (seconds, fraction) = (microseconds / 1_000_000, microseconds % 1_000_000);
    write!(f, "{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)?;
    if fraction != 0 {
        write!(f, ".{}", format!("{fraction:06}").trim_end_matches('0'))?;
    }
    Ok(())
}

fn read_time(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut numbers = whole.split(':').map(number);
    let (hours, minutes, seconds) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let is_time =
        hours <= 24 && minutes < 60 && seconds < 60 && fraction.len() <= 6 && numbers.next().is_none();
    let fraction = number(fraction)? * 10_i64.pow(u32::try_from(6 - fraction.len().min(6)).ok()?);
    is_time.then_some(((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + fraction)
}
