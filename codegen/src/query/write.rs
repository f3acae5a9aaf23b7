//! `INSERT`, `UPDATE`, `DELETE`: what is written, and what is returned of it.

use std::rc::Rc;

use super::ast::{Delete, Expr, ExprKind, Insert, Name, Part, Set, Statement, Update, Written};
use super::convert::Context;
use super::mistake::{Mistake, Result, Span};
use super::model::{Column, Relation};
use super::resolve::{Resolver, no_column};
use super::returning::Change;
use super::scope::{Clause, Col, Scope, Source, Typed};
use super::select::Output;
use super::types::Ty;

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
            return Err(Mistake::new(written.span, "rows of a materialized view cannot be written")
                .help("write to its tables"));
        }
        let mut source = self.source_of(&relation, &written.name);
        if relation.kind != 't' {
            // A trigger of a view may return anything.
            source.columns.iter_mut().for_each(|col| col.null = super::scope::Null::MAYBE);
        }
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

    /// A value for a column, or for an element or field of it.
    pub(crate) fn assign_part(
        &mut self,
        value: Typed,
        column: &Column,
        parts: Option<&Vec<Part>>,
        relation: &Relation,
    ) -> Result<()> {
        let Some(parts) = parts.filter(|parts| !parts.is_empty()) else {
            return self.assign(value, column, relation);
        };
        let mut ty = column.ty.clone().unwrap_or_else(Ty::unknown);
        for part in parts {
            let base = self.model.base(&ty);
            ty = match part {
                Part::Element if base.is("hstore") => Ty::new("text"),
                Part::Element if base.element().is_some() => base.element().unwrap_or(base),
                // Of `jsonb`, a part is `jsonb`.
                Part::Element | Part::Slice => base,
                Part::Field(name) => {
                    let Some(super::model::TypeKind::Composite { fields, .. }) = self.model.type_kind(&base)
                    else {
                        return Err(Mistake::new(name.span, format!("a value of type {base} has no fields")));
                    };
                    let found =
                        fields.iter().find(|(field, _)| *field == name.text).map(|(_, ty)| ty.clone());
                    found.ok_or_else(|| {
                        no_column(
                            &format!("the type {base}"),
                            name,
                            fields.iter().map(|(name, _)| name.as_str()),
                        )
                    })?
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
            let message =
                format!("column `{}` is of type {ty}, and the value is of type {}", column.name, value.ty);
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

    fn set_one(
        &mut self,
        column: &Column,
        value: &Expr,
        parts: Option<&Vec<Part>>,
        relation: &Relation,
    ) -> Result<()> {
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
            return Err(Mistake::new(span, format!("`{twice}` is there twice"))
                .help("give one of them an alias: `AS other`"));
        }
        Ok(star)
    }
}

/// The place of a column in its table.
pub(crate) fn place(name: &Name, relation: &Relation) -> Result<usize> {
    let found = relation.columns.iter().position(|column| column.name == name.text);
    found.ok_or_else(|| {
        let table = relation.name.strip_prefix("public.").unwrap_or(&relation.name);
        no_column(&format!("`{table}`"), name, relation.columns.iter().map(|column| column.name.as_str()))
    })
}

/// A column that PostgreSQL computes takes no value.
pub(crate) fn writable(column: &Column, overriding: bool, span: Span) -> Result<()> {
    if column.generated {
        let message = format!("column `{}` is generated: PostgreSQL computes it", column.name);
        return Err(Mistake::new(span, message).help("leave it out, or write `DEFAULT`"));
    }
    if column.always && !overriding {
        let message = format!(
            "column `{}` is `GENERATED ALWAYS AS IDENTITY`: its value comes from a sequence",
            column.name
        );
        return Err(Mistake::new(span, message)
            .help("leave it out, or write `OVERRIDING SYSTEM VALUE` before `VALUES`"));
    }
    Ok(())
}
