//! Enums: `CREATE TYPE .. AS ENUM` and its like.

use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::statement::{if_not_exists, unknown};
use super::suggest::did_you_mean;
use super::text::Kind;
use super::typedef;
use crate::model::{Enum, ObjectId, QName};
use crate::report::{Code, Diagnostic};

/// `('a', ..)`, behind `CREATE TYPE name AS ENUM`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, name: &Name) -> Parsed<()> {
    let mut values: Vec<String> = Vec::new();
    let mut spans = Vec::new();
    let mut inner = c.group("`(` and the values")?;
    while !inner.is_done() {
        let span = inner.here();
        let value = inner.string("a value in single quotes")?;
        if values.contains(&value) {
            let message = format!("value `{value}` is listed twice");
            return Err(c.report(Code::Duplicate, span, &message, "listed again here"));
        }
        spans.push(span);
        values.push(value);
        if !inner.eat_kind(Kind::Comma) {
            inner.finish("`,` or `)`")?;
        }
    }
    c.finish("the end of the statement")?;
    let qname = fold.new_name(name);
    typedef::free(fold, c, name, &ObjectId::Enum(qname.clone()))?;
    fold.describe(c, ObjectId::Enum(qname.clone()), name.span.clone(), c.since(start));
    for (value, span) in values.iter().zip(spans) {
        fold.describe(c, ObjectId::Column(qname.clone(), value.clone()), span.clone(), span);
    }
    fold.schema.enums.insert(qname.clone(), Enum { name: qname, values, comment: None });
    Ok(())
}

/// `ADD VALUE | RENAME VALUE`, behind `ALTER TYPE name`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, name: &QName) -> Parsed<()> {
    if c.eat("add value") {
        return add_value(fold, c, name);
    }
    if c.eat("rename value") {
        return rename_value(fold, c, name);
    }
    Err(unknown(c, start, "this form of ALTER TYPE"))
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
    super::change::rename_enum_value(&mut fold.schema, qname, &values[at], &new);
    let id = |value: &String| ObjectId::Column(qname.clone(), value.clone());
    fold.move_note(&id(&values[at]), id(&new));
    if let Some(changed) = fold.schema.enums.get_mut(qname) {
        changed.values[at] = new;
    }
    Ok(())
}
