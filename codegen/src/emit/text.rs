//! String literals and doc comments.

use std::str::FromStr as _;

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;

use crate::ddl;
use crate::model::Expr;

/// A string literal as a person writes it: raw where quotes or backslashes stand in it.
pub(super) fn literal(text: &str) -> TokenTree {
    let plain = !text.contains(['"', '\\']);
    if plain || text.contains(|c: char| c.is_control()) {
        return Literal::string(text).into();
    }
    let hashes = (1..).map(|n| "#".repeat(n)).find(|hashes| !text.contains(&format!("\"{hashes}")));
    let hashes = hashes.unwrap_or_default();
    match Literal::from_str(&format!("r{hashes}\"{text}\"{hashes}")) {
        Ok(raw) => raw.into(),
        Err(_) => Literal::string(text).into(),
    }
}

/// An expression as a string literal, on one line.
pub(super) fn expr(expr: &Expr) -> TokenTree {
    literal(&one_line(expr))
}

/// The author's text with line breaks and what surrounds them folded; where a comment or a string spans lines, the
/// canonical form, which means the same.
fn one_line(expr: &Expr) -> String {
    let text = ddl::text(expr);
    if !text.contains('\n') {
        return text;
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut folded = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        if !folded.ends_with('(') && !line.starts_with([')', ',']) {
            folded.push(' ');
        }
        folded.push_str(line);
    }
    if crate::sql::expr(&folded) == *expr { folded } else { expr.canonical.clone() }
}

/// Doc comments, one attribute for each line.
pub(super) fn docs(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// Whether a text comes back unchanged from a doc comment.
fn is_doc(text: &str) -> bool {
    let printable = |line: &str| line == line.trim_end() && !line.contains('\r');
    !text.is_empty() && !text.ends_with('\n') && text.split('\n').all(printable)
}

/// What stands above an item, and what its `comment` entry is. `COMMENT ON` wins over a comment in the source.
pub(super) fn documentation(
    comment: Option<&str>,
    docs_in_source: Option<&str>,
) -> (TokenStream, Option<TokenStream>) {
    match (comment, docs_in_source) {
        (Some(comment), _) if is_doc(comment) => (docs(comment), Some(quote!(comment))),
        (Some(comment), _) => {
            let text = literal(comment);
            (docs(comment.trim_end()), Some(quote!(comment = #text)))
        }
        (None, Some(text)) => (docs(text), None),
        (None, None) => (TokenStream::new(), None),
    }
}
