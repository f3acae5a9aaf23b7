//! Operators; `OPERATOR CLASS` and `OPERATOR FAMILY` are read next door.

use std::collections::BTreeMap;

use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, unknown};
use super::text::Kind;
use super::{operator_class, plain};
use crate::model::{Definition, DefinitionId, Operator, QName, Type};
use crate::report::{Code, Diagnostic};

/// `name (FUNCTION = f, LEFTARG = t, ..)`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    if c.eat("class") {
        return operator_class::create(fold, c, start);
    }
    if c.eat("family") {
        return operator_class::create_family(fold, c, start);
    }
    let name = name(c)?;
    let mut new = Operator {
        name: fold.new_name(&name),
        left: None,
        right: None,
        function: QName::new("pg_catalog", ""),
        options: BTreeMap::new(),
        comment: None,
    };
    let inner = c.group("`(` and the options")?;
    c.finish("the end of the statement")?;
    for mut part in inner.split_commas() {
        let key = part.label("an option's name")?;
        let equals = part.eat_operator("=");
        match (key.name.as_str(), equals) {
            ("leftarg", true) => new.left = Some(fold.read_type(&mut part)?),
            ("rightarg", true) => new.right = Some(fold.read_type(&mut part)?),
            ("function" | "procedure", true) => {
                new.function = fold.function_name(&part.any_name("a function")?);
            }
            _ => option(&mut new, &mut part, &key.name, equals)?,
        }
        part.finish("`,` or `)`")?;
    }
    if new.function.name.is_empty() {
        return Err(c.report(Code::Syntax, name.span, "an operator needs a `FUNCTION`", ""));
    }
    plain::add(fold, c, "operator", &name, start, Definition::Operator(new))
}

/// `COMMUTATOR = op`, `NEGATOR = op`, `RESTRICT = f`, `JOIN = f`, `HASHES`, `MERGES`.
fn option(operator: &mut Operator, c: &mut Cursor<'_>, key: &str, equals: bool) -> Parsed<()> {
    let value = match (key, equals) {
        ("commutator" | "negator", true) => Some(written(&any_operator(c)?)),
        ("restrict" | "join", true) if c.eat("none") => None,
        ("restrict" | "join", true) => {
            let name = c.any_name("a function")?;
            Some(crate::ddl::idents(&[name.name]))
        }
        ("hashes" | "merges", true) => {
            let on = !c.eat("false");
            if on && !c.is_done() {
                c.bump();
            }
            on.then(String::new)
        }
        ("hashes" | "merges", false) => Some(String::new()),
        _ => return Err(c.expected("an option of an operator")),
    };
    match value {
        Some(value) => operator.options.insert(key.to_owned(), value),
        None => operator.options.remove(key),
    };
    Ok(())
}

/// An operator's name without the namespaces that everybody looks in.
fn written(name: &Name) -> String {
    match name.namespace.as_deref() {
        None | Some("public" | "pg_catalog") => name.name.clone(),
        Some(namespace) => format!("{}.{}", crate::ddl::idents(&[namespace.to_owned()]), name.name),
    }
}

/// `<`, `public.<` or `OPERATOR(public.<)`.
pub(super) fn any_operator(c: &mut Cursor<'_>) -> Parsed<Name> {
    if c.is_word("operator") && c.peek_at(1).is_some_and(|t| t.kind == Kind::Open) {
        c.bump();
        let mut inner = c.group("`(`")?;
        let found = name(&mut inner)?;
        inner.finish("`)`")?;
        return Ok(found);
    }
    name(c)
}

/// `<` or `public.<`.
pub(super) fn name(c: &mut Cursor<'_>) -> Parsed<Name> {
    let start = c.here().start;
    let mut namespace = None;
    if matches!(c.kind(), Some(Kind::Word | Kind::Quoted)) {
        namespace = Some(c.label("a namespace")?.name);
        c.expect_kind(Kind::Dot, "`.` and an operator")?;
    }
    let token = match c.peek_at(0) {
        Some(token) if token.kind == Kind::Operator => token,
        _ => return Err(c.expected("an operator")),
    };
    c.bump();
    Ok(Name { namespace, name: c.text(token).to_owned(), span: start..token.end })
}

/// `name (left | NONE, right)`: the operator that it means.
pub(super) fn find(fold: &mut Fold, c: &mut Cursor<'_>, lenient: bool) -> Parsed<Option<DefinitionId>> {
    let name = name(c)?;
    let mut inner = c.group("`(` and the types")?;
    let left = side(fold, &mut inner)?;
    inner.expect_kind(Kind::Comma, "`,`")?;
    let right = side(fold, &mut inner)?;
    inner.finish("`)`")?;
    let id = |name: QName| DefinitionId::Operator(name, left.clone(), right.clone());
    let found = fold.find(&name, |n| fold.schema.definitions.contains_key(&id(n.clone())));
    match found {
        Some(found) => Ok(Some(id(found))),
        None if lenient => Ok(None),
        None => {
            let message = format!("unknown operator `{}`", id(fold.new_name(&name)));
            let error = Diagnostic::new(Code::UnknownName, message);
            Err(Box::new(error.at(c.place(name.span), "not defined before this")))
        }
    }
}

fn side(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<Option<Type>> {
    if c.eat("none") { Ok(None) } else { Ok(Some(fold.read_type(c)?)) }
}

/// `name (left, right) SET (RESTRICT = f, ..) | SET SCHEMA | OWNER TO`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    if c.eat("class") {
        return operator_class::alter(fold, c, start, false);
    }
    if c.eat("family") {
        return operator_class::alter(fold, c, start, true);
    }
    let Some(id) = find(fold, c, false)? else { return Ok(()) };
    if plain::moved(fold, c, &id)? {
        return Ok(());
    }
    if !c.eat("set") {
        return Err(unknown(c, start, "this form of ALTER OPERATOR"));
    }
    let Some(Definition::Operator(mut operator)) = fold.schema.definitions.get(&id).cloned() else {
        return Ok(());
    };
    for mut part in c.group("`(` and the options")?.split_commas() {
        let key = part.label("an option's name")?;
        let equals = part.eat_operator("=");
        option(&mut operator, &mut part, &key.name, equals)?;
        part.finish("`,` or `)`")?;
    }
    c.finish("the end of the statement")?;
    fold.schema.definitions.insert(id, Definition::Operator(operator));
    Ok(())
}

/// `[IF EXISTS] name (left, right), .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    if c.eat("class") {
        return operator_class::drop(fold, c, false);
    }
    if c.eat("family") {
        return operator_class::drop(fold, c, true);
    }
    let lenient = if_exists(c);
    loop {
        if let Some(id) = find(fold, c, lenient)? {
            plain::forget(fold, &id);
        }
        if !c.eat_kind(Kind::Comma) {
            break;
        }
    }
    plain::behaviour(c)
}
