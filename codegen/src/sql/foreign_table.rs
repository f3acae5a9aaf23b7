//! Foreign tables.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::{alter as alter_table, options, table};
use crate::model::{ForeignSource, QName};

pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    table::create(fold, c, start, table::Kind::Foreign)
}

/// `SERVER name [OPTIONS (..)]`.
pub(super) fn source(c: &mut Cursor<'_>) -> Parsed<ForeignSource> {
    c.expect("server")?;
    let server = c.ident("a server")?.name;
    let options = if c.eat("options") { options::foreign(c)? } else { Vec::new() };
    Ok(ForeignSource { server, options })
}

pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    alter_table::alter(fold, c, start)
}

/// `OPTIONS (..)` of the table; `false` when something else comes.
pub(super) fn options(fold: &mut Fold, c: &mut Cursor<'_>, name: &QName) -> Parsed<bool> {
    if !c.eat("options") {
        return Ok(false);
    }
    let foreign = fold.schema.tables.get_mut(name).and_then(|table| table.foreign.as_mut());
    let Some(foreign) = foreign else { return Err(c.expected("a foreign table")) };
    options::change_foreign(c, &mut foreign.options)?;
    c.finish("`,` or the end of the statement")?;
    Ok(true)
}

pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    table::drop(fold, c)
}
