//! `ALTER TABLE .. ALTER COLUMN`.

use super::cursor::{Cursor, Ident, Parsed};
use super::fold::{Fold, Relation};
use super::sequence::{self, Said};
use super::statement::{if_exists, unknown};
use super::text::Kind;
use super::{alter_storage, column, element, not_null, options};
use crate::model::{Column, IdentityMode, NotNull, QName};
use crate::report::Code;

/// `name action`, after `ALTER COLUMN`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName, start: usize) -> Parsed<()> {
    let name = c.ident("a column's name")?;
    if column_of(fold, table, &name).is_none() {
        return Err(fold.unknown_column(c, table, &name));
    }
    if c.eat("type") || c.eat("set data type") {
        change_type(fold, c, table, &name)
    } else if c.eat("set default") {
        let default = c.rest("an expression")?;
        change(fold, table, &name, |column| column.default = Some(default));
        Ok(())
    } else if c.eat("drop default") {
        change(fold, table, &name, |column| column.default = None);
        c.finish("`,` or the end of the statement")
    } else if c.eat("set not null") {
        change(fold, table, &name, not_null::set);
        c.finish("`,` or the end of the statement")
    } else if c.eat("drop not null") {
        c.finish("`,` or the end of the statement")?;
        drop_not_null(fold, c, table, &name)
    } else if c.is_words("set expression") || c.is_words("drop expression") {
        expression(fold, c, table, &name)
    } else if storage(fold, c, table, &name)? {
        c.finish("`,` or the end of the statement")
    } else {
        identity(fold, c, table, &name, start)
    }
}

/// `SET STORAGE`, `SET COMPRESSION`, `SET STATISTICS`, `SET (..)`, `RESET (..)`, `OPTIONS (..)`; `false` when something
/// else comes.
fn storage(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName, name: &Ident) -> Parsed<bool> {
    let Some(mut column) = column_of(fold, table, name).cloned() else { return Ok(false) };
    let opens = |c: &Cursor<'_>| c.peek_at(1).is_some_and(|token| token.kind == Kind::Open);
    if c.eat("set storage") {
        column.storage.mode = column::storage_mode(c, &column.ty)?;
    } else if c.eat("set compression") {
        column.storage.compression = column::compression(c)?;
    } else if c.eat("set statistics") {
        column.storage.statistics = statistics(c)?;
    } else if c.is_word("set") && opens(c) {
        c.bump();
        alter_storage::change_parameters(&mut column.storage.options, options::list(c)?);
    } else if c.is_word("reset") && opens(c) {
        c.bump();
        alter_storage::reset_parameters(&mut column.storage.options, &options::list(c)?);
    } else if c.eat("options") {
        options::change_foreign(c, &mut column.foreign_options)?;
    } else {
        return Ok(false);
    }
    change(fold, table, name, |old| *old = column);
    Ok(true)
}

/// A target for statistics; `-1` and `DEFAULT` are none.
pub(super) fn statistics(c: &mut Cursor<'_>) -> Parsed<Option<i32>> {
    if c.eat("default") {
        return Ok(None);
    }
    let target = c.integer("a number from 0 to 10000")?;
    // The server takes what is too much for the most.
    Ok(i32::try_from(target.min(10_000)).ok().filter(|target| *target >= 0))
}

fn column_of<'f>(fold: &'f mut Fold, table: &QName, name: &Ident) -> Option<&'f mut Column> {
    fold.schema.tables.get_mut(table)?.columns.get_mut(&name.name)
}

fn change(fold: &mut Fold, table: &QName, name: &Ident, change: impl FnOnce(&mut Column)) {
    if let Some(column) = column_of(fold, table, name) {
        change(column);
    }
}

/// `TYPE type [COLLATE c] [USING e]`. Without `COLLATE` the type's own collation comes back.
fn change_type(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName, name: &Ident) -> Parsed<()> {
    let ty = fold.read_type(c)?;
    let collation = if c.eat("collate") { Some(element::collation(c)?) } else { None };
    if c.eat("using") {
        c.rest("an expression")?;
    }
    c.finish("`COLLATE`, `USING` or the end of the action")?;
    change(fold, table, name, |column| {
        column.ty = ty;
        column.collation = collation;
        // As the server does (`ATExecAlterColumnType`).
        column.storage.mode = None;
        column.storage.compression = None;
    });
    Ok(())
}

/// Refused for the columns of a primary key and for identity columns, as the server does.
pub(super) fn drop_not_null(fold: &mut Fold, c: &Cursor<'_>, table: &QName, name: &Ident) -> Parsed<()> {
    let Some(holder) = fold.schema.tables.get_mut(table) else { return Ok(()) };
    let in_key = holder.primary_key().is_some_and(|(_, key)| key.columns.contains(&name.name));
    let Some(column) = holder.columns.get_mut(&name.name) else { return Ok(()) };
    if in_key || column.identity.is_some() {
        let why = if in_key { "is in the primary key" } else { "is an identity column" };
        let message = format!("column `{table}.{}` cannot be null: it {why}", name.name);
        return Err(c.report(Code::Invalid, name.span.clone(), &message, ""));
    }
    column.not_null = false;
    column.not_null_constraint = NotNull::default();
    Ok(())
}

/// `SET EXPRESSION AS (e)` and `DROP EXPRESSION [IF EXISTS]`.
fn expression(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName, name: &Ident) -> Parsed<()> {
    let generated = column_of(fold, table, name).is_some_and(|column| column.generated.is_some());
    let not_generated = |c: &Cursor<'_>| {
        let message = format!("column `{table}.{}` is not a generated column", name.name);
        c.report(Code::Invalid, name.span.clone(), &message, "")
    };
    if c.eat("drop expression") {
        let lenient = if_exists(c);
        c.finish("`,` or the end of the statement")?;
        if !generated && !lenient {
            return Err(not_generated(c));
        }
        change(fold, table, name, |column| column.generated = None);
        return Ok(());
    }
    c.expect("set expression as")?;
    let expr = c.parenthesised("an expression")?;
    c.finish("`,` or the end of the statement")?;
    if !generated {
        return Err(not_generated(c));
    }
    change(fold, table, name, |column| {
        if let Some(generated) = &mut column.generated {
            generated.expr = expr;
        }
    });
    Ok(())
}

/// `ADD GENERATED .. AS IDENTITY`, `SET GENERATED ..`, `SET START ..`, `RESTART`, `DROP IDENTITY`.
fn identity(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName, name: &Ident, start: usize) -> Parsed<()> {
    if c.eat("add generated") {
        let mode = mode(c)?;
        c.expect("as identity")?;
        let options = column::identity_options(c)?;
        c.finish("`,` or the end of the statement")?;
        let Some(mut column) = column_of(fold, table, name).cloned() else { return Ok(()) };
        if column.identity.is_some() {
            let message = format!("column `{table}.{}` is an identity column already", name.name);
            return Err(c.report(Code::Duplicate, name.span.clone(), &message, ""));
        }
        column::identity(fold, table, &mut column, mode, &options);
        change(fold, table, name, |old| *old = column);
        return Ok(());
    }
    let is_identity = column_of(fold, table, name).is_some_and(|column| column.identity.is_some());
    let not_identity = |c: &Cursor<'_>| {
        let message = format!("column `{table}.{}` is not an identity column", name.name);
        c.report(Code::Invalid, name.span.clone(), &message, "")
    };
    if c.eat("drop identity") {
        let lenient = if_exists(c);
        c.finish("`,` or the end of the statement")?;
        if !is_identity && !lenient {
            return Err(not_identity(c));
        }
        // The column stays NOT NULL.
        change(fold, table, name, |column| column.identity = None);
        let identity = Relation::Identity(table.clone(), name.name.clone());
        fold.relations.retain(|_, relation| *relation != identity);
        return Ok(());
    }
    let mut said = Said::default();
    let mut new_mode = None;
    let first = c.position();
    while !c.is_done() {
        let before = c.position();
        if c.eat("set generated") {
            new_mode = Some(mode(c)?);
        }
        sequence::options(c, &mut said, true)?;
        if c.position() == before {
            break;
        }
    }
    if c.position() == first || !c.is_done() {
        return Err(unsupported(c, start));
    }
    if !is_identity {
        return Err(not_identity(c));
    }
    sequence::change_identity(fold, table, &name.name, &said);
    change(fold, table, name, |column| {
        if let (Some(identity), Some(mode)) = (&mut column.identity, new_mode) {
            identity.mode = mode;
        }
    });
    Ok(())
}

fn mode(c: &mut Cursor<'_>) -> Parsed<IdentityMode> {
    if c.eat("always") {
        return Ok(IdentityMode::Always);
    }
    c.expect("by default")?;
    Ok(IdentityMode::ByDefault)
}

fn unsupported(c: &Cursor<'_>, start: usize) -> Box<crate::report::Diagnostic> {
    for words in ["set", "reset"] {
        if c.is_words(words) {
            return unknown(c, start, &format!("ALTER COLUMN .. {}", words.to_uppercase()));
        }
    }
    c.expected("`TYPE`, `SET DEFAULT`, `DROP DEFAULT`, `SET NOT NULL` or another action on a column")
}
