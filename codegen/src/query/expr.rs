//! Expressions: type, nullability, and what they read.

use super::ast::{Expr, ExprKind, Op};
use super::convert::Context;
use super::mistake::{Mistake, Result, Span};
use super::resolve::Resolver;
use super::scope::{Clause, Null, Open, Typed};
use super::types::Ty;

impl Resolver<'_> {
    /// What is known of an expression.
    pub(crate) fn expr(&mut self, expr: &Expr) -> Result<Typed> {
        let mut typed = self.kind(expr)?;
        typed.span = expr.span;
        self.regard_groups(&mut typed);
        Ok(typed)
    }

    /// What a query groups by is one value for each group, whatever it reads.
    fn regard_groups(&mut self, typed: &mut Typed) {
        let scope = self.scope();
        let after_grouping = matches!(scope.clause, Clause::Select | Clause::Having | Clause::OrderBy);
        if scope.inside > 0
            || !after_grouping
            || !scope.groups.as_ref().is_some_and(|groups| groups.contains(&typed.key))
        {
            return;
        }
        let own: Vec<usize> = scope.sources.iter().map(|source| source.id).collect();
        typed.reads.retain(|read| !own.contains(&read.id.0));
        if scope.sets {
            typed.null = Null::MAYBE;
        }
    }

    fn kind(&mut self, expr: &Expr) -> Result<Typed> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Column(path) => self.column(path, span),
            ExprKind::Star(_) | ExprKind::Fields(_) => {
                Err(Mistake::new(span, "`*` stands for columns, and one value is wanted here"))
            }
            ExprKind::Param(number) => Ok(self.param(*number, span)),
            ExprKind::Integer(digits) => Ok(constant(integer(digits), format!("l{digits}"), span)),
            ExprKind::Decimal => Ok(self.unlike("numeric", span)),
            ExprKind::Str(text) => {
                Ok(open(Open::Literal(text.clone()), Null::NEVER, format!("'{text}"), span))
            }
            ExprKind::Bits => Ok(self.unlike("bit", span)),
            ExprKind::Bool => Ok(self.unlike("bool", span)),
            ExprKind::Null => Ok(open(Open::Null, Null::MAYBE, "null".to_owned(), span)),
            ExprKind::Default => {
                Err(Mistake::new(span, "`DEFAULT` stands for a column's value in `VALUES` and `SET` alone"))
            }
            ExprKind::Cast(value, ty) => self.cast(value, ty),
            ExprKind::Unary(op, value) => {
                let value = self.expr(value)?;
                self.operator(op, None, value, span)
            }
            ExprKind::Binary(op, left, right) => self.compare(op, left, right, span),
            ExprKind::Logic(left, right) => {
                let what = "each side of `AND` and `OR`";
                let left = self.expr(left).and_then(|left| self.boolean(left, what))?;
                let right = self.expr(right).and_then(|right| self.boolean(right, what))?;
                let null = left.null.or(right.null);
                let key = format!("logic({},{})", left.key, right.key);
                Ok(Typed::new(Ty::new("bool"), null, key, span).with(&left).with(&right))
            }
            ExprKind::Not(value) => {
                let value = self.expr(value)?;
                let value = self.boolean(value, "what follows `NOT`")?;
                Ok(Typed::new(Ty::new("bool"), value.null, format!("not({})", value.key), span).with(&value))
            }
            ExprKind::IsNull(value) | ExprKind::IsText(value) => {
                let value = self.expr(value).and_then(|value| self.settle(value))?;
                let null = if matches!(expr.kind, ExprKind::IsNull(_)) { Null::NEVER } else { value.null };
                Ok(Typed::new(Ty::new("bool"), null, format!("is({})", value.key), span).with(&value))
            }
            ExprKind::IsBool(value) => {
                let value = self.expr(value)?;
                let value = self.boolean(value, "what is tested")?;
                Ok(Typed::new(Ty::new("bool"), Null::NEVER, format!("is({})", value.key), span).with(&value))
            }
            ExprKind::Distinct(left, right) => {
                let op = Op { text: "=".to_owned(), span };
                let mut typed = self.compare(&op, left, right, span)?;
                typed.null = Null::NEVER;
                Ok(typed)
            }
            ExprKind::Between(value, low, high) => {
                let low = self.compare(&Op { text: ">=".to_owned(), span: low.span }, value, low, span)?;
                let high = self.compare(&Op { text: "<=".to_owned(), span: high.span }, value, high, span)?;
                let null = low.null.or(high.null);
                let key = format!("between({},{})", low.key, high.key);
                Ok(Typed::new(Ty::new("bool"), null, key, span).with(&low).with(&high))
            }
            ExprKind::InList(value, items) => self.in_list(value, items, span),
            ExprKind::InQuery(value, query) => {
                self.any_query(&Op { text: "=".to_owned(), span: value.span }, value, query, span)
            }
            ExprKind::AnyQuery(op, value, query) => self.any_query(op, value, query, span),
            ExprKind::AnyArray(op, value, array) => self.any_array(op, value, array, span),
            ExprKind::Like(op, value, pattern, escape) => {
                let value = self.expr(value)?;
                let mut pattern = self.expr(pattern)?;
                if let Some(escape) = escape {
                    let escape = self.expr(escape)?;
                    let escape = self.convert(escape, &Ty::new("text"), Context::Implicit)?;
                    pattern = self.convert(pattern, &Ty::new("text"), Context::Implicit)?.with(&escape);
                    pattern.null = pattern.null.or(escape.null);
                }
                self.operator(op, Some(value), pattern, span)
            }
            ExprKind::Exists(query) => {
                let mark = self.outer.len();
                let out = self.query(query, false)?;
                let mut typed = self.unlike("bool", span);
                self.sub_query(&mut typed, mark);
                typed.private = out.columns.iter().any(|out| out.typed.private);
                Ok(typed)
            }
            ExprKind::Scalar(query) | ExprKind::ArrayQuery(query) => self.scalar_query(expr, query),
            ExprKind::Array(items) => self.array(items, span),
            ExprKind::Row(items) => {
                let items = self.exprs(items)?;
                let mut settled = Vec::new();
                for item in items {
                    settled.push(self.settle(item)?);
                }
                let key = format!("row({})", keys(&settled));
                Ok(Typed::new(Ty::new("record"), Null::NEVER, key, span).with_all(&settled))
            }
            ExprKind::Case(operand, whens, otherwise) => {
                self.case(operand.as_deref(), whens, otherwise.as_deref(), span)
            }
            ExprKind::Coalesce(items) => {
                let items = self.exprs(items)?;
                let items = self.alike(items, "`COALESCE`")?;
                let null = items.iter().map(|item| item.null).reduce(Null::and).unwrap_or(Null::MAYBE);
                Ok(self.merged("coalesce", null, &items, span))
            }
            ExprKind::Greatest(name, items) => {
                let items = self.exprs(items)?;
                let items = self.alike(items, if *name == "least" { "`LEAST`" } else { "`GREATEST`" })?;
                let null = items.iter().map(|item| item.null).reduce(Null::and).unwrap_or(Null::MAYBE);
                Ok(self.merged(name, null, &items, span))
            }
            ExprKind::NullIf(left, right) => self.null_if(left, right, span),
            ExprKind::Call(call) => self.call(call, span),
            ExprKind::Keyword(name, ty) => {
                let null =
                    if matches!(*name, "current_schema" | "system_user") { Null::MAYBE } else { Null::NEVER };
                Ok(Typed::new(Ty::new(ty), null, (*name).to_owned(), span))
            }
            ExprKind::Grouping(items) => {
                // Its arguments are named, not read.
                self.exprs(items)?;
                Ok(self.unlike("int4", span))
            }
            ExprKind::Subscript(value, indexes) => self.subscript(value, indexes, span),
            ExprKind::Field(value, name) => self.field(value, name),
            ExprKind::Collate(value) => {
                let value = self.expr(value)?;
                self.settle(value)
            }
            ExprKind::Standard(_, ty, nullable, args) => {
                let mut typed = Typed::new(self.type_name(ty)?, Null::NEVER, String::new(), span);
                typed.key = format!("s{}", self.fresh());
                for arg in args {
                    let arg = self.expr(arg)?;
                    let arg = self.settle(arg)?;
                    typed = typed.with(&arg);
                }
                if *nullable {
                    typed.null = Null::MAYBE;
                }
                Ok(typed)
            }
        }
    }

    pub(crate) fn exprs<'e>(&mut self, items: impl IntoIterator<Item = &'e Expr>) -> Result<Vec<Typed>> {
        items.into_iter().map(|item| self.expr(item)).collect()
    }

    /// A value that equals no other.
    fn unlike(&mut self, ty: &str, span: Span) -> Typed {
        Typed::new(Ty::new(ty), Null::NEVER, format!("u{}", self.fresh()), span)
    }

    /// Several values as the one type that all become.
    pub(crate) fn alike(&mut self, items: Vec<Typed>, what: &str) -> Result<Vec<Typed>> {
        let types: Vec<Ty> = items.iter().map(|item| item.ty.clone()).collect();
        let common = self.model.common(&types).map_err(|(one, other)| {
            let odd = items.iter().find(|item| item.ty == other || self.model.base(&item.ty) == other);
            let span = odd.map_or_else(Span::default, |item| item.span);
            Mistake::new(span, format!("{what} cannot have values of the types {one} and {other}"))
                .help(format!("cast one of them: `(..)::{one}`"))
        })?;
        items.into_iter().map(|item| self.convert(item, &common, Context::Implicit)).collect()
    }

    fn merged(&mut self, name: &str, null: Null, items: &[Typed], span: Span) -> Typed {
        let ty = items.first().map_or_else(Ty::unknown, |item| item.ty.clone());
        let mut typed = Typed::new(ty, null, format!("{name}({})", keys(items)), span).with_all(items);
        typed.elements = items.iter().any(|item| item.elements);
        typed
    }

    fn case(
        &mut self,
        operand: Option<&Expr>,
        whens: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
        span: Span,
    ) -> Result<Typed> {
        let mut conditions = Vec::new();
        let operand = operand.map(|operand| self.expr(operand)).transpose()?;
        let operand = operand.map(|operand| self.settle(operand)).transpose()?;
        let mut results = Vec::new();
        for (when, then) in whens {
            let condition = self.expr(when)?;
            conditions.push(match &operand {
                Some(operand) => {
                    let op = Op { text: "=".to_owned(), span: when.span };
                    self.operator(&op, Some(operand.clone()), condition, when.span)?
                }
                None => self.boolean(condition, "what follows `WHEN`")?,
            });
            results.push(self.expr(then)?);
        }
        // PostgreSQL looks at `ELSE` first.
        let otherwise = match otherwise {
            Some(otherwise) => self.expr(otherwise)?,
            None => open(Open::Null, Null::MAYBE, "null".to_owned(), span),
        };
        results.insert(0, otherwise);
        let results = self.alike(results, "`CASE`")?;
        let null = results.iter().map(|result| result.null).fold(Null::NEVER, Null::or);
        let mut typed = self.merged("case", null, &results, span).with_all(&conditions);
        typed.key = format!("case({},{})", keys(&conditions), keys(&results));
        Ok(typed)
    }

    fn null_if(&mut self, left: &Expr, right: &Expr, span: Span) -> Result<Typed> {
        let (left, right) = (self.expr(left)?, self.expr(right)?);
        let op = Op { text: "=".to_owned(), span };
        let ty = if left.ty.is_unknown() { right.ty.clone() } else { left.ty.clone() };
        let ty = if ty.is_unknown() { Ty::new("text") } else { ty };
        let compared = self.operator(&op, Some(left.clone()), right, span)?;
        let mut typed =
            Typed::new(ty, Null::MAYBE, format!("nullif({})", compared.key), span).with(&compared);
        typed.elements = left.elements;
        Ok(typed)
    }

    /// Takes over what a sub-query reads of the queries around it.
    pub(crate) fn sub_query(&mut self, typed: &mut Typed, mark: usize) {
        let reads = self.outer.split_off(mark.min(self.outer.len()));
        let own: Vec<usize> = self.scope().sources.iter().map(|source| source.id).collect();
        // What belongs further out is read there too.
        self.outer.extend(reads.iter().filter(|read| !own.contains(&read.id.0)).cloned());
        typed.reads.extend(reads);
    }

    fn scalar_query(&mut self, expr: &Expr, query: &super::ast::Query) -> Result<Typed> {
        let is_array = matches!(expr.kind, ExprKind::ArrayQuery(_));
        let mark = self.outer.len();
        let out = self.query(query, false)?;
        let [only] = &out.columns[..] else {
            let message = format!(
                "a sub-query that stands for a value has one column, and this has {}",
                out.columns.len()
            );
            return Err(Mistake::new(expr.span, message));
        };
        let value = &only.typed;
        let ty = if is_array { value.ty.array() } else { value.ty.clone() };
        let null = match (is_array, out.one_row) {
            (true, _) => Null::NEVER,
            (false, true) => value.null,
            (false, false) => Null::MAYBE,
        };
        let mut typed = Typed::new(ty, null, format!("q{}", self.fresh()), expr.span);
        typed.private = value.private;
        typed.elements = value.elements || (is_array && (value.null.maybe || value.null.given != 0));
        typed.fields = value.fields.clone().filter(|_| !is_array);
        self.sub_query(&mut typed, mark);
        Ok(typed)
    }
}

/// The keys of several values.
pub(crate) fn keys(items: &[Typed]) -> String {
    items.iter().map(|item| item.key.as_str()).collect::<Vec<_>>().join(",")
}

fn constant(ty: &str, key: String, span: Span) -> Typed {
    Typed::new(Ty::new(ty), Null::NEVER, key, span)
}

fn open(what: Open, null: Null, key: String, span: Span) -> Typed {
    let mut typed = Typed::new(Ty::unknown(), null, key, span);
    typed.open = Some(what);
    typed
}

/// The smallest of the types that hold so many digits (manual 4.1.2.6).
fn integer(digits: &str) -> &'static str {
    if digits.parse::<i32>().is_ok() {
        "int4"
    } else if digits.parse::<i64>().is_ok() {
        "int8"
    } else {
        "numeric"
    }
}
