//! A place in the tokens of one statement, and the small questions that the grammar asks there.

mod groups;
mod mistakes;
mod names;

use std::ops::Range;
use std::sync::Arc;

use super::scope::Scope;
use super::text::{Kind, Token};
use crate::report::{Diagnostic, Place, Source};

/// What a piece of grammar returns. Boxed: a diagnostic is large, and rare.
pub(super) type Parsed<T> = Result<T, Box<Diagnostic>>;

/// Reads tokens from `at` to `end`. Copying it is how one looks ahead.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    source: &'a Arc<Source>,
    tokens: &'a [Token],
    at: usize,
    end: usize,
    scope: Option<&'a Scope>,
}

/// A name as written, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ident {
    /// The name.
    pub(super) name: String,
    /// Where it stands.
    pub(super) span: Range<usize>,
}

/// `name` or `namespace.name` as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Before the dot.
    pub(super) namespace: Option<String>,
    /// The name.
    pub(super) name: String,
    /// Where it stands, with the namespace.
    pub(super) span: Range<usize>,
}

impl Name {
    /// As it would be said in a message.
    pub(super) fn written(&self) -> String {
        self.namespace.as_ref().map_or_else(|| self.name.clone(), |n| format!("{n}.{}", self.name))
    }
}

impl<'a> Cursor<'a> {
    /// Over these tokens of a source.
    pub(super) fn new(source: &'a Arc<Source>, tokens: &'a [Token], range: Range<usize>) -> Self {
        Self { source, tokens, at: range.start, end: range.end, scope: None }
    }

    /// The same place, where names mean what that scope says.
    pub(super) fn within<'s>(&self, scope: Option<&'s Scope>) -> Cursor<'s>
    where
        'a: 's,
    {
        Cursor { scope, ..*self }
    }

    /// Whether all tokens are read.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.end
    }

    /// The token so many places ahead.
    pub(super) fn peek_at(&self, ahead: usize) -> Option<Token> {
        let at = self.at + ahead;
        if at < self.end { self.tokens.get(at).copied() } else { None }
    }

    /// The index of the next token among all.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The kind of the next token.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.peek_at(0).map(|t| t.kind)
    }

    /// Reads one token, whatever it is.
    pub(super) fn bump(&mut self) -> Option<Token> {
        let token = self.peek_at(0)?;
        self.at += 1;
        Some(token)
    }

    /// The text of a token.
    pub(super) fn text(&self, token: Token) -> &'a str {
        &self.source.text[token.start..token.end]
    }

    /// The text of the next token, or nothing at the end.
    pub(super) fn peek_text(&self) -> &'a str {
        self.peek_at(0).map_or("", |t| self.text(t))
    }

    /// A place from bytes.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place::new(self.source, span)
    }

    /// The bytes of the next token; at the end, those just after the last one.
    pub(super) fn here(&self) -> Range<usize> {
        self.peek_at(0).map_or_else(
            || {
                let end = self.last_end();
                end..end
            },
            |t| t.start..t.end,
        )
    }

    /// The same tokens from the one on that begins at a byte.
    pub(super) fn starting_at(&self, start: usize) -> Self {
        let at = self.tokens[..self.end].iter().rposition(|token| token.start <= start);
        Self { at: at.unwrap_or(self.at), ..*self }
    }

    /// Where the token before this one ends.
    pub(super) fn last_end(&self) -> usize {
        self.previous().map_or(0, |t| t.end)
    }

    /// The bytes of the token just read.
    pub(super) fn last_token(&self) -> Range<usize> {
        self.previous().map_or(0..0, |t| t.start..t.end)
    }

    /// From a byte to the end of what was read.
    pub(super) fn since(&self, start: usize) -> Range<usize> {
        start..self.last_end().max(start)
    }

    /// Whether the token so many places ahead is that keyword.
    pub(super) fn is_word_at(&self, ahead: usize, word: &str) -> bool {
        self.peek_at(ahead).is_some_and(|t| t.kind == Kind::Word && self.text(t).eq_ignore_ascii_case(word))
    }

    /// Whether the next token is that keyword.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.is_word_at(0, word)
    }

    /// Whether the next tokens are these keywords, separated by spaces.
    pub(super) fn is_words(&self, words: &str) -> bool {
        words.split(' ').enumerate().all(|(ahead, word)| self.is_word_at(ahead, word))
    }

    /// Reads these keywords when all of them are next.
    pub(super) fn eat(&mut self, words: &str) -> bool {
        let found = self.is_words(words);
        if found {
            self.at += words.split(' ').count();
        }
        found
    }

    /// Reads these keywords.
    pub(super) fn expect(&mut self, words: &str) -> Parsed<()> {
        for word in words.split(' ') {
            if !self.eat(word) {
                return Err(self.expected(&format!("`{}`", word.to_uppercase())));
            }
        }
        Ok(())
    }

    /// Reads a token of that kind when it is next.
    pub(super) fn eat_kind(&mut self, kind: Kind) -> bool {
        let found = self.kind() == Some(kind);
        self.at += usize::from(found);
        found
    }

    /// Reads a token of that kind.
    pub(super) fn expect_kind(&mut self, kind: Kind, what: &str) -> Parsed<Token> {
        match self.peek_at(0) {
            Some(token) if token.kind == kind => {
                self.at += 1;
                Ok(token)
            }
            _ => Err(self.expected(what)),
        }
    }

    /// Reads that operator when it is next.
    pub(super) fn eat_operator(&mut self, operator: &str) -> bool {
        let found = self.kind() == Some(Kind::Operator) && self.peek_text() == operator;
        self.at += usize::from(found);
        found
    }

    /// Whether the token just read is an operator.
    pub(super) fn previous_is_operator(&self) -> bool {
        self.previous().is_some_and(|t| t.kind == Kind::Operator)
    }

    /// Whether the token just read is that keyword.
    pub(super) fn previous_is_word(&self, word: &str) -> bool {
        self.previous().is_some_and(|t| t.kind == Kind::Word && self.text(t).eq_ignore_ascii_case(word))
    }

    fn previous(&self) -> Option<Token> {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).copied()
    }

    /// The word at a place, in lower case.
    pub(super) fn word_at(&self, ahead: usize) -> Option<String> {
        self.peek_at(ahead).filter(|t| t.kind == Kind::Word).map(|t| self.text(t).to_ascii_lowercase())
    }
}
