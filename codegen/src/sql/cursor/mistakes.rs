//! What is wrong at a place.

use std::ops::Range;

use super::super::text::{Kind, Token};
use super::{Cursor, Parsed};
use crate::model::{holds_password, is_secret};
use crate::report::{Code, Diagnostic};

impl Cursor<'_> {
    /// Nothing may be left; `what` says what could have come.
    pub(in crate::sql) fn finish(&self, what: &str) -> Parsed<()> {
        if self.is_done() { Ok(()) } else { Err(self.expected(what)) }
    }

    /// Something else was expected here.
    pub(in crate::sql) fn expected(&self, what: &str) -> Box<Diagnostic> {
        let found = match self.peek_at(0) {
            Some(token) if token.kind == Kind::Dollar || token.end - token.start > 40 => {
                "a string".to_owned()
            }
            Some(token) if token.kind == Kind::String && self.is_secret(token) => "a string".to_owned(),
            Some(token) => format!("`{}`", self.text(token)),
            // The token after the end of a group is the one that closes it.
            None => match self.tokens.get(self.end) {
                Some(token) if token.kind == Kind::Close => "`)`".to_owned(),
                Some(token) if token.kind == Kind::Comma => "`,`".to_owned(),
                Some(_) | None => "the end of the statement".to_owned(),
            },
        };
        let mut span = self.here();
        if let Some(token) = self.tokens.get(self.end).filter(|_| self.is_done()) {
            span = token.start..token.end;
        }
        self.error(span, &format!("expected {what}, found {found}"), "")
    }

    /// Whether a string stands behind the name of a secret, or holds a password.
    fn is_secret(&self, string: Token) -> bool {
        let before = self.tokens.iter().take(self.at).rev().find(|token| token.kind != Kind::String);
        before.is_some_and(|token| is_secret(self.text(*token))) || holds_password(self.text(string))
    }

    /// A parenthesis without its other half.
    pub(in crate::sql) fn never_closed(&self, open: Range<usize>) -> Box<Diagnostic> {
        self.error(open, "this parenthesis is never closed", "no `)` for it")
    }

    /// A syntax error at a place.
    pub(in crate::sql) fn error(&self, span: Range<usize>, message: &str, label: &str) -> Box<Diagnostic> {
        self.report(Code::Syntax, span, message, label)
    }

    /// A mistake of any code at a place.
    pub(in crate::sql) fn report(
        &self,
        code: Code,
        span: Range<usize>,
        message: &str,
        label: &str,
    ) -> Box<Diagnostic> {
        Box::new(Diagnostic::new(code, message).at(self.place(span), label))
    }
}
