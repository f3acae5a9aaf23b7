//! How a type is written in Rust, and which one is meant by what stands in a file.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{GenericArgument, Ident, PathArguments, Type as RustType};

use super::Scalar;

/// The `T` of a type around one other, and the name of the type around it: `Vec<T>`, `Range<T>`.
pub(crate) fn around(ty: &RustType) -> Option<(&Ident, &RustType)> {
    let RustType::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some((&last.ident, inner)),
        _ => None,
    }
}

impl Scalar {
    /// The type as code, with the types of `chrono` or of `jiff`; `ours` gives the path of a type of `tablewright::types`.
    pub(crate) fn tokens(
        self,
        chrono: bool,
        ours: &mut dyn FnMut(&'static str) -> TokenStream,
    ) -> TokenStream {
        let name = if chrono { self.of_chrono().name() } else { self.name() };
        match name.strip_suffix('>').and_then(|name| name.split_once('<')) {
            Some(("Vec", inner)) => {
                let inner = format_ident!("{inner}");
                quote!(Vec<#inner>)
            }
            Some((around, inner)) => {
                let around = ours(around);
                let inner = match Self::from_name(inner) {
                    Some(inner) => inner.tokens(chrono, ours),
                    None => ours(inner),
                };
                quote!(#around<#inner>)
            }
            None if self.is_ours() => ours(name),
            None => {
                let ident = format_ident!("{name}");
                quote!(#ident)
            }
        }
    }

    /// The type of a field, by the last part of its path and what is in angle brackets.
    pub(crate) fn from_rust(ty: &RustType) -> Option<Self> {
        let RustType::Path(path) = ty else { return None };
        let name = path.path.segments.last()?.ident.to_string();
        let Some((_, inner)) = around(ty) else {
            let name = if name == "Value" { "Json" } else { &name };
            return Self::from_name(name);
        };
        match name.as_str() {
            "Json" => Some(Self::Json),
            "DateTime" | "ChronoDateTime" => Some(Self::ChronoUtc),
            "Vec" if matches!(inner, RustType::Path(path) if path.path.is_ident("u8")) => Some(Self::Bytes),
            "Range" | "Multirange" => {
                let subtype = Self::from_rust(inner)?.usual();
                Self::from_name(&format!("{name}<{}>", subtype.name()))
            }
            _ => None,
        }
    }

    /// The type that `build.rs` chooses for the same type of the server.
    pub(crate) fn usual(self) -> Self {
        self.default_type().map_or(self, |ty| Self::of(ty.element()))
    }

    /// The type of `chrono` for one of `jiff`.
    pub(crate) fn of_chrono(self) -> Self {
        match self {
            Self::Date => Self::NaiveDate,
            Self::Time => Self::NaiveTime,
            Self::DateTime => Self::NaiveDateTime,
            Self::Timestamp => Self::ChronoUtc,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Builtin, QName, Type};

    /// Every type that a column can have, once.
    fn all() -> impl Iterator<Item = Type> {
        let named = ["citext", "hstore", "ltree", "vector", "halfvec", "sparsevec"];
        let flags = [false, true];
        let others = [
            Type::Numeric(None),
            Type::Varchar(Some(3)),
            Type::Char(Some(3)),
            Type::Bit(3),
            Type::Varbit(None),
            Type::Interval { fields: None, precision: None },
        ];
        Builtin::ALL
            .iter()
            .map(|builtin| Type::Builtin(*builtin))
            .chain(flags.map(|zone| Type::Time { precision: None, zone }))
            .chain(flags.map(|zone| Type::Timestamp { precision: None, zone }))
            .chain(named.map(|name| Type::named(QName::public(name))))
            .chain(others)
    }

    #[test]
    fn what_is_written_for_a_type_is_read_as_the_same() {
        for ty in all() {
            let scalar = Scalar::of(&ty);
            let tokens = scalar.tokens(false, &mut |name| {
                let ident = format_ident!("{name}");
                quote!(::tablewright::types::#ident)
            });
            let written: RustType = syn::parse2(tokens).expect("a type");
            match scalar {
                // Read as arrays.
                Scalar::OidVector | Scalar::Int2Vector => {
                    assert_eq!(around(&written).map(|(name, _)| name.to_string()).as_deref(), Some("Array"));
                }
                _ => assert_eq!(Scalar::from_rust(&written), Some(scalar), "{ty}"),
            }
        }
    }

    #[test]
    fn a_default_type_comes_back_as_the_same_rust_type() {
        for ty in all() {
            let scalar = Scalar::of(&ty);
            if scalar.default_type().is_some() {
                let is_array = matches!(scalar, Scalar::OidVector | Scalar::Int2Vector);
                assert!(is_array || scalar.usual() == scalar, "{ty}");
            }
        }
    }

    #[test]
    fn a_second_type_stands_for_the_same_type_of_the_server() {
        for (text, usual) in [
            ("Numeric", Scalar::Decimal),
            ("types::PgTimestamp", Scalar::Timestamp),
            ("chrono::DateTime<Utc>", Scalar::Timestamp),
            ("chrono::NaiveDate", Scalar::Date),
            ("Range<PgDate>", Scalar::DateRange),
            ("Multirange<Numeric>", Scalar::NumMultirange),
            ("Json<Settings>", Scalar::Json),
            ("serde_json::Value", Scalar::Json),
            ("JsonText", Scalar::Json),
        ] {
            let ty = syn::parse_str(text).expect("a type");
            assert_eq!(Scalar::from_rust(&ty).map(Scalar::usual), Some(usual), "{text}");
        }
    }
}
