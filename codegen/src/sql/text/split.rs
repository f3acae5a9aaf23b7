//! Where statements end.

use std::ops::Range;

use super::{Kind, Token};

/// A statement: its tokens without the semicolon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sql) struct Statement {
    /// Indexes into the tokens of the text.
    pub(in crate::sql) tokens: Range<usize>,
    /// The byte after the semicolon, or after the last token where there is none.
    pub(in crate::sql) end: usize,
}

/// The statements of a text. Every semicolon ends one, even inside parentheses, so that a missing `)` spoils one
/// statement and not the rest of the file; only `BEGIN ATOMIC .. END` and `CREATE RULE` hold semicolons.
pub(in crate::sql) fn split(text: &str, tokens: &[Token]) -> Vec<Statement> {
    let word = |at: usize, word: &str| {
        tokens
            .get(at)
            .is_some_and(|t| t.kind == Kind::Word && text[t.start..t.end].eq_ignore_ascii_case(word))
    };
    let mut statements = Vec::new();
    let mut start = 0;
    // How many `BEGIN ATOMIC` and `CASE` are open; 0 outside an atomic body.
    let mut open = 0usize;
    let mut parentheses = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Word if open == 0 => open = usize::from(word(at, "begin") && word(at + 1, "atomic")),
            Kind::Word if word(at, "case") => open += 1,
            Kind::Word if word(at, "end") => open -= 1,
            Kind::Open => parentheses += 1,
            Kind::Close => parentheses = parentheses.saturating_sub(1),
            Kind::Semicolon if open == 0 => {
                let name = if word(start + 1, "or") { start + 3 } else { start + 1 };
                if parentheses > 0 && word(start, "create") && word(name, "rule") {
                    continue;
                }
                statements.push(Statement { tokens: start..at, end: token.end });
                start = at + 1;
                parentheses = 0;
            }
            _ => {}
        }
    }
    if let Some(last) = tokens.last().filter(|_| start < tokens.len()) {
        statements.push(Statement { tokens: start..tokens.len(), end: last.end });
    }
    statements.retain(|s| !s.tokens.is_empty());
    statements
}

#[cfg(test)]
mod tests {
    use super::super::lex;
    use super::*;

    fn count(text: &str) -> usize {
        split(text, &lex(text).tokens).len()
    }

    #[test]
    fn a_semicolon_in_a_body_ends_nothing() {
        assert_eq!(count("SELECT 1; ; SELECT ';' ; SELECT 2"), 3);
        assert_eq!(count("CREATE FUNCTION f() RETURNS int AS $$ a; b; $$ LANGUAGE sql; x"), 2);
        assert_eq!(
            count(
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END; x"
            ),
            2
        );
        assert_eq!(count("CREATE RULE r AS ON INSERT TO t DO (a; b); x"), 2);
        assert_eq!(count("CREATE TABLE a (b int; CREATE TABLE c (d int);"), 2);
    }
}
