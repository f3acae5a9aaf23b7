//! The struct of a change: `TodoPatch`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{given, is_writable};
use crate::rust::decl::TableDecl;

/// `TodoPatch` with `impl Patch`.
pub(super) fn expand(table: &TableDecl) -> TokenStream {
    let (ident, vis) = (&table.ident, &table.vis);
    let patch = format_ident!("{ident}Patch", span = ident.span());
    let docs = format!("Changes to a [`{ident}`]. What is `None` stays as it is.");
    let writable = || table.columns.iter().filter(|column| is_writable(column));
    let fields = writable().map(|column| {
        let (name, ty) = (&column.ident, &column.ty);
        quote!(#vis #name: Option<#ty>)
    });
    let none = writable().map(|column| &column.ident);
    let layout: String = table.columns.iter().map(|c| if is_writable(c) { 'm' } else { '-' }).collect();
    let given = given(&layout, &[], &writable().map(|column| &column.ident).collect::<Vec<_>>());
    // pub struct TodoPatch { pub title: Option<String>, pub note: Option<Option<String>> }
    // impl Default for TodoPatch {
    //     fn default() -> Self { Self { title: None, note: None } }
    // }
    // impl Patch for TodoPatch {
    //     type Table = Todo;
    //     fn values(&self) -> Vec<Given<'_>> { given("-mm", (), (&self.title, &self.note)) }
    // }
    quote! {
        #[doc = #docs]
        #[allow(dead_code, missing_docs)]
        #vis struct #patch { #(#fields),* }
        #[automatically_derived]
        impl ::core::default::Default for #patch {
            fn default() -> Self { Self { #(#none: None),* } }
        }
        #[automatically_derived]
        impl ::tablewright::Patch for #patch {
            type Table = #ident;
            fn values(&self) -> Vec<::tablewright::private::Given<'_>> { #given }
        }
    }
}
