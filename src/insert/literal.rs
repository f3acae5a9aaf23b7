//! Values as SQL text, for the one place where a parameter will not do: the condition by which the server finds a partial
//! index is compared with that of the index when a statement is planned, and a plan for any value knows none.

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, Kind, Type};

use crate::expr::Fragment;
use crate::params::Param;
use crate::quote;
use crate::table::TableInfo;
use crate::writer::Writer;

/// The text of a condition on the columns of one table, unqualified as `ON CONFLICT` wants them, with its values in it.
///
/// # Errors
/// A value that cannot be written.
pub(super) fn without_parameters(condition: &Fragment, table: &'static TableInfo) -> Result<String, String> {
    let mut writer = Writer { inline: Some((table, literal)), ..Writer::default() };
    condition.write(&mut writer);
    match writer.params.is_empty() {
        true => Ok(writer.sql),
        false => Err("a value in the condition of `on_conflict(..).filter(..)` cannot be written into the statement: only \
             booleans, whole numbers, texts and enums can"
            .to_owned()),
    }
}

/// The value as text, where it is a boolean, a whole number, a text, or an enum of the table's.
fn literal(value: Param<'_>, table: &TableInfo) -> Option<String> {
    let encoded = |ty: &Type| {
        let mut out = BytesMut::new();
        value.to_sql_checked(ty, &mut out).ok().map(|is_null| match is_null {
            IsNull::Yes => None,
            IsNull::No => Some(out),
        })
    };
    let text = |ty: &Type| match encoded(ty)? {
        None => Some("NULL".to_owned()),
        // In parentheses, so that no other minus sign makes a comment of it.
        Some(bytes) => number(ty, &bytes)
            .map(|number| if number < 0 { format!("({number})") } else { number.to_string() }),
    };
    if let Some(bool) = encoded(&Type::BOOL) {
        let text = bool.map_or("NULL", |bytes| if bytes.as_ref() == [0] { "FALSE" } else { "TRUE" });
        return Some(text.to_owned());
    }
    if let Some(number) = [Type::INT2, Type::INT4, Type::INT8].iter().find_map(text) {
        return Some(number);
    }
    let enums = table.columns.iter().filter_map(|(_, ty)| enumeration(ty));
    let texts = std::iter::once(Type::TEXT).chain(enums);
    let bytes = texts.into_iter().find_map(|ty| encoded(&ty))?;
    bytes
        .map_or_else(|| Some("NULL".to_owned()), |bytes| std::str::from_utf8(&bytes).ok().map(quote::literal))
}

fn number(ty: &Type, bytes: &[u8]) -> Option<i64> {
    Some(match *ty {
        Type::INT2 => i16::from_be_bytes(bytes.try_into().ok()?).into(),
        Type::INT4 => i32::from_be_bytes(bytes.try_into().ok()?).into(),
        _ => i64::from_be_bytes(bytes.try_into().ok()?),
    })
}

/// The enum that a column's type may be, by its name without namespace.
fn enumeration(ty: &str) -> Option<Type> {
    let name = ty.strip_suffix('"')?;
    let start = name.rfind("\".\"").map_or(1, |dot| dot + 3);
    let name = name.get(start..)?.replace("\"\"", "\"");
    Some(Type::new(name, 0, Kind::Enum(Vec::new()), String::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_by_their_type() {
        const TABLE: TableInfo = TableInfo {
            namespace: None,
            name: "t",
            alias: None,
            columns: &[("a", "text"), ("s", "\"app\".\"status\"")],
            primary_key: &[],
            key: None,
        };
        let is = |value: Param<'_>, text: &str| assert_eq!(literal(value, &TABLE).as_deref(), Some(text));
        is(&true, "TRUE");
        is(&-7_i16, "(-7)");
        is(&i64::MIN, "(-9223372036854775808)");
        is(&"x'", "'x'''");
        is(&None::<i32>, "NULL");
        assert_eq!(literal(&1.5_f64, &TABLE), None);
        assert_eq!(enumeration("\"app\".\"status\"").unwrap().name(), "status");
    }
}
