//! `DO`: the anonymous blocks that only wrap definitions, as generated migrations write them. What such a block does can be
//! read; any other has to say so (`@effect`, `@opaque`).
//!
//! ```sql
//! DO $$ BEGIN
//!     CREATE TYPE mood AS ENUM ('sad', 'happy');
//! EXCEPTION WHEN duplicate_object THEN NULL;
//! END $$;
//!
//! DO $$ BEGIN
//!     IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'mood') THEN
//!         CREATE TYPE mood AS ENUM ('sad', 'happy');
//!     END IF;
//! END $$;
//! ```

mod guard;

use std::ops::Range;
use std::sync::Arc;

use guard::Guard;

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
    for part in block.parts {
        if part.guard.is_some_and(|guard| !guard.holds(fold)) {
            continue;
        }
        for range in part.definitions {
            let mut cursor = Cursor::new(&source, &lexed.tokens, range);
            match statement(fold, &mut cursor) {
                Err(error) if block.lenient && error.code == Code::Duplicate => {}
                other => other?,
            }
        }
    }
    Ok(true)
}

struct Block {
    parts: Vec<Part>,
    /// Whether what is there already is passed over.
    lenient: bool,
}

/// Definitions that are made together.
struct Part {
    /// What `IF` asks before them.
    guard: Option<Guard>,
    /// The tokens of each definition.
    definitions: Vec<Range<usize>>,
}

impl Block {
    /// The parts of a block that holds nothing but definitions.
    fn of(source: &Arc<Source>, lexed: &Lexed) -> Option<Self> {
        let words = Words { source, lexed };
        let mut statements = split(&source.text, &lexed.tokens);
        let end = statements.pop()?.tokens;
        if lexed.unterminated.is_some() || !words.is(end.start, "end") || end.len() != 1 {
            return None;
        }
        let first = statements.first_mut()?;
        if !words.is(first.tokens.start, "begin") {
            return None;
        }
        first.tokens.start += 1;
        let handler = |one: &Statement| words.is(one.tokens.start, "exception");
        let (definitions, handlers) = match statements.iter().position(handler) {
            Some(at) => statements.split_at(at),
            None => (&statements[..], &[][..]),
        };
        let mut definitions = definitions.iter().map(|one| one.tokens.clone());
        let mut parts = Vec::new();
        while let Some(definition) = definitions.next() {
            parts.push(words.part(definition, &mut definitions)?);
        }
        let count: usize = parts.iter().map(|part| part.definitions.len()).sum();
        // What a handler catches undoes the whole block, which is one definition then.
        let whole = handlers.is_empty() || count == 1;
        (whole && count > 0 && handlers.iter().all(|one| words.passes_over(&one.tokens)))
            .then_some(Self { parts, lenient: !handlers.is_empty() })
    }
}

/// The words of a block.
struct Words<'a> {
    source: &'a Arc<Source>,
    lexed: &'a Lexed,
}

impl Words<'_> {
    fn word(&self, at: usize) -> Option<String> {
        let token = self.lexed.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
        Some(self.source.text[token.start..token.end].to_ascii_lowercase())
    }

    fn is(&self, at: usize, wanted: &str) -> bool {
        self.word(at).is_some_and(|word| word == wanted)
    }

    /// A definition, or all those between `IF .. THEN` and `END IF`.
    fn part(&self, first: Range<usize>, rest: &mut impl Iterator<Item = Range<usize>>) -> Option<Part> {
        if !self.is(first.start, "if") {
            return self.defines(&first).then(|| Part { guard: None, definitions: vec![first] });
        }
        let mut cursor = Cursor::new(self.source, &self.lexed.tokens, first.start + 1..first.end);
        let guard = Guard::read(&mut cursor)?;
        let mut definitions: Vec<Range<usize>> = Vec::from([cursor.position()..first.end]);
        loop {
            let next = rest.next()?;
            if self.is(next.start, "end") && self.is(next.start + 1, "if") && next.len() == 2 {
                break;
            }
            definitions.push(next);
        }
        definitions.iter().all(|one| self.defines(one)).then_some(Part { guard: Some(guard), definitions })
    }

    fn defines(&self, tokens: &Range<usize>) -> bool {
        let known = ["create", "alter", "drop", "comment", "grant", "revoke"];
        known.iter().any(|word| self.is(tokens.start, word))
    }

    /// Whether a handler does nothing but to let go what is there already.
    fn passes_over(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().map(|at| self.word(at)).all(|word| {
            let word = word.unwrap_or_default();
            matches!(word.as_str(), "exception" | "when" | "or" | "then" | "null")
                || DUPLICATES.contains(&word.as_str())
        })
    }
}
