//! The Rust types of results and parameters.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::model::{Model, TypeKind};
use super::types::Ty;

/// The type that a value is read as, without `Option` around it.
pub(crate) fn read_type(model: &Model, ty: &Ty, elements: bool) -> TokenStream {
    let of = |inner: &Ty| read_type(model, inner, false);
    match model.type_kind(ty) {
        Some(TypeKind::Enum { rust, .. }) => return named(&rust),
        Some(TypeKind::Domain { rust, .. }) if !rust.is_empty() => return named(&rust),
        Some(TypeKind::Domain { base, .. }) => return read_type(model, &base, elements),
        Some(TypeKind::Composite { rust, .. }) if !rust.is_empty() => return named(&rust),
        Some(
            TypeKind::Composite { .. }
            | TypeKind::Range { .. }
            | TypeKind::Multirange { .. }
            | TypeKind::Opaque,
        )
        | None => {}
    }
    if let Some(element) = ty.element().filter(|_| ty.is_array()) {
        let inner = of(&element);
        let inner = if elements { quote!(::core::option::Option<#inner>) } else { inner };
        return quote!(::std::vec::Vec<#inner>);
    }
    if let Some(subtype) = model.subtype(ty) {
        let inner = of(&subtype);
        return quote!(::tablewright::types::Range<#inner>);
    }
    if let Some(subtype) = model.range(ty).and_then(|range| model.subtype(&range)) {
        let inner = of(&subtype);
        return quote!(::tablewright::types::Multirange<#inner>);
    }
    match ty.name() {
        "bool" => quote!(bool),
        "char" => quote!(i8),
        "int2" => quote!(i16),
        "int4" => quote!(i32),
        "int8" => quote!(i64),
        "float4" => quote!(f32),
        "float8" => quote!(f64),
        "bytea" => quote!(::std::vec::Vec<u8>),
        "text" | "varchar" | "bpchar" | "name" | "citext" | "xml" | "refcursor" | "ltree" | "lquery"
        | "ltxtquery" => {
            quote!(::std::string::String)
        }
        "oid" | "regclass" | "regcollation" | "regconfig" | "regdictionary" | "regnamespace" | "regoper"
        | "regoperator" | "regproc" | "regprocedure" | "regrole" | "regtype" | "xid" | "cid" => quote!(u32),
        "oidvector" => quote!(::tablewright::types::Array<u32>),
        "int2vector" => quote!(::tablewright::types::Array<i16>),
        name => {
            let ident = format_ident!("{}", ours(name));
            quote!(::tablewright::types::#ident)
        }
    }
}

/// The type of `tablewright::types`.
fn ours(name: &str) -> &'static str {
    match name {
        "numeric" => "Decimal",
        "money" => "Money",
        "uuid" => "Uuid",
        "date" => "Date",
        "time" => "Time",
        "timetz" => "TimeTz",
        "timestamp" => "DateTime",
        "timestamptz" => "Timestamp",
        "interval" => "Interval",
        "json" | "jsonb" => "Json",
        "jsonpath" => "JsonPath",
        "inet" => "IpInet",
        "cidr" => "IpCidr",
        "macaddr" => "MacAddr",
        "macaddr8" => "MacAddr8",
        "vector" => "Vector",
        "halfvec" => "HalfVector",
        "sparsevec" => "SparseVector",
        "bit" | "varbit" => "Bit",
        "tsvector" => "TsVector",
        "tsquery" => "TsQuery",
        "point" => "Point",
        "line" => "Line",
        "lseg" => "Segment",
        "box" => "PgBox",
        "path" => "Path",
        "polygon" => "Polygon",
        "circle" => "Circle",
        "hstore" => "Hstore",
        "xid8" => "Xid8",
        "tid" => "Tid",
        "pg_snapshot" | "txid_snapshot" => "Snapshot",
        "pg_lsn" => "PgLsn",
        _ => "Raw",
    }
}

/// A type of the schema, as its Rust is called.
fn named(rust: &str) -> TokenStream {
    let ident = ident(rust);
    quote!(#ident)
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
