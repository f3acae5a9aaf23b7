//! Triggers.

use std::collections::BTreeSet;

use super::belonging::{self, Kind};
use super::cursor::{Cursor, Parsed};
use super::fold::{Fold, Relation};
use super::statement::unknown;
use super::{constraint, fold, text};
use crate::model::{
    ConstraintTrigger, Deferrable, Definition, DefinitionId, Enabled, Expr, QName, Trigger, TriggerEvent,
    TriggerTiming,
};
use crate::report::Code;

/// Triggers by name.
pub(super) const KIND: Kind = Kind { word: "trigger", id: DefinitionId::Trigger };

/// What fires a trigger, as written.
struct Events {
    events: BTreeSet<TriggerEvent>,
    columns: Vec<super::cursor::Ident>,
}

/// `CREATE [OR REPLACE] [CONSTRAINT] TRIGGER name timing events ON relation .. EXECUTE FUNCTION f(..)`.
pub(super) fn create(
    fold: &mut Fold,
    c: &mut Cursor<'_>,
    start: usize,
    replace: bool,
    constraint: bool,
) -> Parsed<()> {
    if replace && constraint {
        return Err(c.report(
            Code::Invalid,
            c.since(start),
            "a constraint trigger cannot be replaced",
            "PostgreSQL refuses `OR REPLACE` here",
        ));
    }
    let name = c.ident("a trigger's name")?;
    let timing = timing(c)?;
    let Events { events, columns } = events(c)?;
    let relation = belonging::relation(fold, c)?;
    let constraint = if constraint { Some(constraint_part(fold, c)?) } else { None };
    let (old_table, new_table) = transition_tables(c)?;
    let for_each_row = c.eat("for each row") || c.eat("for row");
    if !for_each_row && !c.eat("for each statement") {
        c.eat("for statement");
    }
    let when = if c.eat("when") { Some(c.parenthesised("a condition")?) } else { None };
    if !c.eat("execute function") && !c.eat("execute procedure") {
        return Err(c.expected("`EXECUTE FUNCTION`"));
    }
    let function = c.any_name("a function's name")?;
    let arguments = arguments(c)?;
    c.finish("the end of the statement")?;
    let columns = known_columns(fold, c, &relation, columns)?;
    let function = belonging::function(fold, &function);
    let id = DefinitionId::Trigger(relation.clone(), name.name.clone());
    let replaced = fold.schema.definitions.get(&id);
    if let Some(Definition::Trigger(existing)) = replaced
        && existing.constraint.is_some()
        && replace
    {
        return Err(c.report(Code::Invalid, name.span, "a constraint trigger cannot be replaced", ""));
    }
    // Its comment stays; that it was disabled does not.
    let comment = replaced.and_then(Definition::comment).cloned();
    let trigger = Trigger {
        name: name.name.clone(),
        relation,
        timing,
        events,
        columns,
        for_each_row,
        constraint,
        old_table,
        new_table,
        when,
        function,
        arguments,
        enabled: Enabled::Origin,
        comment,
    };
    belonging::add(fold, c, &name, start, replace, Definition::Trigger(trigger))
}

fn timing(c: &mut Cursor<'_>) -> Parsed<TriggerTiming> {
    if c.eat("before") {
        Ok(TriggerTiming::Before)
    } else if c.eat("after") {
        Ok(TriggerTiming::After)
    } else if c.eat("instead of") {
        Ok(TriggerTiming::InsteadOf)
    } else {
        Err(c.expected("`BEFORE`, `AFTER` or `INSTEAD OF`"))
    }
}

/// `INSERT OR UPDATE OF a, b OR ..`.
fn events(c: &mut Cursor<'_>) -> Parsed<Events> {
    let mut read = Events { events: BTreeSet::new(), columns: Vec::new() };
    loop {
        let at = c.here();
        let event = if c.eat("insert") {
            TriggerEvent::Insert
        } else if c.eat("delete") {
            TriggerEvent::Delete
        } else if c.eat("update") {
            TriggerEvent::Update
        } else if c.eat("truncate") {
            TriggerEvent::Truncate
        } else {
            return Err(c.expected("`INSERT`, `UPDATE`, `DELETE` or `TRUNCATE`"));
        };
        if event == TriggerEvent::Update && c.eat("of") {
            read.columns.push(c.ident("a column's name")?);
            while c.eat_kind(text::Kind::Comma) {
                read.columns.push(c.ident("a column's name")?);
            }
        }
        if !read.events.insert(event) {
            return Err(c.report(Code::Syntax, at, "a trigger names each event once", ""));
        }
        if !c.eat("or") {
            return Ok(read);
        }
    }
}

/// `[FROM table] [NOT DEFERRABLE | DEFERRABLE ..]`.
fn constraint_part(fold: &Fold, c: &mut Cursor<'_>) -> Parsed<ConstraintTrigger> {
    let from = if c.eat("from") {
        let name = c.name("a table's name")?;
        Some(belonging::relation_named(fold, c, &name)?)
    } else {
        None
    };
    let mut deferrable = Deferrable::No;
    while constraint::deferrable(c, &mut deferrable) {}
    Ok(ConstraintTrigger { deferrable, from })
}

/// `REFERENCING OLD TABLE AS a NEW TABLE AS b`, in any order.
fn transition_tables(c: &mut Cursor<'_>) -> Parsed<(Option<String>, Option<String>)> {
    let (mut old, mut new) = (None, None);
    if !c.eat("referencing") {
        return Ok((old, new));
    }
    loop {
        let slot = if c.eat("old table") {
            &mut old
        } else if c.eat("new table") {
            &mut new
        } else {
            break;
        };
        c.eat("as");
        *slot = Some(c.ident("a name for the rows")?.name);
    }
    if old.is_none() && new.is_none() {
        Err(c.expected("`OLD TABLE` or `NEW TABLE`"))
    } else {
        Ok((old, new))
    }
}

/// The literal arguments: strings, and words or numbers that stand for themselves.
fn arguments(c: &mut Cursor<'_>) -> Parsed<Vec<String>> {
    let inner = c.group("`(` and the arguments")?;
    if inner.is_done() {
        return Ok(Vec::new());
    }
    let read = |mut part: Cursor<'_>| {
        let argument = match part.kind() {
            Some(text::Kind::String | text::Kind::Dollar) => part.string("a string")?,
            Some(text::Kind::Number) => part.bump().map(|t| part.text(t).to_owned()).unwrap_or_default(),
            _ => part.label("a string, number or word")?.name,
        };
        part.finish("`,` or `)`")?;
        Ok(argument)
    };
    inner.split_commas().into_iter().map(read).collect()
}

/// The columns after `UPDATE OF`; a table has to have them.
fn known_columns(
    fold: &Fold,
    c: &Cursor<'_>,
    relation: &QName,
    columns: Vec<super::cursor::Ident>,
) -> Parsed<Vec<String>> {
    if fold.relations.get(relation) == Some(&Relation::Table) {
        let known = fold.schema.tables.get(relation).map(|table| &table.columns);
        let missing = columns.iter().find(|column| known.is_some_and(|known| !known.contains(&column.name)));
        if let Some(column) = missing {
            let names =
                known.into_iter().flat_map(|columns| columns.iter()).map(|column| column.name.as_str());
            return Err(fold::unknown_column(c, relation, column, names));
        }
    }
    Ok(columns.into_iter().map(|column| column.name).collect())
}

/// `ALTER TRIGGER name ON relation RENAME TO name`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let id = belonging::find(fold, c, &KIND)?;
    if c.eat("rename to") {
        return belonging::rename(fold, c, &id);
    }
    Err(unknown(c, start, "this form of ALTER TRIGGER"))
}

/// `DROP TRIGGER [IF EXISTS] name ON relation`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    belonging::drop(fold, c, &KIND)
}

/// Whether a trigger needs a column of its relation.
pub(super) fn uses(trigger: &Trigger, column: &str) -> bool {
    let in_when = |when: &Expr| {
        let sites = super::names::sites(&when.canonical);
        sites.iter().any(|site| matches!(site.names().as_slice(), ["new" | "old", name] if *name == column))
    };
    trigger.columns.iter().any(|name| name == column) || trigger.when.as_ref().is_some_and(in_when)
}
