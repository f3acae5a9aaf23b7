//! Operators (manual 10.2), and what compares rows, lists, arrays and sub-queries by them.

use super::ast::{Expr, ExprKind, Op, Query};
use super::catalog::Operator;
use super::choose::{choose, fits};
use super::convert::Context;
use super::mistake::{Mistake, Result, Span};
use super::nullability;
use super::polymorphic::bind;
use super::resolve::Resolver;
use super::scope::{Null, Typed};
use super::types::Ty;

impl Resolver<'_> {
    /// `a op b`, where both may be rows.
    pub(crate) fn compare(&mut self, op: &Op, left: &Expr, right: &Expr, span: Span) -> Result<Typed> {
        if let (ExprKind::Row(left), ExprKind::Row(right)) = (&left.kind, &right.kind) {
            return self.rows(op, left, right, span);
        }
        if let (ExprKind::Row(left), ExprKind::Scalar(query)) = (&left.kind, &right.kind) {
            return self.row_query(op, left, query, span);
        }
        let left = self.expr(left)?;
        let right = self.expr(right)?;
        self.operator(op, Some(left), right, span)
    }

    fn rows(&mut self, op: &Op, left: &[Expr], right: &[Expr], span: Span) -> Result<Typed> {
        if left.len() != right.len() {
            let message = format!("a row of {} is compared with a row of {}", left.len(), right.len());
            return Err(Mistake::new(span, message));
        }
        let mut all = Vec::new();
        for (left, right) in left.iter().zip(right) {
            all.push(self.compare(op, left, right, span)?);
        }
        Ok(both(&all, span))
    }

    /// An operator between values; `None` on the left is one with a single operand.
    pub(crate) fn operator(
        &mut self,
        op: &Op,
        left: Option<Typed>,
        right: Typed,
        span: Span,
    ) -> Result<Typed> {
        let given: Vec<Ty> = left.iter().chain([&right]).map(|value| value.ty.clone()).collect();
        let found = self.find_operator(op, &given, left.as_ref(), &right)?;
        let declared: Vec<Ty> = found.left.iter().chain([&found.right]).cloned().collect();
        let bound = bind(self.model, &given, &declared).unwrap_or_default();
        let mut values: Vec<Typed> = Vec::new();
        for (value, declared) in left.into_iter().chain([right]).zip(&declared) {
            let target = bound.resolve(self.model, declared).unwrap_or_else(|| Ty::new("text"));
            // What is of a polymorphic type keeps its own, unless it has none.
            let keeps = declared.is_polymorphic()
                && value.open.is_none()
                && !declared.name().starts_with("anycompatible");
            values.push(if keeps { value } else { self.convert(value, &target, Context::Implicit)? });
        }
        let result = bound.resolve(self.model, &found.result).unwrap_or_else(|| Ty::new("text"));
        let mut null = values.iter().map(|value| value.null).fold(Null::NEVER, Null::or);
        let name = |at: usize| values.get(at).map_or("", |value| value.ty.name());
        let (first, second) = if values.len() == 2 { (name(0), name(1)) } else { ("", name(0)) };
        if found.own || nullability::operator_may_be_null(&op.text, first, second) {
            null = Null::MAYBE;
        }
        let key = format!("op({},{})", op.text, super::expr::keys(&values));
        let mut typed = Typed::new(result, null, key, span).with_all(&values);
        // Of an array that is made of other arrays and elements; of any other nothing is known.
        let may = |value: &Typed| {
            if value.ty.is_array() { value.elements } else { value.null.maybe || value.null.given != 0 }
        };
        typed.elements = typed.ty.is_array() && (!found.result.is_polymorphic() || values.iter().any(may));
        Ok(typed)
    }

    fn find_operator(&self, op: &Op, given: &[Ty], left: Option<&Typed>, right: &Typed) -> Result<Operator> {
        let mut candidates = self.model.operators(&op.text);
        if candidates.is_empty() {
            let message = format!("there is no operator `{}`", op.text);
            return Err(Mistake::new(op.span, message)
                .help("an extension may have it: add `CREATE EXTENSION ..` to the schema"));
        }
        candidates.retain(|candidate| candidate.left.is_some() == left.is_some());
        let declared = |one: &Operator| -> Vec<Ty> { one.left.iter().chain([&one.right]).cloned().collect() };
        if let Some(exact) = self.exact(&candidates, given) {
            return Ok(exact);
        }
        candidates.retain(|candidate| fits(self.model, given, &declared(candidate)));
        let all: Vec<Vec<Ty>> = candidates.iter().map(declared).collect();
        match choose(self.model, given, &all) {
            Some(at) if !candidates.is_empty() => Ok(candidates.swap_remove(at)),
            _ => Err(self.no_operator(op, left, right, candidates.is_empty())),
        }
    }

    /// An operator of exactly these types; an unknown one is taken as the other (`binary_oper_exact`).
    fn exact(&self, candidates: &[Operator], given: &[Ty]) -> Option<Operator> {
        let find = |left: Option<&Ty>, right: &Ty| {
            candidates.iter().find(|one| one.left.as_ref() == left && one.right == *right).cloned()
        };
        match given {
            [right] => find(None, right),
            [left, right] => {
                let was_unknown = left.is_unknown() != right.is_unknown();
                let (left, right) = match (left.is_unknown(), right.is_unknown()) {
                    (true, false) => (right, right),
                    (false, true) => (left, left),
                    (true, true) | (false, false) => (left, right),
                };
                let based = || {
                    let base = self.model.base(left);
                    (was_unknown && base != *left).then(|| find(Some(&base), &base)).flatten()
                };
                find(Some(left), right).or_else(based)
            }
            _ => None,
        }
    }

    fn no_operator(&self, op: &Op, left: Option<&Typed>, right: &Typed, none: bool) -> Mistake {
        let name =
            |ty: &Ty| if ty.is_unknown() { "a value of unknown type".to_owned() } else { ty.to_string() };
        let message = match left {
            Some(left) if none && matches!(op.text.as_str(), "=" | "<>" | "<" | ">" | "<=" | ">=") => {
                format!("{} and {} cannot be compared by `{}`", name(&left.ty), name(&right.ty), op.text)
            }
            Some(left) => {
                format!("there is no operator `{}` for {} and {}", op.text, name(&left.ty), name(&right.ty))
            }
            None => format!("there is no operator `{}` for {}", op.text, name(&right.ty)),
        };
        let help = if none {
            "cast one of them: `(..)::type`"
        } else {
            "there are several that could be meant: cast one of the values"
        };
        Mistake::new(left.map_or(op.span, |left| left.span).to(right.span), message).help(help)
    }

    /// `a IN (b, c)`: one comparison with an array where all can be of one type, otherwise one for each.
    pub(crate) fn in_list(&mut self, value: &Expr, items: &[Expr], span: Span) -> Result<Typed> {
        let op = Op { text: "=".to_owned(), span: value.span };
        if matches!(value.kind, ExprKind::Row(_)) {
            let mut all = Vec::new();
            for item in items {
                all.push(self.compare(&op, value, item, span)?);
            }
            return Ok(both(&all, span));
        }
        let value = self.expr(value)?;
        let items = self.exprs(items)?;
        let (constant, reading): (Vec<Typed>, Vec<Typed>) =
            items.into_iter().partition(|item| item.reads.is_empty());
        let types: Vec<Ty> = [&value].into_iter().chain(&constant).map(|value| value.ty.clone()).collect();
        let mut all = Vec::new();
        let mut separate = reading;
        match self.model.common(&types) {
            Ok(common) if constant.len() > 1 && !common.is_record() => {
                let mut converted = Vec::new();
                for item in constant {
                    converted.push(self.convert(item, &common, Context::Implicit)?);
                }
                for item in converted {
                    all.push(self.operator(&op, Some(value.clone()), item, span)?);
                }
            }
            Ok(_) | Err(_) => separate.extend(constant),
        }
        for item in separate {
            all.push(self.operator(&op, Some(value.clone()), item, span)?);
        }
        Ok(both(&all, span))
    }

    /// `a = ANY (array)`.
    pub(crate) fn any_array(&mut self, op: &Op, value: &Expr, array: &Expr, span: Span) -> Result<Typed> {
        let value = self.expr(value)?;
        let array = self.expr(array)?;
        let element = if array.open.is_some() {
            Ty::unknown()
        } else {
            let base = self.model.base(&array.ty);
            base.element().ok_or_else(|| {
                let message = format!("`ANY` and `ALL` want an array, and this is of type {}", array.ty);
                Mistake::new(array.span, message).help("for a list of values write `IN (..)`")
            })?
        };
        let given = [value.ty.clone(), element.clone()];
        let mut of_element = Typed::new(element, array.null, array.key.clone(), array.span);
        of_element.open = array.open.clone();
        let found = self.find_operator(op, &given, Some(&value), &of_element)?;
        let (Some(left), right) = (found.left, found.right) else {
            return Err(Mistake::new(op.span, "an operator of two operands is wanted"));
        };
        if !found.result.is("bool") {
            return Err(Mistake::new(
                op.span,
                format!("`{}` gives {}, and a comparison is wanted here", op.text, found.result),
            ));
        }
        let bound = bind(self.model, &given, &[left.clone(), right.clone()]).unwrap_or_default();
        let target = |ty: &Ty| bound.resolve(self.model, ty).unwrap_or_else(|| Ty::new("text"));
        let (left, right) = (target(&left), target(&right));
        let value = self.convert(value, &left, Context::Implicit)?;
        let array = if array.open.is_some() || !right.is_array() {
            self.convert(array, &right.array(), Context::Implicit)?
        } else {
            array
        };
        let null = if array.elements { Null::MAYBE } else { value.null.or(array.null) };
        let key = format!("any({},{},{})", op.text, value.key, array.key);
        Ok(Typed::new(Ty::new("bool"), null, key, span).with(&value).with(&array))
    }

    /// `a IN (SELECT ..)`, `a = ANY (SELECT ..)`.
    pub(crate) fn any_query(&mut self, op: &Op, value: &Expr, query: &Query, span: Span) -> Result<Typed> {
        let values = match &value.kind {
            ExprKind::Row(items) => self.exprs(items)?,
            _ => vec![self.expr(value)?],
        };
        self.with_query(op, values, query, span)
    }

    fn row_query(&mut self, op: &Op, left: &[Expr], query: &Query, span: Span) -> Result<Typed> {
        let values = self.exprs(left)?;
        let mut typed = self.with_query(op, values, query, span)?;
        typed.null = Null::MAYBE;
        Ok(typed)
    }

    fn with_query(&mut self, op: &Op, values: Vec<Typed>, query: &Query, span: Span) -> Result<Typed> {
        let mark = self.outer.len();
        let out = self.query(query, false)?;
        if out.columns.len() != values.len() {
            let message = format!(
                "{} of the left are compared with {} columns of the sub-query",
                values.len(),
                out.columns.len()
            );
            return Err(Mistake::new(query.span, message));
        }
        let mut all = Vec::new();
        for (value, out) in values.into_iter().zip(out.columns) {
            // The columns of the sub-query count by their type and nullability alone.
            let mut column =
                Typed::new(out.typed.ty, out.typed.null, format!("q{}", self.fresh()), query.span);
            column.private = out.typed.private;
            all.push(self.operator(op, Some(value), column, span)?);
        }
        let mut typed = both(&all, span);
        self.sub_query(&mut typed, mark);
        Ok(typed)
    }
}

/// Several comparisons as one.
fn both(all: &[Typed], span: Span) -> Typed {
    let null = all.iter().map(|one| one.null).fold(Null::NEVER, Null::or);
    Typed::new(Ty::new("bool"), null, format!("all({})", super::expr::keys(all)), span).with_all(all)
}
