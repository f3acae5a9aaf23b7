//! Calls of functions (manual 10.3), aggregates and window functions.

use std::rc::Rc;

use super::ast::{Call, Expr, ExprKind, Over, Window};
use super::catalog::Function;
use super::choose::{choose, fits};
use super::convert::Context;
use super::mistake::{Mistake, Result, Span};
use super::nullability::{self, Rule};
use super::polymorphic::bind;
use super::resolve::Resolver;
use super::scope::{Clause, Col, Null, Typed};
use super::similar::did_you_mean;
use super::types::Ty;

/// A function as one call sees it: its arguments are those that the call gives.
#[derive(Clone, Debug)]
struct Candidate {
    function: Function,
    args: Vec<Ty>,
    /// The place of each given argument among them.
    expanded: bool,
}

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
        let names: Vec<Option<&str>> = call.args.iter().map(|arg| arg.name.as_ref().map(|name| name.text.as_str())).collect();

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
        let exprs = call.args.iter().map(|arg| &arg.value).chain(within.into_iter().flatten().map(|item| &item.expr));
        let values = self.exprs(exprs);
        let order = if call.within { Ok(Vec::new()) } else { self.exprs(call.order_by.iter().map(|item| &item.expr)) };
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
        if let Some(exact) = candidates.iter().filter(|one| one.args == given).min_by_key(|one| one.expanded) {
            return Some(exact.clone());
        }
        let fitting: Vec<&Candidate> = candidates.iter().filter(|one| fits(self.model, given, &one.args)).collect();
        // Of two that are called alike, the one that takes just these arguments.
        let mut fitting: Vec<&Candidate> = fitting
            .iter()
            .filter(|one| !one.expanded || !fitting.iter().any(|other| !other.expanded && other.args == one.args))
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
            return mistake(format!("`{name}` is neither a window function nor an aggregate, and takes no `OVER`"));
        }
        if !is_aggregate && (call.distinct || call.filter.is_some() || call.star || (!call.order_by.is_empty() && !call.within)) {
            return mistake(format!("`{name}` is no aggregate: `DISTINCT`, `ORDER BY`, `FILTER` and `*` have no meaning in it"));
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

    fn finish(&mut self, found: &Candidate, call: &Call, name: &str, values: Vec<Typed>, span: Span) -> Result<Typed> {
        let function = &found.function;
        let given: Vec<Ty> = values.iter().map(|value| value.ty.clone()).collect();
        let bound = bind(self.model, &given, &found.args).unwrap_or_default();
        let mut converted = Vec::new();
        for (value, declared) in values.into_iter().zip(&found.args) {
            let keeps = declared.is("any") || (declared.is_polymorphic() && !declared.name().starts_with("anycompatible"));
            converted.push(match (keeps && value.open.is_none(), bound.resolve(self.model, declared)) {
                (true, _) => value,
                (false, _) if declared.is("any") => self.settle(value)?,
                (false, Some(target)) => self.convert(value, &target, Context::Implicit)?,
                (false, None) => return Err(undetermined(name, value.span)),
            });
        }
        let declared = function.result();
        let result = bound.resolve(self.model, &declared).ok_or_else(|| undetermined(name, span))?;
        let key = format!("f({name},{},{},{:?})", call.distinct, super::expr::keys(&converted), call.over.as_ref().map(|_| span));
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

    fn null_of(&mut self, function: &Function, call: &Call, name: &str, args: &[Typed]) -> Result<Null> {
        let of_args = args.iter().map(|arg| arg.null).fold(Null::NEVER, Null::or);
        if function.own {
            return Ok(Null::MAYBE);
        }
        let types: Vec<Ty> = args.iter().map(|arg| arg.ty.clone()).collect();
        let rule = match name {
            "extract" | "date_part" => field_rule(call),
            _ => nullability::of_function(name, &types),
        };
        let over_rows = function.is_aggregate() && rule == Rule::Anything;
        if over_rows || nullability::is_of_frames(name) {
            let has_rows = match &call.over {
                None => self.scope().grouped,
                Some(Over::Window(window)) => !self.has_frame(window),
                Some(Over::Named(window)) => {
                    let named = self.scope().windows.iter().find(|(known, _)| *known == window.text);
                    named.is_some_and(|(_, has_frame)| !has_frame)
                }
            };
            let knows = nullability::is_of_groups(name) || nullability::is_of_frames(name);
            return Ok(if has_rows && knows && call.filter.is_none() { of_args } else { Null::MAYBE });
        }
        Ok(match rule {
            Rule::Never => Null::NEVER,
            // `concat_ws` and `format` pass over the others.
            Rule::First => args.first().map_or(Null::NEVER, |first| first.null),
            Rule::Arguments if function.is_aggregate() => Null::MAYBE,
            Rule::Arguments => of_args,
            Rule::Anything => match args {
                // The elements of an array that is written out.
                [array] if name == "unnest" && array.ty.is_array() && !array.elements && array.null == Null::NEVER && is_literal(call) => Null::NEVER,
                _ => Null::MAYBE,
            },
        })
    }

    fn has_frame(&mut self, window: &Window) -> bool {
        let of_base = window.base.as_ref().is_some_and(|base| {
            self.scope().windows.iter().find(|(known, _)| *known == base.text).is_none_or(|(_, has_frame)| *has_frame)
        });
        window.has_frame || of_base
    }

    /// Whether the array that a function gives may hold NULL.
    fn elements_of(&self, function: &Function, name: &str, args: &[Typed]) -> bool {
        let result = function.result();
        if result.is_polymorphic() {
            let may = |arg: &Typed| if arg.ty.is_array() { arg.elements } else { arg.null.maybe || arg.null.given != 0 };
            return args.iter().any(may);
        }
        function.own || nullability::may_hold_null(name, args.len())
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
                null: if maybe || !function.set { Null::MAYBE } else { Null { maybe: given.maybe, given: given.given } },
                elements: true,
                private: typed.private,
                id: (0, at),
                merged: false,
                fields: None,
            }
        });
        Some(Rc::new(columns.collect()))
    }

    fn over(&mut self, over: &Over, span: Span) -> Result<()> {
        let scope = self.scope();
        if !scope.clause.takes_windows() {
            let message = format!("a window function cannot stand in {}", scope.clause.name());
            return Err(Mistake::new(span, message).help("compute it in a sub-query and filter that"));
        }
        if scope.inside > 0 || scope.inside_window {
            return Err(Mistake::new(span, "a window function cannot stand inside an aggregate or another window function")
                .help("compute the inner one in a sub-query"));
        }
        match over {
            Over::Named(name) => {
                if self.scope().windows.iter().any(|(known, _)| *known == name.text) {
                    return Ok(());
                }
                Err(Mistake::new(name.span, format!("there is no window `{}`", name.text))
                    .help("declare it behind the conditions: `WINDOW w AS (..)`"))
            }
            Over::Window(window) => self.window(window),
        }
    }

    /// The expressions of a window.
    pub(crate) fn window(&mut self, window: &Window) -> Result<()> {
        if let Some(base) = &window.base
            && !self.scope().windows.iter().any(|(known, _)| *known == base.text)
        {
            return Err(Mistake::new(base.span, format!("there is no window `{}`", base.text)));
        }
        let before = std::mem::replace(&mut self.scope().inside_window, true);
        let exprs = window.partition.iter().chain(window.order_by.iter().map(|item| &item.expr));
        let values = self.exprs(exprs);
        let offsets = self.exprs(&window.offsets);
        self.scope().inside_window = before;
        for value in values? {
            self.settle(value)?;
        }
        for offset in offsets? {
            if offset.open.is_some() {
                self.convert(offset, &Ty::new("int8"), Context::Implicit)?;
            }
        }
        Ok(())
    }
}

fn undetermined(name: &str, span: Span) -> Mistake {
    Mistake::new(span, format!("nothing says of which type the arguments of `{name}` are")).help("cast one of them: `{value}::text`")
}

/// `unnest(ARRAY[..])`.
fn is_literal(call: &Call) -> bool {
    fn inner(expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Array(_) => true,
            ExprKind::Cast(value, _) => inner(value),
            _ => false,
        }
    }
    call.args.first().is_some_and(|arg| inner(&arg.value))
}

/// The year of infinity is infinite, its day is NULL (`timestamp_part_common`).
fn field_rule(call: &Call) -> Rule {
    const ENDLESS: [&str; 7] = ["epoch", "year", "isoyear", "decade", "century", "millennium", "julian"];
    match call.args.first().map(|arg| &arg.value.kind) {
        Some(ExprKind::Str(field)) if ENDLESS.contains(&field.to_ascii_lowercase().as_str()) => Rule::Arguments,
        _ => Rule::Anything,
    }
}

/// A function as a call can mean it: with names in order, defaults left out, a variadic argument repeated.
fn candidate(function: &Function, names: &[Option<&str>], given: &[Ty], call: &Call) -> Option<Candidate> {
    let count = given.len();
    let declared = function.args.len();
    let with = |args: Vec<Ty>, expanded: bool| Some(Candidate { function: function.clone(), args, expanded });
    if function.kind == 'o' && function.direct != call.args.len() {
        return None;
    }
    if call.star {
        return (declared == 0 && function.is_aggregate()).then(|| with(Vec::new(), false)).flatten();
    }
    if names.iter().any(Option::is_some) {
        return by_name(function, names).and_then(|args| with(args, true));
    }
    if function.variadic && !call.variadic {
        let last = function.args.last()?;
        let element = if last.is("any") { last.clone() } else { element_of_declared(last)? };
        let fixed = declared - 1;
        // Of a hypothetical-set aggregate, nothing but direct arguments may be there.
        if count < declared.saturating_sub(usize::from(function.kind == 'h')) {
            return None;
        }
        let mut args = function.args[..fixed].to_vec();
        args.resize(count, element);
        return with(args, true);
    }
    if count > declared || count + function.defaults < declared {
        return None;
    }
    with(function.args[..count].to_vec(), count < declared)
}

fn element_of_declared(array: &Ty) -> Option<Ty> {
    Some(match array.name() {
        "anyarray" => Ty::new("anyelement"),
        "anycompatiblearray" => Ty::new("anycompatible"),
        _ => return array.element(),
    })
}

/// The types of the arguments as they are given, some by name; the ones left out need defaults.
fn by_name(function: &Function, names: &[Option<&str>]) -> Option<Vec<Ty>> {
    let mut taken = vec![false; function.args.len()];
    let mut args = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let place = match name {
            None => at,
            Some(name) => function.names.iter().position(|known| known == name)?,
        };
        if *taken.get(place)? {
            return None;
        }
        taken[place] = true;
        args.push(function.args[place].clone());
    }
    let first_default = function.args.len() - function.defaults.min(function.args.len());
    let left_out_needed = taken.iter().take(first_default).any(|taken| !taken);
    (!left_out_needed).then_some(args)
}
