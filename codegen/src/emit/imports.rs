//! The `use` lines: just what the file uses, and nothing that a struct of the file is called.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;
use super::names::Names;

/// Gives types and derives their short name where that is free.
pub(super) struct Imports<'a> {
    names: &'a Names<'a>,
    pub(super) used: Used,
    /// Whether dates and times are those of `chrono`.
    pub(super) chrono: bool,
}

/// What a file uses by its short name.
#[derive(Default)]
pub(super) struct Used {
    types: BTreeSet<&'static str>,
    derives: BTreeSet<&'static str>,
}

impl<'a> Imports<'a> {
    pub(super) fn new(names: &'a Names<'a>, chrono: bool) -> Self {
        Self { names, used: Used::default(), chrono }
    }

    /// A type of `tablewright::types`: by its short name, or by its path where a table is called the same.
    pub(super) fn ours(&mut self, name: &'static str) -> TokenStream {
        let ident = ident(name);
        if self.names.is_taken(name) {
            return quote!(::tablewright::types::#ident);
        }
        self.used.types.insert(name);
        quote!(#ident)
    }

    /// A derive of `tablewright`, likewise.
    pub(super) fn derive(&mut self, name: &'static str) -> TokenStream {
        let ident = ident(name);
        if self.names.is_taken(name) {
            return quote!(::tablewright::#ident);
        }
        self.used.derives.insert(name);
        quote!(#ident)
    }
}

impl Used {
    /// Adds what another part of the file uses.
    pub(super) fn merge(&mut self, other: Self) {
        self.types.extend(other.types);
        self.derives.extend(other.derives);
    }

    /// The `use` lines.
    pub(super) fn lines(&self) -> String {
        let types = self.types.iter().copied().collect::<Vec<_>>();
        let derives: Vec<&str> = self.derives.iter().copied().collect();
        let types = match types.as_slice() {
            [] => String::new(),
            [one] => format!("use tablewright::types::{one};\n"),
            many => wrapped(many),
        };
        // As rustfmt sorts them: a list after everything else.
        match derives.as_slice() {
            [] => types,
            [one] => format!("use tablewright::{one};\n{types}"),
            many => format!("{types}use tablewright::{{{}}};\n", many.join(", ")),
        }
    }
}

/// `use tablewright::types::{..};`, on several lines when it is long.
fn wrapped(types: &[&str]) -> String {
    let line = format!("use tablewright::types::{{{}}};\n", types.join(", "));
    if line.len() <= 100 {
        return line;
    }
    let mut text = String::from("use tablewright::types::{\n");
    let mut row = String::from("   ");
    for name in types {
        if row.len() + name.len() + 2 > 100 {
            text.push_str(&row);
            text.push('\n');
            row = String::from("   ");
        }
        row.push_str(&format!(" {name},"));
    }
    text.push_str(&row);
    text.push_str("\n};\n");
    text
}
