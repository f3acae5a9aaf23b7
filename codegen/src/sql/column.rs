//! A column as written, with the constraints at it.

use super::constraint::{self, Body, Key, Written};
use super::cursor::{Cursor, Ident, Parsed};
use super::fold::{Fold, Relation};
use super::sequence::{self, Said};
use super::text::Kind;
use super::{default_privileges, element, not_null, options};
use crate::ddl;
use crate::model::{
    Builtin, Column, Generated, GeneratedKind, Identity, IdentityMode, ObjectId, QName, Sequence,
    SequenceOptions, StorageMode, Table, Type,
};
use crate::report::Diagnostic;

/// Whether a clause of a column begins here, which ends its default.
fn clause(c: &Cursor<'_>) -> bool {
    const WORDS: &[&str] = &[
        "constraint",
        "check",
        "unique",
        "primary",
        "references",
        "generated",
        "collate",
        "default",
        "deferrable",
        "initially",
        "storage",
        "compression",
        "no",
        "enforced",
        "options",
        "with options",
    ];
    // `a IS NOT DISTINCT FROM b` and `1 + NULL` go on.
    let after_expression = || !c.previous_is_operator() && !c.previous_is_word("is");
    WORDS.iter().any(|words| c.is_words(words))
        || ((c.is_word("not") || c.is_word("null")) && after_expression())
}

/// `name type clauses`. The constraints at it are added to the list.
pub(super) fn read(
    fold: &mut Fold,
    c: &mut Cursor<'_>,
    table: &QName,
    constraints: &mut Vec<Written>,
) -> Parsed<(Ident, Column)> {
    let name = c.ident("a column's name")?;
    if c.is_done() {
        return Err(c.expected(&format!("the type of column `{}`", name.name)));
    }
    let serial = serial(c);
    let ty = match serial {
        Some(builtin) => {
            c.bump();
            Type::Builtin(builtin)
        }
        None => fold.read_type(c)?,
    };
    let mut column = Column::new(name.name.clone(), ty);
    if let Some(builtin) = serial {
        own_sequence(fold, table, &mut column, builtin);
    }
    while !c.is_done() {
        read_clause(fold, c, table, &name, &mut column, constraints)?;
    }
    Ok((name, column))
}

/// `name [WITH OPTIONS] clauses`, of a column that is there from a type or a partitioned table.
pub(super) fn read_options(
    fold: &mut Fold,
    c: &mut Cursor<'_>,
    table: &mut Table,
    constraints: &mut Vec<Written>,
) -> Parsed<()> {
    let name = c.ident("a column's name")?;
    let known = || table.columns.iter().map(|column| column.name.as_str());
    let Some(mut column) = table.columns.get(&name.name).cloned() else {
        return Err(super::fold::unknown_column(c, &table.name, &name, known()));
    };
    c.eat("with options");
    while !c.is_done() {
        read_clause(fold, c, &table.name, &name, &mut column, constraints)?;
    }
    if let Some(own) = table.columns.get_mut(&name.name) {
        *own = column;
    }
    Ok(())
}

/// `serial` and its kin, which are no types (manual 8.1.4).
fn serial(c: &Cursor<'_>) -> Option<Builtin> {
    match c.word_at(0)?.as_str() {
        "smallserial" | "serial2" => Some(Builtin::SmallInt),
        "serial" | "serial4" => Some(Builtin::Integer),
        "bigserial" | "serial8" => Some(Builtin::BigInt),
        _ => None,
    }
}

/// The sequence of a `serial` column.
fn own_sequence(fold: &mut Fold, table: &QName, column: &mut Column, ty: Builtin) {
    let name = table.sibling(fold.derive_relation(table, Some(&column.name), "seq", false));
    fold.relations.insert(name.clone(), Relation::Sequence);
    default_privileges::born(fold, &ObjectId::Sequence(name.clone()));
    let literal = ddl::literal(&ddl::full_name(&name));
    column.default = Some(super::expr(&format!("nextval({literal}::regclass)")));
    column.not_null = true;
    fold.schema.sequences.insert(
        name.clone(),
        Sequence {
            name,
            ty,
            options: SequenceOptions::default(),
            owned_by: Some((table.clone(), column.name.clone())),
            comment: None,
        },
    );
}

fn read_clause(
    fold: &mut Fold,
    c: &mut Cursor<'_>,
    table: &QName,
    ident: &Ident,
    column: &mut Column,
    constraints: &mut Vec<Written>,
) -> Parsed<()> {
    let start = c.here().start;
    let name = if c.eat("constraint") { Some(c.ident("a constraint's name")?) } else { None };
    if c.eat("not null") {
        let no_inherit = c.eat("no inherit");
        return not_null::declare(c, table, column, name, no_inherit);
    }
    if c.eat("default") {
        column.default = Some(c.expr_until("an expression", clause)?);
        return Ok(());
    }
    if c.eat("null") {
        return Ok(());
    }
    if c.eat("collate") {
        column.collation = Some(element::collation(c)?);
        return Ok(());
    }
    if c.eat("generated") {
        return generated(fold, c, table, column);
    }
    if c.is_word("not") && !c.is_words("not deferrable") && !c.is_words("not enforced") {
        c.bump();
        return Err(c.expected("`NULL`"));
    }
    if name.is_none() && clause_of_storage(c, column)? {
        return Ok(());
    }
    let mut key = Key { columns: vec![ident.clone()], ..Key::default() };
    let body = if c.eat("primary key") {
        constraint::index_clauses(c, &mut key)?;
        Body::Primary(key)
    } else if c.eat("unique") {
        key.nulls_not_distinct = constraint::nulls_not_distinct(c);
        constraint::index_clauses(c, &mut key)?;
        Body::Unique(key)
    } else if c.eat("check") {
        constraint::check(c)?
    } else if c.eat("references") {
        Body::Foreign(constraint::references(c, vec![ident.clone()])?)
    } else {
        return Err(wrong_clause(c, name.is_some()));
    };
    let mut written = Written::new(name, start, body);
    constraint::attributes(c, &mut written)?;
    written.span = c.since(start);
    constraints.push(written);
    Ok(())
}

/// `STORAGE mode`, `COMPRESSION method`, `OPTIONS (name 'value')`.
fn clause_of_storage(c: &mut Cursor<'_>, column: &mut Column) -> Parsed<bool> {
    if c.eat("storage") {
        column.storage.mode = storage_mode(c, &column.ty)?;
    } else if c.eat("compression") {
        column.storage.compression = compression(c)?;
    } else if c.eat("options") {
        column.foreign_options = options::foreign(c)?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// A storage mode; the type's own is none.
pub(super) fn storage_mode(c: &mut Cursor<'_>, ty: &Type) -> Parsed<Option<StorageMode>> {
    const MODES: &[(&str, StorageMode)] = &[
        ("plain", StorageMode::Plain),
        ("external", StorageMode::External),
        ("extended", StorageMode::Extended),
        ("main", StorageMode::Main),
    ];
    if c.eat("default") {
        return Ok(None);
    }
    let known = MODES.iter().find(|(word, _)| c.is_word(word));
    let Some((_, mode)) = known else {
        return Err(c.expected("`PLAIN`, `EXTERNAL`, `EXTENDED`, `MAIN` or `DEFAULT`"));
    };
    c.bump();
    Ok(Some(*mode).filter(|mode| ty.storage_mode() != Some(*mode)))
}

/// A method of compression; the server's own is none.
pub(super) fn compression(c: &mut Cursor<'_>) -> Parsed<Option<String>> {
    if c.eat("default") {
        return Ok(None);
    }
    Ok(Some(c.label("a method of compression")?.name))
}

fn wrong_clause(c: &Cursor<'_>, named: bool) -> Box<Diagnostic> {
    if named {
        return c.expected("`NOT NULL`, `CHECK`, `UNIQUE`, `PRIMARY KEY` or `REFERENCES`");
    }
    let mut error = c.expected("`,`, `)` or a clause such as `NOT NULL`, `DEFAULT` or `REFERENCES`");
    const CLAUSES: &[&str] = &[
        "not",
        "null",
        "default",
        "primary",
        "unique",
        "check",
        "references",
        "generated",
        "collate",
        "constraint",
    ];
    if c.kind() == Some(Kind::Word) {
        error.help =
            super::suggest::did_you_mean_keyword(&c.peek_text().to_lowercase(), CLAUSES.iter().copied());
    }
    error
}

/// What follows `GENERATED`: an expression or an identity.
fn generated(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName, column: &mut Column) -> Parsed<()> {
    let always = c.eat("always");
    if !always {
        c.expect("by default")?;
    }
    c.expect("as")?;
    if always && c.kind() == Some(Kind::Open) {
        let expr = c.parenthesised("an expression")?;
        // Without a word PostgreSQL 18 makes it virtual; earlier ones ask for STORED.
        let kind = if c.eat("stored") {
            GeneratedKind::Stored
        } else {
            c.eat("virtual");
            GeneratedKind::Virtual
        };
        column.generated = Some(Generated { expr, kind });
        return Ok(());
    }
    c.expect("identity")?;
    let mode = if always { IdentityMode::Always } else { IdentityMode::ByDefault };
    let options = identity_options(c)?;
    identity(fold, table, column, mode, &options);
    Ok(())
}

/// `[(options)]` after `IDENTITY`.
pub(super) fn identity_options(c: &mut Cursor<'_>) -> Parsed<Said> {
    let mut said = Said::default();
    if c.kind() == Some(Kind::Open) {
        let mut inner = c.group("`(`")?;
        sequence::options(&mut inner, &mut said, false)?;
        inner.finish("an option of a sequence or `)`")?;
    }
    Ok(said)
}

/// Makes a column an identity column, which is never null and has a sequence of its own.
pub(super) fn identity(fold: &mut Fold, table: &QName, column: &mut Column, mode: IdentityMode, said: &Said) {
    // That the column is no integer is found by `check`.
    let ty = sequence::counts_in(&column.ty).unwrap_or(Builtin::BigInt);
    let named = said.name.as_ref().map(|name| name.name.clone());
    let name = named.unwrap_or_else(|| fold.derive_relation(table, Some(&column.name), "seq", false));
    let sequence = Identity::own_name(table, &column.name, &name);
    let name = table.sibling(name);
    default_privileges::born(fold, &ObjectId::Sequence(name.clone()));
    fold.relations.insert(name, Relation::Identity(table.clone(), column.name.clone()));
    column.identity = Some(Identity { mode, sequence, options: said.over(&SequenceOptions::default(), ty) });
    column.not_null = true;
}

/// The id of a column.
pub(super) fn id(table: &QName, column: &str) -> ObjectId {
    ObjectId::Column(table.clone(), column.to_owned())
}
