//! Enums: `CREATE TYPE .. AS ENUM` and its like.

use super::change;
use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::statement::{drop_list, if_not_exists, passed_over, unknown};
use super::suggest::did_you_mean;
use super::text::Kind;
use crate::model::{Enum, ObjectId, QName};
use crate::report::{Code, Diagnostic};

/// `CREATE TYPE name AS ENUM ('a', ..)`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let name = c.name("a type's name")?;
    if !c.eat("as enum") {
        let statement = match (c.is_word("as"), c.is_word_at(1, "range")) {
            (true, true) => "CREATE TYPE .. AS RANGE",
            (true, false) => "CREATE TYPE .. AS (composite)",
            (false, _) => "CREATE TYPE of a base type",
        };
        return Err(unknown(c, start, statement));
    }
    let mut values: Vec<String> = Vec::new();
    let mut inner = c.group("`(` and the values")?;
    while !inner.is_done() {
        let span = inner.here();
        let value = inner.string("a value in single quotes")?;
        if values.contains(&value) {
            let message = format!("value `{value}` is listed twice");
            return Err(c.report(Code::Duplicate, span, &message, "listed again here"));
        }
        values.push(value);
        if !inner.eat_kind(Kind::Comma) {
            inner.finish("`,` or `)`")?;
        }
    }
    c.finish("the end of the statement")?;
    let qname = fold.new_name(&name);
    free(fold, c, &name, &ObjectId::Enum(qname.clone()))?;
    fold.describe(c, ObjectId::Enum(qname.clone()), name.span, c.since(start));
    fold.schema.enums.insert(qname.clone(), Enum { name: qname, values, comment: None });
    Ok(())
}

/// Refuses a second type of the same kind and name. That another kind of object has it is found by `check`.
pub(super) fn free(fold: &Fold, c: &Cursor<'_>, name: &Name, id: &ObjectId) -> Parsed<()> {
    if fold.schema.contains(id) {
        return Err(fold.duplicate(c, id.kind(), &id.to_string(), name.span.clone(), id));
    }
    Ok(())
}

/// `ALTER TYPE name ADD VALUE | RENAME VALUE | RENAME TO | SET SCHEMA | OWNER TO`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let name = c.name("a type's name")?;
    if passed_over(c) {
        return Ok(());
    }
    let Some(qname) = fold.find(&name, |n| fold.schema.enums.contains_key(n)) else {
        return Err(fold.unknown(c, "enum", &name, fold.schema.enums.keys()));
    };
    if c.eat("add value") {
        return add_value(fold, c, &qname);
    }
    if c.eat("rename value") {
        return rename_value(fold, c, &qname);
    }
    let new = if c.eat("rename to") {
        let new = c.ident("a type's name")?;
        Name { namespace: Some(qname.namespace.clone()), name: new.name, span: new.span }
    } else if c.eat("set schema") {
        let namespace = c.ident("a namespace")?;
        Name { namespace: Some(namespace.name), name: qname.name.clone(), span: namespace.span }
    } else {
        return Err(unknown(c, start, "this form of ALTER TYPE"));
    };
    c.finish("the end of the statement")?;
    let to = fold.new_name(&new);
    free(fold, c, &new, &ObjectId::Enum(to.clone()))?;
    if let Some(mut moved) = fold.schema.enums.remove(&qname) {
        moved.name = to.clone();
        fold.schema.enums.insert(to.clone(), moved);
    }
    fold.move_note(&ObjectId::Enum(qname.clone()), ObjectId::Enum(to.clone()));
    super::change::rename_type(fold, &qname, &to);
    Ok(())
}

fn add_value(fold: &mut Fold, c: &mut Cursor<'_>, qname: &QName) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let span = c.here();
    let value = c.string("a value in single quotes")?;
    let Some(values) = fold.schema.enums.get(qname).map(|e| e.values.clone()) else { return Ok(()) };
    let at = if c.eat("before") {
        position(c, &values)?
    } else if c.eat("after") {
        position(c, &values)? + 1
    } else {
        values.len()
    };
    c.finish("`BEFORE`, `AFTER` or the end of the statement")?;
    if values.contains(&value) {
        let message = format!("enum `{qname}` has the value `{value}` already");
        return if lenient { Ok(()) } else { Err(c.report(Code::Duplicate, span, &message, "")) };
    }
    if let Some(changed) = fold.schema.enums.get_mut(qname) {
        changed.values.insert(at, value);
    }
    Ok(())
}

fn position(c: &mut Cursor<'_>, values: &[String]) -> Parsed<usize> {
    let span = c.here();
    let value = c.string("a value in single quotes")?;
    values.iter().position(|v| *v == value).ok_or_else(|| {
        let mut error = Diagnostic::new(Code::UnknownName, format!("the enum has no value `{value}`"))
            .at(c.place(span), "unknown value");
        error.help = did_you_mean(&value, values.iter().map(String::as_str));
        Box::new(error)
    })
}

fn rename_value(fold: &mut Fold, c: &mut Cursor<'_>, qname: &QName) -> Parsed<()> {
    let Some(values) = fold.schema.enums.get(qname).map(|e| e.values.clone()) else { return Ok(()) };
    let at = position(c, &values)?;
    c.expect("to")?;
    let span = c.here();
    let new = c.string("a value in single quotes")?;
    c.finish("the end of the statement")?;
    if values.contains(&new) {
        let message = format!("enum `{qname}` has the value `{new}` already");
        return Err(c.report(Code::Duplicate, span, &message, ""));
    }
    super::change::rename_enum_value(fold, qname, &values[at], &new);
    if let Some(changed) = fold.schema.enums.get_mut(qname) {
        changed.values[at] = new;
    }
    Ok(())
}

/// `DROP TYPE | DOMAIN [IF EXISTS] name, .. [CASCADE]`.
pub(super) fn drop_types(fold: &mut Fold, c: &mut Cursor<'_>, domain: bool) -> Parsed<()> {
    let what = if domain { "domain" } else { "enum" };
    let list = drop_list(c, "a type's name")?;
    for name in &list.names {
        let known = |n: &crate::model::QName| {
            fold.schema.domains.contains_key(n) || (!domain && fold.schema.enums.contains_key(n))
        };
        let Some(qname) = fold.find(name, known) else {
            if list.lenient {
                continue;
            }
            let known = fold.schema.enums.keys().chain(fold.schema.domains.keys());
            return Err(fold.unknown(c, what, name, known));
        };
        let users = change::type_users(&fold.schema, |ty| *ty == qname);
        if let Some(user) = users.first().filter(|_| !list.cascade) {
            let message = format!("type `{qname}` cannot be dropped: {} `{user}` uses it", user.kind());
            return Err(Box::new(
                Diagnostic::new(Code::Invalid, message)
                    .at(c.place(name.span.clone()), "")
                    .help("change what uses it first, or write CASCADE"),
            ));
        }
        change::drop_type(fold, c, &qname, &name.span);
    }
    Ok(())
}
