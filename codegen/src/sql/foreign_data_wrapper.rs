//! Foreign-data wrappers.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::named::Kind;
use super::statement::passed_over;
use super::{belonging, options};
use crate::model::{Definition, DefinitionId, ForeignDataWrapper};

pub(super) const KIND: Kind =
    Kind { a: "a foreign-data wrapper", word: "foreign-data wrapper", id: DefinitionId::ForeignDataWrapper };

/// `name [HANDLER f | NO HANDLER] [VALIDATOR f | NO VALIDATOR] [OPTIONS (..)]`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    let name = c.ident("the name of a foreign-data wrapper")?;
    let mut new = ForeignDataWrapper {
        name: name.name.clone(),
        handler: None,
        validator: None,
        options: Vec::new(),
        comment: None,
    };
    while function(fold, c, &mut new)? {}
    if c.eat("options") {
        new.options = options::foreign(c)?;
    }
    c.finish("`HANDLER`, `VALIDATOR`, `OPTIONS` or the end of the statement")?;
    belonging::add(fold, c, &name, start, false, Definition::ForeignDataWrapper(new))
}

/// `HANDLER f`, `NO HANDLER` and the same of the validator; whether it was one of them.
fn function(fold: &Fold, c: &mut Cursor<'_>, new: &mut ForeignDataWrapper) -> Parsed<bool> {
    if c.eat("no handler") {
        new.handler = None;
    } else if c.eat("no validator") {
        new.validator = None;
    } else if c.eat("handler") {
        new.handler = Some(belonging::function(fold, &c.any_name("a function's name")?));
    } else if c.eat("validator") {
        new.validator = Some(belonging::function(fold, &c.any_name("a function's name")?));
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// `name [HANDLER ..] [VALIDATOR ..] [OPTIONS (..)] | RENAME TO name | OWNER TO role`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    let id = KIND.find(fold, c)?;
    if passed_over(c) || KIND.renamed(fold, c, &id)? {
        return Ok(());
    }
    let Some(Definition::ForeignDataWrapper(mut changed)) = fold.schema.definitions.get(&id).cloned() else {
        return Ok(());
    };
    let before = c.position();
    while function(fold, c, &mut changed)? {}
    if c.eat("options") {
        options::change_foreign(c, &mut changed.options)?;
    }
    if c.position() == before {
        return Err(c.expected("`HANDLER`, `VALIDATOR`, `OPTIONS`, `RENAME TO` or `OWNER TO`"));
    }
    c.finish("the end of the statement")?;
    fold.schema.definitions.insert(id, Definition::ForeignDataWrapper(changed));
    Ok(())
}

/// `[IF EXISTS] name, .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    KIND.drop(fold, c)
}
