//! `ALTER TABLE`: what it does to the table. What it does to a column is in `alter_column`.

use super::constraint::Body;
use super::cursor::{Cursor, Ident, Parsed};
use super::fold::{Fold, Relation};
use super::statement::{if_exists, if_not_exists, unknown};
use super::suggest::did_you_mean_keyword;
use super::{
    alter_column, alter_parent, alter_storage, alter_view, attach, belonging, change, column, constraint,
    foreign_table, inherit, not_null, object, role,
};
use crate::model::{Constraint, ConstraintKind, Deferrable, ObjectId, QName};
use crate::report::{Code, Diagnostic};

/// `ALTER TABLE [IF EXISTS] [ONLY] name action, ..`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let lenient = if_exists(c);
    let only = c.eat("only");
    let name = c.name("a table's name")?;
    c.eat_operator("*");
    let (qname, relation) = match fold.relation(c, "table", &name) {
        Ok(found) => found,
        Err(_) if lenient => return Ok(()),
        Err(error) => return Err(error),
    };
    if let Some(to) = change::new_place(fold, c, &qname)? {
        return change::rename_relation(fold, c, &qname, &relation, to);
    }
    // `pg_dump` writes `ALTER TABLE` for views as well.
    let of_view = ["alter", "rename", "set", "reset", "cluster", "owner"];
    if relation == Relation::View && of_view.iter().any(|word| c.is_word(word)) {
        return alter_view::actions(fold, c, &qname, start);
    }
    if relation != Relation::Table {
        let id = super::fold::relation_id(&qname, &relation);
        let message = format!("`{qname}` is not a table but a {}", id.kind());
        return Err(c.report(Code::Invalid, name.span, &message, ""));
    }
    if c.is_done() {
        return Err(c.expected("an action such as `ADD COLUMN`"));
    }
    // A renamed column is no other one.
    let renames = c.is_words("rename");
    let before = (fold.parents.contains(&qname) && !renames)
        .then(|| fold.schema.tables.get(&qname).cloned())
        .flatten();
    for (number, mut part) in c.split_commas().into_iter().enumerate() {
        let from = if number == 0 { start } else { part.here().start };
        if let Err(error) = action(fold, &mut part, &qname, start, from) {
            fold.errors.push(*error);
        }
    }
    attach::fill_references(fold, [qname.clone()]);
    if let Some(before) = before {
        inherit::follow(fold, c, &qname, &before, only);
    }
    Ok(())
}

/// One action; `from` is where its description starts, for comments above it.
fn action(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName, start: usize, from: usize) -> Parsed<()> {
    if c.eat("owner to") {
        let owner = role::owner(c)?;
        c.finish("`,` or the end of the statement")?;
        object::set_owner(fold, ObjectId::Table(table.clone()), owner);
        return Ok(());
    }
    if c.eat("add") {
        if c.is_word("column") || !constraint::begins(c) {
            return add_column(fold, c, table, from);
        }
        let written = constraint::of_table(c)?;
        c.finish("`,` or the end of the statement")?;
        if let Body::NotNull { .. } = &written.body {
            return not_null::add(fold, c, table, written);
        }
        with_table(fold, table, |fold, holder| attach::attach(fold, c, holder, vec![written]));
        return Ok(());
    }
    if c.eat("drop constraint") {
        return drop_constraint(fold, c, table);
    }
    if c.eat("drop") {
        c.eat("column");
        let lenient = if_exists(c);
        let name = c.ident("a column's name")?;
        let cascade = cascade(c)?;
        let known = fold.schema.tables.get(table).is_some_and(|t| t.columns.contains(&name.name));
        return if lenient && !known { Ok(()) } else { change::drop_column(fold, c, table, &name, cascade) };
    }
    if c.eat("alter constraint") {
        return alter_constraint(fold, c, table, start);
    }
    if c.eat("alter") {
        c.eat("column");
        return alter_column::alter(fold, c, table, start);
    }
    if c.eat("validate constraint") {
        return validate(fold, c, table);
    }
    if c.eat("rename constraint") {
        let (from, to) = from_to(c, "a constraint's name")?;
        return change::rename_constraint(fold, c, table, &from, &to);
    }
    if c.eat("rename") {
        c.eat("column");
        let (from, to) = from_to(c, "a column's name")?;
        return rename_column(fold, c, table, &from, &to);
    }
    if alter_storage::alter(fold, c, table)?
        || alter_parent::alter(fold, c, table)?
        || foreign_table::options(fold, c, table)?
        || belonging::enable(fold, c, table, start)?.is_some()
    {
        return Ok(());
    }
    Err(unknown_action(c, start))
}

fn unknown_action(c: &Cursor<'_>, start: usize) -> Box<Diagnostic> {
    const LATER: &[&str] = &["enable", "disable"];
    let here = c.here();
    match LATER.iter().find(|words| c.is_words(words)) {
        Some(words) => {
            let mut error = unknown(c, start, &format!("ALTER TABLE .. {}", words.to_uppercase()));
            error.label = Some(crate::report::Label { place: c.place(here), text: String::new() });
            error
        }
        None => c.expected("an action such as `ADD COLUMN`, `DROP COLUMN`, `ALTER COLUMN` or `RENAME`"),
    }
}

/// Takes a table out of the schema while it is changed together with the rest.
fn with_table(fold: &mut Fold, name: &QName, change: impl FnOnce(&mut Fold, &mut crate::model::Table)) {
    if let Some(mut table) = fold.schema.tables.remove(name) {
        change(fold, &mut table);
        fold.schema.tables.insert(name.clone(), table);
    }
}

/// In the table, and in those that have the column from it.
fn rename_column(fold: &mut Fold, c: &Cursor<'_>, table: &QName, from: &Ident, to: &Ident) -> Parsed<()> {
    change::rename_column(fold, c, table, from, to)?;
    if fold.parents.contains(table) {
        for child in inherit::children(&fold.schema, table) {
            if fold.schema.tables.get(&child).is_some_and(|child| child.columns.contains(&from.name)) {
                rename_column(fold, c, &child, from, to)?;
            }
        }
    }
    Ok(())
}

fn from_to(c: &mut Cursor<'_>, what: &str) -> Parsed<(Ident, Ident)> {
    let from = c.ident(what)?;
    c.expect("to")?;
    let to = c.ident(what)?;
    c.finish("the end of the statement")?;
    Ok((from, to))
}

fn cascade(c: &mut Cursor<'_>) -> Parsed<bool> {
    let cascade = c.eat("cascade");
    if !cascade {
        c.eat("restrict");
    }
    c.finish("`CASCADE`, `,` or the end of the statement")?;
    Ok(cascade)
}

/// `ADD COLUM x int`: a slip, and not a column `colum` of a type `x`.
fn misspelt(c: &Cursor<'_>) -> Option<Box<Diagnostic>> {
    let word = c.word_at(0).filter(|word| word != "column")?;
    let third = c.word_at(2)?;
    let help = did_you_mean_keyword(&word, ["column", "constraint"])?;
    let clause =
        ["not", "null", "default", "check", "unique", "primary", "references", "generated", "collate"];
    if clause.contains(&third.as_str()) {
        return None;
    }
    let mut error = c.expected("`COLUMN` or `CONSTRAINT`");
    error.help = Some(help);
    Some(error)
}

fn add_column(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName, from: usize) -> Parsed<()> {
    if let Some(error) = misspelt(c) {
        return Err(error);
    }
    c.eat("column");
    let lenient = if_not_exists(c);
    let mut ahead = *c;
    let name = ahead.ident("a column's name")?;
    if fold.schema.tables.get(table).is_some_and(|t| t.columns.contains(&name.name)) {
        let id = column::id(table, &name.name);
        return if lenient { Ok(()) } else { Err(fold.duplicate(c, "column", &name.name, name.span, &id)) };
    }
    let mut constraints = Vec::new();
    let (ident, read) = column::read(fold, c, table, &mut constraints)?;
    fold.describe(c, column::id(table, &ident.name), ident.span, c.since(from));
    with_table(fold, table, |fold, holder| {
        holder.columns.push(read);
        attach::attach(fold, c, holder, constraints);
    });
    Ok(())
}

fn unknown_constraint(fold: &Fold, c: &Cursor<'_>, table: &QName, name: &Ident) -> Box<Diagnostic> {
    let known = fold.schema.tables.get(table);
    let known = known.into_iter().flat_map(|t| t.constraints.keys());
    fold.unknown_in(c, table, "constraint", name, known)
}

fn constraint_of<'f>(fold: &'f mut Fold, table: &QName, name: &str) -> Option<&'f mut Constraint> {
    fold.schema.tables.get_mut(table)?.constraints.get_mut(name)
}

/// `DROP CONSTRAINT [IF EXISTS] name [CASCADE]`. Columns of a primary key stay `NOT NULL`.
fn drop_constraint(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName) -> Parsed<()> {
    let lenient = if_exists(c);
    let name = c.ident("a constraint's name")?;
    let cascade = cascade(c)?;
    if let Some(column) = not_null::column(fold, table, &name.name) {
        return alter_column::drop_not_null(fold, c, table, &Ident { name: column, span: name.span });
    }
    let Some(constraint) = constraint_of(fold, table, &name.name).cloned() else {
        return if lenient { Ok(()) } else { Err(unknown_constraint(fold, c, table, &name)) };
    };
    let users = change::depends_on_key(&fold.schema, table, &constraint);
    if let Some((user, key)) = users.first().filter(|_| !cascade) {
        let message = format!(
            "constraint `{}` cannot be dropped: foreign key `{key}` of table `{user}` needs it",
            name.name
        );
        return Err(Box::new(
            Diagnostic::new(Code::Invalid, message)
                .at(c.place(name.span), "")
                .help("drop the foreign key first, or write CASCADE"),
        ));
    }
    for (user, key) in users {
        change::drop_constraint(fold, &user, &key);
    }
    change::drop_constraint(fold, table, &name.name);
    Ok(())
}

fn alter_constraint(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName, start: usize) -> Parsed<()> {
    let name = c.ident("a constraint's name")?;
    if let Some(column) = not_null::column(fold, table, &name.name) {
        let no_inherit = c.eat("no inherit");
        if !no_inherit {
            c.expect("inherit")?;
        }
        not_null::change(fold, table, &column, |not_null| not_null.no_inherit = no_inherit);
        return c.finish("`,` or the end of the statement");
    }
    let error = unknown_constraint(fold, c, table, &name);
    let Some(constraint) = constraint_of(fold, table, &name.name) else { return Err(error) };
    let ConstraintKind::ForeignKey(key) = &mut constraint.kind else {
        return Err(unknown(c, start, "ALTER CONSTRAINT of what is no foreign key"));
    };
    let mut deferrable = Deferrable::No;
    let (mut timed, mut any) = (false, false);
    loop {
        if constraint::deferrable(c, &mut deferrable) {
            timed = true;
        } else if c.eat("not enforced") {
            key.not_enforced = true;
            key.not_valid = false;
            any = true;
        } else if c.eat("enforced") {
            // What becomes enforced is checked there and then.
            key.not_valid &= !key.not_enforced;
            key.not_enforced = false;
            any = true;
        } else {
            break;
        }
    }
    if !any && !timed {
        return Err(unknown(c, start, "this form of ALTER CONSTRAINT"));
    }
    if timed {
        key.deferrable = deferrable;
    }
    c.finish("`,` or the end of the statement")
}

/// `VALIDATE CONSTRAINT name`.
fn validate(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName) -> Parsed<()> {
    let name = c.ident("a constraint's name")?;
    c.finish("`,` or the end of the statement")?;
    if let Some(column) = not_null::column(fold, table, &name.name) {
        not_null::change(fold, table, &column, |not_null| not_null.not_valid = false);
        return Ok(());
    }
    let error = unknown_constraint(fold, c, table, &name);
    match constraint_of(fold, table, &name.name).map(|constraint| &mut constraint.kind) {
        Some(ConstraintKind::Check(check)) => check.not_valid = false,
        Some(ConstraintKind::ForeignKey(key)) => key.not_valid = false,
        Some(ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclusion(_)) => {
            let message = format!("constraint `{}` has nothing to validate", name.name);
            return Err(c.report(Code::Invalid, name.span, &message, "not a check or foreign key"));
        }
        None => return Err(error),
    }
    Ok(())
}
