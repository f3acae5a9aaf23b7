//! What stands in `FROM`: tables, sub-queries, functions, joins.

use std::rc::Rc;

use super::ast::{Alias, Expr, ExprKind, From, Function, Name, Query};
use super::convert::Context;
use super::mistake::{Mistake, Result, Span};
use super::model::{Relation, TypeKind};
use super::resolve::Resolver;
use super::scope::{Clause, Col, Null, Source, Typed};
use super::similar::did_you_mean;
use super::types::Ty;

impl Resolver<'_> {
    /// Adds a source to the current scope; the columns that `*` stands for.
    pub(crate) fn from(&mut self, from: &From) -> Result<Vec<Col>> {
        match from {
            From::Table { name, alias, sample, span } => {
                for part in sample {
                    let part = self.expr(part)?;
                    self.convert(part, &Ty::new("float8"), Context::Assignment)?;
                }
                let source = self.table(name, *span)?;
                self.add(source, alias.as_ref(), *span)
            }
            From::Query { query, lateral, alias, span } => {
                self.derived(query, *lateral, alias.as_ref(), *span)
            }
            From::Call { calls, ordinality, alias, span } => {
                self.functions(calls, *ordinality, alias.as_ref(), *span)
            }
            From::Join { left, right, kind, on, alias, span } => {
                self.join(left, right, *kind, on, alias.as_ref(), *span)
            }
        }
    }

    /// A table, view, or query of `WITH`.
    fn table(&mut self, path: &[Name], span: Span) -> Result<Source> {
        if let [name] = path
            && let Some(known) = self.known.iter().rev().find(|known| known.name == name.text).cloned()
        {
            if known.empty {
                return Err(Mistake::new(span, format!("`{}` returns no rows", name.text))
                    .help("add `RETURNING` to its statement"));
            }
            let id = self.fresh();
            let columns = renumbered(known.columns, id);
            return Ok(source(id, &name.text, columns, Ty::new("record")));
        }
        let relation = self.relation(path, span)?;
        Ok(self.source_of(&relation, path))
    }

    /// The table or view of a name.
    pub(crate) fn relation(&mut self, path: &[Name], span: Span) -> Result<Rc<Relation>> {
        let (schema, name) = match path {
            [name] => (None, name),
            [schema, name] => (Some(schema.text.as_str()), name),
            _ => return Err(Mistake::new(span, "a table's name has at most two parts")),
        };
        let Some(relation) = self.model.find_relation(schema, &name.text) else {
            let written: Vec<&str> = path.iter().map(|part| part.text.as_str()).collect();
            let written = written.join(".");
            let message = format!("there is no table `{written}`");
            let known = self.known.iter().map(|known| known.name.as_str());
            let close = did_you_mean(&written, self.model.relation_names().chain(known));
            return Err(match close {
                Some(close) if close.eq_ignore_ascii_case(&written) => {
                    Mistake::new(span, format!("{message}; did you mean `\"{close}\"`?"))
                        .help("a name with capital letters is written in double quotes")
                }
                Some(close) => Mistake::new(span, format!("{message}; did you mean `{close}`?")),
                None => Mistake::new(span, message)
                    .help("declare it in the schema; what is made at run time needs `sql_unchecked`"),
            });
        };
        if relation.kind == '?' {
            return Err(Mistake::new(span, format!("the columns of the view `{}` are not known", name.text))
                .help("its query could not be worked out when the project was built; use `sql_unchecked`"));
        }
        Ok(relation)
    }

    /// The columns of a table as a source.
    pub(crate) fn source_of(&mut self, relation: &Rc<Relation>, path: &[Name]) -> Source {
        let id = self.fresh();
        let columns = relation.columns.iter().enumerate().map(|(at, column)| {
            let ty = column.ty.clone().unwrap_or_else(Ty::unknown);
            Col {
                name: column.name.clone(),
                elements: relation.kind == 'c',
                ty,
                null: if column.not_null { Null::NEVER } else { Null::MAYBE },
                private: column.private,
                id: (id, at),
                merged: false,
                fields: None,
            }
        });
        let alias = path.last().map_or("", |name| name.text.as_str());
        let row = if relation.kind == 'c' { Ty::new("record") } else { Ty::new(&relation.name) };
        let mut source = source(id, alias, columns.collect(), row);
        source.schema = Some(relation.name.split('.').next().unwrap_or("public").to_owned());
        source.table = Some(Rc::clone(relation));
        source
    }

    /// Puts a source into the scope under its alias.
    pub(crate) fn add(&mut self, mut source: Source, alias: Option<&Alias>, span: Span) -> Result<Vec<Col>> {
        if let Some(alias) = alias {
            source.alias.clone_from(&alias.name.text);
            source.schema = None;
            if alias.columns.len() > source.columns.len() {
                let message = format!(
                    "`{}` has {} columns, and {} names are given",
                    alias.name.text,
                    source.columns.len(),
                    alias.columns.len()
                );
                return Err(Mistake::new(alias.name.span, message));
            }
            for (col, name) in source.columns.iter_mut().zip(&alias.columns) {
                col.name.clone_from(&name.text);
            }
        }
        let twice = self.scope().sources.iter().any(|other| {
            other.named
                && source.named
                && !other.alias.is_empty()
                && other.alias == source.alias
                && (other.schema == source.schema || other.schema.is_none() || source.schema.is_none())
        });
        if twice {
            return Err(Mistake::new(span, format!("`{}` is there twice", source.alias))
                .help("give each an alias of its own: `AS a`"));
        }
        let star = source.columns.clone();
        self.scope().sources.push(source);
        Ok(star)
    }

    fn derived(
        &mut self,
        query: &Query,
        lateral: bool,
        alias: Option<&Alias>,
        span: Span,
    ) -> Result<Vec<Col>> {
        // What stands before it in `FROM` is seen only behind LATERAL.
        let hidden = if lateral { Vec::new() } else { std::mem::take(&mut self.scope().sources) };
        let names: Vec<String> = hidden.iter().map(|source| source.alias.clone()).collect();
        let before = std::mem::replace(&mut self.scope().hidden, names);
        let out = self.query(query, false);
        self.scope().hidden = before;
        if !lateral {
            self.scope().sources = hidden;
        }
        let out = out?;
        let id = self.fresh();
        let columns = out.into_columns(id);
        let mut source = source(id, "", columns, Ty::new("record"));
        source.named = alias.is_some();
        self.add(source, alias, span)
    }

    fn functions(
        &mut self,
        calls: &[Function],
        ordinality: bool,
        alias: Option<&Alias>,
        span: Span,
    ) -> Result<Vec<Col>> {
        let split = calls.iter().flat_map(split_unnest).collect::<Vec<_>>();
        let several = split.len() > 1;
        let mut columns = Vec::new();
        let mut row = Ty::new("record");
        let mut name = String::new();
        for function in &split {
            let (found, ty, called) = self.function(function, alias)?;
            if name.is_empty() {
                name = called;
            }
            row = ty;
            columns.extend(found);
        }
        if several {
            // The shorter ones are filled up.
            columns.iter_mut().for_each(|col| col.null = Null::MAYBE);
        }
        if several || ordinality {
            row = Ty::new("record");
        }
        if ordinality {
            let ordinal = Typed::new(Ty::new("int8"), Null::NEVER, String::new(), span);
            columns.push(column("ordinality", &ordinal, 0));
        }
        let id = self.fresh();
        let mut source = source(id, &name, renumbered(columns, id), row);
        // The alias is given to the source; of a single value it is the column's name as well.
        source.named = true;
        self.add(source, alias, span)
    }

    /// The columns of a function, the type of its rows, and its name.
    fn function(&mut self, function: &Function, alias: Option<&Alias>) -> Result<(Vec<Col>, Ty, String)> {
        let typed = self.within(Clause::From, |resolver| resolver.expr(&function.call))?;
        let typed = self.settle(typed)?;
        let name = super::label::of(&function.call).unwrap_or_else(|| "function".to_owned());
        if let Some(written) = &function.columns {
            let mut columns = Vec::new();
            for (at, (name, ty)) in written.iter().enumerate() {
                let ty = self.type_name(ty)?;
                let mut typed = Typed::new(ty, Null::MAYBE, String::new(), name.span);
                typed.elements = true;
                columns.push(column(&name.text, &typed, at));
            }
            return Ok((columns, Ty::new("record"), name));
        }
        if let Some(fields) = &typed.fields {
            let mut fields = fields.as_ref().clone();
            if typed.null.maybe {
                fields.iter_mut().for_each(|field| field.null = Null::MAYBE);
            }
            let row = if let [only] = &fields[..] { only.ty.clone() } else { typed.ty.clone() };
            return Ok((fields, row, name));
        }
        if let Some(TypeKind::Composite { fields, .. }) = self.model.type_kind(&self.model.base(&typed.ty)) {
            let columns = fields.iter().enumerate().map(|(at, (name, ty))| {
                let mut typed = Typed::new(ty.clone(), Null::MAYBE, String::new(), function.call.span);
                typed.elements = true;
                column(name, &typed, at)
            });
            return Ok((columns.collect(), typed.ty.clone(), name));
        }
        if typed.ty.is_record() {
            return Err(Mistake::new(function.call.span, "this returns records, whose columns nothing says")
                .help("list them: `AS t (id bigint, title text)`"));
        }
        let label = alias.map_or_else(|| name.clone(), |alias| alias.name.text.clone());
        Ok((vec![column(&label, &typed, 0)], typed.ty.clone(), name))
    }
}

/// `unnest(a, b)` is one function for each array (`transformRangeFunction`).
fn split_unnest(function: &Function) -> Vec<Function> {
    if let ExprKind::Call(call) = &function.call.kind
        && matches!(&call.name[..], [name] if name.text == "unnest")
        && call.args.len() > 1
        && function.columns.is_none()
    {
        let single = |arg: &super::ast::Arg| {
            let mut one = call.as_ref().clone();
            one.args = vec![arg.clone()];
            Function {
                call: Expr { kind: ExprKind::Call(Box::new(one)), span: function.call.span },
                columns: None,
            }
        };
        return call.args.iter().map(single).collect();
    }
    vec![function.clone()]
}

/// A source without more than its columns.
pub(crate) fn source(id: usize, alias: &str, columns: Vec<Col>, row: Ty) -> Source {
    Source {
        id,
        alias: alias.to_owned(),
        columns,
        table: None,
        schema: None,
        bare: true,
        named: true,
        row,
        outer: false,
    }
}

/// A column from a value.
pub(crate) fn column(name: &str, typed: &Typed, at: usize) -> Col {
    Col {
        name: name.to_owned(),
        ty: typed.ty.clone(),
        null: typed.null,
        elements: typed.elements,
        private: typed.private,
        id: (0, at),
        merged: false,
        fields: typed.fields.clone(),
    }
}

/// The columns as those of another source.
pub(crate) fn renumbered(mut columns: Vec<Col>, id: usize) -> Vec<Col> {
    for (at, col) in columns.iter_mut().enumerate() {
        col.id = (id, at);
        col.merged = false;
    }
    columns
}
