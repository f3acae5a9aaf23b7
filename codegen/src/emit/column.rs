//! A column as a field with its `#[column(..)]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::snake;
use super::table::Context;
use super::text::{documentation, expr, literal};
use super::types::{RustType, rust_type};
use crate::ddl;
use crate::model::{
    Audience, Column, Expr, GeneratedKind, Identity, IdentityMode, Note, ObjectId, QName, SequenceOptions,
    Table,
};
use crate::rust::derived;

/// The field.
///
/// ```text
/// /// When it is due.
/// #[column(name = "dueOn", default = "now()")]
/// pub due_on: Option<Date>,
/// ```
pub(super) fn field(
    table: &Table,
    column: &Column,
    constraints: &[TokenStream],
    context: &mut Context<'_, '_>,
) -> TokenStream {
    let id = ObjectId::Column(table.name.clone(), column.name.clone());
    let note = context.described.notes.get(&id);
    let ident = context.column(&table.name, &column.name);
    let (ty, sql_type) = types(column, note, context);
    let ty = if column.not_null { ty } else { quote!(Option<#ty>) };
    let docs_in_source = note.and_then(|note| note.docs.as_deref());
    let (docs, comment) = documentation(column.comment.as_deref(), docs_in_source);

    let mut entries = Vec::new();
    if ident.to_string().trim_start_matches("r#") != column.name {
        let name = literal(&column.name);
        entries.push(quote!(name = #name));
    }
    entries.extend(sql_type);
    // A private table says so once.
    let own = note.and_then(|note| note.audience) == Some(Audience::Private);
    if own && context.described.notes.table_audience(&table.name) == Audience::Public {
        entries.push(quote!(private));
    }
    let (keys, rest): (Vec<_>, Vec<_>) = constraints.iter().cloned().partition(is_word);
    entries.extend(keys);
    entries.extend(value(table, column, context));
    if let Some(collation) = &column.collation {
        let name = literal(&collation_text(collation));
        entries.push(quote!(collate = #name));
    }
    entries.extend(rest);
    if let Some(old) = note.and_then(|note| note.renamed_from.as_ref()) {
        let old = literal(&old.name);
        entries.push(quote!(renamed_from = #old));
    }
    entries.extend(comment);
    let attribute = (!entries.is_empty()).then(|| quote!(#[column(#(#entries),*)]));
    quote!(#docs #attribute pub #ident: #ty)
}

/// The server's own collations need neither a namespace nor quotes.
pub(super) fn collation_text(name: &QName) -> String {
    let is_bare = name.namespace == "pg_catalog" && !name.name.contains(['.', '"']);
    if is_bare { name.name.clone() } else { ddl::full_name(name) }
}

/// `primary_key`, `unique`: one word each, written before the rest.
fn is_word(entry: &TokenStream) -> bool {
    entry.clone().into_iter().nth(1).is_none()
}

/// The Rust type without `Option`, and `sql_type = ".."` where it does not follow.
fn types(
    column: &Column,
    note: Option<&Note>,
    context: &mut Context<'_, '_>,
) -> (TokenStream, Option<TokenStream>) {
    let said =
        note.and_then(|note| note.rust_type.as_deref()).and_then(|ty| syn::parse_str::<syn::Type>(ty).ok());
    let (tokens, is_default) = match said {
        Some(said) => (quote!(#said), false),
        None => {
            let schema = &context.described.schema;
            let RustType { tokens, is_default } =
                rust_type(&column.ty, schema, context.names, &mut context.imports);
            (tokens, is_default)
        }
    };
    let text = literal(&ddl::ty(&column.ty));
    (tokens, (!is_default).then(|| quote!(sql_type = #text)))
}

/// Where its values come from: `identity`, `serial`, `default = ".."`, `generated = ".."`.
fn value(table: &Table, column: &Column, context: &Context<'_, '_>) -> Option<TokenStream> {
    if let Some(identity) = &column.identity {
        return Some(identity_entry(identity));
    }
    if let Some(generated) = &column.generated {
        let text = expr(&generated.expr);
        return Some(match generated.kind {
            GeneratedKind::Stored => quote!(generated = #text),
            GeneratedKind::Virtual => quote!(generated_virtual = #text),
        });
    }
    let default = column.default.as_ref()?;
    if is_serial(table, column, default, context) {
        return Some(quote!(serial));
    }
    let text = expr(default);
    Some(quote!(default = #text))
}

/// `identity`, `identity(by_default, start = 100)`.
fn identity_entry(identity: &Identity) -> TokenStream {
    let SequenceOptions { start, increment, min, max, cache, cycle } = &identity.options;
    let mut entries = Vec::new();
    if identity.mode == IdentityMode::ByDefault {
        entries.push(quote!(by_default));
    }
    let numbers = [("start", start), ("increment", increment), ("min", min), ("max", max), ("cache", cache)];
    for (name, number) in numbers {
        if let Some(number) = number {
            let name = super::ident::ident(name);
            let number = proc_macro2::Literal::i64_unsuffixed(*number);
            entries.push(quote!(#name = #number));
        }
    }
    if *cycle {
        entries.push(quote!(cycle));
    }
    if entries.is_empty() { quote!(identity) } else { quote!(identity(#(#entries),*)) }
}

/// Whether the default and its sequence are just what `serial` makes.
fn is_serial(table: &Table, column: &Column, default: &Expr, context: &Context<'_, '_>) -> bool {
    let name = derived::sequence(&table.name, &column.name);
    let made = derived::serial(&table.name, &column.name, &column.ty, name);
    let (Some(made), true) = (made, column.not_null) else { return false };
    made.default == *default
        && context.described.schema.sequences.get(&made.sequence.name) == Some(&made.sequence)
}

/// The field of a column that a constraint or index names; a wrong name was reported by `check`.
pub(super) fn field_ident(table: &QName, column: &str, context: &Context<'_, '_>) -> proc_macro2::Ident {
    match context.names.column(table, column) {
        Some(ident) => ident.clone(),
        None => super::ident::ident(&snake(column)),
    }
}
