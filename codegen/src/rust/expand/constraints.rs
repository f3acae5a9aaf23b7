//! A constant for each constraint: `Todo::TODO_TITLE_KEY`.

use std::collections::BTreeSet;

use heck::ToShoutySnakeCase;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;

use super::columns::constant;
use super::names;
use crate::rust::decl::TableDecl;

/// The constants.
pub(super) fn expand(table: &TableDecl) -> TokenStream {
    let vis = &table.vis;
    // A name that is taken already stays the column's; the constraint can be named apart.
    let mut taken: BTreeSet<String> =
        table.columns.iter().map(|column| constant(&column.ident).to_string()).collect();
    let mut constants = TokenStream::new();
    let names = names::constraint_names(table).into_iter().chain(names::unique_index_names(table));
    for name in names {
        let Some(constant) = upper(&name) else { continue };
        if taken.insert(constant.to_string()) {
            // pub const TODO_TITLE_KEY: Constraint<Self> = Constraint::new("todo_title_key");
            constants.extend(quote! {
                #vis const #constant: ::tablewright::Constraint<Self> = ::tablewright::Constraint::new(#name);
            });
        }
    }
    constants
}

fn upper(name: &str) -> Option<Ident> {
    let mut upper = name.to_shouty_snake_case();
    if upper.starts_with(|first: char| first.is_ascii_digit()) {
        upper.insert(0, '_');
    }
    syn::parse_str::<Ident>(&upper).ok().map(|mut ident| {
        ident.set_span(Span::call_site());
        ident
    })
}
