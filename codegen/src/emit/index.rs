//! An index as a `#[table(index(..))]` line.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::constraint::include;
use super::table::Context;
use super::text::{expr, literal};
use crate::ddl;
use crate::model::{Expr, Index, IndexElement, IndexKey, Table};
use crate::rust::derived;

/// The column of an index about which nothing is unusual: it is written as `index` at the field.
pub(super) fn column_of<'i>(table: &Table, index: &'i Index) -> Option<&'i str> {
    let [IndexElement { key: IndexKey::Column(column), .. }] = index.elements.as_slice() else { return None };
    let plain = Index {
        name: derived::index(&table.name.name, index),
        unique: false,
        method: "btree".to_owned(),
        elements: vec![IndexElement::column(column)],
        include: Vec::new(),
        nulls_not_distinct: false,
        parameters: Vec::new(),
        tablespace: None,
        predicate: None,
        statistics: BTreeMap::new(),
        part_of: None,
        comment: None,
    };
    (*index == plain && table.columns.contains(column)).then_some(column)
}

/// `index(name = "..", unique, using = "hnsw", on(title, "lower(title) DESC"), include(..), with("m = 16"), where = "..")`.
pub(super) fn index(table: &Table, index: &Index, context: &Context<'_, '_>) -> TokenStream {
    let mut entries = Vec::new();
    if derived::index(&table.name.name, index) != index.name {
        let name = literal(&index.name);
        entries.push(quote!(name = #name));
    }
    if index.unique {
        entries.push(quote!(unique));
    }
    if index.method != "btree" {
        let method = literal(&index.method);
        entries.push(quote!(using = #method));
    }
    let elements = index.elements.iter().map(|element| match &element.key {
        IndexKey::Column(column) if *element == IndexElement::column(column) => {
            let ident = context.column(&table.name, column);
            quote!(#ident)
        }
        IndexKey::Column(_) | IndexKey::Expr(_) => {
            let text = literal(&ddl::index_element(element));
            quote!(#text)
        }
    });
    entries.push(quote!(on(#(#elements),*)));
    entries.extend(include(&table.name, &index.include, context));
    if index.nulls_not_distinct {
        entries.push(quote!(nulls_not_distinct));
    }
    entries.extend(with(&index.parameters));
    if let Some(tablespace) = &index.tablespace {
        let tablespace = literal(tablespace);
        entries.push(quote!(tablespace = #tablespace));
    }
    entries.extend(predicate(index.predicate.as_ref()));
    if let Some(comment) = &index.comment {
        let comment = literal(comment);
        entries.push(quote!(comment = #comment));
    }
    quote!(index(#(#entries),*))
}

/// `with("m = 16", "ef_construction = 64")`.
pub(super) fn with(parameters: &[(String, String)]) -> Option<TokenStream> {
    let texts = parameters.iter().map(|parameter| literal(&ddl::parameter(parameter)));
    (!parameters.is_empty()).then(|| quote!(with(#(#texts),*)))
}

/// `where = ".."`.
pub(super) fn predicate(predicate: Option<&Expr>) -> Option<TokenStream> {
    let text = expr(predicate?);
    // `where` is a key word; inside an attribute it is only a token.
    Some(quote!(where = #text))
}
