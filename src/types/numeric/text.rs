//! `numeric` from and to text.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Class, Numeric};
use crate::types::OutOfRange;

/// As PostgreSQL prints it, every digit of it.
impl fmt::Display for Numeric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.class {
            Class::NaN => return f.write_str("NaN"),
            Class::Infinity => return f.write_str("Infinity"),
            Class::NegInfinity => return f.write_str("-Infinity"),
            Class::Negative => f.write_str("-")?,
            Class::Positive => {}
        }
        let group = |power: i32| {
            let at = usize::try_from(i32::from(self.weight) - power).ok();
            at.and_then(|at| self.groups.get(at)).copied().unwrap_or(0)
        };
        if self.groups.is_empty() || self.weight < 0 {
            f.write_str("0")?;
        } else {
            write!(f, "{}", group(self.weight.into()))?;
            (0..i32::from(self.weight)).rev().try_for_each(|power| write!(f, "{:04}", group(power)))?;
        }
        if self.scale == 0 {
            return Ok(());
        }
        let count = i32::from(self.scale.div_ceil(4));
        let fraction: String = (1..=count).map(|power| format!("{:04}", group(-power))).collect();
        write!(f, ".{}", fraction.get(..self.scale.into()).unwrap_or(&fraction))
    }
}

/// Reads what PostgreSQL reads: digits with a point and an exponent, `NaN`, `Infinity`.
impl FromStr for Numeric {
    type Err = OutOfRange;

    fn from_str(text: &str) -> Result<Self, OutOfRange> {
        let trimmed = text.trim();
        let (is_negative, rest) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        };
        let special = match rest.to_ascii_lowercase().as_str() {
            "nan" if rest == trimmed => Some(Self::NAN),
            "inf" | "infinity" if is_negative => Some(Self::NEG_INFINITY),
            "inf" | "infinity" => Some(Self::INFINITY),
            _ => number(is_negative, rest),
        };
        special.ok_or_else(|| OutOfRange { value: text.to_owned(), ty: "Numeric" })
    }
}

/// The most digits behind the point that PostgreSQL shows (`NUMERIC_DSCALE_MAX`).
const MAX_SCALE: i64 = 16_383;

fn number(is_negative: bool, text: &str) -> Option<Numeric> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if all.is_empty() || !all.iter().all(u8::is_ascii_digit) || exponent.abs() > 200_000 {
        return None;
    }
    let scale = (i64::try_from(fraction.len()).ok()? - exponent).max(0);
    if scale > MAX_SCALE {
        return None;
    }
    of_digits(is_negative, &all, i64::try_from(whole.len()).ok()? + exponent, u16::try_from(scale).ok()?)
}

/// A number by its decimal digits as text, of which the first `point` stand before the point.
pub(super) fn of_digits(is_negative: bool, digits: &[u8], point: i64, scale: u16) -> Option<Numeric> {
    let count = i64::try_from(digits.len()).ok()?;
    let first = (point - 1).div_euclid(4);
    let last = (point - count).div_euclid(4);
    let mut groups = vec![0_u16; usize::try_from(first - last + 1).ok()?];
    for (digit, power) in digits.iter().zip((point - count..point).rev()) {
        let group = groups.get_mut(usize::try_from(first - power.div_euclid(4)).ok()?)?;
        let ten = 10_u16.pow(u32::try_from(power.rem_euclid(4)).ok()?);
        *group += u16::from(digit - b'0') * ten;
    }
    Numeric::number(is_negative, first, scale, groups)
}

impl Serialize for Numeric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Numeric {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <Cow<'_, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_back_digit_for_digit() {
        let long = format!("-{}.{}", "9".repeat(1_000), "1".repeat(999));
        for text in
            ["0", "0.000", "1", "-1.50", "10000", "0.0001", "0.00001", "123456789.987654321", &long, "NaN"]
        {
            assert_eq!(text.parse::<Numeric>().unwrap().to_string(), text);
        }
        for (text, shown) in
            [("1e3", "1000"), ("1.5e-3", "0.0015"), ("+.5", "0.5"), ("-0", "0"), ("-inf", "-Infinity")]
        {
            assert_eq!(text.parse::<Numeric>().unwrap().to_string(), shown);
        }
        for text in ["", ".", "1.2.3", "--1", "-NaN", "1e", "0x10", "1e-20000"] {
            assert!(text.parse::<Numeric>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_order_is_that_of_the_server() {
        let mut sorted: Vec<Numeric> =
            ["-Infinity", "-10000", "-9999.5", "-0.1", "0", "0.0002", "0.1", "3", "20000", "Infinity"]
                .iter()
                .map(|text| text.parse().unwrap())
                .collect();
        sorted.push(Numeric::NAN);
        let mut again = sorted.clone();
        again.reverse();
        again.sort();
        assert_eq!(again, sorted);
        assert_eq!("1.0".parse::<Numeric>(), "1.000".parse());
    }
}
