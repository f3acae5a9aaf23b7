//! A struct that rows of a query are read as: `impl FromRow`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident, Type};

use super::TUPLE;
use super::columns::constant;
use crate::rust::parse::option_of;

/// What `#[derive(FromRow)]` adds to a struct.
///
/// # Errors
/// What is no struct with named fields.
pub fn from_row(input: &DeriveInput) -> syn::Result<TokenStream> {
    let mistake = |message: &str| Err(syn::Error::new_spanned(&input.ident, message));
    let Data::Struct(data) = &input.data else {
        return mistake("`FromRow` is derived for a struct with named fields, one for each column");
    };
    let Fields::Named(named) = &data.fields else {
        return mistake("`FromRow` is derived for a struct with named fields, one for each column");
    };
    if !input.generics.params.is_empty() {
        return mistake(
            "`FromRow` is derived for a struct without parameters: its columns have types of their own",
        );
    }
    let fields: Vec<(&Ident, &Type)> =
        named.named.iter().filter_map(|field| Some((field.ident.as_ref()?, &field.ty))).collect();
    if fields.is_empty() {
        return mistake("`FromRow` is derived for a struct with a field for each column, and this has none");
    }
    Ok(expand(input, &fields))
}

fn expand(input: &DeriveInput, fields: &[(&Ident, &Type)]) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let name = ident.unraw().to_string();
    let names: Vec<&Ident> = fields.iter().map(|(field, _)| *field).collect();
    let reads =
        names.chunks(TUPLE).map(|fields| quote!(let (#(#fields,)*) = ::tablewright::private::row(__cells)?;));
    let columns = names.iter().map(|field| {
        let name = field.unraw().to_string();
        quote!((#name, ""))
    });
    let key = match fields.iter().position(|(_, ty)| option_of(ty).is_none()) {
        Some(position) => quote!(Some(#position)),
        None => quote!(None),
    };
    let constants = fields.iter().map(|(field, ty)| {
        let (constant, name) = (constant(field), field.unraw().to_string());
        let (value, kind) = match option_of(ty) {
            Some(inner) => (inner, quote!(, ::tablewright::Nullable)),
            None => (*ty, TokenStream::new()),
        };
        quote!(#vis const #constant: ::tablewright::Column<Self, #value #kind> = ::tablewright::Column::new(#name);)
    });
    let fits = fits(ident, fields);
    // impl FromRow for Busy {
    //     fn from_row(cells: &mut Cells<'_>) -> Result<Self> {
    //         let (user_id, todos) = row(cells)?;
    //         Ok(Self { user_id, todos })
    //     }
    // }
    // impl Fits<(i64, i64)> for Busy {}
    // impl Source for Busy { .. }
    // impl Name for Busy {}
    // impl Busy {
    //     const USER_ID: Column<Self, i64> = Column::new("user_id");
    // }
    quote! {
        #[automatically_derived]
        impl ::tablewright::FromRow for #ident {
            fn from_row(__cells: &mut ::tablewright::private::Cells<'_>) -> ::tablewright::Result<Self> {
                #(#reads)*
                Ok(Self { #(#names),* })
            }
        }
        #fits
        #[automatically_derived]
        impl ::tablewright::Source for #ident {
            type Row = Self;
            const SOURCE: &'static ::tablewright::private::TableInfo = &::tablewright::private::TableInfo {
                namespace: None,
                name: #name,
                alias: None,
                columns: &[#(#columns),*],
                primary_key: &[],
                key: #key,
            };
            fn read(__cells: &mut ::tablewright::private::Cells<'_>) -> ::tablewright::Result<Self> {
                <Self as ::tablewright::FromRow>::from_row(__cells)
            }
        }
        #[automatically_derived]
        impl ::tablewright::Name for #ident {}
        #[allow(dead_code, missing_docs)]
        impl #ident { #(#constants)* }
    }
}

/// The tuple of columns that the struct is made of; a single column stands for itself.
fn fits(ident: &Ident, fields: &[(&Ident, &Type)]) -> TokenStream {
    let types = fields.iter().map(|(_, ty)| ty);
    match fields.len() {
        1 => quote!(#[automatically_derived] impl ::tablewright::private::Fits<#(#types)*> for #ident {}),
        2..=TUPLE => {
            quote!(#[automatically_derived] impl ::tablewright::private::Fits<(#(#types,)*)> for #ident {})
        }
        _ => TokenStream::new(),
    }
}
