//! The SQL type of a column as it is named in a cast: without modifiers, which a cast would apply by cutting the value, where
//! the column itself refuses it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericArgument, Ident, PathArguments, Type};

use crate::rust::decl::ColumnDecl;
use crate::rust::parse::option_of;

/// A string literal, or a constant of the enum.
pub(super) fn of(column: &ColumnDecl) -> TokenStream {
    let value = option_of(&column.ty).unwrap_or(&column.ty);
    if let Some(text) = &column.sql_type {
        let mut name = cast_name(&text.value);
        if name.ends_with("[]") && element(value).is_some_and(|(around, _)| is_nested(around)) {
            name.push_str("[]");
        }
        return quote!(#name);
    }
    of_rust(value)
}

fn of_rust(ty: &Type) -> TokenStream {
    if let Some(name) = builtin(ty) {
        return quote!(#name);
    }
    match element(ty) {
        Some((around, element)) => {
            let element = option_of(element).unwrap_or(element);
            match (builtin(element), is_nested(around)) {
                (Some(name), false) => {
                    let name = format!("{name}[]");
                    quote!(#name)
                }
                (Some(name), true) => {
                    let name = format!("{name}[][]");
                    quote!(#name)
                }
                (None, false) => quote!(<#element as ::tablewright::types::PgType>::ARRAY),
                (None, true) => quote!(<#element as ::tablewright::types::PgType>::NESTED),
            }
        }
        None => quote!(<#ty as ::tablewright::types::PgType>::TYPE),
    }
}

/// An `Array<T>` can have several dimensions. PostgreSQL takes `integer[][]` for the same type as `integer[]`, and insert
/// statements see by it that the values cannot be joined into one array.
fn is_nested(around: &Ident) -> bool {
    around == "Array"
}

/// The default type of the commonest Rust types; the others say it themselves, by `PgType`.
fn builtin(ty: &Type) -> Option<&'static str> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    if let Some((around, element)) = element(ty) {
        return (around == "Vec" && is(element, "u8")).then_some("bytea");
    }
    // `DateTime<Utc>` is one of `chrono`.
    if !last.arguments.is_none() {
        return None;
    }
    Some(match last.ident.to_string().as_str() {
        "bool" => "boolean",
        "i16" => "smallint",
        "i32" => "integer",
        "i64" => "bigint",
        "u32" => "oid",
        "f32" => "real",
        "f64" => "double precision",
        "Decimal" => "numeric",
        "String" => "text",
        "Uuid" => "uuid",
        "Date" => "date",
        "Time" => "time",
        "DateTime" => "timestamp",
        "Timestamp" => "timestamptz",
        "Interval" => "interval",
        "Json" | "Value" => "jsonb",
        "IpInet" => "inet",
        "IpCidr" => "cidr",
        "TsVector" => "tsvector",
        "PgLsn" => "pg_lsn",
        "Vector" => "vector",
        "HalfVector" => "halfvec",
        "SparseVector" => "sparsevec",
        "Bit" => "\"bit\"",
        _ => return None,
    })
}

fn is(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident(name))
}

/// The `T` of a `Vec<T>` or `Array<T>`, with what is around it.
fn element(ty: &Type) -> Option<(&Ident, &Type)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Vec" || last.ident == "Array")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some((&last.ident, ty)),
        _ => None,
    })
}

/// `varchar` for `varchar(20)`, `text[]` for `text[3]`. `bit` and `char` alone would mean a length of one, so they are called by
/// the names that mean none.
fn cast_name(sql: &str) -> String {
    let mut name = String::new();
    let (mut depth, mut quoted) = (0_usize, false);
    for character in sql.chars() {
        match character {
            '"' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            _ => {}
        }
        if depth == 0 {
            name.push(character);
        }
        if matches!(character, ')' | ']') && !quoted {
            depth = depth.saturating_sub(1);
        }
    }
    let is_array = sql.trim_end().ends_with(']');
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = match name.to_lowercase().as_str() {
        "bit" => "\"bit\"".to_owned(),
        "char" | "character" => "bpchar".to_owned(),
        _ => name,
    };
    if is_array { format!("{name}[]") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_are_left_out() {
        let cases = [
            ("varchar(20)", "varchar"),
            ("numeric(10, 2)[]", "numeric[]"),
            ("timestamp(3) with time zone", "timestamp with time zone"),
            ("text[3][]", "text[]"),
            ("bit(3)", "\"bit\""),
            ("CHAR(3)", "bpchar"),
            ("app.\"odd(name)\"", "app.\"odd(name)\""),
        ];
        for (sql, name) in cases {
            assert_eq!(cast_name(sql), name);
        }
    }
}
