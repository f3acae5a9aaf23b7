//! An enum as a Rust enum.

use heck::ToSnakeCase as _;
use proc_macro2::TokenStream;
use quote::quote;

use super::names::variants;
use super::table::Context;
use super::text::{documentation, literal};
use crate::model::{Enum, ObjectId};

/// The enum.
///
/// ```text
/// /// How urgent it is.
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PgEnum)]
/// #[pg_enum(name = "todoPriority")]
/// pub enum TodoPriority {
///     Low,
///     #[pg_enum(value = "very high")]
///     VeryHigh,
/// }
/// ```
pub(super) fn enumeration(item: &Enum, context: &mut Context<'_, '_>) -> TokenStream {
    let ident = match context.names.named_type(&item.name) {
        Some(ident) => ident.clone(),
        None => super::ident::ident(&super::ident::camel(&item.name.name)),
    };
    let note = context.described.notes.get(&ObjectId::Enum(item.name.clone()));
    let docs_in_source = note.and_then(|note| note.docs.as_deref());
    let (docs, comment) = documentation(item.comment.as_deref(), docs_in_source);

    let mut entries = Vec::new();
    if item.name.namespace != "public" {
        let namespace = literal(&item.name.namespace);
        entries.push(quote!(namespace = #namespace));
    }
    if ident.to_string().to_snake_case() != item.name.name {
        let name = literal(&item.name.name);
        entries.push(quote!(name = #name));
    }
    entries.extend(comment);
    let head = (!entries.is_empty()).then(|| quote!(#[pg_enum(#(#entries),*)]));
    let derive = context.imports.derive("PgEnum");
    let more = &context.derives;
    let variants = item.values.iter().zip(variants(&item.values)).map(|(value, variant)| {
        let attribute = (variant.to_string().to_snake_case() != *value).then(|| {
            let value = literal(value);
            quote!(#[pg_enum(value = #value)])
        });
        quote!(#attribute #variant)
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, #derive #(, #more)*)]
        #head
        pub enum #ident { #(#variants,)* }
    }
}
