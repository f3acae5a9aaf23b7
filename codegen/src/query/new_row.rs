//! The values of a new row.

use std::rc::Rc;

use super::ast::{Body, Expr, ExprKind, NewRow, Query};
use super::mistake::{Mistake, Result, Span};
use super::model::{Column, Relation};
use super::resolve::Resolver;
use super::scope::{Clause, Scope};
use super::write::{place, writable};

impl Resolver<'_> {
    /// The values of a new row against the columns that they go to.
    pub(crate) fn new_row(&mut self, row: &NewRow, relation: &Rc<Relation>) -> Result<()> {
        let targets = insert_columns(row, relation)?;
        let Some(query) = &row.source else { return required(row, relation, &targets) };
        if let Body::Values(rows, _) = &query.body
            && query.with.is_none()
            && query.order_by.is_empty()
            && query.limit.is_empty()
        {
            self.scopes.push(Scope::new(Clause::Values));
            let result = rows.iter().try_for_each(|values| self.value_row(values, row, relation, &targets));
            self.scopes.pop();
            result?;
        } else {
            self.selected_rows(query, row, relation, &targets)?;
        }
        let given = match (&query.body, row.columns.is_empty()) {
            (Body::Values(rows, _), true) => rows.first().map_or(0, Vec::len),
            _ => targets.len(),
        };
        required(row, relation, &targets[..given.min(targets.len())])
    }

    fn value_row(
        &mut self,
        values: &[Expr],
        row: &NewRow,
        relation: &Rc<Relation>,
        targets: &[usize],
    ) -> Result<()> {
        counts(values.len(), targets.len(), row, values.last().map_or(row.span, |value| value.span))?;
        for (place, (value, at)) in values.iter().zip(targets).enumerate() {
            let column = &relation.columns[*at];
            if matches!(value.kind, ExprKind::Default) {
                continue;
            }
            writable(column, row.overriding_system, value.span)?;
            let typed = self.expr(value)?;
            self.assign_part(typed, column, row.parts.get(place), relation)?;
        }
        Ok(())
    }

    fn selected_rows(
        &mut self,
        query: &Query,
        row: &NewRow,
        relation: &Rc<Relation>,
        targets: &[usize],
    ) -> Result<()> {
        let out = self.query(query, true)?;
        counts(out.columns.len(), targets.len(), row, query.span)?;
        for (place, (out, at)) in out.columns.into_iter().zip(targets).enumerate() {
            let column = &relation.columns[*at];
            writable(column, row.overriding_system, out.typed.span)?;
            self.assign_part(out.typed, column, row.parts.get(place), relation)?;
        }
        Ok(())
    }
}

/// The places of the columns that a new row gives values for.
fn insert_columns(row: &NewRow, relation: &Rc<Relation>) -> Result<Vec<usize>> {
    if row.columns.is_empty() {
        return Ok((0..relation.columns.len()).collect());
    }
    let mut places = Vec::new();
    for name in &row.columns {
        let at = place(name, relation)?;
        if places.contains(&at) && row.parts.iter().all(Vec::is_empty) {
            return Err(Mistake::new(name.span, format!("column `{}` is named twice", name.text)));
        }
        places.push(at);
    }
    Ok(places)
}

/// As many values as columns; without a list of columns, the last ones may be left out.
fn counts(values: usize, columns: usize, row: &NewRow, span: Span) -> Result<()> {
    if values == columns || (row.columns.is_empty() && values < columns) {
        return Ok(());
    }
    Err(Mistake::new(span, format!("there are {values} values for {columns} columns")))
}

/// Every column that takes no NULL and has no default needs a value.
fn required(row: &NewRow, relation: &Relation, given: &[usize]) -> Result<()> {
    let is_missing = |(at, column): &(usize, &Column)| {
        column.required && !column.has_default && !column.generated && !column.always && !given.contains(at)
    };
    let missing: Vec<String> = relation
        .columns
        .iter()
        .enumerate()
        .filter(is_missing)
        .map(|(_, column)| format!("`{}`", column.name))
        .collect();
    if missing.is_empty() || relation.kind != 't' {
        return Ok(());
    }
    let span =
        row.columns.first().map_or(row.span, |first| first.span.to(row.columns[row.columns.len() - 1].span));
    let word = if missing.len() == 1 { "column" } else { "columns" };
    Err(Mistake::new(span, format!("the new row has no value for {word} {}", missing.join(", ")))
        .help("these take no NULL and have no default"))
}
