//! What `ALTER VIEW`, `ALTER MATERIALIZED VIEW` and `ALTER TABLE` do to a view.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, unknown};
use super::{object, options, queries, role, view};
use crate::model::{ObjectId, QName, View};
use crate::report::{Code, Diagnostic};

/// `action, ..`
pub(super) fn actions(fold: &mut Fold, c: &Cursor<'_>, name: &QName, start: usize) -> Parsed<()> {
    for mut part in c.split_commas() {
        action(fold, &mut part, name, start)?;
    }
    Ok(())
}

fn action(fold: &mut Fold, c: &mut Cursor<'_>, name: &QName, start: usize) -> Parsed<()> {
    if c.eat("owner to") {
        let owner = role::owner(c)?;
        c.finish("`,` or the end of the statement")?;
        object::set_owner(fold, ObjectId::View(name.clone()), owner);
        return Ok(());
    }
    if c.eat("rename") {
        c.eat("column");
        return rename_column(fold, c, name);
    }
    let Some(view) = fold.schema.views.get_mut(name) else { return Ok(()) };
    if c.eat("alter") {
        c.eat("column");
        return column(view, c, start);
    }
    if c.eat("set tablespace") {
        view.tablespace = Some(c.ident("a tablespace")?.name).filter(|name| name != "pg_default");
        c.eat("nowait");
    } else if c.eat("set access method") {
        view.access_method = Some(c.ident("an access method")?.name).filter(|method| method != "heap");
    } else if c.eat("set without cluster") {
        view.clustered = None;
    } else if c.eat("cluster on") {
        let index = c.ident("an index's name")?;
        if !view.indexes.contains_key(&index.name) {
            let known: Vec<String> = view.indexes.keys().cloned().collect();
            return Err(fold.unknown_in(c, name, "index", &index, known));
        }
        view.clustered = Some(index.name);
    } else if c.eat("set") {
        for (name, value) in view::options(c)? {
            view.options.retain(|(known, _)| *known != name);
            view.options.push((name, value));
        }
        view.options.sort();
    } else if c.eat("reset") {
        let reset = options::list(c)?;
        view.options.retain(|(known, _)| !reset.iter().any(|(name, _)| name == known));
    } else {
        return Err(unknown(c, start, "this form of ALTER VIEW"));
    }
    c.finish("`,` or the end of the statement")
}

/// `ALTER COLUMN name SET DEFAULT | DROP DEFAULT | SET STATISTICS | SET STORAGE`.
fn column(view: &mut View, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let _ = if_exists(c);
    let name = c.ident("a column's name")?.name;
    if c.eat("set default") {
        let default = c.rest("an expression")?;
        view.detail(&name, |column| column.default = Some(default));
    } else if c.eat("drop default") {
        view.detail(&name, |column| column.default = None);
    } else if c.eat("set statistics") {
        let target = if c.eat("default") { -1 } else { c.integer("a number")? };
        view.detail(&name, |column| column.statistics = Some(target).filter(|target| *target >= 0));
    } else if c.eat("set storage") {
        let storage = c.label("a kind of storage")?.name;
        view.detail(&name, |column| column.storage = Some(storage).filter(|storage| storage != "default"));
    } else {
        return Err(unknown(c, start, "this form of ALTER VIEW .. ALTER COLUMN"));
    }
    c.finish("`,` or the end of the statement")
}

/// `RENAME [COLUMN] a TO b`: the view is told the names of all its columns from then on.
fn rename_column(fold: &mut Fold, c: &mut Cursor<'_>, name: &QName) -> Parsed<()> {
    let from = c.ident("a column's name")?;
    c.expect("to")?;
    let to = c.ident("the new name")?;
    c.finish("the end of the statement")?;
    let Some(view) = fold.schema.views.get_mut(name) else { return Ok(()) };
    let Some(mut columns) = queries::columns(view) else {
        return Err(Box::new(
            Diagnostic::new(Code::Invalid, format!("the columns of view `{name}` are not known here"))
                .at(c.place(from.span), "renamed here")
                .help("give the view its columns: `CREATE VIEW name (a, b) AS ..`"),
        ));
    };
    let Some(at) = columns.iter().position(|column| *column == from.name) else {
        return Err(fold.unknown_in(c, name, "column", &from, columns));
    };
    if columns.contains(&to.name) {
        let message = format!("view `{name}` has a column `{}` already", to.name);
        return Err(c.report(Code::Duplicate, to.span, &message, ""));
    }
    columns[at].clone_from(&to.name);
    view.columns = columns;
    if let Some(detail) = view.details.remove(&from.name) {
        view.details.insert(to.name.clone(), detail);
    }
    let id = |column: String| ObjectId::Column(name.clone(), column);
    crate::diff::follow(&mut fold.schema, &id(from.name), &id(to.name));
    Ok(())
}
