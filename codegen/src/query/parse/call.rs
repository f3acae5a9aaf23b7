//! Primary expressions: constants, constructors, calls, and the functions that have a grammar of their own.

use super::Parser;
use super::expr::make;
use crate::query::ast::{Arg, Call, Expr, ExprKind, Name, Over};
use crate::query::mistake::{Result, Span};
use crate::query::token::Tok;

/// Words that stand for a value: their column's name, which is their own, and type.
const KEYWORDS: [(&str, &str); 12] = [
    ("current_date", "date"),
    ("current_time", "timetz"),
    ("current_timestamp", "timestamptz"),
    ("localtime", "time"),
    ("localtimestamp", "timestamp"),
    ("current_role", "name"),
    ("current_user", "name"),
    ("session_user", "name"),
    ("system_user", "text"),
    ("user", "name"),
    ("current_catalog", "name"),
    ("current_schema", "name"),
];

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Result<Expr> {
        let start = self.span();
        let kind = match self.peek().clone() {
            Tok::Param(number) => self.took(ExprKind::Param(number)),
            Tok::Integer(digits) => self.took(ExprKind::Integer(digits)),
            Tok::Decimal => self.took(ExprKind::Decimal),
            Tok::Bits => self.took(ExprKind::Bits),
            Tok::Str(text) => self.took(ExprKind::Str(text)),
            Tok::Op(op) if op == "*" => self.took(ExprKind::Star(Vec::new())),
            Tok::Sym('(') => return self.parenthesized(),
            Tok::Word(word) => return self.worded(&word, start),
            Tok::Quoted(_) => return self.named(),
            Tok::Sym(_) | Tok::Op(_) | Tok::Cast | Tok::Assign | Tok::End => {
                return Err(self.unexpected("an expression"));
            }
        };
        Ok(make(kind, start))
    }

    fn took(&mut self, kind: ExprKind) -> ExprKind {
        self.advance();
        kind
    }

    fn parenthesized(&mut self) -> Result<Expr> {
        let start = self.span();
        if self.starts_query_in_parens() {
            self.advance();
            let query = self.query()?;
            self.want_sym(')')?;
            return Ok(make(ExprKind::Scalar(Box::new(query)), start.to(self.last())));
        }
        self.advance();
        let mut items = self.list(|parser| parser.expr(0))?;
        self.want_sym(')')?;
        let span = start.to(self.last());
        match items.len() {
            1 => Ok(Expr { span, ..items.remove(0) }),
            _ => Ok(make(ExprKind::Row(items), span)),
        }
    }

    fn worded(&mut self, word: &str, start: Span) -> Result<Expr> {
        let calls = self.sym_ahead(1, '(');
        let keyword =
            KEYWORDS.iter().find(|(name, _)| *name == word && !(calls && *name == "current_schema"));
        if let Some((name, ty)) = keyword {
            self.advance();
            if self.take_sym('(') {
                self.expr(0)?;
                self.want_sym(')')?;
            }
            return Ok(make(ExprKind::Keyword(name, ty), start.to(self.last())));
        }
        let kind = match word {
            "null" => self.took(ExprKind::Null),
            "true" | "false" => self.took(ExprKind::Bool),
            "default" => self.took(ExprKind::Default),
            "case" => self.case()?,
            "array" if matches!(self.ahead(1), Tok::Sym('[' | '(')) => self.array()?,
            "row" if calls => {
                self.advance();
                self.advance();
                let items = if self.is_sym(')') { Vec::new() } else { self.list(|parser| parser.expr(0))? };
                self.want_sym(')')?;
                ExprKind::Row(items)
            }
            "exists" if calls => {
                self.advance();
                self.advance();
                let query = self.query()?;
                self.want_sym(')')?;
                ExprKind::Exists(Box::new(query))
            }
            "cast" if calls => {
                self.advance();
                self.advance();
                let value = self.expr(0)?;
                self.want_word("as")?;
                let ty = self.type_name()?;
                self.want_sym(')')?;
                ExprKind::Cast(Box::new(value), ty)
            }
            _ if calls => match self.special(word, start)? {
                Some(kind) => kind,
                None => return self.typed_or_named(start),
            },
            _ => return self.typed_or_named(start),
        };
        Ok(make(kind, start.to(self.last())))
    }

    /// `date '2026-01-01'`, or something that starts with a name.
    fn typed_or_named(&mut self, start: Span) -> Result<Expr> {
        let before = self.at;
        let could_be_type = matches!(self.ahead(1), Tok::Str(_) | Tok::Word(_) | Tok::Sym('('));
        if could_be_type
            && let Ok(ty) = self.type_name()
            && let Tok::Str(text) = self.peek().clone()
            && !ty.array
        {
            let text = make(ExprKind::Str(text), self.span());
            self.advance();
            if ty.name == "interval" {
                self.interval_fields()?;
            }
            return Ok(make(ExprKind::Cast(Box::new(text), ty), start.to(self.last())));
        }
        self.at = before;
        self.named()
    }

    fn case(&mut self) -> Result<ExprKind> {
        self.advance();
        let operand = if self.is_word("when") { None } else { Some(Box::new(self.expr(0)?)) };
        let mut whens = Vec::new();
        while self.take_word("when") {
            let when = self.expr(0)?;
            self.want_word("then")?;
            whens.push((when, self.expr(0)?));
        }
        let otherwise = if self.take_word("else") { Some(Box::new(self.expr(0)?)) } else { None };
        self.want_word("end")?;
        Ok(ExprKind::Case(operand, whens, otherwise))
    }

    fn array(&mut self) -> Result<ExprKind> {
        self.advance();
        if self.take_sym('(') {
            let query = self.query()?;
            self.want_sym(')')?;
            return Ok(ExprKind::ArrayQuery(Box::new(query)));
        }
        self.elements()
    }

    /// `[a, b]`, in which `[c]` is an array as well.
    fn elements(&mut self) -> Result<ExprKind> {
        self.want_sym('[')?;
        if self.take_sym(']') {
            return Ok(ExprKind::Array(Vec::new()));
        }
        let items = self.list(|parser| {
            let start = parser.span();
            if parser.is_sym('[') {
                let inner = parser.elements()?;
                return Ok(make(inner, start.to(parser.last())));
            }
            parser.expr(0)
        })?;
        self.want_sym(']')?;
        Ok(ExprKind::Array(items))
    }

    /// What follows the name of a function.
    pub(super) fn call(&mut self, name: Vec<Name>, start: Span) -> Result<Expr> {
        let mut call = Call { name, ..Call::default() };
        self.want_sym('(')?;
        if *self.peek() == Tok::Op("*".to_owned()) && self.sym_ahead(1, ')') {
            self.advance();
            call.star = true;
        } else if !self.is_sym(')') {
            call.distinct = self.take_word("distinct");
            self.take_word("all");
            call.args = self.list(|parser| {
                call.variadic |= parser.take_word("variadic");
                parser.argument()
            })?;
            call.order_by = self.order_by()?;
        }
        self.want_sym(')')?;
        if self.take_words(&["within", "group"]) {
            self.want_sym('(')?;
            call.order_by = self.order_by()?;
            call.within = true;
            self.want_sym(')')?;
        }
        if self.is_word("filter") && self.sym_ahead(1, '(') {
            self.advance();
            self.advance();
            self.want_word("where")?;
            call.filter = Some(self.expr(0)?);
            self.want_sym(')')?;
        }
        if self.take_words(&["respect", "nulls"]) || self.take_words(&["ignore", "nulls"]) {
            return Err(self.unexpected("`OVER`, since PostgreSQL 18 has no treatment of nulls"));
        }
        if self.take_word("over") {
            call.over =
                Some(if self.is_sym('(') { Over::Window(self.window()?) } else { Over::Named(self.name()?) });
        }
        Ok(make(ExprKind::Call(Box::new(call)), start.to(self.last())))
    }

    fn argument(&mut self) -> Result<Arg> {
        let is_named = matches!(self.peek(), Tok::Word(_) | Tok::Quoted(_))
            && (*self.ahead(1) == Tok::Assign || *self.ahead(1) == Tok::Op("=>".to_owned()));
        let name = if is_named {
            let name = self.any_name()?;
            self.advance();
            Some(name)
        } else {
            None
        };
        Ok(Arg { name, value: self.expr(0)? })
    }
}
