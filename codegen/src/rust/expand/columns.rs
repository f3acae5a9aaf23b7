//! A constant for each column: `Todo::TITLE`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;
use syn::ext::IdentExt;

use super::is_writable;
use crate::rust::decl::{ColumnDecl, TableDecl};
use crate::rust::parse::option_of;

/// The constants.
pub(super) fn expand(table: &TableDecl) -> TokenStream {
    let vis = &table.vis;
    let constants = table.columns.iter().map(|column| {
        let (constant, name) = (constant(&column.ident), &column.name.value);
        let value = option_of(&column.ty).unwrap_or(&column.ty);
        let kind = kind(column);
        // pub const TITLE: Column<Self, String> = Column::new("title");
        quote!(#vis const #constant: ::tablewright::Column<Self, #value #kind> = ::tablewright::Column::new(#name);)
    });
    quote!(#(#constants)*)
}

/// `TITLE` for `title`, `TYPE` for `r#type`.
pub(super) fn constant(field: &Ident) -> Ident {
    format_ident!("{}", field.unraw().to_string().to_uppercase(), span = field.span())
}

fn kind(column: &ColumnDecl) -> TokenStream {
    match (is_writable(column), column.nullable) {
        (true, false) => TokenStream::new(),
        (true, true) => quote!(, ::tablewright::Nullable),
        (false, false) => quote!(, ::tablewright::Generated<::tablewright::NotNull>),
        (false, true) => quote!(, ::tablewright::Generated<::tablewright::Nullable>),
    }
}
