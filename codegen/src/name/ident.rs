//! Identifiers of Rust from names of SQL, which may be anything. `sql!` names its fields by the same rules as generated structs.

use heck::ToSnakeCase;
use proc_macro2::{Ident, Span};

/// The key words of edition 2024, reserved ones included (Reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The key words that cannot be written with `r#`.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// The name of a field: `createdAt` is `created_at`. A name that Rust would not change stays as it is.
pub(crate) fn snake(name: &str) -> String {
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let inner = name.trim_matches('_');
    if plain && !inner.is_empty() && !inner.contains("__") {
        usable(name.to_owned(), "unnamed")
    } else {
        usable(name.to_snake_case(), "unnamed")
    }
}

/// The text as an identifier, with `r#` where it is a key word.
pub(crate) fn field_ident(name: &str) -> Ident {
    if KEYWORDS.contains(&name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

#[cfg(feature = "engine")]
/// Whether a text can be an identifier as it stands; an author's `@rust name` must be.
pub(crate) fn is_usable(name: &str) -> bool {
    let mut letters = name.chars();
    let start = letters.next().is_some_and(|c| c == '_' || is_letter(c));
    start && letters.all(|c| c == '_' || is_letter(c) || c.is_ascii_digit()) && !NEVER_RAW.contains(&name)
}

/// Leaves out what no identifier may hold; a digit at the start gets `_` before it.
pub(crate) fn usable(name: String, otherwise: &str) -> String {
    let mut name: String =
        name.chars().filter(|c| *c == '_' || is_letter(*c) || c.is_ascii_digit()).collect();
    if name.trim_matches('_').is_empty() {
        name = otherwise.to_owned();
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    if NEVER_RAW.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// A letter that an identifier may start with. Outside ASCII, ask the parser: Rust follows Unicode's `XID_Start`.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && syn::parse_str::<Ident>(c.encode_utf8(&mut [0; 4])).is_ok())
}
