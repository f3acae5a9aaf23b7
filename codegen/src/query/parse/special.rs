//! Functions that are called with words between their arguments, and the constructors of the standards.

use super::Parser;
use super::expr::{make, simple_call};
use crate::query::ast::{ExprKind, TypeName};
use crate::query::mistake::{Mistake, Result, Span};
use crate::query::token::Tok;

impl Parser<'_> {
    /// The functions that are called with words between their arguments; `None` for all others.
    pub(super) fn special(&mut self, word: &str, start: Span) -> Result<Option<ExprKind>> {
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
            | "json_serialize" | "json" | "json_objectagg" | "json_arrayagg" | "json_table"
            | "xmlelement" | "xmlforest" | "xmlparse" | "xmlconcat" | "xmlpi" | "xmlroot"
            | "xmlserialize" | "xmltable" => {
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
                let ty = if word == "xmlconcat" {
                    "xml"
                } else if word == "json_exists" {
                    "bool"
                } else {
                    "json"
                };
                let ty = TypeName { schema: None, name: ty.to_owned(), array: false, span: start };
                return Ok(Some(ExprKind::Standard(label, ty, word != "json_array", args)));
            }
            self.at = before;
        }
        if word == "json_object" && !self.has_word_or_colon_in_parens() {
            return Ok(None);
        }
        Err(Mistake::new(start, format!("`{word}` has a grammar of its own that `sql!` does not read"))
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
}
