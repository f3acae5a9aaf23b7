//! Functions and procedures: the arguments are read, the rest is kept whole.

use super::change::dependents;
use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, passed_over, unknown};
use super::text::Kind;
use super::{clauses, typename};
use crate::model::{Argument, ArgumentMode, Function, FunctionKind, ObjectId, QName, Type};
use crate::report::{Code, Diagnostic};

/// `CREATE [OR REPLACE] FUNCTION | PROCEDURE name (arguments) ..`.
pub(super) fn create(
    fold: &mut Fold,
    c: &mut Cursor<'_>,
    start: usize,
    kind: FunctionKind,
    replace: bool,
) -> Parsed<()> {
    let name = c.any_name("a function's name")?;
    let (arguments, direct) = arguments(fold, c)?;
    let definition = clauses::definition(fold, c)?;
    let qname = fold.new_name(&name);
    let mut function = Function { name: qname.clone(), kind, arguments, direct, definition, comment: None };
    let key = (qname.clone(), function.signature());
    let id = ObjectId::Function(key.0.clone(), key.1.clone());
    if let Some(existing) = fold.schema.functions.get(&key) {
        if !replace {
            return Err(fold.duplicate(c, "function", &id.to_string(), name.span, &id));
        }
        function.comment.clone_from(&existing.comment);
    }
    fold.describe(c, id, name.span, c.since(start));
    fold.schema.functions.insert(key, function);
    Ok(())
}

/// `(arguments)`; of an aggregate also `(*)` and `(direct ORDER BY aggregated)`, with the number of those before.
pub(super) fn arguments(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<(Vec<Argument>, Option<usize>)> {
    let mut inner = c.group("`(` and the arguments")?;
    if inner.is_done() || (inner.peek_text() == "*" && inner.peek_at(1).is_none()) {
        return Ok((Vec::new(), None));
    }
    let mut list = Vec::new();
    let mut direct = None;
    while !inner.is_done() {
        if inner.eat("order by") {
            direct = Some(list.len());
        }
        let start = inner;
        let mut end = inner;
        while !end.is_done() && end.kind() != Some(Kind::Comma) && !end.is_words("order by") {
            end.skip_balanced();
        }
        inner = end;
        let mut part = start.until(&end);
        list.push(argument(fold, &mut part)?);
        if !inner.eat_kind(Kind::Comma) && !inner.is_done() && !inner.is_words("order by") {
            return Err(inner.expected("`,` or `)`"));
        }
    }
    if let Some(direct) = direct {
        // `(VARIADIC "any" ORDER BY VARIADIC "any")` has one such argument.
        let (first, rest) = list.split_at(direct);
        if let (Some(last), [only]) = (first.last(), rest)
            && last.mode == ArgumentMode::Variadic
            && only.mode == ArgumentMode::Variadic
        {
            list.truncate(direct);
        }
    }
    Ok((list, direct))
}

/// `[mode] [name] type [DEFAULT e | = e]`; the mode may stand after the name.
fn argument(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<Argument> {
    let mut mode = eat_mode(c);
    let mut name = None;
    if has_name(c) {
        name = Some(c.label("an argument's name")?.name);
        mode = mode.or(eat_mode(c));
    }
    let ty = fold.read_type(c)?;
    let default = if c.eat("default") || c.eat_operator("=") || eat_assign(c) {
        Some(c.rest("an expression")?)
    } else {
        None
    };
    c.finish("`,`, `)` or `DEFAULT`")?;
    Ok(Argument { mode: mode.unwrap_or_default(), name, ty, default })
}

fn eat_assign(c: &mut Cursor<'_>) -> bool {
    c.peek_text() == ":=" && c.eat_kind(Kind::Colon)
}

fn eat_mode(c: &mut Cursor<'_>) -> Option<ArgumentMode> {
    // A type must follow: `out text` is a mode, `"out" text` a name.
    if c.eat("in out") || c.eat("inout") {
        Some(ArgumentMode::InOut)
    } else if c.eat("in") {
        Some(ArgumentMode::In)
    } else if c.eat("out") {
        Some(ArgumentMode::Out)
    } else if c.eat("variadic") {
        Some(ArgumentMode::Variadic)
    } else {
        None
    }
}

/// Whether a name stands before the type: then a type can be read after it, and not only before the default.
fn has_name(c: &Cursor<'_>) -> bool {
    let ends = |c: &Cursor<'_>| {
        c.is_done()
            || c.is_word("default")
            || (c.kind() == Some(Kind::Operator) && c.peek_text() == "=")
            || c.kind() == Some(Kind::Colon)
    };
    // `table.column%TYPE` alone.
    if c.has_type_reference() {
        return false;
    }
    let mut alone = *c;
    if typename::written(&mut alone).is_ok() && ends(&alone) {
        return false;
    }
    matches!(c.kind(), Some(Kind::Word | Kind::Quoted))
}

/// What identifies a function: its name and the types of its inputs.
pub(super) type Key = (QName, Vec<Type>);

/// `name [(types)]` of `ALTER`, `DROP` and `COMMENT ON`: the functions that it means.
pub(super) fn find(
    fold: &mut Fold,
    c: &mut Cursor<'_>,
    kind: Option<FunctionKind>,
) -> Parsed<(Name, Option<Key>)> {
    let name = c.any_name("a function's name")?;
    let arguments = if c.kind() == Some(Kind::Open) { Some(arguments(fold, c)?.0) } else { None };
    let wanted = arguments.map(|arguments| {
        let inputs = arguments.into_iter().filter(|a| a.mode != ArgumentMode::Out);
        inputs.map(|a| a.ty).collect::<Vec<Type>>()
    });
    let matches: Vec<Key> = fold
        .schema
        .functions
        .iter()
        .filter(|((qname, types), function)| {
            qname.name == name.name
                && name.namespace.as_ref().map_or_else(
                    || fold.path.contains(&qname.namespace),
                    |namespace| *namespace == qname.namespace,
                )
                && wanted.as_ref().is_none_or(|wanted| wanted == types)
                && kind.is_none_or(|kind| kind == function.kind || is_called(kind, function.kind))
        })
        .map(|(key, _)| key.clone())
        .collect();
    if let [first, second, ..] = matches.as_slice()
        && first.0 == second.0
    {
        return Err(Box::new(
            Diagnostic::new(Code::Invalid, format!("there is more than one function `{}`", name.written()))
                .at(c.place(name.span), "which of them?")
                .help("write the types of its arguments in parentheses"),
        ));
    }
    Ok((name, matches.into_iter().next()))
}

/// `ON FUNCTION` also finds aggregates (`LookupFuncWithArgs`).
fn is_called(word: FunctionKind, kind: FunctionKind) -> bool {
    word == FunctionKind::Function && kind == FunctionKind::Aggregate
}

pub(super) fn unknown_function(fold: &Fold, c: &Cursor<'_>, name: &Name) -> Box<Diagnostic> {
    let same_name = fold.schema.functions.keys().find(|(qname, _)| qname.name == name.name);
    let mut error = fold.unknown(c, "function", name, fold.schema.functions.keys().map(|(name, _)| name));
    if let Some((qname, types)) = same_name {
        let known = ObjectId::Function(qname.clone(), types.clone());
        error.help = Some(format!("there is `{known}`").into());
    }
    error
}

/// `ALTER FUNCTION name RENAME TO | SET SCHEMA | OWNER TO`.
pub(super) fn alter(
    fold: &mut Fold,
    c: &mut Cursor<'_>,
    start: usize,
    kind: Option<FunctionKind>,
) -> Parsed<()> {
    let (name, found) = find(fold, c, kind)?;
    if passed_over(c) {
        return Ok(());
    }
    let Some(key) = found else { return Err(unknown_function(fold, c, &name)) };
    // What PostgreSQL drops along with an extension is no part of the schema.
    if c.eat("depends on extension") || c.eat("no depends on extension") {
        c.ident("an extension's name")?;
        return c.finish("the end of the statement");
    }
    let Some(to) = super::change::new_place(fold, c, &key.0)? else {
        let definition = fold.schema.functions.get(&key).map(|function| function.definition.clone());
        let altered = definition.and_then(|definition| clauses::altered(&definition, c));
        let Some(altered) = altered else { return Err(unknown(c, start, "this form of ALTER FUNCTION")) };
        if let Some(function) = fold.schema.functions.get_mut(&key) {
            function.definition = altered;
        }
        return Ok(());
    };
    let new_key = (to.clone(), key.1.clone());
    let id = ObjectId::Function(new_key.0.clone(), new_key.1.clone());
    if fold.schema.contains(&id) {
        return Err(fold.duplicate(c, "function", &id.to_string(), name.span, &id));
    }
    if let Some(mut function) = fold.schema.functions.remove(&key) {
        function.name = to.clone();
        fold.schema.functions.insert(new_key, function);
    }
    fold.move_note(&ObjectId::Function(key.0.clone(), key.1), id);
    super::change::rename_function(fold, &key.0, &to);
    Ok(())
}

/// `DROP FUNCTION [IF EXISTS] name [(types)], .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, kind: Option<FunctionKind>) -> Parsed<()> {
    let lenient = if_exists(c);
    let mut keys = Vec::new();
    loop {
        let (name, found) = find(fold, c, kind)?;
        match found {
            Some(key) => keys.push((key, name.span)),
            None if lenient => {}
            None => return Err(unknown_function(fold, c, &name)),
        }
        if !c.eat_kind(Kind::Comma) {
            break;
        }
    }
    let cascade = c.eat("cascade");
    if !cascade {
        c.eat("restrict");
    }
    c.finish("`,`, `CASCADE` or the end of the statement")?;
    for (key, span) in keys {
        // What triggers call takes no arguments.
        let called = key.1.is_empty();
        let users = if called { dependents::of_function(&fold.schema, &key.0) } else { Vec::new() };
        if !cascade {
            dependents::refuse(c, span, &format!("function `{}`", key.0), &users)?;
        }
        dependents::take_along(fold, users);
        if cascade {
            super::change::drop_function(fold, c, &key);
        }
        fold.notes.remove(&ObjectId::Function(key.0.clone(), key.1.clone()));
        fold.schema.functions.remove(&key);
    }
    Ok(())
}
