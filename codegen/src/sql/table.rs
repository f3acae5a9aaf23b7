//! Tables: `CREATE TABLE` and `DROP TABLE`. `ALTER TABLE` is in `alter`.

use super::constraint::{self, Written};
use super::cursor::{Cursor, Parsed};
use super::fold::{Fold, Relation};
use super::statement::{drop_list, if_not_exists, unknown};
use super::{attach, change, column, table_clause};
use crate::model::{ObjectId, QName, Table};
use crate::report::{Code, Diagnostic};

/// `CREATE [UNLOGGED] TABLE [IF NOT EXISTS] name (columns and constraints)`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, unlogged: bool) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let name = c.name("a table's name")?;
    let qname = fold.new_name(&name);
    if lenient && fold.relations.contains_key(&qname) {
        return Ok(());
    }
    for (clause, statement) in [
        ("of", "CREATE TABLE .. OF"),
        ("partition", "CREATE TABLE .. PARTITION OF"),
        ("as", "CREATE TABLE .. AS"),
    ] {
        if c.is_word(clause) {
            return Err(unknown(c, start, statement));
        }
    }
    let unclosed = c.here();
    let (body, closed) = c.open_group("`(` and the columns")?;
    let mut table = Table { unlogged, ..Table::new(qname.clone()) };
    if let Err(error) = table_clause::read(c, start, &mut table) {
        fold.errors.push(*error);
    }
    let mistakes = fold.errors.iter().count();
    fold.claim(c, "table", &qname, name.span.clone(), Relation::Table)?;
    fold.describe(c, ObjectId::Table(qname.clone()), name.span, c.since(start));
    fold.notes.entry(ObjectId::Table(qname.clone())).audience = Some(fold.audience);

    let mut constraints = Vec::new();
    if !body.is_done() {
        for part in body.split_commas() {
            if let Err(error) = element(fold, part, &mut table, &mut constraints, start) {
                fold.errors.push(*error);
            }
        }
    }
    // A parenthesis that is missing further in shows there.
    if !closed && fold.errors.iter().count() == mistakes {
        fold.errors.push(*c.never_closed(unclosed));
    }
    attach::attach(fold, c, &mut table, constraints);
    fold.schema.tables.insert(qname.clone(), table);
    attach::fill_references(fold, [qname]);
    Ok(())
}

/// A column or a constraint.
fn element(
    fold: &mut Fold,
    mut c: Cursor<'_>,
    table: &mut Table,
    constraints: &mut Vec<Written>,
    statement: usize,
) -> Parsed<()> {
    let start = c.here().start;
    if c.is_word("like") {
        return Err(unknown(&c, statement, "CREATE TABLE .. (LIKE ..)"));
    }
    if c.is_done() {
        return Err(c.expected("a column or a constraint"));
    }
    if constraint::begins(&c) {
        constraints.push(constraint::of_table(&mut c)?);
        return c.finish("`,` or `)`");
    }
    let (ident, read) = column::read(fold, &mut c, &table.name, constraints)?;
    let id = column::id(&table.name, &ident.name);
    if table.columns.contains(&ident.name) {
        return Err(fold.duplicate(&c, "column", &ident.name, ident.span, &id));
    }
    fold.describe(&c, id, ident.span, c.since(start));
    table.columns.push(read);
    Ok(())
}

/// `DROP TABLE [IF EXISTS] name, .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let list = drop_list(c, "a table's name")?;
    let mut dropped: Vec<QName> = Vec::new();
    for name in &list.names {
        match fold.table(c, name) {
            Ok(table) => dropped.push(table),
            Err(error) if !list.lenient => return Err(error),
            Err(_) => {}
        }
    }
    for (table, name) in dropped.iter().zip(&list.names).filter(|_| !list.cascade) {
        let user =
            change::referencing(&fold.schema, table).into_iter().find(|(user, _)| !dropped.contains(user));
        if let Some((user, key)) = user {
            let message = format!(
                "table `{table}` cannot be dropped: foreign key `{key}` of table `{user}` refers to it"
            );
            return Err(Box::new(
                Diagnostic::new(Code::Invalid, message)
                    .at(c.place(name.span.clone()), "")
                    .help("drop the foreign key first, or write CASCADE"),
            ));
        }
    }
    for (table, name) in dropped.iter().zip(&list.names).filter(|_| !list.cascade) {
        let mut users = change::dependents::of_relation(&fold.schema, table);
        users.retain(|user| match user {
            ObjectId::Definition(id) => id.relation().is_none_or(|relation| !dropped.contains(relation)),
            _ => true,
        });
        change::dependents::refuse(c, name.span.clone(), &format!("table `{table}`"), &users)?;
    }
    for table in &dropped {
        change::drop_table(fold, table, list.cascade);
    }
    Ok(())
}
