//! A place in the tokens of one statement, and the small questions that the grammar asks there.

use std::ops::Range;
use std::sync::Arc;

use super::canonical;
use super::text::{Kind, Token, fold_word, is_reserved, unquote_name, unquote_string};
use crate::model::Expr;
use crate::report::{Code, Diagnostic, Place, Source};

/// What a piece of grammar returns. Boxed: a diagnostic is large, and rare.
pub(super) type Parsed<T> = Result<T, Box<Diagnostic>>;

/// Reads tokens from `at` to `end`. Copying it is how one looks ahead.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    source: &'a Arc<Source>,
    tokens: &'a [Token],
    at: usize,
    end: usize,
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
        Self { source, tokens, at: range.start, end: range.end }
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

    // ---- words ------------------------------------------------------------------------------------------------

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
                return Err(self.expected(&format!("`{word}`")));
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

    // ---- names ------------------------------------------------------------------------------------------------

    /// A name: `what` says what it is the name of, for the message.
    pub(super) fn ident(&mut self, what: &str) -> Parsed<Ident> {
        let span = self.here();
        match self.peek_at(0) {
            Some(token) if token.kind == Kind::Word => {
                let name = fold_word(self.text(token));
                if is_reserved(&name) {
                    let written = self.text(token);
                    return Err(Box::new(
                        Diagnostic::new(
                            Code::Syntax,
                            format!("expected {what}, found the keyword `{written}`"),
                        )
                        .at(self.place(span), "a reserved word")
                        .help(format!("to use it as a name, write it in double quotes: \"{name}\"")),
                    ));
                }
                self.at += 1;
                Ok(Ident { name, span })
            }
            _ => self.quoted(what),
        }
    }

    /// A word or name where every word is allowed.
    pub(super) fn label(&mut self, what: &str) -> Parsed<Ident> {
        let span = self.here();
        match self.peek_at(0) {
            Some(token) if token.kind == Kind::Word => {
                self.at += 1;
                Ok(Ident { name: fold_word(self.text(token)), span })
            }
            _ => self.quoted(what),
        }
    }

    fn quoted(&mut self, what: &str) -> Parsed<Ident> {
        let span = self.here();
        match self.peek_at(0) {
            Some(token) if token.kind == Kind::Quoted => {
                let name = unquote_name(self.text(token));
                if name.is_empty() {
                    return Err(self.error(span, "a name cannot be empty", ""));
                }
                self.at += 1;
                Ok(Ident { name, span })
            }
            _ => Err(self.expected(what)),
        }
    }

    /// `name` or `namespace.name`.
    pub(super) fn name(&mut self, what: &str) -> Parsed<Name> {
        let first = self.ident(what)?;
        self.name_after(first, what)
    }

    /// The same where words are allowed that cannot name a column (functions, types, collations).
    pub(super) fn any_name(&mut self, what: &str) -> Parsed<Name> {
        let first = self.label(what)?;
        self.name_after(first, what)
    }

    fn name_after(&mut self, first: Ident, what: &str) -> Parsed<Name> {
        if !self.eat_kind(Kind::Dot) {
            return Ok(Name { namespace: None, name: first.name, span: first.span });
        }
        let second = self.label(what)?;
        let span = first.span.start..second.span.end;
        if self.kind() == Some(Kind::Dot) {
            return Err(Box::new(
                Diagnostic::new(Code::Syntax, "a name has at most two parts, `namespace.name`")
                    .at(self.place(self.here()), "one part too many")
                    .help("leave the database's name out"),
            ));
        }
        Ok(Name { namespace: Some(first.name), name: second.name, span })
    }

    /// `(a, b, c)`: names of columns, at least one.
    pub(super) fn column_list(&mut self) -> Parsed<Vec<Ident>> {
        let mut inner = self.group("`(` and a list of columns")?;
        let mut columns: Vec<Ident> = Vec::new();
        loop {
            let column = inner.ident("a column's name")?;
            columns.push(column);
            if !inner.eat_kind(Kind::Comma) {
                break;
            }
        }
        inner.finish("`,` or `)`")?;
        Ok(columns)
    }

    // ---- literals ---------------------------------------------------------------------------------------------

    /// A string literal of any kind: its value.
    pub(super) fn string(&mut self, what: &str) -> Parsed<String> {
        match self.peek_at(0) {
            Some(token) if matches!(token.kind, Kind::String | Kind::Dollar) => {
                self.at += 1;
                let mut value = unquote_string(self.text(token));
                while self.continues_string(token.kind) {
                    value += &self.bump().map(|t| unquote_string(self.text(t))).unwrap_or_default();
                }
                Ok(value)
            }
            _ => Err(self.expected(what)),
        }
    }

    /// `'a'` on one line and `'b'` on the next are one string (manual 4.1.2.1).
    fn continues_string(&self, kind: Kind) -> bool {
        kind == Kind::String
            && self.peek_at(0).is_some_and(|t| {
                t.kind == Kind::String && self.source.text[self.last_end()..t.start].contains('\n')
            })
    }

    /// An integer with an optional sign.
    pub(super) fn integer(&mut self, what: &str) -> Parsed<i64> {
        let span = self.here();
        let negative = self.eat_operator("-");
        if !negative {
            self.eat_operator("+");
        }
        let token = self.expect_kind(Kind::Number, what)?;
        let digits = self.text(token).replace('_', "");
        let signed = if negative { format!("-{digits}") } else { digits };
        signed.parse().map_err(|_| {
            self.error(span.start..token.end, &format!("`{signed}` is not a whole number of 64 bits"), "")
        })
    }

    // ---- groups -----------------------------------------------------------------------------------------------

    /// The tokens between `(` and its `)`.
    pub(super) fn group(&mut self, what: &str) -> Parsed<Cursor<'a>> {
        let open = self.expect_kind(Kind::Open, what)?;
        let start = self.at;
        self.at = start - 1;
        if !self.skip_balanced() {
            self.at = start;
            return Err(self.error(
                open.start..open.end,
                "this parenthesis is never closed",
                "no `)` for it",
            ));
        }
        Ok(Self { at: start, end: self.at - 1, ..*self })
    }

    /// Reads one token, or a whole group in parentheses or brackets. `false` when it has no end.
    pub(super) fn skip_balanced(&mut self) -> bool {
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

    /// The parts between commas that are inside no parentheses. At least one, which may be empty.
    pub(super) fn split_commas(self) -> Vec<Cursor<'a>> {
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

    // ---- expressions ------------------------------------------------------------------------------------------

    /// All that is left, as an expression.
    pub(super) fn rest(&mut self, what: &str) -> Parsed<Expr> {
        if self.is_done() {
            return Err(self.expected(what));
        }
        let expr = self.expr_between(self.at, self.end)?;
        self.at = self.end;
        Ok(expr)
    }

    /// `( expression )`.
    pub(super) fn parenthesised(&mut self, what: &str) -> Parsed<Expr> {
        self.group(&format!("`(` and {what}"))?.rest(what)
    }

    /// An expression that ends where `stop` says so at a token outside all parentheses; the first token is
    /// always part of it.
    pub(super) fn expr_until(&mut self, what: &str, stop: impl Fn(&Self) -> bool) -> Parsed<Expr> {
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
                return Err(self.error(here, "this parenthesis is never closed", "no `)` for it"));
            }
        }
        self.expr_between(start, self.at)
    }

    /// From here to where another cursor over the same tokens stands, as an expression.
    pub(super) fn up_to(&self, other: &Self) -> Parsed<Expr> {
        self.expr_between(self.at, other.at)
    }

    fn expr_between(&self, start: usize, end: usize) -> Parsed<Expr> {
        let tokens = &self.tokens[start..end];
        let mut open = Vec::new();
        for token in tokens {
            let stray = |what: &str| Err(self.error(token.start..token.end, what, ""));
            match token.kind {
                Kind::Open | Kind::OpenBracket => open.push(token),
                Kind::Close | Kind::CloseBracket => {
                    if open.pop().is_none() {
                        return stray("this parenthesis closes nothing");
                    }
                }
                Kind::Stray => return stray("this character means nothing in SQL"),
                _ => {}
            }
        }
        if let Some(token) = open.pop() {
            return Err(self.error(
                token.start..token.end,
                "this parenthesis is never closed",
                "no `)` for it",
            ));
        }
        let text = match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => &self.source.text[first.start..last.end],
            _ => "",
        };
        Ok(Expr { text: text.to_owned(), canonical: canonical::fold(self.source, tokens) })
    }

    // ---- mistakes ---------------------------------------------------------------------------------------------

    /// Nothing may be left; `what` says what could have come.
    pub(super) fn finish(&self, what: &str) -> Parsed<()> {
        if self.is_done() { Ok(()) } else { Err(self.expected(what)) }
    }

    /// Something else was expected here.
    pub(super) fn expected(&self, what: &str) -> Box<Diagnostic> {
        let found = match self.peek_at(0) {
            Some(token) if token.kind == Kind::Dollar || token.end - token.start > 40 => {
                "a string".to_owned()
            }
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

    /// A syntax error at a place.
    pub(super) fn error(&self, span: Range<usize>, message: &str, label: &str) -> Box<Diagnostic> {
        self.report(Code::Syntax, span, message, label)
    }

    /// A mistake of any code at a place.
    pub(super) fn report(
        &self,
        code: Code,
        span: Range<usize>,
        message: &str,
        label: &str,
    ) -> Box<Diagnostic> {
        Box::new(Diagnostic::new(code, message).at(self.place(span), label))
    }
}
