//! Expressions and queries as SQL text: the author's words, with parentheses where the grammar asks for them.

use std::fmt::{self, Display, Formatter};

use crate::model::Expr;

/// An expression in a place that takes any expression.
pub(crate) struct Text<'a>(pub(crate) &'a Expr);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // A line comment would swallow what is printed behind it; the canonical form has none.
        let text = if self.0.text.contains("--") { &self.0.canonical } else { &self.0.text };
        f.write_str(bare(text))
    }
}

/// An expression after `DEFAULT`, which takes only a `b_expr`: no `AND`, `IS`, `AT TIME ZONE` .. without parentheses.
pub(crate) struct Simple<'a>(pub(crate) &'a Expr);

/// The words that make an expression more than a `b_expr` (`src/backend/parser/gram.y`).
const NOT_SIMPLE: &[&str] = &[
    "and", "at", "between", "collate", "ilike", "in", "is", "isnull", "like", "not", "notnull", "or",
    "overlaps", "similar",
];

impl Display for Simple<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let compound = outer_words(&self.0.canonical).any(|word| NOT_SIMPLE.contains(&word));
        if compound { write!(f, "({})", Text(self.0)) } else { Text(self.0).fmt(f) }
    }
}

/// An expression as an index element: a call stands alone, anything else in parentheses.
pub(crate) struct Element<'a>(pub(crate) &'a Expr);

impl Display for Element<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if is_call(&self.0.text) { Text(self.0).fmt(f) } else { write!(f, "({})", Text(self.0)) }
    }
}

/// A query or definition at the end of a statement: a final line comment gets its line to itself.
pub(crate) struct Tail<'a>(pub(crate) &'a Expr);

impl Display for Tail<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)?;
        let last = self.0.text.lines().next_back().unwrap_or_default();
        if last.contains("--") { f.write_str("\n") } else { Ok(()) }
    }
}

/// The text without the parentheses that stand around all of it: who prints it knows whether they are needed.
fn bare(text: &str) -> &str {
    let mut text = text.trim();
    while text.starts_with('(') && closes_at_end(text) {
        text = text[1..text.len() - 1].trim();
    }
    text
}

/// Whether the text is one function call: `name(..)` and nothing behind it.
fn is_call(text: &str) -> bool {
    let name = text.find('(').unwrap_or(0);
    let named = text[..name].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'.');
    let keyword = matches!(&*text[..name].to_ascii_lowercase(), "array" | "not" | "row");
    if name == 0 || !named || keyword || text.contains("--") {
        return false;
    }
    closes_at_end(text)
}

/// Whether the first parenthesis is closed by the last character.
fn closes_at_end(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1 == text.len();
                }
            }
            (None, _) => {}
        }
    }
    false
}

/// The bare words outside parentheses and quotes.
fn outer_words(canonical: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut outer = Vec::new();
    let mut start = None;
    for (at, c) in canonical.char_indices().chain(std::iter::once((canonical.len(), ' '))) {
        let word = quote.is_none() && depth == 0 && (c.is_alphanumeric() || c == '_');
        match (word, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                outer.push(&canonical[from..at]);
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    outer.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expr(text: &str) -> Expr {
        Expr { text: text.to_owned(), canonical: text.to_lowercase() }
    }

    #[test]
    fn parentheses_only_where_the_grammar_asks() {
        for (text, printed) in [
            ("now()", "now()"),
            ("'a and b'", "'a and b'"),
            ("now() AT TIME ZONE 'utc'", "(now() AT TIME ZONE 'utc')"),
            ("coalesce(a and b, true)", "coalesce(a and b, true)"),
            ("a IS NULL", "(a IS NULL)"),
        ] {
            assert_eq!(Simple(&expr(text)).to_string(), printed);
        }
        assert_eq!(Element(&expr("lower(a)")).to_string(), "lower(a)");
        assert_eq!(Element(&expr("lower(a) || lower(b)")).to_string(), "(lower(a) || lower(b))");
        assert_eq!(Element(&expr("((a) + (b))")).to_string(), "((a) + (b))");
    }
}
