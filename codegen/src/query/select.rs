//! Queries: `SELECT`, `VALUES`, set operations, with their order and limit.

use super::ast::{Body, Expr, ExprKind, OrderBy, Query, Select, Target};
use super::convert::Context;
use super::from::{column, renumbered};
use super::label;
use super::mistake::{Mistake, Result, Span};
use super::resolve::Resolver;
use super::scope::{Clause, Col, Null, Scope, Typed};
use super::types::Ty;

/// A result column.
#[derive(Clone, Debug)]
pub(crate) struct Out {
    /// `None` is `?column?`.
    pub(crate) name: Option<String>,
    pub(crate) typed: Typed,
    /// Where its name is written.
    pub(crate) alias: Option<Span>,
}

/// What a query returns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Output {
    pub(crate) columns: Vec<Out>,
    /// Whether it always has exactly one row.
    pub(crate) one_row: bool,
}

impl Output {
    /// The columns as those of a source.
    pub(crate) fn into_columns(self, id: usize) -> Vec<Col> {
        let columns = self.columns.iter().enumerate();
        let columns = columns
            .map(|(at, out)| column(out.name.as_deref().unwrap_or("?column?"), &out.typed, at))
            .collect();
        renumbered(columns, id)
    }
}

impl Resolver<'_> {
    /// A query; `open` leaves literals without a type, for what stands around it to decide.
    pub(crate) fn query(&mut self, query: &Query, open: bool) -> Result<Output> {
        let known = self.known.len();
        let result = self.query_inside(query, open);
        self.known.truncate(known);
        result
    }

    fn query_inside(&mut self, query: &Query, open: bool) -> Result<Output> {
        if let Some(with) = &query.with {
            self.with(with)?;
        }
        let mut out = match &query.body {
            Body::Select(select) => self.select(select, query, open)?,
            body => {
                let out = self.body(body, open)?;
                self.order_by_name(&query.order_by, &out)?;
                if query.locks.is_some() {
                    let span = query.locks.unwrap_or_default();
                    return Err(Mistake::new(
                        span,
                        "rows of a set operation or of `VALUES` cannot be locked",
                    ));
                }
                out
            }
        };
        for limit in &query.limit {
            out.one_row = false;
            self.scopes.push(Scope::new(Clause::Limit));
            let value =
                self.expr(limit).and_then(|value| self.convert(value, &Ty::new("int8"), Context::Assignment));
            self.scopes.pop();
            value?;
        }
        Ok(out)
    }

    pub(crate) fn body(&mut self, body: &Body, open: bool) -> Result<Output> {
        match body {
            Body::Select(select) => {
                let plain = Query {
                    with: None,
                    body: Body::Values(Vec::new(), select.span),
                    order_by: Vec::new(),
                    limit: Vec::new(),
                    locked: Vec::new(),
                    locks: None,
                    span: select.span,
                };
                self.select(select, &plain, open)
            }
            Body::Values(rows, span) => self.values(rows, *span, open),
            Body::Query(query) => self.query(query, open),
            Body::Set { word, left, right, span } => {
                let left_out = self.body(left, true)?;
                let right_out = self.body(right, true)?;
                self.set_operation(word, left_out, right_out, *span)
            }
        }
    }

    /// Both sides as one (manual 10.5).
    pub(crate) fn set_operation(
        &mut self,
        word: &str,
        left: Output,
        right: Output,
        span: Span,
    ) -> Result<Output> {
        if left.columns.len() != right.columns.len() {
            let message = format!(
                "the sides of `{word}` have {} and {} columns",
                left.columns.len(),
                right.columns.len()
            );
            return Err(Mistake::new(span, message).help("give both the same columns in the same order"));
        }
        let mut columns = Vec::new();
        for (left, right) in left.columns.into_iter().zip(right.columns) {
            let types = [left.typed.ty.clone(), right.typed.ty.clone()];
            let common = self.model.common(&types).map_err(|(one, other)| {
                let name = left.name.as_deref().unwrap_or("?column?");
                let message = format!(
                    "column `{name}` is of type {one} on one side of `{word}` and {other} on the other"
                );
                Mistake::new(right.typed.span, message).help(format!("cast one of them: `(..)::{one}`"))
            })?;
            let one = self.convert(left.typed, &common, Context::Implicit)?;
            let other = self.convert(right.typed, &common, Context::Implicit)?;
            let null = match word {
                "UNION" => one.null.or(other.null),
                "INTERSECT" => one.null.and(other.null),
                _ => one.null,
            };
            let mut typed = one.with(&other);
            typed.null = null;
            typed.elements |= other.elements;
            typed.fields = None;
            columns.push(Out { name: left.name, typed, alias: left.alias });
        }
        Ok(Output { columns, one_row: false })
    }

    fn values(&mut self, rows: &[Vec<Expr>], span: Span, open: bool) -> Result<Output> {
        self.scopes.push(Scope::new(Clause::Values));
        let result = self.values_inside(rows, span, open);
        self.scopes.pop();
        result
    }

    fn values_inside(&mut self, rows: &[Vec<Expr>], span: Span, open: bool) -> Result<Output> {
        let mut all = Vec::new();
        for row in rows {
            all.push(self.exprs(row)?);
        }
        let width = all.first().map_or(0, Vec::len);
        if all.iter().any(|row| row.len() != width) {
            return Err(Mistake::new(span, "the rows of `VALUES` differ in length"));
        }
        let one_row = all.len() == 1;
        let mut columns = Vec::new();
        for at in (0..width).rev() {
            let items: Vec<Typed> =
                all.iter_mut().filter_map(|row| (row.len() > at).then(|| row.remove(at))).collect();
            let stays_open = open && one_row;
            let items = if stays_open { items } else { self.alike(items, "a column of `VALUES`")? };
            let null = items.iter().map(|item| item.null).fold(Null::NEVER, Null::or);
            let elements = items.iter().any(|item| item.elements);
            let Some(first) = items.first().cloned() else { continue };
            let mut typed = first.with_all(&items);
            (typed.null, typed.elements) = (null, elements);
            typed.fields = None;
            columns.push(Out { name: Some(format!("column{}", at + 1)), typed, alias: None });
        }
        columns.reverse();
        Ok(Output { columns, one_row })
    }

    /// The columns of a set operation are ordered by name or number alone.
    fn order_by_name(&mut self, order: &[OrderBy], out: &Output) -> Result<()> {
        for item in order {
            let is_column = match &item.expr.kind {
                ExprKind::Integer(digits) => {
                    digits.parse::<usize>().is_ok_and(|n| n >= 1 && n <= out.columns.len())
                }
                ExprKind::Column(path) => {
                    path.len() == 1
                        && out.columns.iter().any(|out| out.name.as_deref() == Some(&path[0].text))
                }
                _ => false,
            };
            if !is_column {
                return Err(Mistake::new(
                    item.expr.span,
                    "the result of a set operation is ordered by its columns alone, by name or number",
                )
                .help("put it into a sub-query: `SELECT .. FROM (.. UNION ..) t ORDER BY ..`"));
            }
        }
        Ok(())
    }

    fn select(&mut self, select: &Select, query: &Query, open: bool) -> Result<Output> {
        self.scopes.push(Scope::new(Clause::From));
        let result = self.select_inside(select, query, open);
        self.scopes.pop();
        result
    }

    fn select_inside(&mut self, select: &Select, query: &Query, open: bool) -> Result<Output> {
        let mut stars = Vec::new();
        for from in &select.from {
            stars.push(self.from(from)?);
        }
        let windows =
            select.windows.iter().map(|(name, window)| (name.text.clone(), window.has_frame)).collect();
        self.scope().windows = windows;
        self.find_groups(select);
        let mut columns =
            self.within(Clause::Select, |resolver| resolver.targets(&select.targets, &stars.concat()))?;
        let mut reads: Vec<Typed> = Vec::new();
        if let Some(filter) = &select.filter {
            self.within(Clause::Where, |resolver| {
                let value = resolver.expr(filter)?;
                resolver.boolean(value, "`WHERE`")
            })?;
        }
        if let Some(having) = &select.having {
            let value = self.within(Clause::Having, |resolver| {
                let value = resolver.expr(having)?;
                resolver.boolean(value, "`HAVING`")
            })?;
            reads.push(value);
        }
        let order = self.within(Clause::OrderBy, |resolver| resolver.order(&query.order_by, &columns))?;
        self.groups(select, &columns)?;
        for expr in &select.distinct_on {
            let value = self.within(Clause::OrderBy, |resolver| resolver.output(expr, &columns))?;
            reads.push(value);
        }
        self.check_distinct(select, &columns, &order, query)?;
        for (_, window) in &select.windows {
            self.within(Clause::OrderBy, |resolver| resolver.window(window))?;
        }
        self.check_locks(query)?;
        if !open {
            for out in &mut columns {
                out.typed = self.settle(out.typed.clone())?;
            }
        }
        reads.extend(order);
        let aggregates = self.scope().has_aggregates.get();
        if aggregates || !select.group.is_empty() || select.having.is_some() {
            let all: Vec<&Typed> = columns.iter().map(|out| &out.typed).chain(&reads).collect();
            self.check_grouped(&all)?;
        }
        // Sets of different length are filled up with NULL.
        if columns.iter().filter(|out| out.typed.set).count() > 1 {
            columns.iter_mut().filter(|out| out.typed.set).for_each(|out| out.typed.null = Null::MAYBE);
        }
        let has_sets = columns.iter().any(|out| out.typed.set);
        let collapses = aggregates && select.group.is_empty() && select.having.is_none();
        let bare = select.from.is_empty()
            && select.filter.is_none()
            && select.group.is_empty()
            && select.having.is_none();
        let one_row = (collapses || bare) && !has_sets;
        let own: Vec<usize> = self.scope().sources.iter().map(|source| source.id).collect();
        for out in &mut columns {
            out.typed.set = false;
            out.typed.reads.retain(|read| !own.contains(&read.id.0));
        }
        Ok(Output { columns, one_row })
    }

    /// Result columns; `star` is what `*` stands for.
    pub(crate) fn targets(&mut self, targets: &[Target], star: &[Col]) -> Result<Vec<Out>> {
        let mut columns = Vec::new();
        for target in targets {
            match &target.expr.kind {
                ExprKind::Star(path) if path.is_empty() => {
                    if self.scope().sources.is_empty() {
                        return Err(Mistake::new(target.expr.span, "`*` needs a table in `FROM`"));
                    }
                    self.expand(star, target.expr.span, &mut columns);
                }
                ExprKind::Star(path) => {
                    let found = self.star_of(path, target.expr.span)?;
                    self.expand(&found, target.expr.span, &mut columns);
                }
                ExprKind::Fields(value) => self.expand_fields(value, target.expr.span, &mut columns)?,
                _ => {
                    let typed = self.expr(&target.expr)?;
                    let name = target
                        .alias
                        .as_ref()
                        .map(|alias| alias.text.clone())
                        .or_else(|| label::of(&target.expr));
                    columns.push(Out { name, typed, alias: target.alias.as_ref().map(|alias| alias.span) });
                }
            }
        }
        Ok(columns)
    }

    fn expand(&mut self, columns: &[Col], span: Span, out: &mut Vec<Out>) {
        let depth = self.scopes.len().saturating_sub(1);
        for col in columns {
            let mut typed = self.read(col, depth, span);
            let grouped = self.scope().groups.as_ref().is_some_and(|groups| groups.contains(&typed.key));
            if grouped {
                typed.reads.clear();
                if self.scope().sets {
                    typed.null = Null::MAYBE;
                }
            }
            out.push(Out { name: Some(col.name.clone()), typed, alias: None });
        }
    }

    /// The columns of `t.*`.
    fn star_of(&mut self, path: &[super::ast::Name], span: Span) -> Result<Vec<Col>> {
        let Some(last) = path.last() else { return Ok(Vec::new()) };
        let found = self.scopes.iter().rev().find_map(|scope| {
            scope
                .sources
                .iter()
                .find(|source| source.named && source.alias == last.text)
                .map(|source| source.columns.clone())
        });
        match found {
            Some(columns) => Ok(columns),
            // The message is that of a column.
            None => {
                let star = super::ast::Name { text: "*".to_owned(), span };
                Err(self
                    .column(&[last.clone(), star], span)
                    .err()
                    .unwrap_or_else(|| Mistake::new(span, "`*` of nothing")))
            }
        }
    }

    fn expand_fields(&mut self, value: &Expr, span: Span, out: &mut Vec<Out>) -> Result<()> {
        let typed = self.expr(value)?;
        let base = self.model.base(&typed.ty);
        let fields: Vec<(String, Ty, Null, bool)> = match (&typed.fields, self.model.type_kind(&base)) {
            (Some(fields), _) => fields
                .iter()
                .map(|field| {
                    (field.name.clone(), field.ty.clone(), field.null.or(typed.null), field.elements)
                })
                .collect(),
            (None, Some(super::model::TypeKind::Composite { fields, .. })) => {
                fields.into_iter().map(|(name, ty)| (name, ty, Null::MAYBE, true)).collect()
            }
            (None, _) => {
                return Err(Mistake::new(span, format!("a value of type {} has no fields", typed.ty)));
            }
        };
        for (name, ty, null, elements) in fields {
            let mut field = Typed::new(ty, null, format!("field({},{name})", typed.key), span).with(&typed);
            field.elements = elements;
            out.push(Out { name: Some(name), typed: field, alias: None });
        }
        Ok(())
    }

    fn check_locks(&mut self, query: &Query) -> Result<()> {
        let Some(span) = query.locks else { return Ok(()) };
        if self.scope().has_aggregates.get() || self.scope().grouped {
            return Err(
                Mistake::new(span, "grouped rows cannot be locked").help("lock the rows in a sub-query")
            );
        }
        for name in &query.locked {
            if !self.scope().sources.iter().any(|source| source.alias == name.text) {
                return Err(Mistake::new(name.span, format!("`{}` is not part of this query", name.text)));
            }
        }
        Ok(())
    }
}
