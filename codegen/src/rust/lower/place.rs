//! Spans of tokens to places in their file.

use std::sync::Arc;

use proc_macro2::Span;

use crate::report::{Code, Diagnostic, Errors, Place, Source};

/// Where a span stands. `syn` counts from the start of the text that it parsed: a `#!` line before it is left out.
pub(super) fn place(source: &Arc<Source>, span: Span) -> Place {
    let range = span.byte_range();
    let text = &source.text;
    let end = range.end.min(text.len());
    let start = range.start.min(end);
    if text.is_char_boundary(start) && text.is_char_boundary(end) {
        Place::new(source, start..end)
    } else {
        Place::new(source, 0..0)
    }
}

/// What `syn` says of a file, one mistake each.
pub(super) fn report(source: &Arc<Source>, code: Code, error: syn::Error, errors: &mut Errors) {
    for error in error {
        let text = error.to_string();
        // The parser of attributes writes `what; the way out`.
        let (message, help) = match text.split_once("; ") {
            Some((message, help)) => (message, Some(help)),
            None => (text.as_str(), None),
        };
        let diagnostic = Diagnostic::new(code, message).at(place(source, error.span()), "");
        errors.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
}
