//! The struct of a change: `TodoPatch`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::is_writable;
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
    let assigned = writable().map(|column| {
        let (field, name) = (&column.ident, &column.name.value);
        quote!(set.patch(#name, self.#field);)
    });
    // #[derive(Default)]
    // pub struct TodoPatch { pub title: Option<String>, pub note: Option<Option<String>> }
    // impl Patch for TodoPatch {
    //     type Table = Todo;
    //     fn assign(self, set: &mut Assignments) { set.patch("title", self.title); set.patch("note", self.note); }
    // }
    quote! {
        #[doc = #docs]
        #[allow(dead_code, missing_docs)]
        #[derive(Default)]
        #vis struct #patch { #(#fields),* }
        #[automatically_derived]
        impl ::tablewright::Patch for #patch {
            type Table = #ident;
            #[allow(unused_variables)]
            fn assign(self, set: &mut ::tablewright::private::Assignments) { #(#assigned)* }
        }
    }
}
