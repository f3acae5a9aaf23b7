//! User mappings.

use super::cursor::{Cursor, Ident, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, if_not_exists};
use super::{belonging, options, role, server};
use crate::model::{Definition, DefinitionId, Grantee, ObjectId, UserMapping};
use crate::report::Code;

/// `FOR user SERVER server`, with the place of it all.
struct Named {
    id: DefinitionId,
    server: Ident,
    user: Grantee,
    whole: Ident,
}

fn named(c: &mut Cursor<'_>) -> Parsed<Named> {
    c.expect("for")?;
    let start = c.here().start;
    // `USER` is an old word for `CURRENT_USER`.
    let user = if c.eat("user") { Grantee::Current } else { role::grantee(c)? };
    c.expect("server")?;
    let server = c.ident("the name of a server")?;
    let id = DefinitionId::UserMapping(server.name.clone(), user.clone());
    let whole = Ident { name: id.to_string(), span: c.since(start) };
    Ok(Named { id, server, user, whole })
}

/// `[IF NOT EXISTS] FOR user SERVER server [OPTIONS (..)]`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let Named { id, server, user, whole } = named(c)?;
    server::KIND.named(fold, c, server.clone())?;
    let options = if c.eat("options") { options::foreign(c)? } else { Vec::new() };
    c.finish("`OPTIONS` or the end of the statement")?;
    if lenient && fold.schema.contains(&ObjectId::Definition(id)) {
        return Ok(());
    }
    let new = UserMapping { server: server.name, user, options };
    belonging::add(fold, c, &whole, start, false, Definition::UserMapping(new))
}

/// `FOR user SERVER server OPTIONS (..)`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    let named = named(c)?;
    let Some(Definition::UserMapping(mut changed)) = fold.schema.definitions.get(&named.id).cloned() else {
        return Err(missing(fold, c, named));
    };
    c.expect("options")?;
    options::change_foreign(c, &mut changed.options)?;
    c.finish("the end of the statement")?;
    fold.schema.definitions.insert(named.id, Definition::UserMapping(changed));
    Ok(())
}

/// `[IF EXISTS] FOR user SERVER server`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    let lenient = if_exists(c);
    let named = named(c)?;
    c.finish("the end of the statement")?;
    if fold.schema.definitions.contains_key(&named.id) {
        belonging::remove(fold, &named.id);
        return Ok(());
    }
    if lenient { Ok(()) } else { Err(missing(fold, c, named)) }
}

/// Says which of the two is not known: the server, or the user at it.
fn missing(fold: &Fold, c: &Cursor<'_>, named: Named) -> Box<crate::report::Diagnostic> {
    if let Err(error) = server::KIND.named(fold, c, named.server.clone()) {
        return error;
    }
    let message = format!("server `{}` has no user mapping for `{}`", named.server.name, named.user);
    c.report(Code::UnknownName, named.whole.span, &message, "")
}
