//! `DO`: the anonymous blocks that only wrap definitions, as generated migrations write them. What such a block does can be
//! read; any other has to say so (`@effect`, `@opaque`).
//!
//! ```sql
//! DO $$ BEGIN
//!     CREATE TYPE mood AS ENUM ('sad', 'happy');
//! EXCEPTION WHEN duplicate_object THEN NULL;
//! END $$;
//! ```

use std::sync::Arc;

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::statement::statement;
use super::text::{Kind, Lexed, Statement, dollar_body, lex_range, split};
use crate::report::{Code, Source};

/// What a handler may pass over: that what is defined is there already (manual: appendix A, class 42).
const DUPLICATES: &[&str] =
    &["duplicate_object", "duplicate_table", "duplicate_column", "duplicate_schema", "duplicate_function"];

/// Folds a block of definitions; whether it was one. Reads nothing of any other.
pub(super) fn block(fold: &mut Fold, c: &Cursor<'_>) -> Parsed<bool> {
    let mut c = *c;
    c.bump();
    if c.eat("language") && !c.eat("plpgsql") {
        return Ok(false);
    }
    let Some(body) = c.bump().filter(|token| token.kind == Kind::Dollar) else {
        return Ok(false);
    };
    if c.eat("language") && !c.eat("plpgsql") {
        return Ok(false);
    }
    let source = c.place(body.start..body.end).source;
    let inner = dollar_body(c.text(body));
    let start = body.start + (body.end - body.start - inner.len()) / 2;
    let lexed = lex_range(&source.text, start..start + inner.len());
    let Some(block) = Block::of(&source, &lexed) else { return Ok(false) };
    for range in block.definitions {
        let mut cursor = Cursor::new(&source, &lexed.tokens, range);
        match statement(fold, &mut cursor) {
            Err(error) if block.lenient && error.code == Code::Duplicate => {}
            other => other?,
        }
    }
    Ok(true)
}

struct Block {
    /// The tokens of each definition.
    definitions: Vec<std::ops::Range<usize>>,
    /// Whether what is there already is passed over.
    lenient: bool,
}

impl Block {
    /// The parts of a block that holds nothing but definitions.
    fn of(source: &Arc<Source>, lexed: &Lexed) -> Option<Self> {
        let word = |at: usize| {
            let token = lexed.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
            Some(source.text[token.start..token.end].to_ascii_lowercase())
        };
        let is = |at: usize, wanted: &str| word(at).is_some_and(|word| word == wanted);
        let mut statements = split(&source.text, &lexed.tokens);
        let end = statements.pop()?.tokens;
        if lexed.unterminated.is_some() || !is(end.start, "end") || end.len() != 1 {
            return None;
        }
        let first = statements.first_mut()?;
        if !is(first.tokens.start, "begin") {
            return None;
        }
        first.tokens.start += 1;
        let handler = |one: &Statement| is(one.tokens.start, "exception");
        let (definitions, handlers) = match statements.iter().position(handler) {
            Some(at) => statements.split_at(at),
            None => (&statements[..], &[][..]),
        };
        let passes_over = |one: &Statement| {
            let mut words = one.tokens.clone().map(word);
            words.all(|word| {
                let word = word.unwrap_or_default();
                matches!(word.as_str(), "exception" | "when" | "or" | "then" | "null")
                    || DUPLICATES.contains(&word.as_str())
            })
        };
        let defines = |one: &Statement| {
            let known = ["create", "alter", "drop", "comment", "grant", "revoke"];
            known.iter().any(|word| is(one.tokens.start, word))
        };
        // What a handler catches undoes the whole block, which is one definition then.
        let whole = handlers.is_empty() || definitions.len() == 1;
        (whole
            && !definitions.is_empty()
            && definitions.iter().all(defines)
            && handlers.iter().all(passes_over))
        .then(|| Self {
            definitions: definitions.iter().map(|one| one.tokens.clone()).collect(),
            lenient: !handlers.is_empty(),
        })
    }
}
