//! Identifiers of Rust from names of SQL, which may be anything.

use heck::ToUpperCamelCase;

pub(super) use crate::name::field_ident as ident;
use crate::name::usable;
pub(crate) use crate::name::{is_usable, snake};

/// The name of a type or variant: `in progress` is `InProgress`, `2fa` is `_2fa`.
pub(super) fn camel(name: &str) -> String {
    usable(name.to_upper_camel_case(), "Unnamed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_becomes_an_identifier() {
        for (name, field) in [
            ("createdAt", "created_at"),
            ("_id", "_id"),
            ("a__b", "a_b"),
            ("2fa", "_2fa"),
            ("self", "self_"),
            ("größe", "größe"),
            ("Total (EUR)", "total_eur"),
            ("€", "unnamed"),
            ("x²", "x"),
        ] {
            assert_eq!(snake(name), field);
            assert!(is_usable(&snake(name)));
        }
        for (name, variant) in
            [("in progress", "InProgress"), ("2fa", "_2fa"), ("", "Unnamed"), ("self", "Self_"), ("A+", "A")]
        {
            assert_eq!(camel(name), variant);
            assert!(is_usable(&camel(name)));
        }
        assert_eq!(ident("type").to_string(), "r#type");
        assert!(!is_usable("a-b") && !is_usable("1a") && !is_usable("self"));
    }
}
