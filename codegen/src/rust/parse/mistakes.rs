//! All mistakes of one derive input.

use proc_macro2::Span;

use crate::rust::suggest::did_you_mean;

/// Collects; never stops the reading.
#[derive(Default)]
pub(super) struct Mistakes {
    error: Option<syn::Error>,
}

impl Mistakes {
    /// Adds one.
    pub(super) fn push(&mut self, span: Span, message: impl std::fmt::Display) {
        self.append(syn::Error::new(span, message));
    }

    /// Adds what `syn` found.
    pub(super) fn append(&mut self, error: syn::Error) {
        match &mut self.error {
            Some(all) => all.combine(error),
            None => self.error = Some(error),
        }
    }

    /// The value, or the mistake is added and `None`.
    pub(super) fn take<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.append(error)).ok()
    }

    /// Adds "unknown .. `x`; did you mean `y`?", or the whole list when nothing is near.
    pub(super) fn unknown(&mut self, what: &str, word: &str, span: Span, known: &[&str]) {
        let way_out = match did_you_mean(word, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => "there is none".to_owned(),
            None => format!("there is {}", list(known)),
        };
        self.push(span, format_args!("unknown {what} `{word}`; {way_out}"));
    }

    /// All of them as one error.
    pub(super) fn into_error(self) -> Option<syn::Error> {
        self.error
    }
}

/// `` `a`, `b` and `c` ``.
fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
