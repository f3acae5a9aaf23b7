//! `INSERT`, `UPDATE`, `DELETE`: what is written, and what is returned of it.

use std::rc::Rc;

use super::ast::{Part, Body, Conflict, Delete, Expr, ExprKind, Insert, Name, NewRow, Query, Returning, Set, Statement, Update, Written};
use super::convert::Context;
use super::mistake::{Mistake, Result, Span};
use super::model::{Column, Relation};
use super::resolve::{Resolver, no_column};
use super::scope::{Clause, Col, Null, Scope, Source, Typed};
use super::select::Output;
use super::types::Ty;

/// What `RETURNING` sees of the row before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Insert,
    Upsert,
    Update,
    Delete,
    Merge,
}

impl Resolver<'_> {
    /// Any statement.
    pub(crate) fn statement(&mut self, statement: &Statement) -> Result<Output> {
        let known = self.known.len();
        let result = match statement {
            Statement::Query(query) => self.query(query, false),
            Statement::Insert(insert) => self.insert(insert),
            Statement::Update(update) => self.update(update),
            Statement::Delete(delete) => self.delete(delete),
            Statement::Merge(merge) => self.merge_into(merge),
            Statement::Other => Ok(Output::default()),
        };
        self.known.truncate(known);
        result
    }

    /// The table that is written to, as the first source of a new scope.
    pub(crate) fn written(&mut self, written: &Written) -> Result<(Rc<Relation>, Source)> {
        let relation = self.relation(&written.name, written.span)?;
        if matches!(relation.kind, 'm') {
            return Err(Mistake::new(written.span, "rows of a materialized view cannot be written").help("write to its tables"));
        }
        let mut source = self.source_of(&relation, &written.name);
        if let Some(alias) = &written.alias {
            source.alias.clone_from(&alias.text);
            source.schema = None;
        }
        Ok((relation, source))
    }

    fn insert(&mut self, insert: &Insert) -> Result<Output> {
        if let Some(with) = &insert.with {
            self.with(with)?;
        }
        let (relation, source) = self.written(&insert.table)?;
        self.new_row(&insert.values, &relation)?;
        self.scopes.push(Scope::new(Clause::Set));
        self.scope().sources.push(source.clone());
        let result = self.insert_rest(insert, &relation, source);
        self.scopes.pop();
        result
    }

    fn insert_rest(&mut self, insert: &Insert, relation: &Rc<Relation>, source: Source) -> Result<Output> {
        let mut change = Change::Insert;
        if let Some(conflict) = &insert.conflict {
            if conflict.sets.is_some() {
                change = Change::Upsert;
            }
            self.conflict(conflict, relation, &source)?;
        }
        self.scope().sources = vec![source.clone()];
        self.returning(insert.returning.as_ref(), &[source.columns.clone()], &source, change)
    }

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

    fn value_row(&mut self, values: &[Expr], row: &NewRow, relation: &Rc<Relation>, targets: &[usize]) -> Result<()> {
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

    fn selected_rows(&mut self, query: &Query, row: &NewRow, relation: &Rc<Relation>, targets: &[usize]) -> Result<()> {
        let out = self.query(query, true)?;
        counts(out.columns.len(), targets.len(), row, query.span)?;
        for (place, (out, at)) in out.columns.into_iter().zip(targets).enumerate() {
            let column = &relation.columns[*at];
            writable(column, row.overriding_system, out.typed.span)?;
            self.assign_part(out.typed, column, row.parts.get(place), relation)?;
        }
        Ok(())
    }

    /// A value for a column, or for an element or field of it.
    fn assign_part(&mut self, value: Typed, column: &Column, parts: Option<&Vec<Part>>, relation: &Relation) -> Result<()> {
        let Some(parts) = parts.filter(|parts| !parts.is_empty()) else { return self.assign(value, column, relation) };
        let mut ty = column.ty.clone().unwrap_or_else(Ty::unknown);
        for part in parts {
            let base = self.model.base(&ty);
            ty = match part {
                Part::Element if base.is("hstore") => Ty::new("text"),
                Part::Element if base.element().is_some() => base.element().unwrap_or(base),
                // Of `jsonb`, a part is `jsonb`.
                Part::Element | Part::Slice => base,
                Part::Field(name) => {
                    let Some(super::model::TypeKind::Composite { fields }) = self.model.type_kind(&base) else {
                        return Err(Mistake::new(name.span, format!("a value of type {base} has no fields")));
                    };
                    let found = fields.iter().find(|(field, _)| *field == name.text).map(|(_, ty)| ty.clone());
                    found.ok_or_else(|| no_column(&format!("the type {base}"), name, fields.iter().map(|(name, _)| name.as_str())))?
                }
            };
        }
        self.convert(value, &ty, Context::Assignment).map(|_| ())
    }

    /// A value for a column (manual 10.4).
    pub(crate) fn assign(&mut self, value: Typed, column: &Column, relation: &Relation) -> Result<()> {
        let ty = column.ty.clone().unwrap_or_else(Ty::unknown);
        let span = value.span;
        let param = match &value.open {
            Some(super::scope::Open::Param(number)) => Some(*number),
            _ => value.key.strip_prefix('$').and_then(|number| number.parse().ok()),
        };
        let is_null = value.open == Some(super::scope::Open::Null);
        let table = relation.name.strip_prefix("public.").unwrap_or(&relation.name);
        if is_null && column.required {
            return Err(Mistake::new(span, format!("column `{}` of `{table}` takes no NULL", column.name)));
        }
        if value.open.is_none() && !self.model.accepts(&value.ty, &ty, Context::Assignment) {
            let message = format!("column `{}` is of type {ty}, and the value is of type {}", column.name, value.ty);
            let mistake = Mistake::new(span, message);
            return Err(match self.model.converts(&value.ty, &ty, Context::Explicit) {
                true => mistake.help(format!("say that it should be converted: `(..)::{ty}`")),
                false => mistake,
            });
        }
        self.convert(value, &ty, Context::Assignment)?;
        if let (Some(number), true) = (param, column.required) {
            let state = &mut self.params[number - 1];
            state.not_null.get_or_insert_with(|| format!("column `{}` of `{table}`", column.name));
        }
        Ok(())
    }

    fn conflict(&mut self, conflict: &Conflict, relation: &Rc<Relation>, source: &Source) -> Result<()> {
        if let Some(name) = &conflict.constraint
            && !relation.keys.iter().any(|key| key.name == name.text && key.kind != 'i' && key.kind != 'x')
        {
            let names = relation.keys.iter().filter(|key| !matches!(key.kind, 'i' | 'x')).map(|key| key.name.as_str());
            let message = format!("`{}` is no unique constraint of this table", name.text);
            return Err(Mistake::new(name.span, match super::similar::did_you_mean(&name.text, names) {
                Some(close) => format!("{message}; did you mean `{close}`?"),
                None => message,
            }));
        }
        if conflict.sets.is_some() && conflict.constraint.is_none() && conflict.columns.is_empty() {
            return Err(Mistake::new(conflict.span, "`DO UPDATE` needs to know which conflict is meant")
                .help("name the columns of a key: `ON CONFLICT (id) DO UPDATE ..`"));
        }
        self.conflict_target(conflict, relation)?;
        let Some(sets) = &conflict.sets else { return Ok(()) };
        let id = self.fresh();
        let mut excluded = super::from::source(id, "excluded", super::from::renumbered(source.columns.clone(), id), source.row.clone());
        excluded.bare = false;
        // Both have the columns: a bare name is the table's.
        self.scope().sources.push(excluded);
        self.sets(sets, relation)?;
        if let Some(filter) = &conflict.update_filter {
            self.condition(filter)?;
        }
        Ok(())
    }

    fn conflict_target(&mut self, conflict: &Conflict, relation: &Rc<Relation>) -> Result<()> {
        let mut places = Vec::new();
        let mut is_plain = conflict.filter.is_none();
        for expr in &conflict.columns {
            let typed = self.within(Clause::Other, |resolver| resolver.expr(expr))?;
            match &typed.reads[..] {
                [read] if matches!(expr.kind, ExprKind::Column(_)) => places.push(read.id.1),
                _ => is_plain = false,
            }
        }
        if let Some(filter) = &conflict.filter {
            self.condition(filter)?;
        }
        // An index of expressions or of a part of the rows is for the server to find. Of a view nothing is known.
        let judged = is_plain && !conflict.columns.is_empty() && relation.kind == 't';
        places.sort_unstable();
        places.dedup();
        let unique = relation.keys.iter().filter(|key| matches!(key.kind, 'p' | 'u' | 'i')).any(|key| {
            let mut columns = key.columns.clone();
            columns.sort_unstable();
            columns == places
        });
        if judged && !unique {
            let span = conflict.columns[0].span.to(conflict.columns[conflict.columns.len() - 1].span);
            let keys: Vec<String> = relation
                .keys
                .iter()
                .filter(|key| matches!(key.kind, 'p' | 'u' | 'i'))
                .map(|key| {
                    let names = key.columns.iter().filter_map(|at| relation.columns.get(*at));
                    format!("`({})`", names.map(|column| column.name.as_str()).collect::<Vec<_>>().join(", "))
                })
                .collect();
            let mistake = Mistake::new(span, "no key or unique index is over exactly these columns");
            return Err(if keys.is_empty() { mistake } else { mistake.help(format!("there is one over {}", keys.join(", "))) });
        }
        Ok(())
    }

    pub(crate) fn condition(&mut self, filter: &Expr) -> Result<()> {
        self.within(Clause::Where, |resolver| {
            let value = resolver.expr(filter)?;
            resolver.boolean(value, "`WHERE`")
        })?;
        Ok(())
    }

    /// `SET`.
    pub(crate) fn sets(&mut self, sets: &[Set], relation: &Rc<Relation>) -> Result<()> {
        let mut written: Vec<&str> = Vec::new();
        for set in sets {
            for (name, parts) in set.columns.iter().zip(&set.parts) {
                if written.contains(&name.text.as_str()) && parts.is_empty() {
                    return Err(Mistake::new(name.span, format!("column `{}` is set twice", name.text)));
                }
                written.push(&name.text);
            }
            self.within(Clause::Set, |resolver| resolver.set(set, relation))?;
        }
        Ok(())
    }

    fn set(&mut self, set: &Set, relation: &Rc<Relation>) -> Result<()> {
        let mut columns = Vec::new();
        for name in &set.columns {
            columns.push(&relation.columns[place(name, relation)?]);
        }
        let count = |given: usize, span: Span| {
            if given == columns.len() {
                return Ok(());
            }
            Err(Mistake::new(span, format!("{} columns are set to {given} values", columns.len())))
        };
        match (&set.value.kind, set.is_row) {
            (ExprKind::Row(items), true) => {
                count(items.len(), set.value.span)?;
                for (place, (column, value)) in columns.into_iter().zip(items).enumerate() {
                    self.set_one(column, value, set.parts.get(place), relation)?;
                }
                Ok(())
            }
            (ExprKind::Scalar(query), true) => {
                let mark = self.outer.len();
                let out = self.query(query, true)?;
                self.outer.truncate(mark);
                count(out.columns.len(), set.value.span)?;
                for (column, out) in columns.into_iter().zip(out.columns) {
                    self.assign(out.typed, column, relation)?;
                }
                Ok(())
            }
            _ => match columns[..] {
                [column] => self.set_one(column, &set.value, set.parts.first(), relation),
                _ => count(1, set.value.span),
            },
        }
    }

    fn set_one(&mut self, column: &Column, value: &Expr, parts: Option<&Vec<Part>>, relation: &Relation) -> Result<()> {
        if matches!(value.kind, ExprKind::Default) {
            return Ok(());
        }
        writable(column, false, value.span)?;
        let typed = self.expr(value)?;
        self.assign_part(typed, column, parts, relation)
    }

    fn update(&mut self, update: &Update) -> Result<Output> {
        if let Some(with) = &update.with {
            self.with(with)?;
        }
        let (relation, source) = self.written(&update.table)?;
        self.scopes.push(Scope::new(Clause::From));
        self.scope().sources.push(source.clone());
        let change = |resolver: &mut Self| {
            let mut stars = vec![source.columns.clone()];
            for from in &update.from {
                stars.push(resolver.beside_target(from)?);
            }
            if let Some(filter) = &update.filter {
                resolver.condition(filter)?;
            }
            resolver.sets(&update.sets, &relation)?;
            resolver.returning(update.returning.as_ref(), &stars, &source, Change::Update)
        };
        let result = change(self);
        self.scopes.pop();
        result
    }

    fn delete(&mut self, delete: &Delete) -> Result<Output> {
        if let Some(with) = &delete.with {
            self.with(with)?;
        }
        let (_, source) = self.written(&delete.table)?;
        self.scopes.push(Scope::new(Clause::From));
        self.scope().sources.push(source.clone());
        let change = |resolver: &mut Self| {
            let mut stars = vec![source.columns.clone()];
            for from in &delete.using {
                stars.push(resolver.beside_target(from)?);
            }
            if let Some(filter) = &delete.filter {
                resolver.condition(filter)?;
            }
            resolver.returning(delete.returning.as_ref(), &stars, &source, Change::Delete)
        };
        let result = change(self);
        self.scopes.pop();
        result
    }

    /// A source of `UPDATE .. FROM`, which does not see the table that is written to.
    pub(crate) fn beside_target(&mut self, from: &super::ast::From) -> Result<Vec<Col>> {
        let target = self.scope().sources.remove(0);
        let twice = target.alias.clone();
        let star = self.from(from);
        self.scope().sources.insert(0, target);
        let star = star?;
        let clash = self.scope().sources.iter().skip(1).any(|source| source.named && source.alias == twice);
        if clash {
            let span = match from {
                super::ast::From::Table { span, .. }
                | super::ast::From::Query { span, .. }
                | super::ast::From::Call { span, .. }
                | super::ast::From::Join { span, .. } => *span,
            };
            return Err(Mistake::new(span, format!("`{twice}` is there twice")).help("give one of them an alias: `AS other`"));
        }
        Ok(star)
    }

    /// The columns of `RETURNING`, with `old` and `new` (PostgreSQL 18).
    pub(crate) fn returning(
        &mut self,
        returning: Option<&Returning>,
        stars: &[Vec<Col>],
        target: &Source,
        change: Change,
    ) -> Result<Output> {
        let Some(returning) = returning else { return Ok(Output::default()) };
        let (old, new) = match change {
            Change::Insert => (true, false),
            // Which of the two it was is not known.
            Change::Upsert => (true, false),
            Change::Update => (false, false),
            Change::Delete => (false, true),
            Change::Merge => (true, true),
        };
        self.row_version(returning.old.as_ref(), "old", target, old);
        self.row_version(returning.new.as_ref(), "new", target, new);
        let columns = self.within(Clause::Returning, |resolver| {
            let mut columns = resolver.targets(&returning.targets, &stars.concat())?;
            for out in &mut columns {
                out.typed = resolver.settle(out.typed.clone())?;
            }
            Ok(columns)
        })?;
        Ok(Output { columns, one_row: false })
    }

    fn row_version(&mut self, alias: Option<&Name>, word: &str, target: &Source, missing: bool) {
        let name = alias.map_or(word, |alias| alias.text.as_str());
        let is_taken = alias.is_none() && self.scope().sources.iter().any(|source| source.alias == name);
        if is_taken {
            return;
        }
        let id = self.fresh();
        let mut columns = super::from::renumbered(target.columns.clone(), id);
        if missing {
            columns.iter_mut().for_each(|col| col.null = Null::MAYBE);
        }
        let mut source = super::from::source(id, name, columns, target.row.clone());
        source.bare = false;
        source.outer = missing;
        source.table = target.table.clone();
        self.scope().sources.push(source);
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

fn place(name: &Name, relation: &Relation) -> Result<usize> {
    let found = relation.columns.iter().position(|column| column.name == name.text);
    found.ok_or_else(|| {
        let table = relation.name.strip_prefix("public.").unwrap_or(&relation.name);
        no_column(&format!("`{table}`"), name, relation.columns.iter().map(|column| column.name.as_str()))
    })
}

/// As many values as columns; without a list of columns, the last ones may be left out.
fn counts(values: usize, columns: usize, row: &NewRow, span: Span) -> Result<()> {
    if values == columns || (row.columns.is_empty() && values < columns) {
        return Ok(());
    }
    Err(Mistake::new(span, format!("there are {values} values for {columns} columns")))
}

/// A column that PostgreSQL computes takes no value.
fn writable(column: &Column, overriding: bool, span: Span) -> Result<()> {
    if column.generated {
        let message = format!("column `{}` is generated: PostgreSQL computes it", column.name);
        return Err(Mistake::new(span, message).help("leave it out, or write `DEFAULT`"));
    }
    if column.always && !overriding {
        let message = format!("column `{}` is `GENERATED ALWAYS AS IDENTITY`: its value comes from a sequence", column.name);
        return Err(Mistake::new(span, message).help("leave it out, or write `OVERRIDING SYSTEM VALUE` before `VALUES`"));
    }
    Ok(())
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
    let span = row.columns.first().map_or(row.span, |first| first.span.to(row.columns[row.columns.len() - 1].span));
    let word = if missing.len() == 1 { "column" } else { "columns" };
    Err(Mistake::new(span, format!("the new row has no value for {word} {}", missing.join(", ")))
        .help("these take no NULL and have no default"))
}
