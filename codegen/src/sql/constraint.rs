//! Constraints as written: at a column, in a table's list, or after `ALTER TABLE .. ADD`.

use super::cursor::{Cursor, Ident, Name, Parsed};
use super::text::Kind;
use super::{element, options};
use crate::model::{Deferrable, Exclusion, Expr, MatchKind, ReferentialAction};
use crate::report::Code;

/// A constraint as written, before it has a name.
pub(super) struct Written {
    /// `CONSTRAINT name`.
    pub(super) name: Option<Ident>,
    /// Its bytes.
    pub(super) span: std::ops::Range<usize>,
    /// What it says.
    pub(super) body: Body,
    /// When it is checked.
    pub(super) deferrable: Deferrable,
    /// `NOT VALID`.
    pub(super) not_valid: bool,
}

/// What a written constraint says.
pub(super) enum Body {
    /// `NOT NULL column`, from PostgreSQL 18.
    NotNull(Ident),
    /// `PRIMARY KEY`.
    Primary(Key),
    /// `UNIQUE`.
    Unique(Key),
    /// `CHECK`.
    Check { expr: Expr, no_inherit: bool },
    /// `FOREIGN KEY` or `REFERENCES`.
    Foreign(Foreign),
    /// `EXCLUDE`.
    Exclude(Exclusion),
}

/// The columns of a primary key or unique constraint.
#[derive(Default)]
pub(super) struct Key {
    pub(super) columns: Vec<Ident>,
    pub(super) include: Vec<Ident>,
    pub(super) nulls_not_distinct: bool,
    /// `USING INDEX name`: the columns are those of that index.
    pub(super) index: Option<Ident>,
}

/// A foreign key as written.
pub(super) struct Foreign {
    pub(super) columns: Vec<Ident>,
    pub(super) table: Name,
    pub(super) references: Vec<Ident>,
    pub(super) match_kind: MatchKind,
    pub(super) on_delete: ReferentialAction,
    pub(super) on_update: ReferentialAction,
}

/// Whether a table's constraint begins here, and not a column.
pub(super) fn begins(c: &Cursor<'_>) -> bool {
    let reserved = ["constraint", "check", "unique", "primary", "foreign", "not"];
    // `exclude` is a name like any other unless what follows says otherwise.
    let exclude = c.is_word("exclude")
        && (c.is_word_at(1, "using") || c.peek_at(1).is_some_and(|t| t.kind == Kind::Open));
    exclude || reserved.iter().any(|word| c.is_word(word))
}

/// A constraint of a table: `[CONSTRAINT name] ..`.
pub(super) fn of_table(c: &mut Cursor<'_>) -> Parsed<Written> {
    let start = c.here().start;
    let name = if c.eat("constraint") { Some(c.ident("a constraint's name")?) } else { None };
    let body = if c.eat("primary key") {
        Body::Primary(key(c)?)
    } else if c.eat("unique") {
        Body::Unique(key(c)?)
    } else if c.eat("check") {
        check(c)?
    } else if c.eat("foreign key") {
        let columns = c.column_list()?;
        c.expect("references")?;
        Body::Foreign(references(c, columns)?)
    } else if c.eat("exclude") {
        Body::Exclude(exclude(c)?)
    } else if c.eat("not null") {
        let column = c.ident("a column's name")?;
        c.eat("no inherit");
        Body::NotNull(column)
    } else {
        return Err(c.expected("`PRIMARY KEY`, `UNIQUE`, `CHECK`, `FOREIGN KEY`, `EXCLUDE` or `NOT NULL`"));
    };
    let mut written =
        Written { name, span: start..start, body, deferrable: Deferrable::No, not_valid: false };
    attributes(c, &mut written)?;
    written.span = c.since(start);
    Ok(written)
}

/// `[NULLS [NOT] DISTINCT] (columns) [INCLUDE (columns)]` or `USING INDEX name`.
fn key(c: &mut Cursor<'_>) -> Parsed<Key> {
    if c.eat("using index") {
        let index = c.ident("an index's name")?;
        return Ok(Key { index: Some(index), ..Key::default() });
    }
    let nulls_not_distinct = nulls_not_distinct(c);
    let columns = c.column_list()?;
    let include = if c.eat("include") { c.column_list()? } else { Vec::new() };
    index_clauses(c)?;
    Ok(Key { columns, include, nulls_not_distinct, index: None })
}

/// `NULLS NOT DISTINCT`, or the default in words.
pub(super) fn nulls_not_distinct(c: &mut Cursor<'_>) -> bool {
    let not_distinct = c.eat("nulls not distinct");
    if !not_distinct {
        c.eat("nulls distinct");
    }
    not_distinct
}

/// The index behind a constraint has no parameters or tablespace in the model.
pub(super) fn index_clauses(c: &Cursor<'_>) -> Parsed<()> {
    let clause = match () {
        () if c.is_word("with") => "WITH (..)",
        () if c.is_words("using index tablespace") => "USING INDEX TABLESPACE",
        () => return Ok(()),
    };
    let message = format!("`{clause}` of the index behind a constraint is not supported yet");
    Err(c.report(Code::UnknownStatement, c.here(), &message, ""))
}

/// `(condition) [NO INHERIT]`.
pub(super) fn check(c: &mut Cursor<'_>) -> Parsed<Body> {
    let expr = c.parenthesised("a condition")?;
    Ok(Body::Check { expr, no_inherit: c.eat("no inherit") })
}

/// `table [(columns)] [MATCH kind] [ON DELETE action] [ON UPDATE action]`, after `REFERENCES`.
pub(super) fn references(c: &mut Cursor<'_>, columns: Vec<Ident>) -> Parsed<Foreign> {
    let table = c.name("the referenced table")?;
    let references = if c.kind() == Some(Kind::Open) { c.column_list()? } else { Vec::new() };
    let mut foreign = Foreign {
        columns,
        table,
        references,
        match_kind: MatchKind::Simple,
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
    };
    loop {
        if c.eat("match full") {
            foreign.match_kind = MatchKind::Full;
        } else if c.eat("match simple") {
            foreign.match_kind = MatchKind::Simple;
        } else if c.eat("on delete") {
            foreign.on_delete = action(c)?;
        } else if c.eat("on update") {
            foreign.on_update = action(c)?;
        } else if c.is_word("match") || c.is_word("on") {
            let what = if c.eat("match") { "`FULL` or `SIMPLE`" } else { "`ON DELETE` or `ON UPDATE`" };
            return Err(c.expected(what));
        } else {
            return Ok(foreign);
        }
    }
}

/// `NO ACTION | RESTRICT | CASCADE | SET NULL [(columns)] | SET DEFAULT [(columns)]`.
pub(super) fn action(c: &mut Cursor<'_>) -> Parsed<ReferentialAction> {
    let columns = |c: &mut Cursor<'_>| -> Parsed<Vec<String>> {
        let listed = if c.kind() == Some(Kind::Open) { c.column_list()? } else { Vec::new() };
        Ok(listed.into_iter().map(|column| column.name).collect())
    };
    if c.eat("no action") {
        Ok(ReferentialAction::NoAction)
    } else if c.eat("restrict") {
        Ok(ReferentialAction::Restrict)
    } else if c.eat("cascade") {
        Ok(ReferentialAction::Cascade)
    } else if c.eat("set null") {
        Ok(ReferentialAction::SetNull(columns(c)?))
    } else if c.eat("set default") {
        Ok(ReferentialAction::SetDefault(columns(c)?))
    } else {
        Err(c.expected("`NO ACTION`, `RESTRICT`, `CASCADE`, `SET NULL` or `SET DEFAULT`"))
    }
}

/// `[USING method] (element WITH operator, ..) [INCLUDE (columns)] [WITH (..)] [WHERE (predicate)]`.
fn exclude(c: &mut Cursor<'_>) -> Parsed<Exclusion> {
    let method = if c.eat("using") { c.ident("an index method")?.name } else { "btree".to_owned() };
    let inner = c.group("`(` and the elements")?;
    let mut elements = Vec::new();
    for mut part in inner.split_commas() {
        elements.push(element::exclusion(&mut part)?);
        part.finish("`,` or `)`")?;
    }
    let include = if c.eat("include") { c.column_list()? } else { Vec::new() };
    let parameters = if c.eat("with") { options::list(c)? } else { Vec::new() };
    index_clauses(c)?;
    let predicate = if c.eat("where") { Some(c.parenthesised("a condition")?) } else { None };
    Ok(Exclusion {
        method,
        elements,
        include: include.into_iter().map(|column| column.name).collect(),
        parameters,
        predicate,
        deferrable: Deferrable::No,
    })
}

/// `DEFERRABLE`, `INITIALLY ..`, `NOT VALID`, `NO INHERIT`, in any order.
pub(super) fn attributes(c: &mut Cursor<'_>, written: &mut Written) -> Parsed<()> {
    loop {
        if deferrable(c, &mut written.deferrable) {
            continue;
        }
        if c.eat("not valid") {
            written.not_valid = true;
        } else if c.is_words("no inherit") {
            c.eat("no inherit");
            if let Body::Check { no_inherit, .. } = &mut written.body {
                *no_inherit = true;
            }
        } else if c.is_words("not enforced") {
            let message = "`NOT ENFORCED` is not supported yet";
            return Err(c.report(Code::UnknownStatement, c.here(), message, ""));
        } else if !c.eat("enforced") {
            return Ok(());
        }
    }
}

/// One of the words about when a constraint is checked.
pub(super) fn deferrable(c: &mut Cursor<'_>, deferrable: &mut Deferrable) -> bool {
    if c.eat("not deferrable") {
        *deferrable = Deferrable::No;
    } else if c.eat("deferrable") {
        if *deferrable == Deferrable::No {
            *deferrable = Deferrable::Immediate;
        }
    } else if c.eat("initially deferred") {
        *deferrable = Deferrable::Deferred;
    } else if !c.eat("initially immediate") {
        return false;
    }
    true
}
