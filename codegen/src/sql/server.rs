//! Foreign servers.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::named::Kind;
use super::statement::{if_not_exists, passed_over};
use super::{belonging, options};
use crate::model::{Definition, DefinitionId, ObjectId, Server};

pub(super) const KIND: Kind = Kind { a: "a server", word: "server", id: DefinitionId::Server };

/// `[IF NOT EXISTS] name [TYPE 't'] [VERSION 'v'] FOREIGN DATA WRAPPER wrapper [OPTIONS (..)]`. The wrapper may be one that
/// an extension brings.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let name = c.ident("the name of a server")?;
    let ty = if c.eat("type") { Some(c.string("a type in quotes")?) } else { None };
    let version = if c.eat("version") { version(c)? } else { None };
    c.expect("foreign data wrapper")?;
    let wrapper = c.ident("the name of a foreign-data wrapper")?.name;
    let options = if c.eat("options") { options::foreign(c)? } else { Vec::new() };
    c.finish("`OPTIONS` or the end of the statement")?;
    let new = Server { name: name.name.clone(), ty, version, wrapper, options, comment: None };
    let new = Definition::Server(new);
    if lenient && fold.schema.contains(&ObjectId::Definition(new.id())) {
        return Ok(());
    }
    belonging::add(fold, c, &name, start, false, new)
}

fn version(c: &mut Cursor<'_>) -> Parsed<Option<String>> {
    if c.eat("null") { Ok(None) } else { c.string("a version in quotes").map(Some) }
}

/// `name [VERSION 'v'] [OPTIONS (..)] | RENAME TO name | OWNER TO role`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    let id = KIND.find(fold, c)?;
    if passed_over(c) || KIND.renamed(fold, c, &id)? {
        return Ok(());
    }
    let Some(Definition::Server(mut changed)) = fold.schema.definitions.get(&id).cloned() else {
        return Ok(());
    };
    let versioned = c.eat("version");
    if versioned {
        changed.version = version(c)?;
    }
    if c.eat("options") {
        options::change_foreign(c, &mut changed.options)?;
    } else if !versioned {
        return Err(c.expected("`VERSION`, `OPTIONS`, `RENAME TO` or `OWNER TO`"));
    }
    c.finish("the end of the statement")?;
    fold.schema.definitions.insert(id, Definition::Server(changed));
    Ok(())
}

/// `[IF EXISTS] name, .. [CASCADE]`; with `CASCADE` its mappings and foreign tables go too.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    KIND.drop(fold, c)
}
