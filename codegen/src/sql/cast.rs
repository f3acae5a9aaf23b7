//! Casts.

use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::plain;
use super::statement::{if_exists, unknown};
use crate::model::{Cast, CastContext, CastMethod, Definition, DefinitionId, Type};
use crate::report::{Code, Diagnostic};

/// `(source AS target)`.
fn types(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<(Type, Type)> {
    let mut inner = c.group("`(` and two types")?;
    let source = fold.read_type(&mut inner)?;
    inner.expect("as")?;
    let target = fold.read_type(&mut inner)?;
    inner.finish("`)`")?;
    Ok((source, target))
}

/// `(source AS target) WITH FUNCTION f [(types)] | WITHOUT FUNCTION | WITH INOUT [AS ASSIGNMENT | AS IMPLICIT]`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    let span = c.here();
    let (source, target) = types(fold, c)?;
    let name = Name { namespace: None, name: String::new(), span };
    let method = if c.eat("without function") {
        CastMethod::Binary
    } else if c.eat("with inout") {
        CastMethod::InOut
    } else {
        c.expect("with function")?;
        function(fold, c, &source)?
    };
    let context = if c.eat("as assignment") {
        CastContext::Assignment
    } else if c.eat("as implicit") {
        CastContext::Implicit
    } else {
        CastContext::Explicit
    };
    c.finish("`AS ASSIGNMENT`, `AS IMPLICIT` or the end of the statement")?;
    let new = Definition::Cast(Cast { source, target, method, context, comment: None });
    plain::add(fold, c, "cast", &name, start, new)
}

/// `name [(types)]`; without the types it is the only function of that name.
fn function(fold: &mut Fold, c: &mut Cursor<'_>, source: &Type) -> Parsed<CastMethod> {
    let name = c.any_name("a function's name")?;
    let qname = fold.function_name(&name);
    if c.kind() == Some(super::text::Kind::Open) {
        let inner = c.group("`(`")?;
        let parts = if inner.is_done() { Vec::new() } else { inner.split_commas() };
        let types = parts.into_iter().map(|mut part| fold.read_type(&mut part)).collect::<Parsed<_>>()?;
        return Ok(CastMethod::Function(qname, types));
    }
    let known = fold.schema.functions.keys().find(|(name, _)| *name == qname);
    let types = known.map_or_else(|| vec![source.clone()], |(_, types)| types.clone());
    Ok(CastMethod::Function(qname, types))
}

pub(super) fn alter(_fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    Err(unknown(c, start, "ALTER CAST"))
}

/// `[IF EXISTS] (source AS target) [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    let lenient = if_exists(c);
    let id = find(fold, c, lenient)?;
    if let Some(id) = id {
        plain::forget(fold, &id);
    }
    plain::behaviour(c)
}

/// The cast of `(source AS target)`, which is there unless `lenient`.
pub(super) fn find(fold: &mut Fold, c: &mut Cursor<'_>, lenient: bool) -> Parsed<Option<DefinitionId>> {
    let span = c.here();
    let (source, target) = types(fold, c)?;
    let id = DefinitionId::Cast(source, target);
    if fold.schema.definitions.contains_key(&id) {
        return Ok(Some(id));
    }
    if lenient {
        return Ok(None);
    }
    let message = format!("unknown cast `{id}`");
    let error = Diagnostic::new(Code::UnknownName, message);
    Err(Box::new(error.at(c.place(c.since(span.start)), "not defined before this")))
}
