//! Parentheses, lists and expressions: ranges of tokens that are found, not understood.

use super::super::canonical;
use super::super::text::Kind;
use super::{Cursor, Parsed};
use crate::model::Expr;

impl<'a> Cursor<'a> {
    /// The tokens between `(` and its `)`.
    pub(in crate::sql) fn group(&mut self, what: &str) -> Parsed<Cursor<'a>> {
        let open = self.here();
        match self.open_group(what)? {
            (inner, true) => Ok(inner),
            (_, false) => Err(self.never_closed(open)),
        }
    }

    /// The same, or where nothing closes it all that is left, and whether it is closed.
    pub(in crate::sql) fn open_group(&mut self, what: &str) -> Parsed<(Cursor<'a>, bool)> {
        self.expect_kind(Kind::Open, what)?;
        let start = self.at;
        self.at = start - 1;
        let closed = self.skip_balanced();
        Ok((Self { at: start, end: self.at - usize::from(closed), ..*self }, closed))
    }

    /// Reads one token, or a whole group in parentheses or brackets. `false` when it has no end.
    pub(in crate::sql) fn skip_balanced(&mut self) -> bool {
        let mut depth = 0usize;
        while let Some(token) = self.bump() {
            match token.kind {
                Kind::Open | Kind::OpenBracket => depth += 1,
                Kind::Close | Kind::CloseBracket => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return true;
            }
        }
        false
    }

    /// From here to where another cursor over the same tokens stands.
    pub(in crate::sql) fn until(&self, other: &Self) -> Self {
        Self { end: other.at, ..*self }
    }

    /// Whether `table.column%TYPE` stands here.
    pub(in crate::sql) fn has_type_reference(&self) -> bool {
        let mut at = 0;
        while self.peek_at(at).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Quoted))
            && self.peek_at(at + 1).is_some_and(|t| t.kind == Kind::Dot)
        {
            at += 2;
        }
        at > 0
            && self.peek_at(at + 1).is_some_and(|t| t.kind == Kind::Operator && self.text(t) == "%")
            && self.is_word_at(at + 2, "type")
    }

    /// Whether such a reference stands anywhere before the body.
    pub(in crate::sql) fn text_has_type_reference(&self) -> bool {
        let mut c = *self;
        while !c.is_done() && !c.is_word("as") {
            if c.has_type_reference() {
                return true;
            }
            c.bump();
        }
        false
    }

    /// The parts between commas that are inside no parentheses. At least one, which may be empty.
    pub(in crate::sql) fn split_commas(self) -> Vec<Cursor<'a>> {
        let mut parts = Vec::new();
        let mut depth = 0usize;
        let mut start = self.at;
        for at in self.at..self.end {
            match self.tokens[at].kind {
                Kind::Open | Kind::OpenBracket => depth += 1,
                Kind::Close | Kind::CloseBracket => depth = depth.saturating_sub(1),
                Kind::Comma if depth == 0 => {
                    parts.push(Self { at: start, end: at, ..self });
                    start = at + 1;
                }
                _ => {}
            }
        }
        parts.push(Self { at: start, ..self });
        parts
    }

    /// What comes before a token outside all parentheses at which `stop` says so; the first token is always part of it.
    pub(in crate::sql) fn take_until(&mut self, stop: impl Fn(&Self) -> bool) -> Cursor<'a> {
        let start = self.at;
        while !self.is_done() && (self.at == start || !stop(self)) {
            self.skip_balanced();
        }
        Self { at: start, end: self.at, ..*self }
    }

    /// All that is left, as an expression.
    pub(in crate::sql) fn rest(&mut self, what: &str) -> Parsed<Expr> {
        if self.is_done() {
            return Err(self.expected(what));
        }
        let expr = self.expr_between(self.at, self.end)?;
        self.at = self.end;
        Ok(expr)
    }

    /// `( expression )`.
    pub(in crate::sql) fn parenthesised(&mut self, what: &str) -> Parsed<Expr> {
        self.group(&format!("`(` and {what}"))?.rest(what)
    }

    /// An expression that ends where `stop` says so at a token outside all parentheses; the first token is
    /// always part of it.
    pub(in crate::sql) fn expr_until(&mut self, what: &str, stop: impl Fn(&Self) -> bool) -> Parsed<Expr> {
        if self.is_done() {
            return Err(self.expected(what));
        }
        let start = self.at;
        // `CASE .. END` may hold any keyword.
        let mut cases = 0usize;
        while !self.is_done() {
            if self.at > start && cases == 0 && stop(self) {
                break;
            }
            if self.is_word("case") {
                cases += 1;
            } else if self.is_word("end") {
                cases = cases.saturating_sub(1);
            }
            let here = self.here();
            if !self.skip_balanced() {
                return Err(self.never_closed(here));
            }
        }
        self.expr_between(start, self.at)
    }

    /// The tokens from here to where another cursor over the same tokens stands.
    pub(in crate::sql) fn cut(self, other: &Self) -> Self {
        Self { end: other.at, ..self }
    }

    /// From here to where another cursor over the same tokens stands, as an expression.
    pub(in crate::sql) fn up_to(&self, other: &Self) -> Parsed<Expr> {
        self.expr_between(self.at, other.at)
    }

    fn expr_between(&self, start: usize, end: usize) -> Parsed<Expr> {
        let tokens = &self.tokens[start..end];
        let mut open = Vec::new();
        for token in tokens {
            let stray = |what: &str| Err(self.error(token.start..token.end, what, ""));
            match token.kind {
                Kind::Open | Kind::OpenBracket => open.push(token),
                Kind::Close | Kind::CloseBracket if open.pop().is_none() => {
                    return stray("this parenthesis closes nothing");
                }
                Kind::Stray => return stray("this character means nothing in SQL"),
                _ => {}
            }
        }
        if let Some(token) = open.pop() {
            return Err(self.never_closed(token.start..token.end));
        }
        let text = match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => &self.source.text[first.start..last.end],
            _ => "",
        };
        if let Some(found) = self.scope.and_then(|scope| scope.qualified(text)) {
            return Ok(found);
        }
        Ok(Expr { text: text.to_owned(), canonical: canonical::fold(self.source, tokens) })
    }
}
