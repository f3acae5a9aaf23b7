//! Numbers, moments and truth, by the name of their column.

use heck::ToSnakeCase;

use super::demand::Demand;
use super::time::{self, DAY, NOW_SECONDS};
use super::value::{Field, SINCE, Value};

fn is(name: &str, words: &[&str]) -> bool {
    let name = name.to_snake_case();
    words.iter().any(|word| name.split('_').any(|own| own == *word))
}

/// A range that fits the name of a number.
fn usual(name: &str) -> (f64, f64) {
    if is(name, &["age"]) {
        (18.0, 90.0)
    } else if is(name, &["price", "amount", "total", "cost", "fee", "balance", "pay", "salary"]) {
        (1.0, 500.0)
    } else if is(name, &["quantity", "qty", "stock"]) {
        (1.0, 20.0)
    } else if is(name, &["year"]) {
        (1990.0, 2025.0)
    } else if is(name, &["rating", "stars"]) {
        (1.0, 5.0)
    } else if is(name, &["percent", "percentage", "progress"]) {
        (0.0, 100.0)
    } else if is(name, &["latitude", "lat"]) {
        (-90.0, 90.0)
    } else if is(name, &["longitude", "lon", "lng"]) {
        (-180.0, 180.0)
    } else if is(name, &["ratio", "rate", "probability", "weight"]) {
        (0.0, 1.0)
    } else {
        (0.0, 1000.0)
    }
}

fn number(text: String) -> Value {
    let number = text.parse().ok();
    Value { text, number }
}

/// A whole number that is at most so large.
pub(super) fn whole(field: &mut Field<'_>, largest: f64) -> Value {
    let (low, high) = usual(field.name);
    let (low, high) = within(&field.demand, low.floor(), high.ceil(), 1.0, largest);
    let row = field.row as f64;
    let value = if field.unique {
        // Every number comes once.
        let start = if low <= 1.0 && high >= 1.0 { 1.0 } else { low.ceil() };
        start + row - 1.0
    } else {
        field.random.between(low.ceil(), high.floor() + 1.0).floor().min(high.floor())
    };
    number(format!("{value:.0}"))
}

fn within(demand: &Demand, low: f64, high: f64, step: f64, largest: f64) -> (f64, f64) {
    let (low, high) = demand.range(low, high, step);
    (low.clamp(-largest, largest), high.clamp(-largest, largest))
}

/// `numeric(precision, scale)`.
pub(super) fn decimal(field: &mut Field<'_>, limits: Option<(u16, i16)>) -> Value {
    let (precision, scale) = limits.unwrap_or((15, 2));
    let largest = 10f64.powi(i32::from(precision) - i32::from(scale)).min(1e12);
    let digits = usize::try_from(scale).unwrap_or(0).min(6);
    let step = 10f64.powi(-i32::try_from(digits).unwrap_or(0));
    if digits == 0 && limits.is_some() {
        return whole(field, largest - 1.0);
    }
    let (low, high) = usual(field.name);
    let (low, high) = within(&field.demand, low, high, step, largest - step);
    let unique = if field.unique { field.row as f64 * step } else { 0.0 };
    let value = (field.random.between(low, high) + unique).clamp(low, high.max(low));
    number(format!("{value:.digits$}"))
}

pub(super) fn float(field: &mut Field<'_>) -> Value {
    let (low, high) = usual(field.name);
    let (low, high) = within(&field.demand, low, high, 0.001, 1e12);
    let value = field.random.between(low, high);
    number(if high - low > 1.0 { format!("{value:.2}") } else { format!("{value:.4}") })
}

pub(super) fn boolean(field: &mut Field<'_>) -> Value {
    let percent = if is(field.name, &["deleted", "banned", "archived", "blocked", "hidden", "disabled"]) {
        8
    } else if is(field.name, &["active", "enabled", "verified", "visible", "public"]) {
        80
    } else {
        40
    };
    Value::text(field.random.percent(percent).to_string())
}

/// Whether a column says when its row came to be.
pub(super) fn is_beginning(name: &str) -> bool {
    is(
        name,
        &[
            "created",
            "joined",
            "inserted",
            "registered",
            "started",
            "starts",
            "start",
            "begins",
            "ordered",
            "placed",
            "opened",
        ],
    )
}

/// A moment in seconds: rows come to be one after the other during the year; the rest follows.
fn seconds(field: &mut Field<'_>, step: f64) -> f64 {
    let far = NOW_SECONDS + 60.0 * DAY;
    let (low, high) = if is(field.name, &["birth", "birthday", "birthdate", "dob", "born"]) {
        (time::parse("1950-01-01").unwrap_or(0.0), time::parse("2007-01-01").unwrap_or(0.0))
    } else if is_beginning(field.name) || field.unique {
        let share = (field.row as f64 - 1.0) / field.rows.max(1) as f64;
        let at = SINCE + share * 360.0 * DAY;
        (at, at + (360.0 * DAY / field.rows.max(1) as f64).max(step))
    } else if is(field.name, &["expires", "expiry", "due", "ends", "end", "until", "scheduled", "deadline"]) {
        let base = field.demand.expected_low.unwrap_or(NOW_SECONDS);
        (base + DAY, base + 60.0 * DAY)
    } else {
        match field.demand.expected_low {
            Some(low) => (low, low + 20.0 * DAY),
            None => (SINCE, NOW_SECONDS),
        }
    };
    let (low, high) = field.demand.range(low, high.min(far.max(low + step)), step);
    field.random.between(low, high)
}

pub(super) fn moment(field: &mut Field<'_>) -> Value {
    let seconds = seconds(field, 1.0);
    // The text has whole seconds: what is drawn between two of them must not fall below a bound.
    let seconds = field.demand.low.map_or(seconds.floor(), |low| {
        if seconds.floor() < low.at { seconds.ceil() } else { seconds.floor() }
    });
    Value { text: format!("{}+00", time::moment(seconds)), number: Some(seconds) }
}

pub(super) fn date(field: &mut Field<'_>) -> Value {
    let seconds = seconds(field, DAY);
    let day = (seconds / DAY).floor() * DAY;
    let day = field.demand.low.map_or(day, |low| if day < low.at { day + DAY } else { day });
    Value { text: time::day(day), number: Some(day) }
}

pub(super) fn time_of_day(field: &mut Field<'_>) -> Value {
    let (low, high) = field.demand.range(7.0 * 3600.0, 21.0 * 3600.0, 60.0);
    let of_day = field.random.between(low, high).rem_euclid(DAY);
    let text = time::moment(of_day)[11..16].to_owned();
    Value { text, number: Some((of_day / 60.0).floor() * 60.0) }
}
