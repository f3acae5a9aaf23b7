//! SQL types to Rust types.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::names::Names;
use crate::model::{Schema, Type};
use crate::rust::scalar::Scalar;

/// The Rust type of a column that is not null, and whether the SQL type follows from it.
pub(super) struct RustType {
    /// The type.
    pub(super) tokens: TokenStream,
    /// Whether `sql_type = ".."` can be left out.
    pub(super) is_default: bool,
}

/// The Rust type that holds values of an SQL type.
pub(super) fn rust_type(
    ty: &Type,
    schema: &Schema,
    names: &Names<'_>,
    imports: &mut Imports<'_>,
) -> RustType {
    match ty {
        Type::Array(element) => {
            let RustType { tokens, is_default } = rust_type(element, schema, names, imports);
            RustType { tokens: quote!(Vec<#tokens>), is_default }
        }
        Type::Named { name, .. } => match (names.enumeration(name), schema.domains.get(name)) {
            (Some(ident), _) => RustType { tokens: quote!(#ident), is_default: true },
            // A domain is read and written as what it is made of.
            (None, Some(domain)) => {
                let RustType { tokens, .. } = rust_type(&domain.ty, schema, names, imports);
                RustType { tokens, is_default: false }
            }
            (None, None) => scalar(ty, imports),
        },
        Type::Builtin(_)
        | Type::Numeric(_)
        | Type::Varchar(_)
        | Type::Char(_)
        | Type::Bit(_)
        | Type::Varbit(_)
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Interval { .. } => scalar(ty, imports),
    }
}

fn scalar(ty: &Type, imports: &mut Imports<'_>) -> RustType {
    let scalar = Scalar::of(ty);
    let tokens = match scalar {
        Scalar::Bytes => quote!(Vec<u8>),
        _ if scalar.is_ours() => imports.ours(scalar.name()),
        _ => {
            let ident = super::ident::ident(scalar.name());
            quote!(#ident)
        }
    };
    RustType { tokens, is_default: scalar.default_type().as_ref() == Some(ty) }
}
