//! Sequences, and the options that identity columns share with them.

use super::change;
use super::cursor::{Cursor, Name, Parsed};
use super::fold::{Fold, Relation};
use super::statement::{drop_list, if_not_exists, passed_over, unknown};
use super::text::Kind;
use super::typename::{self, Written};
use crate::model::{Builtin, ObjectId, QName, Sequence, SequenceOptions, Type};
use crate::report::{Code, Diagnostic};

/// What a list of options says; `None` where it is silent.
#[derive(Default)]
pub(super) struct Said {
    ty: Option<Builtin>,
    start: Option<i64>,
    increment: Option<i64>,
    min: Option<Option<i64>>,
    max: Option<Option<i64>>,
    cache: Option<i64>,
    cycle: Option<bool>,
    owned_by: Option<Option<(Name, String)>>,
    /// What `SEQUENCE NAME` calls the sequence of an identity column, which is in the namespace of its table.
    pub(super) name: Option<Name>,
}

impl Said {
    /// Puts what is said over what there was, leaving out what is the default anyway (manual: `CREATE SEQUENCE`).
    pub(super) fn over(&self, old: &SequenceOptions, ty: Builtin) -> SequenceOptions {
        let mut options = old.clone();
        let non_default = |value: i64, default: i64| Some(value).filter(|v| *v != default);
        if let Some(increment) = self.increment {
            options.increment = non_default(increment, 1);
        }
        let (lowest, highest) = bounds(ty);
        let descending = options.increment.is_some_and(|n| n < 0);
        let (min, max) = if descending { (lowest, -1) } else { (1, highest) };
        if let Some(said) = self.min {
            options.min = said.and_then(|n| non_default(n, min));
        }
        if let Some(said) = self.max {
            options.max = said.and_then(|n| non_default(n, max));
        }
        let first = if descending { options.max.unwrap_or(max) } else { options.min.unwrap_or(min) };
        if let Some(start) = self.start {
            options.start = non_default(start, first);
        }
        if let Some(cache) = self.cache {
            options.cache = non_default(cache, 1);
        }
        options.cycle = self.cycle.unwrap_or(options.cycle);
        options
    }
}

fn bounds(ty: Builtin) -> (i64, i64) {
    match ty {
        Builtin::SmallInt => (i64::from(i16::MIN), i64::from(i16::MAX)),
        Builtin::Integer => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    }
}

/// The integer type that an identity column of this type counts in.
pub(super) fn counts_in(ty: &Type) -> Option<Builtin> {
    match ty {
        Type::Builtin(builtin @ (Builtin::SmallInt | Builtin::Integer | Builtin::BigInt)) => Some(*builtin),
        _ => None,
    }
}

/// Reads options until something else comes. `set` is whether each may have `SET` before it, as in
/// `ALTER COLUMN .. SET START ..`.
pub(super) fn options(c: &mut Cursor<'_>, said: &mut Said, set: bool) -> Parsed<()> {
    loop {
        let before = *c;
        if set {
            c.eat("set");
        }
        if !option(c, said)? {
            *c = before;
            return Ok(());
        }
    }
}

fn option(c: &mut Cursor<'_>, said: &mut Said) -> Parsed<bool> {
    if c.eat("as") {
        said.ty = Some(integer_type(c)?);
    } else if c.eat("start") {
        c.eat("with");
        said.start = Some(c.integer("a number")?);
    } else if c.eat("restart") {
        // Where it goes on counting is data.
        let with = c.eat("with");
        if with || matches!(c.kind(), Some(Kind::Number | Kind::Operator)) {
            c.integer("a number")?;
        }
    } else if c.eat("increment") {
        c.eat("by");
        let span = c.here();
        let increment = c.integer("a number")?;
        if increment == 0 {
            return Err(c.report(Code::Invalid, span, "a sequence cannot count in steps of 0", ""));
        }
        said.increment = Some(increment);
    } else if c.eat("no minvalue") {
        said.min = Some(None);
    } else if c.eat("no maxvalue") {
        said.max = Some(None);
    } else if c.eat("minvalue") {
        said.min = Some(Some(c.integer("a number")?));
    } else if c.eat("maxvalue") {
        said.max = Some(Some(c.integer("a number")?));
    } else if c.eat("cache") {
        said.cache = Some(c.integer("a number")?);
    } else if c.eat("no cycle") {
        said.cycle = Some(false);
    } else if c.eat("cycle") {
        said.cycle = Some(true);
    } else if c.eat("owned by none") {
        said.owned_by = Some(None);
    } else if c.eat("owned by") {
        said.owned_by = Some(Some(column_name(c)?));
    } else if c.eat("sequence name") {
        said.name = Some(c.name("a sequence's name")?);
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// `table.column` or `namespace.table.column`.
pub(super) fn column_name(c: &mut Cursor<'_>) -> Parsed<(Name, String)> {
    let first = c.ident("a table's name")?;
    c.expect_kind(Kind::Dot, "`.` and a column's name")?;
    let second = c.label("a column's name")?;
    if !c.eat_kind(Kind::Dot) {
        return Ok((Name { namespace: None, name: first.name, span: first.span }, second.name));
    }
    let column = c.label("a column's name")?;
    let span = first.span.start..second.span.end;
    Ok((Name { namespace: Some(first.name), name: second.name, span }, column.name))
}

fn integer_type(c: &mut Cursor<'_>) -> Parsed<Builtin> {
    let span = c.here();
    match typename::written(c)? {
        Written::Known(ty) => counts_in(&ty),
        Written::User { .. } => None,
    }
    .ok_or_else(|| {
        c.report(Code::Invalid, span, "a sequence counts in smallint, integer or bigint", "not one of these")
    })
}

/// `CREATE SEQUENCE [IF NOT EXISTS] name options`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let name = c.name("a sequence's name")?;
    let mut said = Said::default();
    options(c, &mut said, false)?;
    c.finish("an option of a sequence or the end of the statement")?;
    let qname = fold.new_name(&name);
    if lenient && fold.relations.contains_key(&qname) {
        return Ok(());
    }
    let ty = said.ty.unwrap_or(Builtin::BigInt);
    let owned_by = owner(fold, c, &said)?.flatten();
    fold.claim(c, "sequence", &qname, name.span.clone(), Relation::Sequence)?;
    fold.describe(c, ObjectId::Sequence(qname.clone()), name.span, c.since(start));
    let options = said.over(&SequenceOptions::default(), ty);
    fold.schema
        .sequences
        .insert(qname.clone(), Sequence { name: qname, ty, options, owned_by, comment: None });
    Ok(())
}

/// What `OWNED BY` says, with the table looked up.
#[expect(clippy::option_option, reason = "`OWNED BY NONE` differs from silence")]
fn owner(fold: &Fold, c: &Cursor<'_>, said: &Said) -> Parsed<Option<Option<(QName, String)>>> {
    match &said.owned_by {
        None => Ok(None),
        Some(None) => Ok(Some(None)),
        Some(Some((name, column))) => {
            let table = fold.table(c, name)?;
            let known = fold.schema.tables.get(&table).is_some_and(|t| t.columns.contains(column));
            if !known {
                let ident = super::cursor::Ident { name: column.clone(), span: name.span.clone() };
                return Err(fold.unknown_column(c, &table, &ident));
            }
            Ok(Some(Some((table, column.clone()))))
        }
    }
}

/// `ALTER SEQUENCE [IF EXISTS] name options | RENAME TO | SET SCHEMA | OWNER TO`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let lenient = super::statement::if_exists(c);
    let name = c.name("a sequence's name")?;
    if passed_over(c) {
        return Ok(());
    }
    let found = fold.find(&name, |n| fold.relations.contains_key(n));
    let Some((qname, relation)) = found.and_then(|n| fold.relations.get(&n).cloned().map(|r| (n, r))) else {
        return if lenient {
            Ok(())
        } else {
            Err(fold.unknown(c, "sequence", &name, fold.schema.sequences.keys()))
        };
    };
    if let Some(to) = super::change::new_place(fold, c, &qname)? {
        return super::change::rename_relation(fold, c, &qname, &relation, to);
    }
    let mut said = Said::default();
    options(c, &mut said, false)?;
    if !c.is_done() {
        return Err(unknown(c, start, "this form of ALTER SEQUENCE"));
    }
    match relation {
        Relation::Sequence => change(fold, c, &qname, &said),
        Relation::Identity(table, column) => {
            change_identity(fold, &table, &column, &said);
            Ok(())
        }
        Relation::Table | Relation::View | Relation::Index(_) | Relation::Key(_) => {
            Err(fold.unknown(c, "sequence", &name, fold.schema.sequences.keys()))
        }
    }
}

fn change(fold: &mut Fold, c: &Cursor<'_>, qname: &QName, said: &Said) -> Parsed<()> {
    let owned_by = owner(fold, c, said)?;
    let Some(sequence) = fold.schema.sequences.get_mut(qname) else { return Ok(()) };
    if let (Some(None), Some((table, _))) = (&owned_by, &sequence.owned_by) {
        // Alone again, it still belongs to the owner of the table.
        let role = fold.schema.owners.get(&ObjectId::Table(table.clone())).cloned();
        role.into_iter().for_each(|role| {
            fold.schema.owners.insert(ObjectId::Sequence(qname.clone()), role);
        });
    }
    sequence.ty = said.ty.unwrap_or(sequence.ty);
    sequence.options = said.over(&sequence.options, sequence.ty);
    if let Some(owned_by) = owned_by {
        sequence.owned_by = owned_by;
    }
    Ok(())
}

/// Changes the sequence inside an identity column.
pub(super) fn change_identity(fold: &mut Fold, table: &QName, column: &str, said: &Said) {
    let column = fold.schema.tables.get_mut(table).and_then(|t| t.columns.get_mut(column));
    let Some(column) = column else { return };
    let ty = said.ty.or_else(|| counts_in(&column.ty)).unwrap_or(Builtin::BigInt);
    if let Some(identity) = &mut column.identity {
        identity.options = said.over(&identity.options, ty);
    }
}

/// `DROP SEQUENCE [IF EXISTS] name, .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let list = drop_list(c, "a sequence's name")?;
    for name in &list.names {
        let Some(qname) = fold.find(name, |n| fold.schema.sequences.contains_key(n)) else {
            if list.lenient {
                continue;
            }
            return Err(fold.unknown(c, "sequence", name, fold.schema.sequences.keys()));
        };
        if let Some(user) = change::counting_column(&fold.schema, &qname).filter(|_| !list.cascade) {
            let message =
                format!("sequence `{qname}` cannot be dropped: the default of `{user}` counts with it");
            return Err(Box::new(
                Diagnostic::new(Code::Invalid, message)
                    .at(c.place(name.span.clone()), "")
                    .help("drop the default first, or write CASCADE"),
            ));
        }
        change::drop_sequence(fold, &qname);
    }
    Ok(())
}
