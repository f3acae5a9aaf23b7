//! Making a schema, and the things in it, from choices.

use super::kind::Other;
use super::spec::{
    Check, Column, Domain, Enum, Id, Index, Key, Kind, Publication, Published, Sequence, Spec, Table, Ty,
    Unique, View,
};
use super::tape::Tape;

/// A whole schema: each tape makes one thing in it, so that leaving one out leaves the others as they are.
pub(crate) fn spec(tapes: Vec<Vec<u16>>) -> Spec {
    let mut spec = Spec::default();
    for tape in tapes {
        thing(&mut spec, &mut Tape::new(tape));
    }
    spec
}

fn thing(spec: &mut Spec, tape: &mut Tape) {
    match tape.below(24) {
        12.. => {
            let kind = tape.below(Other::NAMES.len());
            let made = Other::make(kind, spec, tape);
            spec.others.extend(made);
        }
        0..=4 => {
            let made = table(spec, tape);
            spec.tables.push(made);
        }
        5 | 6 => {
            let made = enumeration(spec, tape);
            spec.enums.push(made);
        }
        7 => {
            let made = domain(spec, tape);
            spec.domains.push(made);
        }
        8 => {
            let made = sequence(spec, tape);
            spec.sequences.push(made);
        }
        9 => {
            let made = view(spec, tape);
            spec.views.extend(made);
        }
        10 => spec.function = Some(tape.below(2)),
        _ => spec.publication = Some(publication(spec, tape)),
    }
}

/// A name that is free, sometimes one that must be quoted.
pub(crate) fn name(spec: &mut Spec, tape: &mut Tape, stem: &str) -> String {
    let number = spec.id();
    match tape.below(6) {
        4 => format!("{stem}Camel{number}"),
        5 => format!("{stem} {number}"),
        _ => format!("{stem}{number}"),
    }
}

pub(crate) fn enumeration(spec: &mut Spec, tape: &mut Tape) -> Enum {
    let name = name(spec, tape, "mood");
    let values = (0..=tape.below(4)).map(|i| format!("v{i}")).collect();
    Enum { id: spec.id(), name, values }
}

pub(crate) fn domain(spec: &mut Spec, tape: &mut Tape) -> Domain {
    let name = name(spec, tape, "dom");
    let check = tape.one_in(2).then(|| tape.below(2));
    let others: Vec<Id> = spec.domains.iter().map(|d| d.id).collect();
    let (number, default) = (tape.one_in(2), tape.one_in(3));
    let over = tape.one_in(3).then(|| tape.any(&others)).flatten();
    Domain { id: spec.id(), name, number, check, default, over }
}

pub(crate) fn sequence(spec: &mut Spec, tape: &mut Tape) -> Sequence {
    let name = name(spec, tape, "count");
    let (increment, cycle, way) = (1 + tape.below(5), tape.one_in(3), tape.below(5));
    Sequence { name, was: None, old: false, way, increment, cycle }
}

pub(crate) fn table(spec: &mut Spec, tape: &mut Tape) -> Table {
    let name = name(spec, tape, "item");
    let mut table = Table {
        id: spec.id(),
        app: tape.one_in(5),
        name,
        was: None,
        unlogged: tape.one_in(12),
        columns: vec![key_column(spec, tape)],
        checks: Vec::new(),
        uniques: Vec::new(),
        keys: Vec::new(),
        indexes: Vec::new(),
        comment: tape.one_in(4).then_some(0),
    };
    for _ in 0..tape.below(6) {
        let made = column(spec, tape, &table);
        table.columns.push(made);
    }
    for _ in 0..tape.below(3) {
        belonging(spec, tape, &mut table);
    }
    table
}

fn key_column(spec: &mut Spec, tape: &mut Tape) -> Column {
    let kind = key_kind(tape);
    let ty = tape.one(&[Ty::Int, Ty::BigInt]);
    Column {
        id: spec.id(),
        name: "id".to_owned(),
        was: None,
        ty,
        not_null: true,
        kind,
        comment: None,
        old: false,
    }
}

/// How a key gets its values.
pub(crate) fn key_kind(tape: &mut Tape) -> Kind {
    match tape.below(4) {
        0 => Kind::Plain,
        1 => Kind::Identity { always: true, options: tape.below(4) },
        2 => Kind::Identity { always: false, options: tape.below(4) },
        _ => Kind::Serial,
    }
}

pub(crate) fn column(spec: &mut Spec, tape: &mut Tape, table: &Table) -> Column {
    let name = name(spec, tape, "col");
    let ty = ty(spec, tape);
    let kind = kind(tape, table, ty);
    // A generated column over a nullable one may be null.
    let filled = matches!(kind, Kind::Default(_));
    let not_null = filled && tape.one_in(2);
    let comment = tape.one_in(6).then_some(0);
    Column { id: spec.id(), name, was: None, ty, not_null, kind, comment, old: false }
}

pub(crate) fn ty(spec: &Spec, tape: &mut Tape) -> Ty {
    let mut types = vec![
        Ty::Text,
        Ty::Int,
        Ty::BigInt,
        Ty::SmallInt,
        Ty::Numeric(10, 2),
        Ty::Numeric(12, 4),
        Ty::Double,
        Ty::Varchar(20),
        Ty::Varchar(40),
        Ty::Bool,
        Ty::Date,
        Ty::Timestamp,
        Ty::Timestamptz,
        Ty::Uuid,
        Ty::Jsonb,
        Ty::Bytea,
        Ty::Inet,
        Ty::Interval,
        Ty::IntArray,
        Ty::TextArray,
        Ty::Vector(3),
    ];
    // Several times: these are where changes are hard.
    for _ in 0..5 {
        types.extend(spec.enums.iter().flat_map(|e| [Ty::Enum(e.id), Ty::EnumArray(e.id)]));
        types.extend(spec.domains.iter().map(|d| Ty::Domain(d.id)));
    }
    tape.one(&types)
}

pub(crate) fn kind(tape: &mut Tape, table: &Table, ty: Ty) -> Kind {
    match tape.below(7) {
        0..=2 => Kind::Plain,
        3 | 4 => Kind::Default(tape.below(2)),
        _ => match tape.any(&sources(table, ty)) {
            Some(from) => Kind::Generated { from, way: tape.below(2), stored: tape.below(3) < 2 },
            None => Kind::Plain,
        },
    }
}

/// The columns of which a generated column of this type can be made.
fn sources(table: &Table, ty: Ty) -> Vec<Id> {
    let fits = |c: &&Column| c.ty == ty && matches!(ty, Ty::Int | Ty::BigInt | Ty::Text);
    let plain = |c: &&Column| !matches!(c.kind, Kind::Generated { .. });
    table.columns.iter().filter(fits).filter(plain).map(|c| c.id).collect()
}

/// Adds something that belongs to a table: a check, a unique constraint, a foreign key or an index.
pub(crate) fn belonging(spec: &mut Spec, tape: &mut Tape, table: &mut Table) {
    let columns: Vec<Id> = table.columns.iter().map(|c| c.id).collect();
    let column = tape.one(&columns);
    match tape.below(5) {
        0 | 1 => {
            let name = name(spec, tape, "idx");
            let include = tape.one_in(4).then(|| tape.one(&columns));
            let predicate = tape.one_in(3).then(|| tape.one(&columns));
            let (expression, order) = (tape.one_in(3), tape.below(6).saturating_sub(2));
            let (class, unique) = (tape.below(5), tape.one_in(3));
            table.indexes.push(Index { name, column, include, expression, order, class, unique, predicate });
        }
        2 => {
            let named = tape.one_in(2).then(|| name(spec, tape, "chk"));
            table.checks.push(Check {
                column,
                way: tape.below(2),
                state: tape.below(5).saturating_sub(2),
                name: named,
            });
        }
        3 => {
            let mut unique = vec![column];
            unique.extend(tape.one_in(3).then(|| tape.one(&columns)).filter(|other| *other != column));
            table.uniques.push(Unique { columns: unique, nulls_not_distinct: tape.one_in(4) });
        }
        _ => {
            let targets: Vec<Id> = spec.tables.iter().map(|t| t.id).chain([table.id]).collect();
            let to = tape.one(&targets);
            let name = name(spec, tape, "ref");
            let id = spec.id();
            let ty = Ty::BigInt;
            let kind = Kind::Plain;
            table.columns.push(Column {
                id,
                name,
                was: None,
                ty,
                not_null: false,
                kind,
                comment: None,
                old: false,
            });
            table.keys.push(Key {
                column: id,
                to,
                on_delete: tape.below(4),
                state: tape.below(8).saturating_sub(2),
            });
        }
    }
}

pub(crate) fn view(spec: &mut Spec, tape: &mut Tape) -> Option<View> {
    let tables: Vec<Id> = spec.tables.iter().map(|t| t.id).collect();
    let table = tape.any(&tables)?;
    let ids: Vec<Id> = spec.table(table)?.columns.iter().map(|c| c.id).collect();
    let mut columns: Vec<Id> = (0..=tape.below(3)).map(|_| tape.one(&ids)).collect();
    columns.sort_unstable();
    columns.dedup();
    let same: Vec<Id> = spec.views.iter().filter(|v| v.table == table).map(|v| v.id).collect();
    let over = tape.one_in(3).then(|| tape.any(&same)).flatten();
    let name = name(spec, tape, "view");
    Some(View {
        id: spec.id(),
        name,
        table,
        columns,
        was: None,
        old: false,
        materialized: tape.one_in(4),
        listed: tape.one_in(3),
        option: tape.below(6).saturating_sub(2),
        indexed: tape.one_in(2),
        comment: tape.one_in(4).then_some(0),
        over,
    })
}

pub(crate) fn publication(spec: &Spec, tape: &mut Tape) -> Publication {
    let mut tables = Vec::new();
    for table in &spec.tables {
        if tape.one_in(2) {
            let ids: Vec<Id> = table.columns.iter().map(|c| c.id).collect();
            let columns = tape.one_in(3).then(|| vec![tape.one(&ids)]);
            tables.push(Published { table: table.id, columns, filter: tape.one_in(3) });
        }
    }
    Publication { tables, everything: tape.one_in(6), via_root: tape.one_in(2), inserts_only: tape.one_in(3) }
}
