//! Days and moments, without a clock: rows are made for a fixed day, so that they are the same whenever they are made.

/// The moment that the rows take for the present.
pub(super) const NOW: &str = "2026-01-01 00:00:00";

/// The same in seconds since 1970.
pub(super) const NOW_SECONDS: f64 = 1_767_225_600.0;

pub(super) const DAY: f64 = 86_400.0;

/// `2025-03-01` or `2025-03-01 12:30:05` (a zone is passed over) in seconds since 1970.
pub(super) fn parse(text: &str) -> Option<f64> {
    let mut parts = text.trim().splitn(2, [' ', 'T']);
    let mut date = parts.next()?.splitn(3, '-');
    let year: i64 = date.next()?.parse().ok()?;
    let month: i64 = date.next()?.parse().ok()?;
    let day: i64 = date.next()?.parse().ok()?;
    let mut seconds = days_of(year, month, day) as f64 * DAY;
    if let Some(time) = parts.next() {
        let digits: String = time.chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
        for (part, scale) in digits.split(':').zip([3600.0, 60.0, 1.0]) {
            seconds += part.parse::<f64>().ok()? * scale;
        }
    }
    Some(seconds)
}

/// `2025-03-01 12:30:05`.
pub(super) fn moment(seconds: f64) -> String {
    let whole = seconds.floor();
    let of_day = whole.rem_euclid(DAY) as i64;
    format!("{} {:02}:{:02}:{:02}", day(seconds), of_day / 3600, of_day / 60 % 60, of_day % 60)
}

/// `2025-03-01`; years before 1 are written as the server does.
pub(super) fn day(seconds: f64) -> String {
    let (year, month, day) = civil((seconds / DAY).floor() as i64);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Days since 1970 (Howard Hinnant, `days_from_civil`).
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The other way round.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments() {
        assert_eq!(parse(NOW), Some(NOW_SECONDS));
        assert_eq!(moment(NOW_SECONDS - 1.0), "2025-12-31 23:59:59");
        for text in ["1970-01-01", "2024-02-29", "1969-12-31", "2000-03-01"] {
            assert_eq!(day(parse(text).unwrap()), text);
        }
        assert_eq!(parse("2024-02-29T01:02:03+01").map(moment).as_deref(), Some("2024-02-29 01:02:03"));
        assert_eq!(parse("never"), None);
    }
}
