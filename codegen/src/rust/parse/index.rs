//! `index(..)`, at the struct or at a field.

use proc_macro2::TokenStream;
use syn::Ident;

use super::items::{self, Item, Value, chunks};
use super::mistakes::Mistakes;
use super::values;
use crate::rust::decl::{IndexDecl, IndexElementDecl};

const KEYS: &[&str] = &[
    "name",
    "unique",
    "using",
    "on",
    "include",
    "nulls_not_distinct",
    "with",
    "tablespace",
    "where",
    "comment",
];

/// Reads an index; at a field, `on` is that field when it is left out.
pub(super) fn index(item: Item, field: Option<Ident>, mistakes: &mut Mistakes) -> Option<IndexDecl> {
    let mut index = IndexDecl {
        name: None,
        unique: false,
        method: None,
        elements: Vec::new(),
        include: Vec::new(),
        nulls_not_distinct: false,
        parameters: Vec::new(),
        tablespace: None,
        predicate: None,
        comment: None,
        span: item.span,
    };
    let items = match item.value {
        Value::Group(tokens) => items::of_tokens(tokens, mistakes),
        Value::Flag if field.is_some() => Vec::new(),
        Value::Flag | Value::Assigned(_) => {
            mistakes.push(item.span, "write `index(on(field, \"lower(title) DESC\"))`");
            return None;
        }
    };
    for item in items {
        match item.key.as_str() {
            "name" => index.name = item.text(mistakes),
            "unique" => index.unique = item.flag(mistakes),
            "using" => index.method = item.text(mistakes),
            "on" => index.elements = elements(item, mistakes),
            "include" => index.include = item.idents(mistakes),
            "nulls_not_distinct" => index.nulls_not_distinct = item.flag(mistakes),
            "with" => index.parameters = item.texts(mistakes),
            "tablespace" => index.tablespace = item.text(mistakes),
            "where" => index.predicate = item.text(mistakes),
            "comment" => index.comment = item.text(mistakes),
            _ => mistakes.unknown("key", &item.key, item.span, KEYS),
        }
    }
    if index.elements.is_empty() {
        match field {
            Some(field) => index.elements.push(IndexElementDecl::Column(field)),
            None => mistakes.push(index.span, "say what it indexes: `on(field, \"lower(title) DESC\")`"),
        }
    }
    Some(index)
}

fn elements(item: Item, mistakes: &mut Mistakes) -> Vec<IndexElementDecl> {
    match item.value {
        Value::Group(tokens) => {
            chunks(tokens).into_iter().filter_map(|chunk| mistakes.take(element(chunk))).collect()
        }
        Value::Flag | Value::Assigned(_) => {
            mistakes.push(item.span, "write `on(field, \"lower(title) DESC\")`");
            Vec::new()
        }
    }
}

/// A field's name, or SQL in quotes.
fn element(chunk: TokenStream) -> syn::Result<IndexElementDecl> {
    let message = "expected a field's name or SQL in quotes: `on(title, \"lower(title) DESC\")`";
    values::ident(chunk.clone())
        .map(IndexElementDecl::Column)
        .or_else(|_| values::text(chunk, message).map(IndexElementDecl::Sql))
}
