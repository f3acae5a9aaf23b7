//! Views and materialized views.

use super::cursor::{Cursor, Parsed};
use super::fold::{Fold, Relation};
use super::statement::{drop_list, if_exists, if_not_exists, passed_over, unknown};
use super::{change, options};
use crate::model::{Expr, ObjectId, View};
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
    if prefix.recursive {
        return Err(unknown(c, start, "CREATE RECURSIVE VIEW"));
    }
    let lenient = if_not_exists(c);
    let name = c.name("a view's name")?;
    let columns = if c.kind() == Some(super::text::Kind::Open) { c.column_list()? } else { Vec::new() };
    if c.is_word("using") || c.is_word("tablespace") {
        return Err(unknown(c, start, "USING or TABLESPACE of a materialized view"));
    }
    let mut options = if c.eat("with") { options::list(c)? } else { Vec::new() };
    c.expect("as")?;
    let query = query(c, prefix.materialized, &mut options)?;
    let qname = fold.new_name(&name);
    let existing = fold.schema.views.get(&qname);
    if lenient && fold.relations.contains_key(&qname) {
        return Ok(());
    }
    let replaced = existing.filter(|view| prefix.replace && !view.materialized);
    let comment = replaced.and_then(|view| view.comment.clone());
    if replaced.is_none() {
        fold.claim(c, "view", &qname, name.span.clone(), Relation::View)?;
    }
    let id = ObjectId::View(qname.clone());
    fold.describe(c, id.clone(), name.span, c.since(start));
    fold.notes.entry(id).audience = Some(fold.audience);
    let view = View {
        name: qname.clone(),
        materialized: prefix.materialized,
        columns: columns.into_iter().map(|column| column.name).collect(),
        options,
        query,
        comment,
    };
    fold.schema.views.insert(qname, view);
    Ok(())
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

/// `ALTER [MATERIALIZED] VIEW [IF EXISTS] name RENAME TO | SET SCHEMA | SET (..) | RESET (..) | OWNER TO`.
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
    let Some(view) = fold.schema.views.get_mut(&qname) else { return Ok(()) };
    if c.eat("set") {
        for (name, value) in options::list(c)? {
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
    c.finish("the end of the statement")
}

/// `DROP [MATERIALIZED] VIEW [IF EXISTS] name, .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, materialized: bool) -> Parsed<()> {
    let list = drop_list(c, "a view's name")?;
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
        change::drop_view(fold, &qname, list.cascade);
    }
    Ok(())
}
