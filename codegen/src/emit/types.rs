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
        Type::Named { name, .. } => {
            // Enums, composite types, and domains that are to have a type of their own.
            if let Some(ident) = names.named_type(name) {
                return RustType { tokens: quote!(#ident), is_default: true };
            }
            // Any other domain is read and written as what it is made of.
            if let Some(domain) = schema.domains.get(name) {
                let RustType { tokens, .. } = rust_type(&domain.ty, schema, names, imports);
                return RustType { tokens, is_default: false };
            }
            let (around, range) = match schema.range(name) {
                Some(range) => ("Range", Some(range)),
                None => ("Multirange", schema.range_of_multirange(name)),
            };
            let Some(range) = range else { return scalar(ty, imports) };
            let RustType { tokens, .. } = rust_type(&range.subtype, schema, names, imports);
            let around = imports.ours(around);
            RustType { tokens: quote!(#around<#tokens>), is_default: false }
        }
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
    let chrono = imports.chrono;
    let tokens = scalar.tokens(chrono, &mut |name| imports.ours(name));
    RustType { tokens, is_default: scalar.default_type().as_ref() == Some(ty) }
}
