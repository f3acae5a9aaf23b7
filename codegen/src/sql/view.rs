//! Views and materialized views.

use super::cursor::{Cursor, Parsed};
use super::fold::{Fold, Relation};
use super::statement::{drop_list, if_exists, if_not_exists, passed_over, unknown};
use super::{alter_view, change, options};
use crate::ddl;
use crate::model::{Expr, ObjectId, Placeholder, View};
use crate::report::Code;

/// What stands before `VIEW`.
#[derive(Clone, Copy)]
pub(super) struct Prefix {
    pub(super) replace: bool,
    pub(super) materialized: bool,
    pub(super) recursive: bool,
}

/// `CREATE .. VIEW [IF NOT EXISTS] name [(columns)] [WITH (options)] AS query ..`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, prefix: Prefix) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let name = c.name("a view's name")?;
    let columns = if c.kind() == Some(super::text::Kind::Open) { c.column_list()? } else { Vec::new() };
    if prefix.recursive && columns.is_empty() {
        return Err(c.expected("`(` and the columns of the recursive view"));
    }
    let access_method = method(c, prefix.materialized)?;
    let mut options = if c.eat("with") { self::options(c)? } else { Vec::new() };
    let tablespace = tablespace(c, prefix.materialized)?;
    c.expect("as")?;
    let mut query = query(c, prefix.materialized, &mut options)?;
    let columns: Vec<String> = columns.into_iter().map(|column| column.name).collect();
    if prefix.recursive {
        query = recursive(&name.name, &columns, &query);
    }
    let qname = fold.new_name(&name);
    let existing = fold.schema.views.get(&qname);
    if lenient && fold.relations.contains_key(&qname) {
        return Ok(());
    }
    // What is said of it and its columns stays when it is replaced; its options are those of the new one.
    let replaced = existing.filter(|view| prefix.replace && !view.materialized).cloned();
    let placeholder = Placeholder(replaced.as_ref().and_then(|view| placeholder(&view.query)));
    if replaced.is_none() {
        fold.claim(c, "view", &qname, name.span.clone(), Relation::View)?;
    }
    let id = ObjectId::View(qname.clone());
    fold.describe(c, id.clone(), name.span, c.since(start));
    fold.notes.entry(id).audience = Some(fold.audience);
    let (materialized, kept) = (prefix.materialized, View::new(qname.clone(), query.clone()));
    let kept = replaced.unwrap_or(kept);
    let view = View { materialized, columns, options, query, access_method, tablespace, placeholder, ..kept };
    fold.schema.views.insert(qname, view);
    Ok(())
}

/// The query that `pg_dump` gives a view until what it needs is there: columns of nothing.
pub(super) fn placeholder(query: &Expr) -> Option<Expr> {
    let nothing = query.canonical.starts_with("select null ::") && !query.canonical.contains(" from ");
    nothing.then(|| query.clone())
}

/// `USING method`, of a materialized view. `heap` is what there is by itself.
fn method(c: &mut Cursor<'_>, materialized: bool) -> Parsed<Option<String>> {
    if !(materialized && c.eat("using")) {
        return Ok(None);
    }
    Ok(Some(c.ident("an access method")?.name).filter(|method| method != "heap"))
}

/// `TABLESPACE name`, of a materialized view.
fn tablespace(c: &mut Cursor<'_>, materialized: bool) -> Parsed<Option<String>> {
    if !(materialized && c.eat("tablespace")) {
        return Ok(None);
    }
    Ok(Some(c.ident("a tablespace")?.name).filter(|name| name != "pg_default"))
}

/// Options; those that are true or false in one spelling.
pub(super) fn options(c: &mut Cursor<'_>) -> Parsed<Vec<(String, String)>> {
    let mut options = options::list(c)?;
    for (name, value) in &mut options {
        if matches!(name.as_str(), "security_barrier" | "security_invoker") {
            let on = ["true", "on", "yes", "t", "y", "1"].contains(&value.to_ascii_lowercase().as_str());
            on.to_string().clone_into(value);
        }
    }
    Ok(options)
}

/// What PostgreSQL makes of `CREATE RECURSIVE VIEW`.
fn recursive(name: &str, columns: &[String], query: &Expr) -> Expr {
    let (name, columns) = (ddl::idents(&[name.to_owned()]), ddl::idents(columns));
    let text = &query.text;
    super::expr(&format!("WITH RECURSIVE {name}({columns}) AS (\n{text}\n) SELECT {columns} FROM {name}"))
}

/// The query, without the `WITH ..` that may close it. `WITH NO DATA` says what rows there are at first, which is
/// no part of a schema.
fn query(c: &mut Cursor<'_>, materialized: bool, options: &mut Vec<(String, String)>) -> Parsed<Expr> {
    let closing = |c: &Cursor<'_>| {
        ["with data", "with no data"].iter().any(|words| materialized && c.is_words(words))
            || ["with check option", "with cascaded check option", "with local check option"]
                .iter()
                .any(|words| c.is_words(words))
    };
    if !["select", "with", "values", "table"].iter().any(|word| c.is_word(word))
        && c.kind() != Some(super::text::Kind::Open)
    {
        return Err(c.expected("a query"));
    }
    let query = c.expr_until("a query", closing)?;
    if c.eat("with local check option") {
        options.push(("check_option".to_owned(), "local".to_owned()));
    } else if c.eat("with cascaded check option") || c.eat("with check option") {
        options.push(("check_option".to_owned(), "cascaded".to_owned()));
    } else if !c.eat("with data") {
        c.eat("with no data");
    }
    options.sort();
    c.finish("the end of the statement")?;
    Ok(query)
}

/// `ALTER [MATERIALIZED] VIEW [IF EXISTS] name RENAME .. | SET SCHEMA | action, ..`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let lenient = if_exists(c);
    let name = c.name("a view's name")?;
    if passed_over(c) {
        return Ok(());
    }
    let Some(qname) = fold.find(&name, |n| fold.schema.views.contains_key(n)) else {
        return if lenient { Ok(()) } else { Err(fold.unknown(c, "view", &name, fold.schema.views.keys())) };
    };
    if c.is_words("rename to") || c.is_words("set schema") {
        let to = change::new_place(fold, c, &qname)?.unwrap_or_else(|| qname.clone());
        return change::rename_relation(fold, c, &qname, &Relation::View, to);
    }
    if c.is_done() {
        return Err(unknown(c, start, "this form of ALTER VIEW"));
    }
    alter_view::actions(fold, c, &qname, start)
}

/// `DROP [MATERIALIZED] VIEW [IF EXISTS] name, .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, materialized: bool) -> Parsed<()> {
    let list = drop_list(c, "a view's name")?;
    let mut dropped = Vec::new();
    for name in &list.names {
        let Some(qname) = fold.find(name, |n| fold.schema.views.contains_key(n)) else {
            if list.lenient {
                continue;
            }
            return Err(fold.unknown(c, "view", name, fold.schema.views.keys()));
        };
        if fold.schema.views.get(&qname).is_some_and(|view| view.materialized != materialized) {
            let word = if materialized { "DROP VIEW" } else { "DROP MATERIALIZED VIEW" };
            let message = format!("view `{qname}` is dropped by `{word}`");
            return Err(c.report(Code::Invalid, name.span.clone(), &message, ""));
        }
        dropped.push((qname, name.span.clone()));
    }
    for (view, span) in dropped.iter().filter(|_| !list.cascade) {
        let mut users = change::dependents::of_relation(&fold.schema, view);
        users.retain(|user| match user {
            ObjectId::View(user) => dropped.iter().all(|(other, _)| other != user),
            _ => true,
        });
        change::dependents::refuse(c, span.clone(), &format!("view `{view}`"), &users)?;
    }
    for (view, _) in dropped {
        change::drop_view(fold, &view, list.cascade);
    }
    Ok(())
}
