//! Expressions, by precedence (manual 4.1.6).

use super::Parser;
use super::words::is_name;
use crate::query::ast::{Arg, Call, Expr, ExprKind, Index, Name, Op};
use crate::query::mistake::{Result, Span};
use crate::query::token::Tok;

const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const IS: u8 = 4;
const COMPARE: u8 = 5;
const IN: u8 = 6;
const OPERATOR: u8 = 7;
const ADD: u8 = 8;
const MULTIPLY: u8 = 9;
const POWER: u8 = 10;
const AT: u8 = 11;
const COLLATE: u8 = 12;
const MINUS: u8 = 13;

/// An expression from its parts.
pub(super) fn make(kind: ExprKind, span: Span) -> Expr {
    Expr { kind, span }
}

fn binding(op: &str) -> u8 {
    match op {
        "=" | "<" | ">" | "<=" | ">=" | "<>" => COMPARE,
        "+" | "-" => ADD,
        "*" | "/" | "%" => MULTIPLY,
        "^" => POWER,
        _ => OPERATOR,
    }
}

impl Parser<'_> {
    /// An expression whose operators bind at least that tight.
    pub(in crate::query) fn expr(&mut self, least: u8) -> Result<Expr> {
        let mut left = self.prefix()?;
        while let Some(next) = self.infix(&left, least)? {
            left = next;
        }
        Ok(left)
    }

    fn boxed(&mut self, least: u8) -> Result<Box<Expr>> {
        self.expr(least).map(Box::new)
    }

    fn prefix(&mut self) -> Result<Expr> {
        let start = self.span();
        match self.peek().clone() {
            Tok::Word(word) if word == "not" => {
                self.advance();
                let inner = self.boxed(NOT)?;
                Ok(make(ExprKind::Not(inner), start.to(self.last())))
            }
            Tok::Op(op) if op != "*" => {
                self.advance();
                let inner =
                    self.boxed(if matches!(op.as_str(), "+" | "-") { MINUS } else { OPERATOR + 1 })?;
                Ok(make(ExprKind::Unary(Op { text: op, span: start }, inner), start.to(self.last())))
            }
            Tok::Word(word) if word == "operator" && self.sym_ahead(1, '(') => {
                let op = self.named_operator()?;
                let inner = self.boxed(OPERATOR + 1)?;
                Ok(make(ExprKind::Unary(op, inner), start.to(self.last())))
            }
            first => {
                let primary = self.primary()?;
                // Only a column, a value and what stands in parentheses can be indexed as they are.
                let is_indexed = matches!(first, Tok::Sym('(') | Tok::Param(_))
                    || matches!(primary.kind, ExprKind::Column(_));
                self.postfix(primary, is_indexed)
            }
        }
    }

    /// `OPERATOR(schema.+)`.
    fn named_operator(&mut self) -> Result<Op> {
        let start = self.span();
        self.advance();
        self.want_sym('(')?;
        while !matches!(self.peek(), Tok::Op(_)) {
            self.any_name()?;
            self.want_sym('.')?;
        }
        let Tok::Op(text) = self.peek().clone() else { return Err(self.unexpected("an operator")) };
        self.advance();
        self.want_sym(')')?;
        Ok(Op { text, span: start.to(self.last()) })
    }

    /// What follows a primary expression and binds tighter than any operator.
    pub(super) fn postfix(&mut self, mut left: Expr, is_indexed: bool) -> Result<Expr> {
        loop {
            let span = left.span;
            if *self.peek() == Tok::Cast {
                self.advance();
                let ty = self.type_name()?;
                left = make(ExprKind::Cast(Box::new(left), ty), span.to(self.last()));
            } else if is_indexed && self.is_sym('[') {
                let indexes = self.indexes()?;
                left = make(ExprKind::Subscript(Box::new(left), indexes), span.to(self.last()));
            } else if is_indexed && self.is_sym('.') {
                self.advance();
                left = if *self.peek() == Tok::Op("*".to_owned()) {
                    self.advance();
                    make(ExprKind::Fields(Box::new(left)), span.to(self.last()))
                } else {
                    let name = self.any_name()?;
                    make(ExprKind::Field(Box::new(left), name), span.to(self.last()))
                };
            } else {
                return Ok(left);
            }
        }
    }

    fn indexes(&mut self) -> Result<Vec<Index>> {
        let mut indexes = Vec::new();
        while self.take_sym('[') {
            let low = if self.is_sym(':') { None } else { Some(self.expr(0)?) };
            let index = match (self.take_sym(':'), low) {
                (true, low) => {
                    let high = if self.is_sym(']') { None } else { Some(self.expr(0)?) };
                    Index::Slice(low, high)
                }
                (false, Some(at)) => Index::At(at),
                (false, None) => return Err(self.unexpected("an index")),
            };
            self.want_sym(']')?;
            indexes.push(index);
        }
        Ok(indexes)
    }

    fn infix(&mut self, left: &Expr, least: u8) -> Result<Option<Expr>> {
        match self.peek().clone() {
            Tok::Op(op) => {
                let power = binding(&op);
                if power < least {
                    return Ok(None);
                }
                let span = self.span();
                self.advance();
                self.operator(left, Op { text: op, span }, power).map(Some)
            }
            Tok::Word(word) => self.word_operator(left, &word, least),
            _ => Ok(None),
        }
    }

    fn operator(&mut self, left: &Expr, op: Op, power: u8) -> Result<Expr> {
        let left = Box::new(left.clone());
        let start = left.span;
        let quantified =
            ["any", "some", "all"].iter().any(|word| self.is_word(word)) && self.sym_ahead(1, '(');
        if !quantified {
            let right = self.boxed(power + 1)?;
            return Ok(make(ExprKind::Binary(op, left, right), start.to(self.last())));
        }
        self.advance();
        self.advance();
        let kind = if self.starts_query() {
            ExprKind::AnyQuery(op, left, Box::new(self.query()?))
        } else {
            ExprKind::AnyArray(op, left, self.boxed(0)?)
        };
        self.want_sym(')')?;
        Ok(make(kind, start.to(self.last())))
    }

    fn word_operator(&mut self, left: &Expr, word: &str, least: u8) -> Result<Option<Expr>> {
        let power = match word {
            "or" => OR,
            "and" => AND,
            "is" | "isnull" | "notnull" => IS,
            "between" | "in" | "like" | "ilike" | "similar" => IN,
            "not" if ["between", "in", "like", "ilike", "similar"].iter().any(|w| self.word_ahead(1, w)) => {
                IN
            }
            "at" if self.word_ahead(1, "time") || self.word_ahead(1, "local") => AT,
            "collate" => COLLATE,
            "operator" if self.sym_ahead(1, '(') => OPERATOR,
            "overlaps" => OPERATOR,
            _ => return Ok(None),
        };
        if power < least {
            return Ok(None);
        }
        let (start, span) = (left.span, self.span());
        let boxed = Box::new(left.clone());
        if power != OPERATOR {
            self.advance();
        }
        let kind = match word {
            "or" | "and" => ExprKind::Logic(boxed, self.boxed(power + 1)?),
            "is" => self.is(boxed)?,
            "isnull" | "notnull" => ExprKind::IsNull(boxed),
            "at" => self.at_time_zone(*boxed, span)?,
            "collate" => {
                self.path()?;
                ExprKind::Collate(boxed)
            }
            "operator" => {
                let op = self.named_operator()?;
                return self.operator(left, op, OPERATOR).map(Some);
            }
            "overlaps" => {
                self.advance();
                self.overlaps(*boxed, span)?
            }
            _ => {
                let is_not = word == "not";
                let word = if is_not { self.negated()? } else { word.to_owned() };
                self.range_operator(boxed, &word, is_not, span)?
            }
        };
        Ok(Some(make(kind, start.to(self.last()))))
    }

    fn negated(&mut self) -> Result<String> {
        let Tok::Word(word) = self.peek().clone() else { return Err(self.unexpected("`IN`")) };
        self.advance();
        Ok(word)
    }

    /// `BETWEEN`, `IN`, `LIKE`, `SIMILAR TO`, behind the word.
    fn range_operator(&mut self, left: Box<Expr>, word: &str, is_not: bool, span: Span) -> Result<ExprKind> {
        Ok(match word {
            "between" => {
                if !self.take_word("symmetric") {
                    self.take_word("asymmetric");
                }
                let low = self.boxed(IN + 1)?;
                self.want_word("and")?;
                let high = self.boxed(IN + 1)?;
                ExprKind::Between(left, low, high)
            }
            "in" => {
                self.want_sym('(')?;
                let kind = if self.starts_query() {
                    ExprKind::InQuery(left, Box::new(self.query()?))
                } else {
                    ExprKind::InList(left, self.list(|parser| parser.expr(0))?)
                };
                self.want_sym(')')?;
                kind
            }
            _ => {
                let text = match (word, is_not) {
                    ("like", false) => "~~",
                    ("like", true) => "!~~",
                    ("ilike", false) => "~~*",
                    ("ilike", true) => "!~~*",
                    (_, false) => "~",
                    (_, true) => "!~",
                };
                if word == "similar" {
                    self.want_word("to")?;
                }
                let op = Op { text: text.to_owned(), span };
                if ["any", "some", "all"].iter().any(|word| self.is_word(word)) && self.sym_ahead(1, '(') {
                    return self.operator(&left, op, IN).map(|expr| expr.kind);
                }
                let pattern = self.boxed(IN + 1)?;
                let escape = if self.take_word("escape") { Some(self.boxed(IN + 1)?) } else { None };
                ExprKind::Like(op, left, pattern, escape)
            }
        })
    }

    fn is(&mut self, left: Box<Expr>) -> Result<ExprKind> {
        self.take_word("not");
        if self.take_word("null") {
            return Ok(ExprKind::IsNull(left));
        }
        if ["true", "false", "unknown"].iter().any(|word| self.take_word(word)) {
            return Ok(ExprKind::IsBool(left));
        }
        if self.take_words(&["distinct", "from"]) {
            return Ok(ExprKind::Distinct(left, self.boxed(IS + 1)?));
        }
        if self.take_word("document") || self.take_word("normalized") {
            return Ok(ExprKind::IsText(left));
        }
        if ["nfc", "nfd", "nfkc", "nfkd"].iter().any(|word| self.take_word(word)) {
            self.want_word("normalized")?;
            return Ok(ExprKind::IsText(left));
        }
        if self.take_word("json") {
            for word in ["value", "scalar", "array", "object"] {
                self.take_word(word);
            }
            if (self.take_word("with") || self.take_word("without")) && self.take_word("unique") {
                self.take_word("keys");
            }
            return Ok(ExprKind::IsText(left));
        }
        Err(self.unexpected("`NULL`, `TRUE`, `FALSE`, `UNKNOWN` or `DISTINCT FROM`"))
    }

    fn at_time_zone(&mut self, left: Expr, span: Span) -> Result<ExprKind> {
        let mut args = Vec::new();
        if self.take_word("time") {
            self.want_word("zone")?;
            args.push(self.expr(AT + 1)?);
        } else {
            self.want_word("local")?;
        }
        args.push(left);
        Ok(simple_call("timezone", span, args))
    }

    /// `(a, b) OVERLAPS (c, d)`.
    fn overlaps(&mut self, left: Expr, span: Span) -> Result<ExprKind> {
        let right = self.expr(OPERATOR + 1)?;
        match (left.kind, right.kind) {
            (ExprKind::Row(mut left), ExprKind::Row(right)) => {
                left.extend(right);
                Ok(simple_call("overlaps", span, left))
            }
            _ => Err(self.unexpected("two pairs around `OVERLAPS`")),
        }
    }

    /// `a.b.c`, `t.*`, a call, or a string of a type: what starts with a name.
    pub(super) fn named(&mut self) -> Result<Expr> {
        let start = self.span();
        let first = match self.peek() {
            Tok::Quoted(_) => self.any_name()?,
            Tok::Word(word) if is_name(word) || self.sym_ahead(1, '(') => self.any_name()?,
            _ => return Err(self.unexpected("an expression")),
        };
        let mut path = vec![first];
        while self.is_sym('.') {
            if *self.ahead(1) == Tok::Op("*".to_owned()) {
                self.advance();
                self.advance();
                return Ok(make(ExprKind::Star(path), start.to(self.last())));
            }
            self.advance();
            path.push(self.any_name()?);
        }
        if self.is_sym('(') {
            return self.call(path, start);
        }
        Ok(make(ExprKind::Column(path), start.to(self.last())))
    }
}

/// A call that the grammar has its own words for.
pub(super) fn simple_call(name: &'static str, span: Span, args: Vec<Expr>) -> ExprKind {
    let name_of = Name { text: name.to_owned(), span };
    ExprKind::Call(Box::new(Call {
        name: vec![name_of],
        label: Some(name),
        args: args.into_iter().map(|value| Arg { name: None, value }).collect(),
        ..Call::default()
    }))
}
