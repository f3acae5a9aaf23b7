//! `WITH`.

use super::ast::{Body, Cte, Query, Statement, With};
use super::from::column;
use super::mistake::{Mistake, Result};
use super::resolve::{Known, Resolver};
use super::scope::{Col, Null, Typed};
use super::select::Output;
use super::types::Ty;

/// More rounds than there are columns change nothing more; this only bounds what cannot end.
const ROUNDS: usize = 64;

impl Resolver<'_> {
    /// Makes the queries of `WITH` known to what follows.
    pub(crate) fn with(&mut self, with: &With) -> Result<()> {
        for cte in &with.ctes {
            if with
                .ctes
                .iter()
                .take_while(|other| other.name.span != cte.name.span)
                .any(|other| other.name.text == cte.name.text)
            {
                return Err(Mistake::new(cte.name.span, format!("`{}` is declared twice", cte.name.text)));
            }
            let known = match &cte.statement {
                Statement::Query(query) if with.recursive && recursion(query).is_some() => {
                    self.recursive(cte, query)?
                }
                statement => {
                    let out = self.nested(statement)?;
                    let empty = out.columns.is_empty() && !matches!(statement, Statement::Query(_));
                    self.named(cte, out, empty)?
                }
            };
            self.known.push(known);
        }
        Ok(())
    }

    fn nested(&mut self, statement: &Statement) -> Result<Output> {
        match statement {
            Statement::Query(query) => self.query(query, false),
            other => self.statement(other),
        }
    }

    fn named(&mut self, cte: &Cte, out: Output, empty: bool) -> Result<Known> {
        let mut columns = out.into_columns(0);
        if cte.columns.len() > columns.len() {
            let message = format!(
                "`{}` has {} columns, and {} names are given",
                cte.name.text,
                columns.len(),
                cte.columns.len()
            );
            return Err(Mistake::new(cte.name.span, message));
        }
        for (col, name) in columns.iter_mut().zip(&cte.columns) {
            col.name.clone_from(&name.text);
        }
        for (name, ty) in &cte.added {
            let typed = Typed::new(Ty::new(ty), Null::NEVER, String::new(), name.span);
            columns.push(column(&name.text, &typed, columns.len()));
        }
        Ok(Known { name: cte.name.text.clone(), columns, empty })
    }

    /// A query that names itself: its types are those of the part that does not, and a column is NULL where either part
    /// is. The second depends on the first, so it is read until nothing changes.
    fn recursive(&mut self, cte: &Cte, query: &Query) -> Result<Known> {
        let Some((left, right, span)) = recursion(query) else {
            return Err(Mistake::new(
                cte.name.span,
                "a recursive query is a `UNION` of its start and its step",
            ));
        };
        let known = self.known.len();
        if let Some(with) = &query.with {
            self.with(with)?;
        }
        let start = self.body(left, false)?;
        let mut current = self.named(cte, start.clone(), false)?;
        let width = start.columns.len();
        for _ in 0..ROUNDS {
            self.known.push(current.clone());
            let step = self.body(right, true);
            self.known.pop();
            let step = step?;
            for (out, col) in step.columns.iter().zip(&current.columns) {
                self.check_step(out, col)?;
            }
            let both = self.set_operation("UNION", start.clone(), step, span)?;
            let mut changed = false;
            for (col, out) in current.columns.iter_mut().take(width).zip(&both.columns) {
                let null = col.null.or(out.typed.null);
                changed |= null != col.null || (out.typed.elements && !col.elements);
                col.null = null;
                col.elements |= out.typed.elements;
                col.private |= out.typed.private;
            }
            if !changed {
                break;
            }
        }
        self.known.truncate(known);
        Ok(current)
    }

    /// The step must not have other types than the start (`checkWellFormedRecursion`).
    fn check_step(&self, out: &super::select::Out, col: &Col) -> Result<()> {
        if out.typed.open.is_some() {
            return Ok(());
        }
        match self.model.common(&[col.ty.clone(), out.typed.ty.clone()]) {
            Ok(common) if common == self.model.base(&col.ty) || common == col.ty => Ok(()),
            Ok(common) => {
                let message = format!(
                    "column `{}` is of type {} at the start and {common} in the step of the recursion",
                    col.name, col.ty
                );
                Err(Mistake::new(out.typed.span, message)
                    .help(format!("cast it at the start: `(..)::{common}`")))
            }
            // The union says what is wrong.
            Err(_) => Ok(()),
        }
    }
}

/// The two parts of a query that can name itself.
fn recursion(query: &Query) -> Option<(&Body, &Body, super::mistake::Span)> {
    match &query.body {
        Body::Set { word, left, right, span } if *word == "UNION" => Some((left, right, *span)),
        Body::Query(inner) => recursion(inner),
        Body::Set { .. } | Body::Select(_) | Body::Values(..) => None,
    }
}
