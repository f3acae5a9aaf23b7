//! Why a value does not fit a Rust type, and which type it fits.

use std::any::type_name;
use std::error::Error;

use fallible_iterator::FallibleIterator as _;
use postgres_protocol::types::array_from_sql;
use tokio_postgres::types::{FromSql, Kind, Type, WasNull};

use super::wire::Converted;
use super::{Numeric, PgDate, PgDateTime, PgTime, PgTimestamp};

type Cause = Box<dyn Error + Sync + Send>;

/// A Rust type without the path to it: `Option<Timestamp>`.
pub(crate) fn short_name<V: ?Sized>() -> String {
    let mut short = String::new();
    for character in type_name::<V>().chars() {
        if character == ':' {
            let word = short.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_').len();
            short.truncate(word);
        } else {
            short.push(character);
        }
    }
    short
}

/// That values of a type of the server are not read as `V`.
pub(super) fn mismatch<V>(ty: &Type) -> Cause {
    let name = short_name::<V>();
    let advice = match ty.kind() {
        Kind::Enum(_) => "derive `PgEnum` for an enum of that name",
        Kind::Composite(_) => "derive `PgComposite` for a struct of that name, or take it as `types::Raw`",
        Kind::Array(_) => "an array is a `Vec<T>` or `types::Array<T>` of what its elements are",
        Kind::Simple | Kind::Pseudo | Kind::Range(_) | Kind::Multirange(_) | Kind::Domain(_) => {
            "the table in the documentation of `tablewright::types` has the Rust type of each type"
        }
        _ => "`types::Raw` holds values of any type",
    };
    format!("the type `{ty}` is not read as `{name}`; {advice}").into()
}

/// `rust_decimal` rounds what it cannot hold, without a word: what would be rounded is refused here.
pub(super) fn check<V>(ty: &Type, raw: &[u8]) -> Converted<()> {
    let (is_numeric, is_array) = (*ty == Type::NUMERIC, *ty == Type::NUMERIC_ARRAY);
    if !(is_numeric || is_array) || !type_name::<V>().contains("rust_decimal::") {
        return Ok(());
    }
    each(is_array, raw, |raw| match needs_rounding(raw) {
        true => Err(no_place::<V>(&Type::NUMERIC, raw).unwrap_or_else(|| "it would be rounded".into())),
        false => Ok(()),
    })
}

/// Seven groups of four digits, of which at most 28 stand behind the point, always fit.
fn needs_rounding(raw: &[u8]) -> bool {
    let word = |at: usize| raw.get(at..at + 2).map_or(0, |b| u16::from_be_bytes([b[0], b[1]]));
    let (groups, scale) = (word(0), word(6));
    if groups <= 7 && scale <= 28 {
        return false;
    }
    Numeric::from_sql(&Type::NUMERIC, raw)
        .is_ok_and(|numeric| numeric.is_finite() && rust_decimal::Decimal::try_from(&numeric).is_err())
}

/// Why a value was refused, in the words of whoever wrote the field.
pub(super) fn refused<V>(ty: &Type, raw: &[u8], cause: Cause) -> Cause {
    if let Kind::Array(element) = ty.kind() {
        if cause.is::<WasNull>() {
            let name = short_name::<V>();
            return format!(
                "the array holds NULL and `{name}` has no place for that: make it `Vec<Option<..>>`"
            )
            .into();
        }
        if dimensions(raw) > 1 {
            return format!(
                "the array has {} dimensions and `{}` has one: make it `tablewright::types::Array<..>`",
                dimensions(raw),
                short_name::<V>()
            )
            .into();
        }
        let found = each(true, raw, |raw| no_place::<V>(element, raw).map_or(Ok(()), Err));
        return found.err().unwrap_or(cause);
    }
    no_place::<V>(ty, raw).unwrap_or(cause)
}

fn dimensions(array: &[u8]) -> i32 {
    array.get(..4).map_or(0, |b| i32::from_be_bytes([b[0], b[1], b[2], b[3]]))
}

/// The value itself, or each element that is not NULL.
fn each(is_array: bool, raw: &[u8], mut check: impl FnMut(&[u8]) -> Converted<()>) -> Converted<()> {
    if !is_array {
        return check(raw);
    }
    let mut values = array_from_sql(raw)?.values();
    while let Some(value) = values.next()? {
        value.map_or(Ok(()), &mut check)?;
    }
    Ok(())
}

/// Why a value was not sent. The conversions of `jiff` round to microseconds, and refuse the last day that they have since the
/// next one is not there. The value is a parameter, which no error names.
pub(super) fn not_sent(ty: &Type, cause: Cause) -> Cause {
    if cause.to_string() != "value too large to transmit" {
        return cause;
    }
    let element = match ty.kind() {
        Kind::Array(element) => element,
        _ => ty,
    };
    match *element {
        Type::TIMESTAMP => "this `DateTime` is too late to be sent: send `PgDateTime::from(value)`".into(),
        Type::TIMESTAMPTZ => {
            "this `Timestamp` is too late to be sent: send `PgTimestamp::from(value)`".into()
        }
        _ => cause,
    }
}

/// The value, and the type that has a place for it; `None` where it is not known to be out of a Rust type's range.
fn no_place<V>(ty: &Type, raw: &[u8]) -> Option<Cause> {
    let (value, holder) = match *ty {
        Type::NUMERIC => {
            let value = Numeric::from_sql(ty, raw).ok()?;
            if rust_decimal::Decimal::try_from(&value).is_ok() {
                return None;
            }
            (shortened(value.to_string()), "Numeric")
        }
        Type::DATE => {
            let value = PgDate::from_sql(ty, raw).ok()?;
            (value.is_unusual().then(|| value.to_string())?, "PgDate")
        }
        Type::TIMESTAMP => {
            let value = PgDateTime::from_sql(ty, raw).ok()?;
            (value.is_unusual().then(|| value.to_string())?, "PgDateTime")
        }
        Type::TIMESTAMPTZ => {
            let value = PgTimestamp::from_sql(ty, raw).ok()?;
            (value.is_unusual().then(|| value.to_string())?, "PgTimestamp")
        }
        Type::TIME => (PgTime::from_sql(ty, raw).ok()?.to_string(), "PgTime"),
        _ => return None,
    };
    let name = short_name::<V>();
    Some(format!("`{name}` cannot hold `{value}`, `tablewright::types::{holder}` can").into())
}

/// A number of a thousand digits is named by its beginning.
fn shortened(text: String) -> String {
    if text.len() <= 80 {
        return text;
    }
    let start: String = text.chars().take(60).collect();
    format!("{start}.. ({} characters)", text.len())
}
