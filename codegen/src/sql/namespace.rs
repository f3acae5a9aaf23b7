//! Namespaces: `CREATE SCHEMA` and its like.

use super::cursor::{Cursor, Ident, Parsed};
use super::fold::Fold;
use super::statement::{self, if_exists, if_not_exists};
use super::text::Kind;
use super::{object, role};
use crate::model::{Namespace, ObjectId};
use crate::report::{Code, Diagnostic};

/// `CREATE SCHEMA [IF NOT EXISTS] [name] [AUTHORIZATION role] [CREATE .. | GRANT ..]`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let (name, owner) = name_and_owner(c)?;
    let mut elements = Vec::new();
    while c.is_word("create") || c.is_word("grant") {
        let begins =
            |c: &Cursor<'_>| c.is_word("create") || (c.is_word("grant") && !c.previous_is_word("with"));
        elements.push(c.take_until(begins));
    }
    c.finish("`CREATE`, `GRANT` or the end of the statement")?;
    let id = ObjectId::Namespace(name.name.clone());
    if fold.schema.namespaces.contains_key(&name.name) {
        // `public` is in every database; pg_dump writes it nevertheless.
        return if lenient || name.name == "public" {
            Ok(())
        } else {
            Err(fold.duplicate(c, "namespace", &name.name, name.span, &id))
        };
    }
    fold.describe(c, id.clone(), name.span, c.since(start));
    fold.schema.namespaces.insert(name.name.clone(), Namespace { name: name.name.clone(), comment: None });
    if owner.is_some() {
        object::set_owner(fold, id, owner.clone());
    }
    inside(fold, &name.name, owner, elements)
}

/// `name`, `name AUTHORIZATION role` or `AUTHORIZATION role`, which names the namespace too.
fn name_and_owner(c: &mut Cursor<'_>) -> Parsed<(Ident, Option<String>)> {
    if !c.is_word("authorization") {
        let name = c.ident("a namespace's name")?;
        let owner = if c.eat("authorization") { role::owner(c)? } else { None };
        return Ok((name, owner));
    }
    c.bump();
    let here = *c;
    match role::owner(c)? {
        Some(role) => Ok((Ident { name: role.clone(), span: c.last_token() }, Some(role))),
        None => Err(here.expected("a role's name, since it names the namespace too")),
    }
}

/// The statements inside: names without a namespace are of this one, and all belongs to its owner.
fn inside(fold: &mut Fold, name: &str, owner: Option<String>, elements: Vec<Cursor<'_>>) -> Parsed<()> {
    if elements.is_empty() {
        return Ok(());
    }
    let path = std::mem::replace(&mut fold.path, vec![name.to_owned()]);
    let mut elements = elements;
    elements.sort_by_key(rank);
    for mut element in elements {
        let known = fold.targets.len();
        if let Err(error) = statement::statement(fold, &mut element) {
            fold.errors.push(*error);
        }
        let made: Vec<ObjectId> = fold.targets.iter().skip(known).map(|target| target.id.clone()).collect();
        for id in made.into_iter().filter(|id| owner.is_some() && has_owner(id)) {
            object::set_owner(fold, id, owner.clone());
        }
    }
    fold.path = path;
    Ok(())
}

/// PostgreSQL runs what is inside in an order of its own, so that a view may stand before its table.
fn rank(element: &Cursor<'_>) -> usize {
    const ORDER: &[&[&str]] = &[
        &["create sequence"],
        &["create table", "create unlogged table", "create temp", "create temporary"],
        &["create view", "create or replace view", "create recursive view"],
        &["create index", "create unique index"],
        &["create trigger", "create constraint trigger"],
    ];
    let of = |words: &&[&str]| words.iter().any(|words| element.is_words(words));
    ORDER.iter().position(of).unwrap_or(ORDER.len())
}

/// Whether the object has an owner of its own.
fn has_owner(id: &ObjectId) -> bool {
    match id {
        ObjectId::Table(_) | ObjectId::View(_) | ObjectId::Sequence(_) | ObjectId::Function(..) => true,
        ObjectId::Enum(_) | ObjectId::Domain(_) | ObjectId::Namespace(_) | ObjectId::Publication(_) => true,
        ObjectId::Definition(id) => id.relation().is_none(),
        ObjectId::Extension(_) | ObjectId::Column(..) | ObjectId::Constraint(..) | ObjectId::Index(..) => {
            false
        }
    }
}

/// `ALTER SCHEMA name RENAME TO new`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let name = c.ident("a namespace's name")?;
    c.expect("rename to")?;
    let new = c.ident("a namespace's name")?;
    c.finish("the end of the statement")?;
    if !fold.schema.namespaces.contains_key(&name.name) {
        let known = fold.schema.namespaces.keys().map(String::as_str);
        return Err(fold.unknown_among(c, "namespace", &name.name, name.span, known));
    }
    if fold.schema.namespaces.contains_key(&new.name) {
        let id = ObjectId::Namespace(new.name.clone());
        return Err(fold.duplicate(c, "namespace", &new.name, new.span, &id));
    }
    super::change::rename_namespace(fold, &name.name, &new.name);
    Ok(())
}

/// `DROP SCHEMA [IF EXISTS] name, .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let lenient = if_exists(c);
    let mut names = vec![c.ident("a namespace's name")?];
    while c.eat_kind(Kind::Comma) {
        names.push(c.ident("a namespace's name")?);
    }
    let cascade = c.eat("cascade");
    if !cascade {
        c.eat("restrict");
    }
    c.finish("`,`, `CASCADE` or the end of the statement")?;
    for name in names {
        if !fold.schema.namespaces.contains_key(&name.name) {
            if lenient {
                continue;
            }
            let known = fold.schema.namespaces.keys().map(String::as_str);
            return Err(fold.unknown_among(c, "namespace", &name.name, name.span, known));
        }
        if let Some(inside) = super::change::first_in_namespace(&fold.schema, &name.name).filter(|_| !cascade)
        {
            let message =
                format!("namespace `{}` cannot be dropped: {} `{inside}` is in it", name.name, inside.kind());
            return Err(Box::new(
                Diagnostic::new(Code::Invalid, message)
                    .at(c.place(name.span), "")
                    .help("drop what is in it first, or write CASCADE"),
            ));
        }
        super::change::drop_namespace(fold, c, &name);
    }
    Ok(())
}
