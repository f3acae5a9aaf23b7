//! A derive input to a declaration.
//!
//! What comes in is what the compiler (or `syn::parse_file`) read; what goes out is a [`TableDecl`] or [`EnumDecl`].
//! Every mistake in the attributes is reported in one run, each at its own span. Nothing here knows SQL: expressions
//! and types stay the text that they are.

mod column;
mod composite;
mod constraint;
mod enumeration;
mod index;
mod items;
mod mistakes;
mod table;
#[cfg(test)]
mod tests;
mod values;

pub(crate) use column::option_of;

use super::decl::{CompositeDecl, DomainDecl, EnumDecl, TableDecl};

/// What a `#[derive(Table)]` struct declares.
///
/// ```
/// let input = syn::parse_quote! {
///     #[table(name = "todo")]
///     struct Todo {
///         #[column(primary_key, identity)]
///         id: i64,
///         title: String,
///     }
/// };
/// let table = tablewright_codegen::rust::parse::table(&input).unwrap();
/// assert_eq!(table.columns[1].name.value, "title");
/// ```
///
/// # Errors
/// All mistakes in the struct and its attributes, combined.
pub fn table(input: &syn::DeriveInput) -> syn::Result<TableDecl> {
    let (table, mistakes) = table_and_mistakes(input);
    mistakes.map_or(Ok(table), Err)
}

/// Like [`table`], with what could be understood in spite of the mistakes: the derive macro still expands it, so that one
/// mistake gives one message.
pub fn table_and_mistakes(input: &syn::DeriveInput) -> (TableDecl, Option<syn::Error>) {
    let mut mistakes = mistakes::Mistakes::default();
    let table = table::table(input, &mut mistakes);
    (table, mistakes.into_error())
}

/// What a `#[derive(PgEnum)]` enum declares.
///
/// ```
/// let input = syn::parse_quote! {
///     enum Status { Open, InReview }
/// };
/// let status = tablewright_codegen::rust::parse::enumeration(&input).unwrap();
/// assert_eq!(status.variants[1].value.value, "in_review");
/// ```
///
/// # Errors
/// All mistakes in the enum and its attributes, combined.
pub fn enumeration(input: &syn::DeriveInput) -> syn::Result<EnumDecl> {
    let (enumeration, mistakes) = enumeration_and_mistakes(input);
    mistakes.map_or(Ok(enumeration), Err)
}

/// Like [`enumeration`], with what could be understood in spite of the mistakes.
pub fn enumeration_and_mistakes(input: &syn::DeriveInput) -> (EnumDecl, Option<syn::Error>) {
    let mut mistakes = mistakes::Mistakes::default();
    let enumeration = enumeration::enumeration(input, &mut mistakes);
    (enumeration, mistakes.into_error())
}

/// What a `#[derive(PgComposite)]` struct declares.
///
/// # Errors
/// All mistakes in the struct and its attributes, combined.
pub fn composite(input: &syn::DeriveInput) -> syn::Result<CompositeDecl> {
    let mut mistakes = mistakes::Mistakes::default();
    let composite = composite::composite(input, &mut mistakes);
    mistakes.into_error().map_or(Ok(composite), Err)
}

/// What a `#[derive(PgDomain)]` struct declares.
///
/// # Errors
/// All mistakes in the struct and its attributes, combined.
pub fn domain(input: &syn::DeriveInput) -> syn::Result<DomainDecl> {
    let mut mistakes = mistakes::Mistakes::default();
    let domain = composite::domain(input, &mut mistakes);
    match (mistakes.into_error(), domain) {
        (None, Some(domain)) => Ok(domain),
        (Some(error), _) => Err(error),
        (None, None) => Err(syn::Error::new(input.ident.span(), "this is no domain")),
    }
}
