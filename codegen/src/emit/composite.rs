//! A composite type, and a domain that is to have a type of its own, as structs.

use heck::ToSnakeCase as _;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::column::collation_text;
use super::names::fields;
use super::table::Context;
use super::text::{documentation, literal};
use super::types::{RustType, rust_type};
use crate::ddl;
use crate::model::{Composite, CompositeAttribute, DefinitionId, Domain, ObjectId, QName};

/// The struct of a composite type. Every attribute can be NULL.
///
/// ```text
/// #[derive(Clone, Debug, PartialEq, PgComposite)]
/// pub struct Address {
///     pub street: Option<String>,
///     #[column(name = "zipCode", sql_type = "varchar(10)")]
///     pub zip_code: Option<String>,
/// }
/// ```
pub(super) fn composite(item: &Composite, context: &mut Context<'_, '_>) -> TokenStream {
    let ident = type_ident(&item.name, context);
    let note = context.described.notes.get(&ObjectId::Definition(DefinitionId::Composite(item.name.clone())));
    let (docs, comment) = documentation(item.comment.as_deref(), note.and_then(|note| note.docs.as_deref()));
    let mut entries = head(&item.name, &ident);
    entries.extend(comment);
    let head = (!entries.is_empty()).then(|| quote!(#[pg_composite(#(#entries),*)]));
    let names = item.attributes.iter().map(|attribute| attribute.name.as_str());
    let idents = fields(&item.name, names, &context.described.notes);
    let derive = context.imports.derive("PgComposite");
    let attributes: Vec<TokenStream> = item
        .attributes
        .iter()
        .filter_map(|attribute| Some((attribute, idents.get(attribute.name.as_str())?)))
        .map(|(attribute, field)| self::attribute(&item.name, attribute, field, context))
        .collect();
    let more = &context.derives;
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, #derive #(, #more)*)]
        #head
        pub struct #ident { #(#attributes,)* }
    }
}

fn attribute(
    composite: &QName,
    attribute: &CompositeAttribute,
    field: &Ident,
    context: &mut Context<'_, '_>,
) -> TokenStream {
    let note = context.described.notes.get(&ObjectId::Column(composite.clone(), attribute.name.clone()));
    let docs_in_source = note.and_then(|note| note.docs.as_deref());
    let (docs, comment) = documentation(attribute.comment.as_deref(), docs_in_source);
    let RustType { tokens, is_default } =
        rust_type(&attribute.ty, &context.described.schema, context.names, &mut context.imports);
    let mut entries = Vec::new();
    if field.to_string().trim_start_matches("r#") != attribute.name {
        let name = literal(&attribute.name);
        entries.push(quote!(name = #name));
    }
    if !is_default {
        let text = literal(&ddl::ty(&attribute.ty));
        entries.push(quote!(sql_type = #text));
    }
    if let Some(collation) = &attribute.collation {
        let name = literal(&collation_text(collation));
        entries.push(quote!(collate = #name));
    }
    if let Some(old) = note.and_then(|note| note.renamed_from.as_ref()) {
        let old = literal(&old.name);
        entries.push(quote!(renamed_from = #old));
    }
    entries.extend(comment);
    let entries = (!entries.is_empty()).then(|| quote!(#[column(#(#entries),*)]));
    quote!(#docs #entries pub #field: Option<#tokens>)
}

/// The struct around a domain's value.
///
/// ```text
/// #[derive(Clone, Debug, PartialEq, PgDomain)]
/// pub struct Email(pub String);
/// ```
pub(super) fn domain(item: &Domain, context: &mut Context<'_, '_>) -> TokenStream {
    let ident = type_ident(&item.name, context);
    let note = context.described.notes.get(&ObjectId::Domain(item.name.clone()));
    let (docs, _) = documentation(item.comment.as_deref(), note.and_then(|note| note.docs.as_deref()));
    let entries = head(&item.name, &ident);
    let head = (!entries.is_empty()).then(|| quote!(#[pg_domain(#(#entries),*)]));
    let RustType { tokens, .. } =
        rust_type(&item.ty, &context.described.schema, context.names, &mut context.imports);
    let derive = context.imports.derive("PgDomain");
    let more = &context.derives;
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, #derive #(, #more)*)]
        #head
        pub struct #ident(pub #tokens);
    }
}

fn type_ident(name: &QName, context: &Context<'_, '_>) -> Ident {
    match context.names.named_type(name) {
        Some(ident) => ident.clone(),
        None => super::ident::ident(&super::ident::camel(&name.name)),
    }
}

/// `namespace` and `name` where they do not follow.
fn head(name: &QName, ident: &Ident) -> Vec<TokenStream> {
    let mut entries = Vec::new();
    if name.namespace != "public" {
        let namespace = literal(&name.namespace);
        entries.push(quote!(namespace = #namespace));
    }
    if ident.to_string().to_snake_case() != name.name {
        let name = literal(&name.name);
        entries.push(quote!(name = #name));
    }
    entries
}
