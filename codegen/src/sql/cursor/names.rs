//! Names and literals.

use super::super::text::{Kind, fold_word, is_reserved, unquote_name, unquote_string};
use super::{Cursor, Ident, Name, Parsed};
use crate::report::{Code, Diagnostic};

impl Cursor<'_> {
    /// A name: `what` says what it is the name of, for the message.
    pub(in crate::sql) fn ident(&mut self, what: &str) -> Parsed<Ident> {
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
    pub(in crate::sql) fn label(&mut self, what: &str) -> Parsed<Ident> {
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
    pub(in crate::sql) fn name(&mut self, what: &str) -> Parsed<Name> {
        let first = self.ident(what)?;
        self.name_after(first, what)
    }

    /// The same where words are allowed that cannot name a column (functions, types, collations).
    pub(in crate::sql) fn any_name(&mut self, what: &str) -> Parsed<Name> {
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
    pub(in crate::sql) fn column_list(&mut self) -> Parsed<Vec<Ident>> {
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

    /// A string literal of any kind: its value.
    pub(in crate::sql) fn string(&mut self, what: &str) -> Parsed<String> {
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
    pub(in crate::sql) fn integer(&mut self, what: &str) -> Parsed<i64> {
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
}
