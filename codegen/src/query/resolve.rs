//! The state of a check, and what every part of it does: parameters, conversions, names.

use super::convert::Context;
use super::literal;
use super::mistake::{Mistake, Result, Span};
use super::model::Model;
use super::scope::{Clause, Col, Null, Open, Read, Scope, Source, Typed};
use super::similar::did_you_mean;
use super::types::Ty;
use crate::query::ast::{Name, TypeName};

/// A parameter of the statement.
#[derive(Clone, Debug, Default)]
pub(crate) struct ParamState {
    pub(crate) ty: Option<Ty>,
    pub(crate) span: Span,
    /// Where it goes that takes no NULL.
    pub(crate) not_null: Option<String>,
}

/// A query of `WITH` that can be named here.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) columns: Vec<Col>,
    /// Whether it is a statement without `RETURNING`.
    pub(crate) empty: bool,
}

/// The check of one statement.
pub(crate) struct Resolver<'m> {
    pub(crate) model: &'m Model,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) known: Vec<Known>,
    pub(crate) params: Vec<ParamState>,
    /// Columns of outer queries that the current one reads.
    pub(crate) outer: Vec<Read>,
    next: usize,
}

/// Columns that every table has (manual 5.6).
const SYSTEM_COLUMNS: [(&str, &str); 6] = [
    ("tableoid", "oid"),
    ("xmin", "xid"),
    ("cmin", "cid"),
    ("xmax", "xid"),
    ("cmax", "cid"),
    ("ctid", "tid"),
];

impl<'m> Resolver<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        Self { model, scopes: Vec::new(), known: Vec::new(), params: Vec::new(), outer: Vec::new(), next: 0 }
    }

    /// A number that nothing else has.
    pub(crate) fn fresh(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    /// The scope of the query that is being read.
    pub(crate) fn scope(&mut self) -> &mut Scope {
        if self.scopes.is_empty() {
            self.scopes.push(Scope::new(Clause::Other));
        }
        let last = self.scopes.len() - 1;
        &mut self.scopes[last]
    }

    /// Reads something in a clause.
    pub(crate) fn within<T>(
        &mut self,
        clause: Clause,
        read: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let before = std::mem::replace(&mut self.scope().clause, clause);
        let result = read(self);
        self.scope().clause = before;
        result
    }

    /// A parameter, by its number in the text.
    pub(crate) fn param(&mut self, number: usize, span: Span) -> Typed {
        let at = number.saturating_sub(1);
        if self.params.len() <= at {
            self.params.resize(at + 1, ParamState::default());
        }
        let state = &mut self.params[at];
        if state.span == Span::default() {
            state.span = span;
        }
        // Of more parameters than there are bits, any may be NULL.
        let null = if at < 128 { Null { maybe: false, given: 1 << at } } else { Null::MAYBE };
        let ty = state.ty.clone();
        let mut typed = Typed::new(ty.clone().unwrap_or_else(Ty::unknown), null, format!("${number}"), span);
        typed.open = ty.is_none().then_some(Open::Param(number));
        typed.elements = true;
        typed
    }

    /// A value as another type, where the context allows that.
    pub(crate) fn convert(&mut self, mut value: Typed, target: &Ty, context: Context) -> Result<Typed> {
        match value.open.take() {
            Some(Open::Param(number)) => {
                self.fix(number, target, value.span)?;
            }
            Some(Open::Literal(text)) => literal::check(self.model, &text, target, value.span)?,
            Some(Open::Null) => {}
            None if !self.model.accepts(&value.ty, target, context) => {
                return Err(self.mismatch(&value, target, context));
            }
            None => {
                let own = self.model.is_own_cast(&self.model.base(&value.ty), &self.model.base(target));
                if own || (context == Context::Explicit && self.loses_null(&value.ty, target)) {
                    value.null = Null::MAYBE;
                }
            }
        }
        if !target.is("any") && !target.is_polymorphic() && value.ty != *target {
            value.fields = None;
            value.ty = target.clone();
        }
        Ok(value)
    }

    /// JSON's `null` becomes NULL as a number or boolean (PostgreSQL 18).
    fn loses_null(&self, source: &Ty, target: &Ty) -> bool {
        source.is("jsonb") && !matches!(target.name(), "jsonb" | "json" | "text" | "varchar" | "bpchar")
    }

    fn mismatch(&self, value: &Typed, target: &Ty, context: Context) -> Mistake {
        let message = match context {
            Context::Explicit => format!("a value of type {} cannot be cast to {target}", value.ty),
            Context::Implicit | Context::Assignment => {
                format!("this is of type {}, and {target} is wanted here", value.ty)
            }
        };
        let mistake = Mistake::new(value.span, message);
        if context != Context::Explicit && self.model.converts(&value.ty, target, Context::Explicit) {
            return mistake.help(format!("say that it should be converted: `(..)::{target}`"));
        }
        mistake
    }

    /// Gives a parameter its type.
    fn fix(&mut self, number: usize, target: &Ty, span: Span) -> Result<()> {
        let state = &mut self.params[number - 1];
        match &state.ty {
            None => {
                // A parameter for any type is text, as PostgreSQL decides at the end.
                if !target.is_polymorphic() && !target.is("any") {
                    state.ty = Some(target.clone());
                }
                Ok(())
            }
            Some(there) if there == target => Ok(()),
            Some(there) => {
                let message =
                    format!("the value is taken as {there} in one place and as {target} in another");
                Err(Mistake::new(span, message).help(format!("cast it in both: `{{value}}::{there}`")))
            }
        }
    }

    /// What is still of unknown type becomes text, as in the result of a query.
    pub(crate) fn settle(&mut self, value: Typed) -> Result<Typed> {
        if value.open.is_some() || value.ty.is_unknown() {
            return self.convert(value, &Ty::new("text"), Context::Implicit);
        }
        Ok(value)
    }

    /// A condition.
    pub(crate) fn boolean(&mut self, value: Typed, what: &str) -> Result<Typed> {
        let ty = Ty::new("bool");
        if value.open.is_none() && !self.model.accepts(&value.ty, &ty, Context::Assignment) {
            let message = format!("{what} must be a condition, and this is of type {}", value.ty);
            return Err(Mistake::new(value.span, message)
                .help("compare it with something, such as `.. > 0` or `.. IS NOT NULL`"));
        }
        self.convert(value, &ty, Context::Assignment)
    }

    /// A type as it is written.
    pub(crate) fn type_name(&self, name: &TypeName) -> Result<Ty> {
        let found = self.model.find_type(name.schema.as_deref(), &name.name);
        let Some(ty) = found else {
            let own: Vec<&str> = self.model.type_names().collect();
            let names = super::catalog::type_names().map(|name| -> &str { name }).chain(own);
            let mut mistake = Mistake::new(name.span, format!("there is no type `{}`", name.name));
            if let Some(close) = did_you_mean(&name.name, names) {
                mistake.message.push_str(&format!("; did you mean `{close}`?"));
            } else if let Some(extension) = super::catalog::type_of(&name.name).map(|own| own.extension) {
                mistake = mistake.help(format!("add `CREATE EXTENSION {extension};` to the schema"));
            }
            return Err(mistake);
        };
        Ok(if name.array { ty.array() } else { ty })
    }

    /// `column`, `table.column`, `schema.table.column`, or a whole row by its table's name.
    pub(crate) fn column(&mut self, path: &[Name], span: Span) -> Result<Typed> {
        match path {
            [column] => self.bare(column),
            [table, column] => self.qualified(None, table, column, span),
            [schema, table, column] => self.qualified(Some(&schema.text), table, column, span),
            _ => Err(Mistake::new(span, "a column's name has at most three parts")),
        }
    }

    fn bare(&mut self, name: &Name) -> Result<Typed> {
        for depth in (0..self.scopes.len()).rev() {
            let sources = self.scopes[depth].sources.iter().filter(|source| source.bare);
            let mut found = sources.flat_map(|source| {
                source
                    .columns
                    .iter()
                    .filter(|col| !col.merged && col.name == name.text)
                    .map(move |col| (source, col))
            });
            if let Some((first, col)) = found.next() {
                if let Some((second, _)) = found.next() {
                    let message = format!("`{}` could be the column of several tables", name.text);
                    let help =
                        format!("write `{}.{}` or `{}.{}`", first.alias, name.text, second.alias, name.text);
                    return Err(Mistake::new(name.span, message).help(help));
                }
                let col = col.clone();
                return Ok(self.read(&col, depth, name.span));
            }
            let row =
                self.scopes[depth].sources.iter().find(|source| source.named && source.alias == name.text);
            if let Some(source) = row {
                let source = source.clone();
                return Ok(self.row(&source, depth, name.span));
            }
            if let Some(typed) = self.system_column(depth, None, name) {
                return Ok(typed);
            }
        }
        Err(self.unknown_column(name))
    }

    fn system_column(&self, depth: usize, alias: Option<&str>, name: &Name) -> Option<Typed> {
        let (_, ty) = SYSTEM_COLUMNS.iter().find(|(system, _)| *system == name.text)?;
        let mut sources = self.scopes[depth].sources.iter().filter(|source| source.table.is_some());
        let source = sources.find(|source| alias.is_none_or(|alias| source.alias == alias))?;
        let null = if source.outer { Null::MAYBE } else { Null::NEVER };
        let mut typed = Typed::new(Ty::new(ty), null, format!("s{}.{}", source.id, name.text), name.span);
        typed.reads.push(Read { id: (source.id, usize::MAX), name: name.text.clone(), span: name.span });
        Some(typed)
    }

    fn qualified(&mut self, schema: Option<&str>, table: &Name, column: &Name, span: Span) -> Result<Typed> {
        for depth in (0..self.scopes.len()).rev() {
            let is_meant = |source: &&Source| {
                source.named
                    && source.alias == table.text
                    && schema.is_none_or(|schema| source.schema.as_deref() == Some(schema))
            };
            let Some(source) = self.scopes[depth].sources.iter().find(is_meant).cloned() else { continue };
            let mut found = source.columns.iter().filter(|col| col.name == column.text);
            if let Some(col) = found.next() {
                if found.next().is_some() {
                    return Err(Mistake::new(
                        span,
                        format!("`{}` has several columns `{}`", table.text, column.text),
                    ));
                }
                return Ok(self.read(col, depth, span));
            }
            if let Some(typed) = self.system_column(depth, Some(&table.text), column) {
                return Ok(typed);
            }
            let names = source.columns.iter().map(|col| col.name.as_str());
            return Err(no_column(&format!("`{}`", table.text), column, names));
        }
        Err(self.unknown_table_of(table))
    }

    /// A column that was found.
    pub(crate) fn read(&mut self, col: &Col, depth: usize, span: Span) -> Typed {
        let mut typed = Typed::new(col.ty.clone(), col.null, format!("v{}.{}", col.id.0, col.id.1), span);
        typed.elements = col.elements;
        typed.private = col.private;
        typed.fields = col.fields.clone();
        let read = Read { id: col.id, name: col.name.clone(), span };
        if self.is_grouped_outside(depth, &typed.key) {
            return typed;
        }
        self.note_outer(depth, &read);
        typed.reads.push(read);
        typed
    }

    fn is_grouped_outside(&self, depth: usize, key: &str) -> bool {
        let is_outer = depth + 1 < self.scopes.len();
        is_outer && self.scopes[depth].groups.as_ref().is_some_and(|groups| groups.contains(key))
    }

    fn note_outer(&mut self, depth: usize, read: &Read) {
        if depth + 1 < self.scopes.len() {
            self.outer.push(read.clone());
        }
    }

    /// A whole row.
    fn row(&mut self, source: &Source, depth: usize, span: Span) -> Typed {
        let null = if source.outer { Null::MAYBE } else { Null::NEVER };
        // A function's single value goes by the name of its source.
        let is_value =
            source.table.is_none() && source.columns.len() == 1 && source.row == source.columns[0].ty;
        if is_value {
            return self.read(&source.columns[0].clone(), depth, span);
        }
        let mut typed = Typed::new(source.row.clone(), null, format!("r{}", source.id), span);
        typed.private = source.columns.iter().any(|col| col.private);
        typed.fields = Some(std::rc::Rc::new(source.columns.clone()));
        let read = Read { id: (source.id, usize::MAX), name: source.alias.clone(), span };
        self.note_outer(depth, &read);
        typed.reads.push(read);
        typed
    }

    fn unknown_column(&self, name: &Name) -> Mistake {
        let seen: Vec<&Source> =
            self.scopes.iter().rev().flat_map(|scope| &scope.sources).filter(|s| s.bare).collect();
        if let [only] = seen[..] {
            return no_column(
                &format!("`{}`", only.alias),
                name,
                only.columns.iter().map(|col| col.name.as_str()),
            );
        }
        let names = seen.iter().flat_map(|source| source.columns.iter().map(|col| col.name.as_str()));
        if seen.is_empty() {
            let mistake = Mistake::new(
                name.span,
                format!("there is no table here that could have a column `{}`", name.text),
            );
            return mistake.help(format!("a string is written in single quotes: '{}'", name.text));
        }
        no_column("none of the tables here", name, names)
    }

    fn unknown_table_of(&self, table: &Name) -> Mistake {
        let hidden = self.scopes.iter().any(|scope| scope.hidden.iter().any(|name| *name == table.text));
        let renamed = self.scopes.iter().flat_map(|scope| &scope.sources).find(|source| {
            source
                .table
                .as_ref()
                .is_some_and(|relation| relation.name.rsplit('.').next() == Some(table.text.as_str()))
        });
        let message = format!("`{}` is not part of this query", table.text);
        if hidden {
            let help = "a sub-query in `FROM` sees what stands before it only behind `LATERAL`";
            return Mistake::new(table.span, format!("`{}` cannot be seen from here", table.text)).help(help);
        }
        if let Some(source) = renamed {
            return Mistake::new(table.span, message).help(format!("it is called `{}` here", source.alias));
        }
        let names: Vec<&str> =
            self.scopes.iter().flat_map(|s| s.sources.iter().map(|source| source.alias.as_str())).collect();
        match did_you_mean(&table.text, names) {
            Some(close) => Mistake::new(table.span, format!("{message}; did you mean `{close}`?")),
            None => {
                Mistake::new(table.span, message).help(format!("join it first: `JOIN {} ON ..`", table.text))
            }
        }
    }
}

/// A column that is not there.
pub(crate) fn no_column<'a>(what: &str, name: &Name, names: impl Iterator<Item = &'a str>) -> Mistake {
    let message = if what.starts_with("none") {
        format!("{what} has a column `{}`", name.text)
    } else {
        format!("{what} has no column `{}`", name.text)
    };
    let names: Vec<&str> = names.collect();
    match did_you_mean(&name.text, names.iter().copied()) {
        // Only the letters' case is wrong: PostgreSQL folds what has no quotes.
        Some(close) if close.eq_ignore_ascii_case(&name.text) => {
            Mistake::new(name.span, format!("{message}; did you mean `\"{close}\"`?"))
                .help("a name with capital letters is written in double quotes")
        }
        Some(close) => Mistake::new(name.span, format!("{message}; did you mean `{close}`?")),
        None if names.is_empty() => Mistake::new(name.span, message),
        None => Mistake::new(name.span, message).help(format!("it has {}", listed(&names))),
    }
}

/// `a, b and c`.
fn listed(names: &[&str]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let rest = if names.len() > SHOWN { ", .." } else { "" };
    format!("{}{rest}", shown.join(", "))
}
