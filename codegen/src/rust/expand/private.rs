//! Rows that only the server may see.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use crate::rust::decl::{ColumnDecl, TableDecl};

/// A `Debug` that shows no private value, and the proof that the row is not `Serialize`.
pub(super) fn expand(table: &TableDecl) -> TokenStream {
    let is_private = |column: &ColumnDecl| table.private || column.private;
    if !table.private && !table.columns.iter().any(is_private) {
        return TokenStream::new();
    }
    let ident = &table.ident;
    let name = ident.unraw().to_string();
    let fields = table.columns.iter().map(|column| {
        let (field, label) = (&column.ident, column.ident.unraw().to_string());
        if is_private(column) { quote!((#label, None)) } else { quote!((#label, Some(&self.#field))) }
    });
    let serialized = table.columns.iter().any(|column| is_private(column) && !column.serde_skip);
    let check = if serialized { never_serialized(table) } else { TokenStream::new() };
    // impl Debug for Session {
    //     fn fmt(&self, f: &mut Formatter<'_>) -> Result {
    //         redacted(f, "Session", &[("id", None), ("user_id", Some(&self.user_id))])
    //     }
    // }
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::tablewright::private::redacted(f, #name, &[#(#fields),*])
            }
        }
        #check
    }
}

fn never_serialized(table: &TableDecl) -> TokenStream {
    let ident = &table.ident;
    // const _: fn() = <Session as PrivateRowsAreNeverSerialized<_>>::check;
    quote_spanned! { ident.span() =>
        const _: fn() = <#ident as ::tablewright::private::PrivateRowsAreNeverSerialized<_>>::check;
    }
}
