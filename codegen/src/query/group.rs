//! `GROUP BY`, `DISTINCT`, `ORDER BY`: which columns may be read then, and what their names mean.

use std::collections::BTreeSet;

use super::ast::{Expr, ExprKind, Group, OrderBy, Query, Select};
use super::mistake::{Mistake, Result};
use super::resolve::Resolver;
use super::scope::{Clause, Read, Typed};
use super::select::Out;

impl Resolver<'_> {
    /// Finds out by what the rows are grouped before the result columns are read: those may then be read as a whole.
    /// Mistakes are left for later, when everything else is known.
    pub(crate) fn find_groups(&mut self, select: &Select) {
        if select.group.is_empty() {
            return;
        }
        let (params, outer) = (self.params.clone(), self.outer.len());
        let mut keys = BTreeSet::new();
        let mut exprs = Vec::new();
        select.group.iter().for_each(|group| expressions(group, &mut exprs));
        for expr in exprs {
            let meant = self.meant(expr, select);
            if let Ok(typed) = self.within(Clause::GroupBy, |resolver| resolver.expr(meant)) {
                keys.insert(typed.key);
            }
        }
        self.params = params;
        self.outer.truncate(outer);
        let has_sets = select.group.iter().any(is_sets);
        let scope = self.scope();
        scope.groups = Some(keys);
        scope.sets = has_sets;
        scope.grouped = !has_sets;
    }

    /// The expression behind a result column's number or name. A column of a table comes before a name.
    fn meant<'e>(&mut self, expr: &'e Expr, select: &'e Select) -> &'e Expr {
        match &expr.kind {
            ExprKind::Integer(digits) => {
                let at = digits.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                // With `*` before it, the number counts columns that are not written; those are looked up later.
                at.and_then(|at| select.targets.get(at)).map_or(expr, |target| &target.expr)
            }
            ExprKind::Column(path) if path.len() == 1 => {
                let is_column = self.scope().sources.iter().any(|source| {
                    source.bare && source.columns.iter().any(|col| !col.merged && col.name == path[0].text)
                });
                let named = select
                    .targets
                    .iter()
                    .find(|target| target.alias.as_ref().is_some_and(|alias| alias.text == path[0].text));
                match named {
                    Some(target) if !is_column => &target.expr,
                    _ => expr,
                }
            }
            _ => expr,
        }
    }

    /// The items of `GROUP BY`, with their mistakes.
    pub(crate) fn groups(&mut self, select: &Select, columns: &[Out]) -> Result<()> {
        let mut exprs = Vec::new();
        select.group.iter().for_each(|group| expressions(group, &mut exprs));
        for expr in exprs {
            if let ExprKind::Integer(digits) = &expr.kind
                && !digits.parse::<usize>().is_ok_and(|n| n >= 1 && n <= columns.len())
            {
                return Err(Mistake::new(expr.span, format!("there is no result column number {digits}")));
            }
            let meant = self.meant(expr, select);
            let typed = self.within(Clause::GroupBy, |resolver| {
                let typed = resolver.expr(meant)?;
                resolver.settle(typed)
            })?;
            if typed.ty.is("json") || typed.ty.is("point") || typed.ty.is("xml") {
                return Err(no_equality(expr, &typed));
            }
        }
        Ok(())
    }

    /// Every column that is read must be grouped by, alone or as part of a whole primary key.
    pub(crate) fn check_grouped(&mut self, all: &[&Typed]) -> Result<()> {
        let groups = self.scope().groups.clone().unwrap_or_default();
        for read in all.iter().flat_map(|typed| &typed.reads) {
            if self.is_own(read) && !self.follows(read, &groups) {
                let is_grouped = self.scope().groups.is_some();
                let message = if is_grouped {
                    format!("`{}` is neither grouped by nor inside an aggregate", read.name)
                } else {
                    format!("`{}` is read beside an aggregate, which stands for many rows", read.name)
                };
                let help = format!("write `GROUP BY {0}`, or an aggregate such as `max({0})`", read.name);
                return Err(Mistake::new(read.span, message).help(help));
            }
        }
        Ok(())
    }

    fn is_own(&mut self, read: &Read) -> bool {
        self.scope().sources.iter().any(|source| source.id == read.id.0)
    }

    /// Whether the column follows from what is grouped by: the primary key of its table is in it.
    fn follows(&mut self, read: &Read, groups: &BTreeSet<String>) -> bool {
        let source = self.scope().sources.iter().find(|source| source.id == read.id.0);
        let table = source.and_then(|source| source.table.as_ref());
        let key = table.and_then(|table| table.keys.iter().find(|key| key.kind == 'p'));
        key.is_some_and(|key| key.columns.iter().all(|at| groups.contains(&format!("v{}.{at}", read.id.0))))
    }

    /// An item of `ORDER BY` or `DISTINCT ON`: a result column's name or number first.
    pub(crate) fn output(&mut self, expr: &Expr, columns: &[Out]) -> Result<Typed> {
        match &expr.kind {
            ExprKind::Integer(digits) => {
                let at = digits.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                let found = at.and_then(|at| columns.get(at)).map(|out| out.typed.clone());
                found.ok_or_else(|| {
                    Mistake::new(expr.span, format!("there is no result column number {digits}"))
                })
            }
            ExprKind::Str(_) => Err(Mistake::new(expr.span, "rows are not ordered by a constant")
                .help("a column's name is written without quotes, or in double ones")),
            ExprKind::Column(path) if path.len() == 1 => {
                let mut named = columns.iter().filter(|out| out.name.as_deref() == Some(&path[0].text));
                match (named.next(), named.next()) {
                    (Some(first), Some(second)) if first.typed.key != second.typed.key => Err(Mistake::new(
                        expr.span,
                        format!("several result columns are called `{}`", path[0].text),
                    )),
                    (Some(out), _) => Ok(out.typed.clone()),
                    (None, _) => self.expr(expr),
                }
            }
            _ => {
                let typed = self.expr(expr)?;
                self.settle(typed)
            }
        }
    }

    pub(crate) fn order(&mut self, order: &[OrderBy], columns: &[Out]) -> Result<Vec<Typed>> {
        let mut all = Vec::new();
        for item in order {
            let typed = self.output(&item.expr, columns)?;
            if typed.ty.is("json") || typed.ty.is("point") || typed.ty.is("xml") {
                return Err(no_order(&item.expr, &typed));
            }
            all.push(typed);
        }
        Ok(all)
    }

    /// Rows that were made distinct are ordered by what is left of them.
    pub(crate) fn check_distinct(
        &mut self,
        select: &Select,
        columns: &[Out],
        order: &[Typed],
        query: &Query,
    ) -> Result<()> {
        if !select.distinct {
            return Ok(());
        }
        if select.distinct_on.is_empty() {
            let missing = order
                .iter()
                .zip(&query.order_by)
                .find(|(typed, _)| !columns.iter().any(|out| out.typed.key == typed.key));
            if let Some((_, item)) = missing {
                return Err(Mistake::new(
                    item.expr.span,
                    "with `DISTINCT`, rows are ordered by result columns alone",
                )
                .help("select it too, or use `DISTINCT ON (..)`"));
            }
            if let Some(out) = columns.iter().find(|out| out.typed.ty.is("json")) {
                return Err(Mistake::new(
                    out.typed.span,
                    "values of type json cannot be compared, and `DISTINCT` has to",
                )
                .help("cast it: `(..)::jsonb`"));
            }
            return Ok(());
        }
        let mut distinct = BTreeSet::new();
        for expr in &select.distinct_on {
            distinct.insert(self.within(Clause::OrderBy, |resolver| resolver.output(expr, columns))?.key);
        }
        let wrong = order
            .iter()
            .zip(&query.order_by)
            .take(distinct.len())
            .find(|(typed, _)| !distinct.contains(&typed.key));
        match wrong {
            Some((_, item)) => {
                Err(Mistake::new(item.expr.span, "`ORDER BY` must begin with what `DISTINCT ON` names"))
            }
            None => Ok(()),
        }
    }
}

fn no_equality(expr: &Expr, typed: &Typed) -> Mistake {
    Mistake::new(
        expr.span,
        format!("values of type {} cannot be compared, so rows cannot be grouped by them", typed.ty),
    )
    .help("cast it to a type that can: `(..)::jsonb`, `(..)::text`")
}

fn no_order(expr: &Expr, typed: &Typed) -> Mistake {
    Mistake::new(expr.span, format!("values of type {} have no order", typed.ty))
        .help("order by a part of it, or cast it: `(..)::text`")
}

fn is_sets(group: &Group) -> bool {
    match group {
        Group::Expr(_) => false,
        Group::Sets(_) => true,
    }
}

/// Every expression of an item.
fn expressions<'e>(group: &'e Group, into: &mut Vec<&'e Expr>) {
    match group {
        Group::Expr(expr) => into.push(expr),
        Group::Sets(groups) => groups.iter().for_each(|group| expressions(group, into)),
    }
}
