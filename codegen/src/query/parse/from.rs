//! What stands in `FROM`.

use super::Parser;
use crate::query::ast::{Alias, From, Function, JoinKind, JoinOn, Name, TypeName};
use crate::query::mistake::{Mistake, Result};
use crate::query::token::Tok;

/// Words that may stand behind a source and are no alias of it, although they are not reserved everywhere.
const NO_ALIAS: [&str; 3] = ["set", "tablesample", "when"];

impl Parser<'_> {
    pub(super) fn from(&mut self) -> Result<From> {
        let start = self.span();
        let mut left = self.source()?;
        loop {
            let natural = self.is_word("natural");
            let next = usize::from(natural);
            let kind = match self.ahead(next) {
                Tok::Word(word) => match word.as_str() {
                    "join" | "inner" => JoinKind::Inner,
                    "left" => JoinKind::Left,
                    "right" => JoinKind::Right,
                    "full" => JoinKind::Full,
                    "cross" => JoinKind::Cross,
                    _ => return Ok(left),
                },
                _ => return Ok(left),
            };
            if natural {
                self.advance();
            }
            if !self.is_word("join") {
                self.advance();
                self.take_word("outer");
            }
            self.want_word("join")?;
            let right = if natural || kind == JoinKind::Cross { self.source()? } else { self.joined()? };
            let (on, alias) = self.join_on(natural, kind)?;
            let span = start.to(self.last());
            left = From::Join { left: Box::new(left), right: Box::new(right), kind, on, alias, span };
        }
    }

    /// The right side of a join: joins that have no condition yet belong to it (`a JOIN b JOIN c ON .. ON ..`).
    fn joined(&mut self) -> Result<From> {
        let start = self.span();
        let mut right = self.source()?;
        while !self.is_word("on") && !self.is_word("using") {
            let kind = match self.peek() {
                Tok::Word(word) if word == "join" || word == "inner" => JoinKind::Inner,
                Tok::Word(word) if word == "left" => JoinKind::Left,
                Tok::Word(word) if word == "right" => JoinKind::Right,
                Tok::Word(word) if word == "full" => JoinKind::Full,
                Tok::Word(word) if word == "cross" => JoinKind::Cross,
                _ => return Ok(right),
            };
            if !self.is_word("join") {
                self.advance();
                self.take_word("outer");
            }
            self.want_word("join")?;
            let inner = if kind == JoinKind::Cross { self.source()? } else { self.joined()? };
            let (on, alias) = self.join_on(false, kind)?;
            right = From::Join {
                left: Box::new(right),
                right: Box::new(inner),
                kind,
                on,
                alias,
                span: start.to(self.last()),
            };
        }
        Ok(right)
    }

    fn join_on(&mut self, natural: bool, kind: JoinKind) -> Result<(JoinOn, Option<Alias>)> {
        if natural {
            return Ok((JoinOn::Natural, None));
        }
        if kind == JoinKind::Cross {
            return Ok((JoinOn::Nothing, None));
        }
        if self.take_word("using") {
            let columns = self.in_parens(Self::name)?;
            let alias = if self.take_word("as") { Some(self.name()?) } else { None };
            return Ok((JoinOn::Using(columns, alias), None));
        }
        if !self.is_word("on") {
            return Err(self
                .unexpected("the join's `ON` or `USING`")
                .help("write `CROSS JOIN` for every pair of rows"));
        }
        self.advance();
        Ok((JoinOn::Expr(self.expr(0)?), None))
    }

    fn source(&mut self) -> Result<From> {
        let start = self.span();
        let lateral = self.take_word("lateral");
        if self.is_sym('(') {
            if self.starts_query_in_parens() {
                self.advance();
                let query = Box::new(self.query()?);
                self.want_sym(')')?;
                let (alias, columns) = self.alias()?;
                if columns.is_some() {
                    return Err(self.unexpected("column names without types"));
                }
                return Ok(From::Query { query, lateral, alias, span: start.to(self.last()) });
            }
            self.advance();
            let mut inner = self.from()?;
            self.want_sym(')')?;
            let (given, _) = self.alias()?;
            if let (From::Join { alias, .. }, Some(given)) = (&mut inner, given) {
                *alias = Some(given);
            }
            return Ok(inner);
        }
        if self.is_word("rows") && self.word_ahead(1, "from") {
            return self.rows_from();
        }
        if self.is_call() {
            return self.function(start);
        }
        self.table_source()
    }

    /// A name with parentheses behind it.
    fn is_call(&self) -> bool {
        let mut count = 1;
        while self.sym_ahead(count, '.') {
            count += 2;
        }
        matches!(self.peek(), Tok::Word(_) | Tok::Quoted(_))
            && (self.sym_ahead(count, '(') || self.is_bare_value())
    }

    fn is_bare_value(&self) -> bool {
        ["current_date", "current_timestamp", "current_user", "current_role"]
            .iter()
            .any(|word| self.is_word(word))
    }

    fn function(&mut self, start: crate::query::mistake::Span) -> Result<From> {
        let call = self.primary()?;
        let mut call = Function { call, columns: None };
        let ordinality = self.take_words(&["with", "ordinality"]);
        let (alias, columns) = self.alias()?;
        call.columns = columns;
        Ok(From::Call { calls: vec![call], ordinality, alias, span: start.to(self.last()) })
    }

    /// `ROWS FROM (f(..), g(..) AS (a int))`.
    fn rows_from(&mut self) -> Result<From> {
        let start = self.span();
        self.advance();
        self.advance();
        let calls = self.in_parens(|parser| {
            let call = parser.primary()?;
            let columns = if parser.take_word("as") { Some(parser.typed_columns()?) } else { None };
            Ok(Function { call, columns })
        })?;
        let ordinality = self.take_words(&["with", "ordinality"]);
        let (alias, _) = self.alias()?;
        Ok(From::Call { calls, ordinality, alias, span: start.to(self.last()) })
    }

    fn typed_columns(&mut self) -> Result<Vec<(Name, TypeName)>> {
        self.in_parens(|parser| {
            let name = parser.name()?;
            let ty = parser.type_name()?;
            if parser.take_word("collate") {
                parser.path()?;
            }
            Ok((name, ty))
        })
    }

    pub(super) fn table_source(&mut self) -> Result<From> {
        let start = self.span();
        let only = self.take_word("only");
        let parens = only && self.take_sym('(');
        let name = self.path()?;
        if parens {
            self.want_sym(')')?;
        }
        if *self.peek() == Tok::Op("*".to_owned()) {
            self.advance();
        }
        let span = start.to(self.last());
        let (alias, columns) = self.alias()?;
        if columns.is_some() {
            return Err(Mistake::new(span, "a table has columns of its own types: give names without types"));
        }
        let mut sample = Vec::new();
        if self.take_word("tablesample") {
            self.path_or_word()?;
            sample = self.in_parens(|parser| parser.expr(0))?;
            if self.take_word("repeatable") {
                sample.extend(self.in_parens(|parser| parser.expr(0))?);
            }
        }
        Ok(From::Table { name, alias, sample, span })
    }

    fn path_or_word(&mut self) -> Result<()> {
        self.any_name()?;
        while self.take_sym('.') {
            self.any_name()?;
        }
        Ok(())
    }

    /// `AS t (a, b)`, or `AS t (a int, b text)`, which only functions have.
    #[allow(clippy::type_complexity)] // An alias and the columns behind it: a name for the pair would say no more.
    fn alias(&mut self) -> Result<(Option<Alias>, Option<Vec<(Name, TypeName)>>)> {
        let has_as = self.take_word("as");
        if has_as && self.is_sym('(') {
            return Ok((None, Some(self.typed_columns()?)));
        }
        let is_alias = self.is_name() && !NO_ALIAS.iter().any(|word| self.is_word(word));
        if !has_as && !is_alias {
            return Ok((None, None));
        }
        let name = self.name()?;
        if !self.is_sym('(') {
            return Ok((Some(Alias { name, columns: Vec::new() }), None));
        }
        let is_typed = !matches!(self.ahead(2), Tok::Sym(',' | ')'));
        if is_typed {
            let columns = self.typed_columns()?;
            return Ok((Some(Alias { name, columns: Vec::new() }), Some(columns)));
        }
        let columns = self.in_parens(Self::name)?;
        Ok((Some(Alias { name, columns }), None))
    }
}
