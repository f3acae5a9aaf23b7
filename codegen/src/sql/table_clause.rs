//! What follows the columns of `CREATE TABLE`.

use super::alter_storage::{named_method, named_tablespace};
use super::cursor::{Cursor, Parsed};
use super::statement::unknown;
use super::{options, partition};
use crate::model::Table;

/// `[PARTITION BY ..] [USING method] [WITH (..) | WITHOUT OIDS] [TABLESPACE name]`. `INHERITS` was read before.
pub(super) fn read(c: &mut Cursor<'_>, start: usize, table: &mut Table) -> Parsed<()> {
    if c.eat("partition by") {
        table.partitioned = Some(partition::key(c)?);
    }
    if c.eat("using") {
        table.storage.method = named_method(c.ident("an access method")?.name);
    }
    if c.eat("with") {
        table.storage.parameters = options::list(c)?;
        table.storage.parameters.retain(|(name, _)| name != "oids");
    } else {
        c.eat("without oids");
    }
    if c.eat("tablespace") {
        table.storage.tablespace = named_tablespace(c.ident("a tablespace")?.name);
    }
    let clause = match c.word_at(0).as_deref() {
        Some("on") => "CREATE TABLE .. ON COMMIT",
        Some("as") => "CREATE TABLE .. AS",
        _ => return c.finish("the end of the statement"),
    };
    let mut error = unknown(c, start, clause);
    error.label = Some(crate::report::Label { place: c.place(c.here()), text: String::new() });
    Err(error)
}
