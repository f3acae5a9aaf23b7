//! `ALTER TABLE`: where and how rows are kept, how they are replicated, whether policies count.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::{change, options};
use crate::model::{QName, ReplicaIdentity, Table};

/// Reads one of those actions; `false` when another one comes.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, name: &QName) -> Parsed<bool> {
    if c.is_words("replica identity") {
        return replica_identity(fold, c, name).map(|()| true);
    }
    if c.eat("cluster on") {
        let index = change::index_of_table(fold, c, name)?;
        change(fold, name, |table| table.cluster_on = Some(index));
        return end(c);
    }
    let Some(change) = plain(c)? else { return Ok(false) };
    self::change(fold, name, change);
    end(c)
}

type Change = Box<dyn FnOnce(&mut Table)>;

/// The actions that name nothing else.
fn plain(c: &mut Cursor<'_>) -> Parsed<Option<Change>> {
    let change: Change = if c.eat("enable row level security") {
        Box::new(|table| table.row_security.enabled = true)
    } else if c.eat("disable row level security") {
        Box::new(|table| table.row_security.enabled = false)
    } else if c.eat("force row level security") {
        Box::new(|table| table.row_security.forced = true)
    } else if c.eat("no force row level security") {
        Box::new(|table| table.row_security.forced = false)
    } else if c.eat("set unlogged") {
        Box::new(|table| table.unlogged = true)
    } else if c.eat("set logged") {
        Box::new(|table| table.unlogged = false)
    } else if c.eat("set without cluster") {
        Box::new(|table| table.cluster_on = None)
    } else if c.eat("set without oids") {
        Box::new(|_| {})
    } else if c.eat("set tablespace") {
        let tablespace = c.ident("a tablespace")?.name;
        Box::new(|table| table.storage.tablespace = named_tablespace(tablespace))
    } else if c.eat("set access method") {
        let method = if c.eat("default") { None } else { Some(c.ident("an access method")?.name) };
        Box::new(|table| table.storage.method = method.and_then(named_method))
    } else if c.eat("set") {
        let set = options::list(c)?;
        Box::new(|table| change_parameters(&mut table.storage.parameters, set))
    } else if c.eat("reset") {
        let reset = options::list(c)?;
        Box::new(move |table| reset_parameters(&mut table.storage.parameters, &reset))
    } else {
        return Ok(None);
    };
    Ok(Some(change))
}

/// `pg_default` is the database's own, unless somebody made the database elsewhere.
pub(super) fn named_tablespace(name: String) -> Option<String> {
    Some(name).filter(|name| name != "pg_default")
}

/// `heap` is what a table has anyway.
pub(super) fn named_method(name: String) -> Option<String> {
    Some(name).filter(|name| name != "heap")
}

/// `SET (name = value, ..)` over what there was.
pub(super) fn change_parameters(parameters: &mut Vec<(String, String)>, set: Vec<(String, String)>) {
    for (name, value) in set {
        parameters.retain(|(known, _)| *known != name);
        parameters.push((name, value));
    }
    parameters.sort();
}

/// `RESET (name, ..)`.
pub(super) fn reset_parameters(parameters: &mut Vec<(String, String)>, reset: &[(String, String)]) {
    parameters.retain(|(known, _)| !reset.iter().any(|(name, _)| name == known));
}

fn replica_identity(fold: &mut Fold, c: &mut Cursor<'_>, name: &QName) -> Parsed<()> {
    c.expect("replica identity")?;
    let identity = if c.eat("default") {
        ReplicaIdentity::Default
    } else if c.eat("nothing") {
        ReplicaIdentity::Nothing
    } else if c.eat("full") {
        ReplicaIdentity::Full
    } else if c.eat("using index") {
        ReplicaIdentity::Index(change::index_of_table(fold, c, name)?)
    } else {
        return Err(c.expected("`DEFAULT`, `NOTHING`, `FULL` or `USING INDEX`"));
    };
    change(fold, name, |table| table.replica_identity = identity);
    c.finish("`,` or the end of the statement")
}

fn change(fold: &mut Fold, name: &QName, change: impl FnOnce(&mut Table)) {
    if let Some(table) = fold.schema.tables.get_mut(name) {
        change(table);
    }
}

fn end(c: &Cursor<'_>) -> Parsed<bool> {
    c.finish("`,` or the end of the statement").map(|()| true)
}
