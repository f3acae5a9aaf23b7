//! Ranges and multiranges.

use std::error::Error;
use std::fmt;
use std::ops;
pub use std::ops::Bound;

use bytes::{Buf, BufMut, BytesMut};
use serde::{Deserialize, Serialize};
use tokio_postgres::types::{FromSql, IsNull, Kind, ToSql, Type, to_sql_checked};

use super::wire::{Converted, part, read, write, write_part};

/// A range: `int4range` is `Range<i32>`, `tstzrange` is `Range<Timestamp>`, and a range of your own has its subtype.
///
/// The server brings ranges of whole numbers and days to the form that has the lower bound and not the upper one.
///
/// ```
/// use tablewright::types::{Bound, Range};
/// let days = Range::from(1..5);
/// assert_eq!(days.lower(), Bound::Included(&1));
/// assert!(days.contains(&4) && !days.contains(&5));
/// assert_eq!(Range::from(..=3).to_string(), "(,3]");
/// assert!(!Range::Empty.contains(&1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Range<T> {
    /// It holds no value.
    Empty,
    /// All between a lower and an upper bound.
    Between(Bound<T>, Bound<T>),
}

/// Ranges apart from each other, in order: `int4multirange` is `Multirange<i32>`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Multirange<T>(pub Vec<Range<T>>);

impl<T> Range<T> {
    /// The lower bound; an empty range has none.
    pub fn lower(&self) -> Bound<&T> {
        match self {
            Self::Empty => Bound::Unbounded,
            Self::Between(lower, _) => lower.as_ref(),
        }
    }

    /// The upper bound; an empty range has none.
    pub fn upper(&self) -> Bound<&T> {
        match self {
            Self::Empty => Bound::Unbounded,
            Self::Between(_, upper) => upper.as_ref(),
        }
    }

    /// Whether it holds no value.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Whether it holds this value.
    pub fn contains(&self, value: &T) -> bool
    where
        T: PartialOrd,
    {
        !self.is_empty() && ops::RangeBounds::contains(&(self.lower(), self.upper()), value)
    }
}

macro_rules! of_std {
    ($($range:ty => |$from:ident| $lower:expr, $upper:expr;)+) => {$(
        impl<T> From<$range> for Range<T> {
            fn from($from: $range) -> Self {
                Self::Between($lower, $upper)
            }
        }
    )+};
}

of_std! {
    ops::Range<T> => |range| Bound::Included(range.start), Bound::Excluded(range.end);
    ops::RangeFrom<T> => |range| Bound::Included(range.start), Bound::Unbounded;
    ops::RangeTo<T> => |range| Bound::Unbounded, Bound::Excluded(range.end);
    ops::RangeToInclusive<T> => |range| Bound::Unbounded, Bound::Included(range.end);
    ops::RangeFull => |_range| Bound::Unbounded, Bound::Unbounded;
    (Bound<T>, Bound<T>) => |bounds| bounds.0, bounds.1;
}

impl<T> From<ops::RangeInclusive<T>> for Range<T> {
    fn from(range: ops::RangeInclusive<T>) -> Self {
        let (start, end) = range.into_inner();
        Self::Between(Bound::Included(start), Bound::Included(end))
    }
}

/// As PostgreSQL writes it: `[1,5)`, `(,3]`, `empty`.
impl<T: fmt::Display> fmt::Display for Range<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Between(lower, upper) = self else { return f.write_str("empty") };
        match lower {
            Bound::Included(value) => write!(f, "[{value},")?,
            Bound::Excluded(value) => write!(f, "({value},")?,
            Bound::Unbounded => f.write_str("(,")?,
        }
        match upper {
            Bound::Included(value) => write!(f, "{value}]"),
            Bound::Excluded(value) => write!(f, "{value})"),
            Bound::Unbounded => f.write_str(")"),
        }
    }
}

// On the wire: flags, then each bound that there is with its length (`range_send` in
// src/backend/utils/adt/rangetypes.c).
const EMPTY: u8 = 0x01;
const LOWER_INCLUDED: u8 = 0x02;
const UPPER_INCLUDED: u8 = 0x04;
const LOWER_UNBOUNDED: u8 = 0x08;
const UPPER_UNBOUNDED: u8 = 0x10;

fn flags<T>(lower: &Bound<T>, upper: &Bound<T>) -> u8 {
    let lower = match lower {
        Bound::Included(_) => LOWER_INCLUDED,
        Bound::Excluded(_) => 0,
        Bound::Unbounded => LOWER_UNBOUNDED,
    };
    lower
        | match upper {
            Bound::Included(_) => UPPER_INCLUDED,
            Bound::Excluded(_) => 0,
            Bound::Unbounded => UPPER_UNBOUNDED,
        }
}

impl<T: ToSql> Range<T> {
    fn write(&self, element: &Type, out: &mut BytesMut) -> Converted<IsNull> {
        let Self::Between(lower, upper) = self else {
            out.put_u8(EMPTY);
            return Ok(IsNull::No);
        };
        out.put_u8(flags(lower, upper));
        for bound in [lower, upper] {
            if let Bound::Included(value) | Bound::Excluded(value) = bound {
                write_part(out, |out| match write(value, element, out)? {
                    IsNull::No => Ok(IsNull::No),
                    IsNull::Yes => Err("the bound of a range cannot be NULL".into()),
                })?;
            }
        }
        Ok(IsNull::No)
    }
}

impl<'a, T: FromSql<'a>> Range<T> {
    fn read(element: &Type, mut raw: &'a [u8]) -> Converted<Self> {
        let flags = raw.try_get_u8()?;
        if flags & EMPTY != 0 {
            return Ok(Self::Empty);
        }
        let mut bound = |unbounded, included| -> Converted<Bound<T>> {
            if flags & unbounded != 0 {
                return Ok(Bound::Unbounded);
            }
            let value = read(element, part(&mut raw)?)?;
            Ok(if flags & included != 0 { Bound::Included(value) } else { Bound::Excluded(value) })
        };
        let lower = bound(LOWER_UNBOUNDED, LOWER_INCLUDED)?;
        Ok(Self::Between(lower, bound(UPPER_UNBOUNDED, UPPER_INCLUDED)?))
    }
}

impl<T: ToSql> ToSql for Range<T> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match ty.kind() {
            Kind::Range(element) => self.write(element, out),
            _ => Err(format!("`{ty}` is not a range").into()),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(ty.kind(), Kind::Range(element) if T::accepts(super::wire::plain(element)))
    }

    to_sql_checked!();
}

impl<'a, T: FromSql<'a>> FromSql<'a> for Range<T> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match ty.kind() {
            Kind::Range(element) => Self::read(element, raw),
            _ => Err(format!("`{ty}` is not a range").into()),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(ty.kind(), Kind::Range(element) if T::accepts(super::wire::plain(element)))
    }
}

/// What a multirange is of. The driver does not know that of one that a user made; the first of PostgreSQL's own types that
/// suits the Rust type has the same form.
fn element(ty: &Type, accepts: fn(&Type) -> bool) -> Option<&Type> {
    match ty.kind() {
        Kind::Multirange(range) => match range.kind() {
            Kind::Range(element) if accepts(super::wire::plain(element)) => Some(element),
            // The driver's own list names the element here, not the range.
            _ if accepts(super::wire::plain(range)) => Some(range),
            _ => None,
        },
        Kind::Simple if Type::from_oid(ty.oid()).is_none() => STAND_INS.iter().find(|ty| accepts(ty)),
        _ => None,
    }
}

const STAND_INS: &[Type] = &[
    Type::INT2,
    Type::INT4,
    Type::INT8,
    Type::FLOAT4,
    Type::FLOAT8,
    Type::NUMERIC,
    Type::TEXT,
    Type::DATE,
    Type::TIME,
    Type::TIMETZ,
    Type::TIMESTAMP,
    Type::TIMESTAMPTZ,
    Type::INTERVAL,
    Type::UUID,
    Type::INET,
    Type::CIDR,
    Type::PG_LSN,
    Type::OID,
    Type::MONEY,
    Type::BIT,
    Type::BYTEA,
    Type::MACADDR,
    Type::MACADDR8,
    Type::BOOL,
];

// On the wire: the number of ranges, each with its length (`multirange_send` in
// src/backend/utils/adt/multirangetypes.c).
impl<T: ToSql> ToSql for Multirange<T> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        let element = element(ty, T::accepts).ok_or_else(|| format!("`{ty}` is not a multirange"))?;
        out.put_i32(i32::try_from(self.0.len())?);
        for range in &self.0 {
            write_part(out, |out| range.write(element, out))?;
        }
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        element(ty, T::accepts).is_some()
    }

    to_sql_checked!();
}

impl<'a, T: FromSql<'a>> FromSql<'a> for Multirange<T> {
    fn from_sql(ty: &Type, mut raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        let element = element(ty, T::accepts).ok_or_else(|| format!("`{ty}` is not a multirange"))?;
        let count = raw.try_get_i32()?;
        let mut ranges = Vec::new();
        for _ in 0..count {
            let range = part(&mut raw)?.ok_or("a multirange holds NULL")?;
            ranges.push(Range::read(element, range)?);
        }
        Ok(Self(ranges))
    }

    fn accepts(ty: &Type) -> bool {
        element(ty, T::accepts).is_some()
    }
}
