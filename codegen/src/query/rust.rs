//! The Rust types of results and parameters.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::model::{Model, TypeKind};
use super::types::Ty;

/// The type that a value is read as, without `Option` around it.
pub(crate) fn read_type(model: &Model, ty: &Ty, elements: bool) -> TokenStream {
    if let Some(element) = ty.element().filter(|_| ty.is_array()) {
        let inner = read_type(model, &model.base(&element), false);
        return if elements {
            quote!(::std::vec::Vec<::core::option::Option<#inner>>)
        } else {
            quote!(::std::vec::Vec<#inner>)
        };
    }
    if let Some(TypeKind::Enum { rust, .. }) = model.type_kind(ty) {
        let ident = ident(&rust);
        return quote!(#ident);
    }
    let ours = |name: &str| {
        let ident = format_ident!("{name}");
        quote!(::tablewright::types::#ident)
    };
    match ty.name() {
        "bool" => quote!(bool),
        "int2" => quote!(i16),
        "int4" => quote!(i32),
        "int8" => quote!(i64),
        "oid" => quote!(u32),
        "float4" => quote!(f32),
        "float8" => quote!(f64),
        "text" | "varchar" | "bpchar" | "name" | "citext" | "xml" => quote!(::std::string::String),
        "bytea" => quote!(::std::vec::Vec<u8>),
        "numeric" => ours("Decimal"),
        "uuid" => ours("Uuid"),
        "date" => ours("Date"),
        "time" => ours("Time"),
        "timestamp" => ours("DateTime"),
        "timestamptz" => ours("Timestamp"),
        "interval" => ours("Interval"),
        "json" | "jsonb" => ours("Json"),
        "inet" => ours("IpInet"),
        "cidr" => ours("IpCidr"),
        "vector" => ours("Vector"),
        "halfvec" => ours("HalfVector"),
        "sparsevec" => ours("SparseVector"),
        "bit" | "varbit" => ours("Bit"),
        "tsvector" => ours("TsVector"),
        "pg_lsn" => ours("PgLsn"),
        _ => ours("Raw"),
    }
}

/// By what a parameter is checked.
pub(crate) enum Bound {
    /// One of `tablewright::bind`.
    Type(TokenStream),
    /// The enum; a slice of it for an array.
    Enum(TokenStream),
    /// A type without a Rust type of its own: whatever converts to it.
    Anything,
}

/// By what a parameter is checked.
pub(crate) fn bound_type(model: &Model, ty: &Ty) -> Bound {
    let base = model.base(ty);
    if let Some(element) = base.element().filter(|_| base.is_array()) {
        return match bound_type(model, &element) {
            Bound::Type(inner) => Bound::Type(quote!(::tablewright::bind::array<#inner>)),
            Bound::Enum(inner) => Bound::Enum(quote!([#inner])),
            Bound::Anything => Bound::Anything,
        };
    }
    if let Some(TypeKind::Enum { rust, .. }) = model.type_kind(&base) {
        let ident = ident(&rust);
        return Bound::Enum(quote!(#ident));
    }
    let name = match base.name() {
        "bool" => "boolean",
        "int2" => "smallint",
        "int4" => "integer",
        "int8" => "bigint",
        "float4" => "real",
        "float8" => "double_precision",
        "varchar" | "bpchar" => "text",
        name @ ("oid" | "text" | "name" | "citext" | "xml" | "bytea" | "numeric" | "uuid" | "date"
        | "time" | "timestamp" | "timestamptz" | "interval" | "json" | "jsonb" | "inet" | "cidr"
        | "vector" | "halfvec" | "sparsevec" | "bit" | "varbit" | "tsvector" | "pg_lsn") => name,
        _ => return Bound::Anything,
    };
    let ident = format_ident!("{name}");
    Bound::Type(quote!(::tablewright::bind::#ident))
}

/// An identifier of the place where the macro is called.
fn ident(name: &str) -> proc_macro2::Ident {
    syn::parse_str(name).unwrap_or_else(|_| format_ident!("Unnamed"))
}
