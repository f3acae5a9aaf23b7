//! `numeric` with all its digits.

mod decimal;
mod text;

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use bytes::{Buf, BufMut, BytesMut};
use tokio_postgres::types::Type;

use super::wire::{Converted, convert};

/// A `numeric` as PostgreSQL keeps it: up to 131,072 digits before the point and 16,383 behind it, NaN, and infinity (from
/// version 14). For numbers of up to 28 digits, and to compute with them, there is [`Decimal`](super::Decimal).
///
/// Text goes both ways without loss, zeros at the end included. As for the server, `1.0` equals `1.00`, and NaN equals itself
/// and is greater than everything.
///
/// ```
/// use tablewright::types::{Decimal, Numeric};
/// let third: Numeric = "0.3333333333333333333333333333333333333333".parse().unwrap();
/// assert_eq!(third.to_string(), "0.3333333333333333333333333333333333333333");
/// assert!(Decimal::try_from(&third).is_err());
/// assert!(third < Numeric::INFINITY && Numeric::INFINITY < Numeric::NAN);
/// ```
#[derive(Clone, Debug)]
pub struct Numeric {
    class: Class,
    /// The first group stands for so many times 10,000 to this power.
    weight: i16,
    /// Digits behind the point that are shown.
    scale: u16,
    /// Groups of four digits, none at either end that is zero.
    groups: Vec<u16>,
}

/// In the order of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Class {
    NegInfinity,
    Negative,
    /// Zero, too.
    Positive,
    Infinity,
    NaN,
}

impl Numeric {
    /// Not a number.
    pub const NAN: Self = Self::special(Class::NaN);
    /// Greater than every number.
    pub const INFINITY: Self = Self::special(Class::Infinity);
    /// Less than every number.
    pub const NEG_INFINITY: Self = Self::special(Class::NegInfinity);
    /// Zero.
    pub const ZERO: Self = Self::special(Class::Positive);

    const fn special(class: Class) -> Self {
        Self { class, weight: 0, scale: 0, groups: Vec::new() }
    }

    /// Whether it is not a number.
    pub fn is_nan(&self) -> bool {
        self.class == Class::NaN
    }

    /// Whether it is a number, and not infinite.
    pub fn is_finite(&self) -> bool {
        matches!(self.class, Class::Negative | Class::Positive)
    }

    /// How many digits behind the point it is shown with.
    pub fn scale(&self) -> u16 {
        self.scale
    }

    /// A number without the zeros around it; `-0` is zero.
    fn number(is_negative: bool, weight: i64, scale: u16, mut groups: Vec<u16>) -> Option<Self> {
        let zeros = groups.iter().take_while(|group| **group == 0).count();
        groups.drain(..zeros);
        while groups.last() == Some(&0) {
            groups.pop();
        }
        if groups.is_empty() {
            return Some(Self { scale, ..Self::ZERO });
        }
        let weight = i16::try_from(weight - i64::try_from(zeros).ok()?).ok()?;
        let class = if is_negative { Class::Negative } else { Class::Positive };
        Some(Self { class, weight, scale, groups })
    }
}

impl PartialEq for Numeric {
    fn eq(&self, other: &Self) -> bool {
        (self.class, self.weight, &self.groups) == (other.class, other.weight, &other.groups)
    }
}

impl Eq for Numeric {}

impl Hash for Numeric {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.class, self.weight, &self.groups).hash(state);
    }
}

impl Ord for Numeric {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |number: &Self| (!number.groups.is_empty(), number.weight);
        let larger = || size(self).cmp(&size(other)).then_with(|| self.groups.cmp(&other.groups));
        self.class.cmp(&other.class).then_with(|| match self.class {
            Class::Positive => larger(),
            Class::Negative => larger().reverse(),
            Class::NegInfinity | Class::Infinity | Class::NaN => Ordering::Equal,
        })
    }
}

impl PartialOrd for Numeric {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Default for Numeric {
    fn default() -> Self {
        Self::ZERO
    }
}

convert!(Numeric: Type::NUMERIC);

// On the wire: the number of groups, the weight, the class, the scale, the groups (`numeric_send` in
// src/backend/utils/adt/numeric.c).
impl Numeric {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        out.put_u16(u16::try_from(self.groups.len())?);
        out.put_i16(self.weight);
        out.put_u16(match self.class {
            Class::Positive => 0x0000,
            Class::Negative => 0x4000,
            Class::NaN => 0xC000,
            Class::Infinity => 0xD000,
            Class::NegInfinity => 0xF000,
        });
        out.put_u16(self.scale);
        self.groups.iter().for_each(|group| out.put_u16(*group));
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        let (count, weight) = (raw.try_get_u16()?, raw.try_get_i16()?);
        let (class, scale) = (raw.try_get_u16()?, raw.try_get_u16()?);
        let groups = (0..count).map(|_| raw.try_get_u16()).collect::<Result<Vec<_>, _>>()?;
        let number = |negative| Self::number(negative, weight.into(), scale, groups).ok_or("not a numeric");
        Ok(match class {
            0x0000 => number(false)?,
            0x4000 => number(true)?,
            0xC000 => Self::NAN,
            0xD000 => Self::INFINITY,
            0xF000 => Self::NEG_INFINITY,
            other => return Err(format!("a numeric of the unknown class {other:#06x}").into()),
        })
    }
}
