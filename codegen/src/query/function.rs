//! Calls of functions (manual 10.3), aggregates and window functions.

use std::rc::Rc;

use super::ast::Call;
use super::candidate::{Candidate, candidate};
use super::catalog::Function;
use super::choose::{choose, fits};
use super::convert::Context;
use super::mistake::{Mistake, Result, Span};
use super::nullability;
use super::polymorphic::bind;
use super::resolve::Resolver;
use super::scope::{Clause, Col, Null, Typed};
use super::similar::did_you_mean;
use super::types::Ty;

impl Resolver<'_> {
    pub(crate) fn call(&mut self, call: &Call, span: Span) -> Result<Typed> {
        let (schema, name) = match &call.name[..] {
            [name] => (None, name),
            [schema, name] => (Some(schema.text.as_str()), name),
            _ => return Err(Mistake::new(span, "a function's name has at most two parts")),
        };
        let functions = self.model.functions(schema, &name.text);
        let aggregate = functions.iter().any(Function::is_aggregate);
        let values = self.arguments(call, aggregate && call.over.is_none())?;
        let given: Vec<Ty> = values.iter().map(|value| value.ty.clone()).collect();
        let names: Vec<Option<&str>> =
            call.args.iter().map(|arg| arg.name.as_ref().map(|name| name.text.as_str())).collect();

        let candidates: Vec<Candidate> =
            functions.iter().filter_map(|function| candidate(function, &names, &given, call)).collect();
        let Some(found) = self.pick(&candidates, &given) else {
            return self.cast_call(call, values, !functions.is_empty(), span);
        };
        self.check_kind(&found.function, call, span)?;
        if found.function.is_aggregate() && call.over.is_none() {
            self.note_aggregate(&name.text, span)?;
        }
        self.finish(&found, call, &name.text, values, span)
    }

    /// The values of the arguments, of an aggregate with those that `WITHIN GROUP` orders by.
    fn arguments(&mut self, call: &Call, aggregate: bool) -> Result<Vec<Typed>> {
        if aggregate {
            self.scope().inside += 1;
        }
        let within = call.within.then_some(&call.order_by);
        let exprs =
            call.args.iter().map(|arg| &arg.value).chain(within.into_iter().flatten().map(|item| &item.expr));
        let values = self.exprs(exprs);
        let order = if call.within {
            Ok(Vec::new())
        } else {
            self.exprs(call.order_by.iter().map(|item| &item.expr))
        };
        if aggregate {
            self.scope().inside -= 1;
        }
        let order = order?;
        let mut values = values?;
        for item in order {
            self.settle(item)?;
        }
        if let Some(filter) = &call.filter {
            self.scope().inside += 1;
            let condition = self.within(Clause::Filter, |resolver| resolver.expr(filter));
            self.scope().inside -= 1;
            self.boolean(condition?, "`FILTER`")?;
        }
        if aggregate {
            let own: Vec<usize> = self.scope().sources.iter().map(|source| source.id).collect();
            for value in &mut values {
                value.reads.retain(|read| !own.contains(&read.id.0));
            }
        }
        Ok(values)
    }

    fn pick(&self, candidates: &[Candidate], given: &[Ty]) -> Option<Candidate> {
        if let Some(exact) = candidates.iter().filter(|one| one.args == given).min_by_key(|one| one.expanded)
        {
            return Some(exact.clone());
        }
        let fitting: Vec<&Candidate> =
            candidates.iter().filter(|one| fits(self.model, given, &one.args)).collect();
        // Of two that are called alike, the one that takes just these arguments.
        let mut fitting: Vec<&Candidate> = fitting
            .iter()
            .filter(|one| {
                !one.expanded || !fitting.iter().any(|other| !other.expanded && other.args == one.args)
            })
            .copied()
            .collect();
        fitting.dedup_by(|one, other| one.args == other.args);
        if fitting.is_empty() {
            return None;
        }
        let all: Vec<Vec<Ty>> = fitting.iter().map(|one| one.args.clone()).collect();
        choose(self.model, given, &all).map(|at| fitting[at].clone())
    }

    /// `date(x)`: a type's name as a function (manual 10.3, step 3); otherwise what is wrong.
    fn cast_call(&mut self, call: &Call, values: Vec<Typed>, exists: bool, span: Span) -> Result<Typed> {
        let (schema, name) = match &call.name[..] {
            [schema, name] => (Some(schema.text.as_str()), name),
            [name, ..] => (None, name),
            [] => return Err(Mistake::new(span, "a function has a name")),
        };
        let ty = self.model.find_type(schema, &name.text);
        if let (Some(ty), [value]) = (&ty, &values[..])
            && (value.open.is_some() || self.model.accepts(&value.ty, ty, Context::Explicit))
        {
            return self.convert(value.clone(), ty, Context::Explicit);
        }
        let types: Vec<String> = values.iter().map(|value| value.ty.to_string()).collect();
        if exists {
            let message = format!("there is no function `{}({})`", name.text, types.join(", "));
            return Err(Mistake::new(name.span.to(span), message).help(self.signatures(schema, &name.text)));
        }
        let own: Vec<&str> = self.model.function_names().collect();
        let names = super::catalog::function_names().map(|name| -> &str { name }).chain(own);
        let message = format!("there is no function `{}`", name.text);
        Err(match did_you_mean(&name.text, names) {
            Some(close) => Mistake::new(name.span, format!("{message}; did you mean `{close}`?")),
            None => Mistake::new(name.span, message)
                .help("declare it in the schema, or add the `CREATE EXTENSION ..` that has it"),
        })
    }

    /// How a function can be called, in words.
    fn signatures(&self, schema: Option<&str>, name: &str) -> String {
        const SHOWN: usize = 6;
        let functions = self.model.functions(schema, name);
        let mut all: Vec<String> = functions
            .iter()
            .map(|function| {
                let args: Vec<String> = function.args.iter().map(ToString::to_string).collect();
                format!("`{name}({})`", args.join(", "))
            })
            .collect();
        all.dedup();
        let rest = if all.len() > SHOWN { ", .." } else { "" };
        all.truncate(SHOWN);
        format!("it takes {}{rest}; cast the arguments to what it takes: `(..)::type`", all.join(", "))
    }

    fn check_kind(&self, function: &Function, call: &Call, span: Span) -> Result<()> {
        let name = call.name.last().map_or("", |name| name.text.as_str());
        let mistake = |message: String| Err(Mistake::new(span, message));
        let is_aggregate = function.is_aggregate();
        if function.kind == 'p' {
            return mistake(format!("`{name}` is a procedure: it is run by `CALL`"));
        }
        if function.kind == 'w' && call.over.is_none() {
            return mistake(format!("`{name}` is a window function: write `{name}(..) OVER (..)`"));
        }
        if !is_aggregate && function.kind != 'w' && call.over.is_some() {
            return mistake(format!(
                "`{name}` is neither a window function nor an aggregate, and takes no `OVER`"
            ));
        }
        if !is_aggregate
            && (call.distinct
                || call.filter.is_some()
                || call.star
                || (!call.order_by.is_empty() && !call.within))
        {
            return mistake(format!(
                "`{name}` is no aggregate: `DISTINCT`, `ORDER BY`, `FILTER` and `*` have no meaning in it"
            ));
        }
        if matches!(function.kind, 'o' | 'h') && !call.within {
            return mistake(format!("`{name}` needs `WITHIN GROUP (ORDER BY ..)`"));
        }
        if !matches!(function.kind, 'o' | 'h') && call.within {
            return mistake(format!("`{name}` takes no `WITHIN GROUP`"));
        }
        Ok(())
    }

    /// Aggregates stand where rows have been grouped, and not in one another.
    fn note_aggregate(&mut self, name: &str, span: Span) -> Result<()> {
        let scope = self.scope();
        if scope.inside > 0 {
            return Err(Mistake::new(span, format!("the aggregate `{name}` stands inside another one"))
                .help("compute the inner one in a sub-query"));
        }
        if !scope.clause.takes_aggregates() {
            let message = format!("the aggregate `{name}` cannot stand in {}", scope.clause.name());
            let help = match scope.clause {
                Clause::Where => "put the condition into `HAVING`, or compute it in a sub-query",
                _ => "compute it in a sub-query",
            };
            return Err(Mistake::new(span, message).help(help));
        }
        scope.has_aggregates.set(true);
        Ok(())
    }

    fn finish(
        &mut self,
        found: &Candidate,
        call: &Call,
        name: &str,
        values: Vec<Typed>,
        span: Span,
    ) -> Result<Typed> {
        let function = &found.function;
        let given: Vec<Ty> = values.iter().map(|value| value.ty.clone()).collect();
        let bound = bind(self.model, &given, &found.args).unwrap_or_default();
        let mut converted = Vec::new();
        for (value, declared) in values.into_iter().zip(&found.args) {
            let keeps = declared.is("any")
                || (declared.is_polymorphic() && !declared.name().starts_with("anycompatible"));
            converted.push(match (keeps && value.open.is_none(), bound.resolve(self.model, declared)) {
                (true, _) => value,
                (false, _) if declared.is("any") => self.settle(value)?,
                (false, Some(target)) => self.convert(value, &target, Context::Implicit)?,
                (false, None) => return Err(undetermined(name, value.span)),
            });
        }
        let declared = function.result();
        let result = bound.resolve(self.model, &declared).ok_or_else(|| undetermined(name, span))?;
        let key = format!(
            "f({name},{},{},{:?})",
            call.distinct,
            super::expr::keys(&converted),
            call.over.as_ref().map(|_| span)
        );
        let mut typed = Typed::new(result, Null::NEVER, key, span).with_all(&converted);
        typed.null = self.null_of(function, call, name, &converted)?;
        typed.elements = self.elements_of(function, name, &converted);
        typed.set |= function.set;
        typed.fields = self.fields_of(function, name, &typed, &converted, |ty| bound.resolve(self.model, ty));
        if let Some(over) = &call.over {
            self.over(over, span)?;
        }
        if found.function.is_aggregate() && call.over.is_none() {
            // What it reads is read for every row of the group.
            let own: Vec<usize> = self.scope().sources.iter().map(|source| source.id).collect();
            typed.reads.retain(|read| !own.contains(&read.id.0));
        }
        Ok(typed)
    }

    /// The columns of a function that gives rows.
    fn fields_of(
        &self,
        function: &Function,
        name: &str,
        typed: &Typed,
        args: &[Typed],
        resolve: impl Fn(&Ty) -> Option<Ty>,
    ) -> Option<Rc<Vec<Col>>> {
        if function.outs.is_empty() {
            return None;
        }
        let given = args.iter().map(|arg| arg.null).fold(Null::NEVER, Null::or);
        let columns = function.outs.iter().enumerate().map(|(at, (column, ty))| {
            let maybe = function.own || nullability::column_may_be_null(name, column);
            Col {
                name: if column.is_empty() { format!("column{}", at + 1) } else { column.clone() },
                ty: resolve(ty).unwrap_or_else(|| ty.clone()),
                // A set has no row for NULL.
                null: if maybe || !function.set {
                    Null::MAYBE
                } else {
                    Null { maybe: given.maybe, given: given.given }
                },
                elements: true,
                private: typed.private,
                id: (0, at),
                merged: false,
                fields: None,
            }
        });
        Some(Rc::new(columns.collect()))
    }
}

fn undetermined(name: &str, span: Span) -> Mistake {
    Mistake::new(span, format!("nothing says of which type the arguments of `{name}` are"))
        .help("cast one of them: `{value}::text`")
}
