//! Rules.

use super::belonging::{self, Kind};
use super::cursor::{Cursor, Ident, Parsed};
use super::fold::{Fold, Relation};
use super::statement::unknown;
use super::{change, text};
use crate::model::{Definition, DefinitionId, Enabled, Expr, ObjectId, Placeholder, QName, Rule, View};
use crate::report::Code;

/// Rules by name.
pub(super) const KIND: Kind = Kind { word: "rule", id: DefinitionId::Rule };

/// `CREATE [OR REPLACE] RULE name AS ON event TO relation [WHERE ..] DO [ALSO | INSTEAD] NOTHING | command | (..)`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, replace: bool) -> Parsed<()> {
    let name = c.ident("a rule's name")?;
    c.expect("as")?;
    c.expect("on")?;
    let event = event(c)?;
    c.expect("to")?;
    let relation = c.name("a table's name")?;
    let relation = belonging::relation_named(fold, c, &relation)?;
    let condition =
        if c.eat("where") { Some(c.expr_until("a condition", |c| c.is_word("do"))?) } else { None };
    c.expect("do")?;
    let instead = c.eat("instead");
    if !instead {
        c.eat("also");
    }
    let commands = commands(c)?;
    if event == "select" {
        return view_rule(fold, c, start, &name, &relation, commands);
    }
    let id = DefinitionId::Rule(relation.clone(), name.name.clone());
    // One that is replaced keeps its comment, and fires as it did.
    let (enabled, comment) = match fold.schema.definitions.get(&id) {
        Some(Definition::Rule(rule)) => (rule.enabled, rule.comment.clone()),
        _ => (Enabled::Origin, None),
    };
    let rule =
        Rule { name: name.name.clone(), relation, event, condition, instead, commands, enabled, comment };
    belonging::add(fold, c, &name, start, replace, Definition::Rule(rule))
}

fn event(c: &mut Cursor<'_>) -> Parsed<String> {
    let events = ["select", "insert", "update", "delete"];
    let found = events.into_iter().find(|word| c.eat(word));
    found.map(str::to_owned).ok_or_else(|| c.expected("`INSERT`, `UPDATE`, `DELETE` or `SELECT`"))
}

/// `NOTHING`, one command, or several in parentheses with semicolons between.
fn commands(c: &mut Cursor<'_>) -> Parsed<Vec<Expr>> {
    if c.eat("nothing") {
        c.finish("the end of the statement")?;
        return Ok(Vec::new());
    }
    let mut ahead = *c;
    let whole = ahead.skip_balanced() && ahead.is_done() && c.kind() == Some(text::Kind::Open);
    if !whole {
        return Ok(vec![c.rest("a command")?]);
    }
    let mut inner = c.group("`(` and commands")?;
    let mut commands = Vec::new();
    loop {
        while inner.eat_kind(text::Kind::Semicolon) {}
        if inner.is_done() {
            return Ok(commands);
        }
        commands.push(inner.expr_until("a command", |c| c.kind() == Some(text::Kind::Semicolon))?);
    }
}

/// `CREATE RULE "_RETURN" AS ON SELECT TO v DO INSTEAD query`: the query of a view, as `pg_dump` writes it where views
/// and functions need each other. A table that gets one becomes a view.
fn view_rule(
    fold: &mut Fold,
    c: &Cursor<'_>,
    start: usize,
    name: &Ident,
    relation: &QName,
    commands: Vec<Expr>,
) -> Parsed<()> {
    let Ok([query]) = <[Expr; 1]>::try_from(commands) else {
        return Err(unknown(c, start, "CREATE RULE ON SELECT"));
    };
    if name.name != "_RETURN" {
        let message = "a rule on `SELECT` is the query of a view, and is called \"_RETURN\"";
        return Err(c.report(Code::Invalid, name.span.clone(), message, ""));
    }
    if let Some(view) = fold.schema.views.get_mut(relation) {
        view.placeholder = Placeholder(super::view::placeholder(&view.query));
        view.query = query;
        return Ok(());
    }
    let Some(table) = fold.schema.tables.get(relation).cloned() else { return Ok(()) };
    change::drop_table(fold, relation, false);
    let mut view = View::new(relation.clone(), query);
    view.columns = table.columns.iter().map(|column| column.name.clone()).collect();
    view.comment = table.comment;
    fold.relations.insert(relation.clone(), Relation::View);
    fold.describe(c, ObjectId::View(relation.clone()), name.span.clone(), c.since(start));
    fold.notes.entry(ObjectId::View(relation.clone())).audience = Some(fold.audience);
    fold.schema.views.insert(relation.clone(), view);
    Ok(())
}

/// `ALTER RULE name ON relation RENAME TO name`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let id = belonging::find(fold, c, &KIND)?;
    if c.eat("rename to") {
        return belonging::rename(fold, c, &id);
    }
    Err(unknown(c, start, "this form of ALTER RULE"))
}

/// `DROP RULE [IF EXISTS] name ON relation`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    belonging::drop(fold, c, &KIND)
}
