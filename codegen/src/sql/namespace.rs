//! Namespaces: `CREATE SCHEMA` and its like.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, if_not_exists, passed_over, unknown};
use super::text::Kind;
use crate::model::{Namespace, ObjectId};
use crate::report::{Code, Diagnostic};

/// `CREATE SCHEMA [IF NOT EXISTS] name`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let name = c.ident("a namespace's name")?;
    if c.eat("authorization") {
        c.label("a role")?;
    }
    if c.is_word("create") {
        return Err(unknown(c, start, "CREATE SCHEMA with statements inside"));
    }
    c.finish("the end of the statement")?;
    let id = ObjectId::Namespace(name.name.clone());
    if fold.schema.namespaces.contains_key(&name.name) {
        // `public` is in every database; pg_dump writes it nevertheless.
        return if lenient || name.name == "public" {
            Ok(())
        } else {
            Err(fold.duplicate(c, "namespace", &name.name, name.span, &id))
        };
    }
    fold.describe(c, id, name.span, c.since(start));
    fold.schema.namespaces.insert(name.name.clone(), Namespace { name: name.name, comment: None });
    Ok(())
}

/// `ALTER SCHEMA name RENAME TO new`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let name = c.ident("a namespace's name")?;
    if passed_over(c) {
        return Ok(());
    }
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
