//! `numeric` from and to numbers that a program computes with.

use rust_decimal::Decimal;

use super::text::of_digits;
use super::{Class, Numeric};
use crate::types::OutOfRange;

impl From<Decimal> for Numeric {
    fn from(decimal: Decimal) -> Self {
        let digits = decimal.mantissa().unsigned_abs().to_string();
        let scale = u16::try_from(decimal.scale()).unwrap_or(u16::MAX);
        let point = i64::try_from(digits.len()).unwrap_or(0) - i64::from(scale);
        // At most 29 digits, of which 28 behind the point.
        of_digits(decimal.is_sign_negative(), digits.as_bytes(), point, scale).unwrap_or_default()
    }
}

impl From<i64> for Numeric {
    fn from(number: i64) -> Self {
        Self::from(Decimal::from(number))
    }
}

/// Exact, or an error that names the number.
impl TryFrom<&Numeric> for Decimal {
    type Error = OutOfRange;

    fn try_from(numeric: &Numeric) -> Result<Self, OutOfRange> {
        decimal(numeric).ok_or_else(|| OutOfRange { value: numeric.to_string(), ty: "rust_decimal::Decimal" })
    }
}

/// Exact, or an error that names the number.
impl TryFrom<Numeric> for Decimal {
    type Error = OutOfRange;

    fn try_from(numeric: Numeric) -> Result<Self, OutOfRange> {
        Self::try_from(&numeric)
    }
}

fn decimal(numeric: &Numeric) -> Option<Decimal> {
    let is_negative = match numeric.class {
        Class::Negative => true,
        Class::Positive => false,
        Class::NegInfinity | Class::Infinity | Class::NaN => return None,
    };
    // The number is `whole` times ten to the power of `exponent`.
    let mut whole = 0_i128;
    for group in &numeric.groups {
        whole = whole.checked_mul(10_000)?.checked_add(i128::from(*group))?;
    }
    let behind_first = i32::try_from(numeric.groups.len()).ok()? - 1;
    let exponent = if whole == 0 { 0 } else { 4 * (i32::from(numeric.weight) - behind_first) };
    // As many zeros at the end as there is room for.
    let scales = (0..=numeric.scale.min(28)).rev();
    let mut exact = scales.filter_map(|scale| {
        let shift = exponent + i32::from(scale);
        let ten = 10_i128.checked_pow(shift.unsigned_abs())?;
        let mantissa = match shift >= 0 {
            true => whole.checked_mul(ten)?,
            false if whole % ten == 0 => whole / ten,
            false => return None,
        };
        let mantissa = if is_negative { -mantissa } else { mantissa };
        Decimal::try_from_i128_with_scale(mantissa, scale.into()).ok()
    });
    exact.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_exact_or_refused() {
        for text in [
            "0",
            "0.00",
            "-1.50",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001",
            "12000000",
        ] {
            let numeric: Numeric = text.parse().unwrap();
            let decimal = Decimal::try_from(&numeric).unwrap();
            assert_eq!(decimal.to_string(), text);
            assert_eq!(Numeric::from(decimal).to_string(), text);
        }
        for text in
            ["79228162514264337593543950336", "0.00000000000000000000000000001", "1e40", "NaN", "Infinity"]
        {
            let numeric: Numeric = text.parse().unwrap();
            let error = Decimal::try_from(&numeric).unwrap_err();
            assert_eq!(error.to_string(), format!("`{numeric}` is no value of `rust_decimal::Decimal`"));
        }
    }

    #[test]
    fn zeros_that_have_no_room_are_left_out() {
        let numeric: Numeric = "123456789012345678901234567.0000".parse().unwrap();
        assert_eq!(Decimal::try_from(numeric).unwrap().to_string(), "123456789012345678901234567.00");
    }
}
