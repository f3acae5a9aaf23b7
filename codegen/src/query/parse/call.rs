//! Primary expressions: constants, constructors, calls, and the functions that have a grammar of their own.

use super::expr::{make, simple_call};
use super::Parser;
use crate::query::ast::{Arg, Call, Expr, ExprKind, Name, OrderBy, Over, TypeName, Window};
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
        let keyword = KEYWORDS.iter().find(|(name, _)| *name == word && !(calls && *name == "current_schema"));
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
        if could_be_type && let Ok(ty) = self.type_name() {
            if let Tok::Str(text) = self.peek().clone()
                && !ty.array
            {
                let text = make(ExprKind::Str(text), self.span());
                self.advance();
                if ty.name == "interval" {
                    self.interval_fields()?;
                }
                return Ok(make(ExprKind::Cast(Box::new(text), ty), start.to(self.last())));
            }
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

    /// The functions that are called with words between their arguments; `None` for all others.
    fn special(&mut self, word: &str, start: Span) -> Result<Option<ExprKind>> {
        let kind = match word {
            "coalesce" | "greatest" | "least" | "nullif" | "grouping" => {
                self.advance();
                let mut items = self.in_parens(|parser| parser.expr(0))?;
                match word {
                    "coalesce" => ExprKind::Coalesce(items),
                    "greatest" => ExprKind::Greatest("greatest", items),
                    "least" => ExprKind::Greatest("least", items),
                    "grouping" => ExprKind::Grouping(items),
                    _ => match (items.pop(), items.pop(), items.is_empty()) {
                        (Some(right), Some(left), true) => ExprKind::NullIf(Box::new(left), Box::new(right)),
                        _ => return Err(self.unexpected("two arguments of `nullif`")),
                    },
                }
            }
            "extract" => self.extract(start)?,
            "position" => self.position(start)?,
            "substring" | "overlay" => match self.spelled(start, word)? {
                Some(kind) => kind,
                None => return Ok(None),
            },
            "trim" => self.trim(start)?,
            "merge_action" => {
                self.advance();
                self.advance();
                self.want_sym(')')?;
                ExprKind::Keyword("merge_action", "text")
            }
            "normalize" => self.normalize(start)?,
            "collation" => {
                self.advance();
                let args = self.in_parens(|parser| parser.expr(0))?;
                let _ = self.take_word("for");
                simple_call("pg_collation_for", start, args)
            }
            "json_object" | "json_array" | "json_value" | "json_query" | "json_exists" | "json_scalar"
            | "json_serialize" | "json" | "json_objectagg" | "json_arrayagg" | "json_table" | "xmlelement"
            | "xmlforest" | "xmlparse" | "xmlconcat" | "xmlpi" | "xmlroot" | "xmlserialize" | "xmltable" => {
                return self.standard(word, start);
            }
            _ => return Ok(None),
        };
        Ok(Some(kind))
    }

    /// The constructors of SQL/JSON and XML: those without a grammar of their own are plain calls, the rest is not read.
    fn standard(&mut self, word: &str, start: Span) -> Result<Option<ExprKind>> {
        let label: &'static str = match word {
            "json_scalar" => "json_scalar",
            "json" => "json",
            "json_array" => "json_array",
            "xmlconcat" => "xmlconcat",
            "json_exists" => "json_exists",
            _ => "",
        };
        let before = self.at;
        if !label.is_empty() {
            self.advance();
            let args = self.sym_ahead(1, ')').then(Vec::new);
            let args = match args {
                Some(none) => {
                    self.advance();
                    self.advance();
                    Ok(none)
                }
                None => self.in_parens(|parser| parser.expr(0)),
            };
            if let Ok(args) = args {
                let ty = if word == "xmlconcat" { "xml" } else if word == "json_exists" { "bool" } else { "json" };
                let ty = TypeName { schema: None, name: ty.to_owned(), array: false, span: start };
                return Ok(Some(ExprKind::Standard(label, ty, word != "json_array", args)));
            }
            self.at = before;
        }
        if word == "json_object" && !self.has_word_or_colon_in_parens() {
            return Ok(None);
        }
        Err(crate::query::mistake::Mistake::new(start, format!("`{word}` has a grammar of its own that `sql!` does not read"))
            .help("use `jsonb_build_object`, `jsonb_path_query` and the like, or `sql_unchecked`"))
    }

    /// Whether `key VALUE v` or `key : v` stands in the parentheses that follow.
    fn has_word_or_colon_in_parens(&self) -> bool {
        let mut depth = 0_usize;
        let mut count = 1;
        loop {
            match self.ahead(count) {
                Tok::Sym('(') => depth += 1,
                Tok::Sym(')') if depth <= 1 => return false,
                Tok::Sym(')') => depth -= 1,
                Tok::Sym(':') => return true,
                Tok::Word(word) if word == "value" => return true,
                Tok::End => return false,
                _ => {}
            }
            count += 1;
        }
    }

    /// `EXTRACT(field FROM value)`.
    fn extract(&mut self, start: Span) -> Result<ExprKind> {
        self.advance();
        self.want_sym('(')?;
        let span = self.span();
        let field = match self.peek().clone() {
            Tok::Word(text) | Tok::Quoted(text) | Tok::Str(text) => text,
            _ => return Err(self.unexpected("a field such as `year`")),
        };
        self.advance();
        self.want_word("from")?;
        let value = self.expr(0)?;
        self.want_sym(')')?;
        Ok(simple_call("extract", start, vec![make(ExprKind::Str(field), span), value]))
    }

    /// `POSITION(part IN whole)`.
    fn position(&mut self, start: Span) -> Result<ExprKind> {
        self.advance();
        self.want_sym('(')?;
        let part = self.expr(7)?;
        if self.take_sym(',') {
            let whole = self.expr(0)?;
            self.want_sym(')')?;
            return Ok(simple_call("position", start, vec![part, whole]));
        }
        self.want_word("in")?;
        let whole = self.expr(7)?;
        self.want_sym(')')?;
        Ok(simple_call("position", start, vec![whole, part]))
    }

    /// `SUBSTRING(a FROM b FOR c)`, `OVERLAY(a PLACING b FROM c FOR d)`; `None` when written with commas.
    fn spelled(&mut self, start: Span, word: &str) -> Result<Option<ExprKind>> {
        let before = self.at;
        self.advance();
        self.want_sym('(')?;
        let mut args = vec![self.expr(0)?];
        if self.is_sym(',') || self.is_sym(')') {
            self.at = before;
            return Ok(None);
        }
        if self.take_word("placing") {
            args.push(self.expr(0)?);
        }
        if self.take_word("similar") {
            args.push(self.expr(0)?);
            self.want_word("escape")?;
            args.push(self.expr(0)?);
        } else {
            let mut length = None;
            let mut from = None;
            while let Tok::Word(next) = self.peek().clone() {
                self.advance();
                match next.as_str() {
                    "from" => from = Some(self.expr(0)?),
                    "for" => length = Some(self.expr(0)?),
                    _ => return Err(self.unexpected("`FROM` or `FOR`")),
                }
            }
            let one = make(ExprKind::Integer("1".to_owned()), start);
            args.push(from.unwrap_or(one));
            args.extend(length);
        }
        self.want_sym(')')?;
        let name = if word == "overlay" { "overlay" } else { "substring" };
        Ok(Some(simple_call(name, start, args)))
    }

    /// `TRIM(BOTH x FROM y)`.
    fn trim(&mut self, start: Span) -> Result<ExprKind> {
        self.advance();
        self.want_sym('(')?;
        let name = if self.take_word("leading") {
            "ltrim"
        } else if self.take_word("trailing") {
            "rtrim"
        } else {
            self.take_word("both");
            "btrim"
        };
        let mut args = Vec::new();
        if !self.take_word("from") {
            args.push(self.expr(0)?);
        }
        if args.is_empty() || self.take_word("from") {
            let behind = self.list(|parser| parser.expr(0))?;
            args.splice(0..0, behind);
        } else if self.take_sym(',') {
            args.extend(self.list(|parser| parser.expr(0))?);
        }
        self.want_sym(')')?;
        Ok(simple_call(name, start, args))
    }

    fn normalize(&mut self, start: Span) -> Result<ExprKind> {
        self.advance();
        self.want_sym('(')?;
        let value = self.expr(0)?;
        if self.take_sym(',') {
            self.any_name()?;
        }
        self.want_sym(')')?;
        Ok(simple_call("normalize", start, vec![value]))
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
            call.over = Some(if self.is_sym('(') {
                Over::Window(self.window()?)
            } else {
                Over::Named(self.name()?)
            });
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

    /// `ORDER BY ..`, if there is one.
    pub(super) fn order_by(&mut self) -> Result<Vec<OrderBy>> {
        if !self.take_words(&["order", "by"]) {
            return Ok(Vec::new());
        }
        self.list(|parser| {
            let expr = parser.expr(0)?;
            if parser.take_word("using") {
                let Tok::Op(_) = parser.peek() else { return Err(parser.unexpected("an operator")) };
                parser.advance();
            } else if !parser.take_word("asc") {
                parser.take_word("desc");
            }
            if parser.take_word("nulls") && !parser.take_word("first") {
                parser.want_word("last")?;
            }
            Ok(OrderBy { expr })
        })
    }

    /// `(base PARTITION BY .. ORDER BY .. frame)`.
    pub(super) fn window(&mut self) -> Result<Window> {
        self.want_sym('(')?;
        let mut window = Window::default();
        let is_clause = ["partition", "order", "range", "rows", "groups"].iter().any(|word| self.is_word(word));
        if !is_clause && self.is_name() {
            window.base = Some(self.name()?);
        }
        if self.take_words(&["partition", "by"]) {
            window.partition = self.list(|parser| parser.expr(0))?;
        }
        window.order_by = self.order_by()?;
        if ["range", "rows", "groups"].iter().any(|word| self.take_word(word)) {
            window.has_frame = true;
            if self.take_word("between") {
                self.bound(&mut window)?;
                self.want_word("and")?;
            }
            self.bound(&mut window)?;
            if self.take_word("exclude") && !self.take_words(&["current", "row"]) && !self.take_words(&["no", "others"]) {
                self.any_name()?;
            }
        }
        self.want_sym(')')?;
        Ok(window)
    }

    fn bound(&mut self, window: &mut Window) -> Result<()> {
        if self.take_words(&["current", "row"]) {
            return Ok(());
        }
        if !self.take_word("unbounded") {
            window.offsets.push(self.expr(7)?);
        }
        if self.take_word("preceding") { Ok(()) } else { self.want_word("following") }
    }
}
