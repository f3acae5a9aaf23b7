//! Tokens to a tree, by PostgreSQL's grammar (`gram.y`) for the statements that read and write rows.
//!
//! What the grammar accepts and this does not is an error that names the place and says how to go on; nothing is passed over.

mod call;
mod expr;
mod from;
mod name;
mod query;
#[cfg(feature = "engine")]
mod signature;
mod special;
mod window;
mod words;
mod write;

#[cfg(feature = "engine")]
pub(crate) use signature::{aggregate, signature};

use super::ast::Statement;
use super::mistake::{Mistake, Result, Span};
use super::token::{Tok, Token, lex};

/// The statement of a text.
pub(crate) fn statement(text: &str) -> Result<Statement> {
    let tokens = lex(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0 };
    if matches!(parser.peek(), Tok::End) {
        return Err(parser.unexpected("a statement"));
    }
    let statement = parser.statement()?;
    if matches!(statement, Statement::Other) {
        return Ok(statement);
    }
    parser.take_sym(';');
    match parser.peek() {
        Tok::End => Ok(statement),
        _ => Err(parser.unexpected("the end of the statement")),
    }
}

pub(super) struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> &Tok {
        &self.tokens[self.at].tok
    }

    pub(super) fn ahead(&self, count: usize) -> &Tok {
        &self.tokens[(self.at + count).min(self.tokens.len() - 1)].tok
    }

    pub(super) fn span(&self) -> Span {
        self.tokens[self.at].span
    }

    /// The place of the token before.
    pub(super) fn last(&self) -> Span {
        self.tokens[self.at.saturating_sub(1)].span
    }

    pub(super) fn advance(&mut self) {
        self.at = (self.at + 1).min(self.tokens.len() - 1);
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Tok::Word(w) if w == word)
    }

    pub(super) fn word_ahead(&self, count: usize, word: &str) -> bool {
        matches!(self.ahead(count), Tok::Word(w) if w == word)
    }

    pub(super) fn sym_ahead(&self, count: usize, sym: char) -> bool {
        *self.ahead(count) == Tok::Sym(sym)
    }

    pub(super) fn is_sym(&self, sym: char) -> bool {
        *self.peek() == Tok::Sym(sym)
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.advance();
        }
        found
    }

    /// Takes all of them or none.
    pub(super) fn take_words(&mut self, words: &[&str]) -> bool {
        let found = words.iter().enumerate().all(|(n, word)| self.word_ahead(n, word));
        if found {
            self.at += words.len();
        }
        found
    }

    pub(super) fn take_sym(&mut self, sym: char) -> bool {
        let found = self.is_sym(sym);
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn want_word(&mut self, word: &str) -> Result<()> {
        if self.take_word(word) {
            Ok(())
        } else {
            Err(self.unexpected(&format!("`{}`", word.to_uppercase())))
        }
    }

    pub(super) fn want_sym(&mut self, sym: char) -> Result<()> {
        if self.take_sym(sym) { Ok(()) } else { Err(self.unexpected(&format!("`{sym}`"))) }
    }

    pub(super) fn unexpected(&self, wanted: &str) -> Mistake {
        let found = match self.peek() {
            Tok::End => {
                return Mistake::new(self.span(), format!("the statement ends where {wanted} should follow"));
            }
            Tok::Word(word) => format!("`{word}`"),
            Tok::Quoted(name) => format!("`\"{name}\"`"),
            Tok::Str(_) => "a string".to_owned(),
            Tok::Bits => "a bit string".to_owned(),
            Tok::Integer(digits) => format!("`{digits}`"),
            Tok::Decimal => "a number".to_owned(),
            Tok::Param(_) => "a value".to_owned(),
            Tok::Op(op) => format!("`{op}`"),
            Tok::Sym(sym) => format!("`{sym}`"),
            Tok::Cast => "`::`".to_owned(),
            Tok::Assign => "`:=`".to_owned(),
        };
        Mistake::new(self.span(), format!("{found} stands where {wanted} should"))
            .help("if PostgreSQL takes this, `sql_unchecked` sends it without checks")
    }

    /// `item, item, ..`.
    pub(super) fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let mut items = vec![item(self)?];
        while self.take_sym(',') {
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// `(item, item, ..)`.
    pub(super) fn in_parens<T>(&mut self, item: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        self.want_sym('(')?;
        let items = self.list(item)?;
        self.want_sym(')')?;
        Ok(items)
    }
}
