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
    /// `NOT ENFORCED`.
    pub(super) not_enforced: bool,
}

/// What a written constraint says.
pub(super) enum Body {
    /// `NOT NULL column`, from PostgreSQL 18.
    NotNull { column: Ident, no_inherit: bool },
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
    /// `WITHOUT OVERLAPS` of the last column.
    pub(super) without_overlaps: bool,
    pub(super) include: Vec<Ident>,
    pub(super) nulls_not_distinct: bool,
    /// `WITH (..)`.
    pub(super) parameters: Vec<(String, String)>,
    /// `USING INDEX TABLESPACE`.
    pub(super) tablespace: Option<String>,
    /// `USING INDEX name`: the columns are those of that index.
    pub(super) index: Option<Ident>,
}

/// A foreign key as written.
pub(super) struct Foreign {
    pub(super) columns: Vec<Ident>,
    pub(super) table: Name,
    pub(super) references: Vec<Ident>,
    /// `PERIOD` before the last column.
    pub(super) period: bool,
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
        let (columns, period) = period_list(c)?;
        c.expect("references")?;
        let mut foreign = references(c, columns)?;
        foreign.period = period;
        Body::Foreign(foreign)
    } else if c.eat("exclude") {
        Body::Exclude(exclude(c)?)
    } else if c.eat("not null") {
        let column = c.ident("a column's name")?;
        Body::NotNull { column, no_inherit: c.eat("no inherit") }
    } else {
        return Err(c.expected("`PRIMARY KEY`, `UNIQUE`, `CHECK`, `FOREIGN KEY`, `EXCLUDE` or `NOT NULL`"));
    };
    let mut written = Written::new(name, start, body);
    attributes(c, &mut written)?;
    written.span = c.since(start);
    Ok(written)
}

impl Written {
    /// A constraint without attributes.
    pub(super) fn new(name: Option<Ident>, start: usize, body: Body) -> Self {
        Self {
            name,
            span: start..start,
            body,
            deferrable: Deferrable::No,
            not_valid: false,
            not_enforced: false,
        }
    }
}

/// `[NULLS [NOT] DISTINCT] (columns [WITHOUT OVERLAPS]) [INCLUDE (columns)]` or `USING INDEX name`.
fn key(c: &mut Cursor<'_>) -> Parsed<Key> {
    if c.eat("using index") {
        let index = c.ident("an index's name")?;
        return Ok(Key { index: Some(index), ..Key::default() });
    }
    let nulls_not_distinct = nulls_not_distinct(c);
    let mut key = Key { nulls_not_distinct, ..Key::default() };
    for mut part in c.group("`(` and columns")?.split_commas() {
        key.columns.push(part.ident("a column's name")?);
        key.without_overlaps = part.eat("without overlaps");
        part.finish("`,` or `)`")?;
    }
    index_clauses(c, &mut key)?;
    Ok(key)
}

/// `(columns, [PERIOD] column)`.
fn period_list(c: &mut Cursor<'_>) -> Parsed<(Vec<Ident>, bool)> {
    let (mut columns, mut period) = (Vec::new(), false);
    for mut part in c.group("`(` and columns")?.split_commas() {
        period = part.is_word("period") && part.peek_at(1).is_some();
        if period {
            part.bump();
        }
        columns.push(part.ident("a column's name")?);
        part.finish("`,` or `)`")?;
    }
    Ok((columns, period))
}

/// `NULLS NOT DISTINCT`, or the default in words.
pub(super) fn nulls_not_distinct(c: &mut Cursor<'_>) -> bool {
    let not_distinct = c.eat("nulls not distinct");
    if !not_distinct {
        c.eat("nulls distinct");
    }
    not_distinct
}

/// `[INCLUDE (columns)] [WITH (..)] [USING INDEX TABLESPACE name]`.
pub(super) fn index_clauses(c: &mut Cursor<'_>, key: &mut Key) -> Parsed<()> {
    if c.eat("include") {
        key.include = c.column_list()?;
    }
    if c.eat("with") {
        key.parameters = options::list(c)?;
    }
    if c.eat("using index tablespace") {
        key.tablespace = Some(c.ident("a tablespace")?.name);
    }
    Ok(())
}

/// `(condition) [NO INHERIT]`.
pub(super) fn check(c: &mut Cursor<'_>) -> Parsed<Body> {
    let expr = c.parenthesised("a condition")?;
    Ok(Body::Check { expr, no_inherit: c.eat("no inherit") })
}

/// `table [(columns)] [MATCH kind] [ON DELETE action] [ON UPDATE action]`, after `REFERENCES`.
pub(super) fn references(c: &mut Cursor<'_>, columns: Vec<Ident>) -> Parsed<Foreign> {
    let table = c.name("the referenced table")?;
    let references = if c.kind() == Some(Kind::Open) { period_list(c)?.0 } else { Vec::new() };
    let mut foreign = Foreign {
        columns,
        table,
        references,
        period: false,
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
    let mut key = Key::default();
    index_clauses(c, &mut key)?;
    let predicate = if c.eat("where") { Some(c.parenthesised("a condition")?) } else { None };
    Ok(Exclusion {
        method,
        elements,
        include: key.include.into_iter().map(|column| column.name).collect(),
        parameters: key.parameters,
        tablespace: key.tablespace,
        predicate,
        deferrable: Deferrable::No,
    })
}

/// `DEFERRABLE`, `INITIALLY ..`, `NOT VALID`, `NO INHERIT`, `[NOT] ENFORCED`, in any order.
pub(super) fn attributes(c: &mut Cursor<'_>, written: &mut Written) -> Parsed<()> {
    loop {
        let before = *c;
        if deferrable(c, &mut written.deferrable) {
            continue;
        }
        if c.eat("not valid") {
            written.not_valid = true;
        } else if c.eat("no inherit") {
            if let Body::Check { no_inherit, .. } | Body::NotNull { no_inherit, .. } = &mut written.body {
                *no_inherit = true;
            }
        } else if c.eat("not enforced") {
            // Only these can go without being checked.
            if !matches!(written.body, Body::Check { .. } | Body::Foreign(_)) {
                let message = "`NOT ENFORCED` is for checks and foreign keys";
                return Err(before.report(Code::Invalid, before.here(), message, ""));
            }
            written.not_enforced = true;
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
