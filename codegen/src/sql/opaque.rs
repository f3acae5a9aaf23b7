//! Statements of kinds that are not in the model: kept as they are, one object for each thing that they make.
//!
//! What belongs to the whole server (roles, databases, tablespaces) and not to this database is passed over.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, passed_over, unknown};
use crate::ddl;
use crate::model::{Definition, DefinitionId, ObjectId, Opaque, QName};
use crate::report::{Code, Diagnostic};

/// A base type as it is told of.
pub(crate) fn of_type(name: &QName) -> String {
    format!("type {}", ddl::name(name))
}

/// A type that is only announced, so that functions can be made that a base type needs.
fn of_shell(name: &QName) -> String {
    format!("shell type {}", ddl::name(name))
}

/// `CREATE TYPE name` or `CREATE TYPE name (INPUT = .., ..)`.
pub(super) fn base_type(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let name = c.name("a type's name")?;
    let qname = fold.new_name(&name);
    let what = if c.is_done() { of_shell(&qname) } else { of_type(&qname) };
    keep(fold, c, start, what)
}

/// Keeps the whole statement; `start` is its first byte.
pub(super) fn keep(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, what: String) -> Parsed<()> {
    let name = c.last_token();
    let statement = c.starting_at(start).rest("a statement")?;
    while c.bump().is_some() {}
    let id = DefinitionId::Opaque(what.clone());
    let object = ObjectId::Definition(id.clone());
    if fold.schema.definitions.contains_key(&id)
        && statement.canonical.starts_with("create ")
        && !statement.canonical.starts_with("create or replace")
    {
        return Err(fold.duplicate(c, "object", &what, name, &object));
    }
    fold.describe(c, object, name, c.since(start));
    fold.schema.definitions.insert(id, Definition::Opaque(Opaque { what, statements: vec![statement] }));
    Ok(())
}

/// Adds a statement about something opaque; what is not there (a language that comes with the server) is made of it.
pub(super) fn more(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, what: String) -> Parsed<()> {
    let statement = c.starting_at(start).rest("a statement")?;
    while c.bump().is_some() {}
    let id = DefinitionId::Opaque(what.clone());
    match fold.schema.definitions.get_mut(&id) {
        Some(Definition::Opaque(opaque)) => opaque.statements.push(statement),
        _ => {
            let what = format!("more of {what}");
            let id = DefinitionId::Opaque(what.clone());
            let new = || Definition::Opaque(Opaque { what, statements: Vec::new() });
            if let Definition::Opaque(opaque) = fold.schema.definitions.entry(id).or_insert_with(new) {
                opaque.statements.push(statement);
            }
        }
    }
    Ok(())
}

/// `CREATE [OR REPLACE] [TRUSTED] [PROCEDURAL] LANGUAGE name ..`, behind `LANGUAGE`.
pub(super) fn language(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let what = named(fold, c, "language")?;
    keep(fold, c, start, what)
}

/// `CREATE [OR REPLACE] TRANSFORM FOR type LANGUAGE name (..)`, behind `TRANSFORM`.
pub(super) fn transform(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let what = transform_name(fold, c)?;
    keep(fold, c, start, what)
}

fn transform_name(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<String> {
    c.expect("for")?;
    let ty = fold.read_type(c)?;
    c.expect("language")?;
    let language = c.label("a language")?.name;
    Ok(format!("transform for {} language {}", ddl::ty(&ty), ddl::idents(&[language])))
}

/// `CREATE [DEFAULT] CONVERSION name FOR .. TO .. FROM ..`, behind `CONVERSION`.
pub(super) fn conversion(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let what = named(fold, c, "conversion")?;
    keep(fold, c, start, what)
}

/// `CREATE ACCESS METHOD name ..`, behind `METHOD`.
pub(super) fn access_method(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let what = named(fold, c, "access method")?;
    keep(fold, c, start, what)
}

/// `SECURITY LABEL [FOR provider] ON object IS 'label' | NULL`.
pub(super) fn security_label(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    c.expect("security label")?;
    let begin = *c;
    while !c.is_done() && !c.is_word("is") {
        c.skip_balanced();
    }
    let object = begin.up_to(c)?;
    c.expect("is")?;
    let what = format!("security label {}", object.canonical);
    let id = DefinitionId::Opaque(what.clone());
    fold.schema.definitions.remove(&id);
    if c.is_word("null") { Ok(()) } else { keep(fold, c, start, what) }
}

/// `ALTER` of such a thing: a new owner is passed over, anything else is kept behind what made it.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, id: &DefinitionId) -> Parsed<()> {
    if passed_over(c) {
        return Ok(());
    }
    if c.is_words("rename to") || c.is_words("set schema") {
        return Err(unknown(c, start, &format!("a new name for {id}")));
    }
    more(fold, c, start, id.bare_name().to_owned())
}

/// `ALTER LANGUAGE name ..` and its like, behind the words for the kind.
pub(super) fn alter_kind(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, kind: &str) -> Parsed<()> {
    let what = if kind == "transform" { transform_name(fold, c)? } else { named(fold, c, kind)? };
    alter(fold, c, start, &DefinitionId::Opaque(what))
}

/// `name` as the thing of that kind is told of.
fn named(fold: &Fold, c: &mut Cursor<'_>, kind: &str) -> Parsed<String> {
    let name = c.any_name("a name")?;
    Ok(match kind {
        "conversion" => format!("conversion {}", ddl::name(&fold.new_name(&name))),
        _ => format!("{kind} {}", ddl::idents(&[name.name])),
    })
}

/// `COMMENT ON LANGUAGE name IS ..` and its like, behind `COMMENT ON`.
pub(super) fn comment(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let mut ahead = *c;
    ahead.eat("procedural");
    let kind = ["language", "conversion", "access method", "transform"].iter().find(|kind| ahead.eat(kind));
    let what = match kind {
        Some(&"transform") => transform_name(fold, &mut ahead)?,
        Some(kind) => named(fold, &mut ahead, kind)?,
        None => return Err(unknown(c, start, "COMMENT ON this kind of object")),
    };
    *c = ahead;
    more(fold, &mut ahead, start, what)
}

/// Large objects are rows.
pub(super) fn large_object(c: &mut Cursor<'_>) -> Parsed<()> {
    while !c.is_done() && !c.is_word("is") {
        c.bump();
    }
    Ok(())
}

/// What belongs to the whole server, not to this database, is passed over.
pub(super) fn of_the_server(c: &mut Cursor<'_>) -> Parsed<()> {
    while c.bump().is_some() {}
    Ok(())
}

/// A new name for a base type.
pub(super) fn rename_type(fold: &mut Fold, c: &mut Cursor<'_>, id: &DefinitionId) -> Parsed<()> {
    let start = c.here().start;
    alter(fold, c, start, id)
}

/// `DROP LANGUAGE [IF EXISTS] name [CASCADE]` and its like.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, kind: &str) -> Parsed<()> {
    let lenient = if_exists(c);
    let start = c.here();
    let what = if kind == "transform" { transform_name(fold, c)? } else { named(fold, c, kind)? };
    if !c.eat("cascade") {
        c.eat("restrict");
    }
    c.finish("`CASCADE` or the end of the statement")?;
    let gone = fold.schema.definitions.remove(&DefinitionId::Opaque(what.clone()));
    fold.notes.remove(&ObjectId::Definition(DefinitionId::Opaque(what.clone())));
    if gone.is_none() && !lenient {
        let message = format!("unknown {what}");
        return Err(Box::new(
            Diagnostic::new(Code::UnknownName, message)
                .at(c.place(c.since(start.start)), "not defined before this"),
        ));
    }
    Ok(())
}
