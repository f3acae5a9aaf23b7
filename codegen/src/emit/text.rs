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
    let hashes = (0..).map(|n| "#".repeat(n)).find(|hashes| !text.contains(&format!("\"{hashes}")));
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

/// Doc comments, one attribute for each line. What rustdoc would take for Rust code, and run as a test, is kept from
/// looking like it.
pub(super) fn docs(text: &str) -> TokenStream {
    let mut in_fence = false;
    let lines = text.lines().map(|line| {
        let line = tame(line, &mut in_fence);
        let line = if line.is_empty() { line } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

fn tame(line: &str, in_fence: &mut bool) -> String {
    if is_fence(line) {
        *in_fence = !*in_fence;
        let is_bare = line.trim_start().trim_start_matches('`').trim().is_empty();
        return if *in_fence && is_bare { format!("{}text", line.trim_end()) } else { line.to_owned() };
    }
    match line.trim_start() {
        text if is_indented(line) && !*in_fence => format!("   {text}"),
        _ => line.to_owned(),
    }
}

fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

/// Markdown takes four blanks for code.
fn is_indented(line: &str) -> bool {
    line.starts_with("    ") || line.starts_with('\t')
}

/// Whether a text comes back unchanged from a doc comment.
fn is_doc(text: &str) -> bool {
    let printable =
        |line: &str| line == line.trim_end() && !line.contains('\r') && !is_fence(line) && !is_indented(line);
    !text.is_empty() && text.split('\n').all(printable) && !text.ends_with('\n')
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_raw_where_that_reads_better() {
        for (text, written) in [
            ("plain", "\"plain\""),
            ("say \"hi\"", "r#\"say \"hi\"\"#"),
            ("a \"# b", "r##\"a \"# b\"##"),
            ("back\\slash", "r\"back\\slash\""),
            ("two\nlines \"", "\"two\\nlines \\\"\""),
        ] {
            assert_eq!(literal(text).to_string(), written);
        }
    }

    #[test]
    fn documentation_never_becomes_a_doc_test() {
        let shown = docs("An example:\n\n    SELECT 1;\n\n```\nSELECT 2;\n```").to_string();
        assert!(shown.contains("\"    SELECT 1;\"") && shown.contains("\" ```text\""), "{shown}");
        assert!(is_doc("one\n  two") && !is_doc("one\n    two") && !is_doc("blank ") && !is_doc("end\n"));
    }
}
