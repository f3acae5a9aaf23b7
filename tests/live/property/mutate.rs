//! Changing a schema, by choices.

use super::kind::Other;
use super::make;
use super::print::qualified;
use super::spec::{Column, Id, Kind, Spec, Table, Ty};
use super::tape::Tape;

/// The same schema after some changes, one for each tape. The old one's names are remembered where something is renamed.
pub(crate) fn mutate(old: &Spec, tapes: Vec<Vec<u16>>) -> Spec {
    let mut spec = old.clone();
    spec.tables.iter_mut().flat_map(|t| &mut t.columns).for_each(|c| c.old = true);
    spec.sequences.iter_mut().for_each(|s| s.old = true);
    spec.views.iter_mut().for_each(|v| v.old = true);
    spec.others.iter_mut().for_each(|other| other.head().old = true);
    for tape in tapes {
        change(&mut spec, &mut Tape::new(tape));
    }
    spec
}

fn change(spec: &mut Spec, tape: &mut Tape) {
    match tape.below(24) {
        12.. => change_other(spec, tape),
        0..=5 => change_column(spec, tape),
        6 | 7 => change_table(spec, tape),
        8 => change_enum(spec, tape),
        9 => change_type(spec, tape),
        10 => change_view(spec, tape),
        _ => change_rest(spec, tape),
    }
}

/// Adds one of any kind, or takes one out, or changes one.
fn change_other(spec: &mut Spec, tape: &mut Tape) {
    if spec.others.is_empty() || tape.one_in(6) {
        let kind = tape.below(Other::NAMES.len());
        let made = Other::make(kind, spec, tape);
        spec.others.extend(made);
        return;
    }
    let at = tape.below(spec.others.len());
    if tape.one_in(6) {
        spec.others.remove(at);
        return;
    }
    let mut other = spec.others[at].clone();
    other.change(spec, tape);
    spec.others[at] = other;
}

/// Takes a table out of the schema, changes it, and puts it back.
fn with_table(spec: &mut Spec, tape: &mut Tape, change: impl FnOnce(&mut Spec, &mut Tape, &mut Table)) {
    if spec.tables.is_empty() {
        return;
    }
    let at = tape.below(spec.tables.len());
    let mut table = spec.tables[at].clone();
    change(spec, tape, &mut table);
    spec.tables[at] = table;
}

/// Only tables of the old schema have a name to remember.
fn remember(table: &mut Table, was: String) {
    if table.columns.iter().any(|c| c.old) {
        table.was.get_or_insert(if was.starts_with("app.") { was } else { format!("public.{was}") });
    }
}

fn change_table(spec: &mut Spec, tape: &mut Tape) {
    match tape.below(9) {
        0 => {
            let made = make::table(spec, tape);
            spec.tables.push(made);
        }
        1 if !spec.tables.is_empty() => {
            let at = tape.below(spec.tables.len());
            spec.tables.remove(at);
        }
        2 => with_table(spec, tape, |spec, tape, table| {
            let name = make::name(spec, tape, "item");
            let was = qualified(table);
            table.name = name;
            remember(table, was);
        }),
        8 => with_table(spec, tape, |_, _, table| {
            let was = qualified(table);
            table.app = !table.app;
            remember(table, was);
        }),
        3 => with_table(spec, tape, |_, _, table| table.unlogged = !table.unlogged),
        4 => with_table(spec, tape, |_, _, table| table.comment = table.comment.map_or(Some(1), |_| None)),
        5 => with_table(spec, tape, |_, tape, table| {
            let lists = [table.indexes.len(), table.checks.len(), table.uniques.len(), table.keys.len()];
            match (tape.below(4), lists) {
                (0, [n, ..]) if n > 0 => drop(table.indexes.remove(tape.below(n))),
                (1, [_, n, ..]) if n > 0 => drop(table.checks.remove(tape.below(n))),
                (2, [_, _, n, _]) if n > 0 => drop(table.uniques.remove(tape.below(n))),
                (3, [.., n]) if n > 0 => drop(table.keys.remove(tape.below(n))),
                _ => {}
            }
        }),
        6 => with_table(spec, tape, |_, tape, table| {
            if let Some(index) = table.indexes.first_mut() {
                index.order = (index.order + 1) % 4;
                index.expression = tape.one_in(2);
                index.class = tape.below(5);
            }
        }),
        _ => with_table(spec, tape, add_belonging),
    }
}

/// A new unique constraint must hold for rows that are there: only over a column whose values stay as they were.
fn add_belonging(spec: &mut Spec, tape: &mut Tape, table: &mut Table) {
    let before = table.uniques.len();
    make::belonging(spec, tape, table);
    let holds = |id: &Id| {
        table.column(*id).is_some_and(|c| {
            c.old && matches!(c.kind, Kind::Plain) && matches!(c.ty, Ty::Int | Ty::BigInt | Ty::Text)
        })
    };
    if table.uniques.len() > before && !table.uniques[before].columns.iter().all(holds) {
        table.uniques.truncate(before);
    }
}

fn change_column(spec: &mut Spec, tape: &mut Tape) {
    with_table(spec, tape, |spec, tape, table| {
        if tape.below(4) == 0 {
            let made = make::column(spec, tape, table);
            table.columns.push(made);
            return;
        }
        // Of the key only where its values come from: it is what rows are found by.
        if table.columns.len() < 2 || tape.one_in(8) {
            table.columns[0].kind = make::key_kind(tape);
            return;
        }
        let at = 1 + tape.below(table.columns.len() - 1);
        if tape.below(5) == 0 {
            table.columns.remove(at);
            return;
        }
        let mut column = table.columns[at].clone();
        change_one(spec, tape, table, &mut column);
        table.columns[at] = column;
    });
}

fn change_one(spec: &mut Spec, tape: &mut Tape, table: &Table, column: &mut Column) {
    let is_key = table.is_key(column.id);
    match tape.below(6) {
        0 => {
            let name = make::name(spec, tape, "col");
            let old = std::mem::replace(&mut column.name, name);
            if column.old {
                column.was.get_or_insert(old);
            }
        }
        1 if !is_key => {
            let ty = make::ty(spec, tape);
            if !matches!(column.kind, Kind::Generated { .. }) && converts(column.ty, ty) {
                column.ty = ty;
            }
        }
        2 => {
            // Rows have a value in every column that was there and is no new kind of column.
            let filled = column.old && matches!(column.kind, Kind::Plain | Kind::Default(_));
            column.not_null = !column.not_null && filled;
        }
        3 => column.comment = column.comment.map_or(Some(1), |_| None),
        4 => match column.kind {
            Kind::Plain => column.kind = Kind::Default(0),
            Kind::Default(0) => column.kind = Kind::Default(1),
            Kind::Default(_) => column.kind = Kind::Plain,
            Kind::Identity { .. } | Kind::Serial | Kind::Generated { .. } => {}
        },
        5 if !is_key => {
            column.kind = make::kind(tape, table, column.ty);
            if let Kind::Generated { from, .. } = column.kind
                && from == column.id
            {
                column.kind = Kind::Plain;
            }
            column.not_null = false;
            column.old = false;
        }
        _ => {}
    }
}

/// Whether PostgreSQL converts values of one type to the other, with or without `USING`.
fn converts(from: Ty, to: Ty) -> bool {
    let number = |ty| matches!(ty, Ty::Int | Ty::BigInt | Ty::SmallInt | Ty::Numeric(..) | Ty::Double);
    let text = |ty| matches!(ty, Ty::Text | Ty::Varchar(_));
    let moment = |ty| matches!(ty, Ty::Date | Ty::Timestamp | Ty::Timestamptz);
    let array = |ty| matches!(ty, Ty::IntArray | Ty::TextArray | Ty::EnumArray(_) | Ty::Vector(_));
    from != to
        && ((number(from) && number(to))
            || (moment(from) && moment(to))
            || (text(from) && !matches!(to, Ty::Bool | Ty::Domain(_)) && !array(to))
            || (matches!(to, Ty::Text | Ty::Varchar(40)) && !array(from))
            || (matches!(from, Ty::EnumArray(_) | Ty::IntArray) && to == Ty::TextArray))
}

fn change_enum(spec: &mut Spec, tape: &mut Tape) {
    if spec.enums.is_empty() {
        let made = make::enumeration(spec, tape);
        spec.enums.push(made);
        return;
    }
    let number = spec.id();
    let at = tape.below(spec.enums.len());
    let values = &mut spec.enums[at].values;
    match tape.below(5) {
        0 | 1 => {
            let at = tape.below(values.len() + 1);
            values.insert(at, format!("added{number}"));
        }
        2 if values.len() > 1 => {
            let at = tape.below(values.len());
            values.remove(at);
        }
        3 => values.reverse(),
        _ => drop(spec.enums.remove(at)),
    }
}

fn change_type(spec: &mut Spec, tape: &mut Tape) {
    match (tape.below(4), spec.domains.first_mut()) {
        (_, None) => {
            let made = make::domain(spec, tape);
            spec.domains.push(made);
        }
        (0, Some(domain)) => domain.check = domain.check.map_or(Some(0), |way| (way == 0).then_some(1)),
        (1, Some(domain)) => domain.default = !domain.default,
        (2, Some(_)) => spec.domains.clear(),
        (_, Some(_)) => spec.function = spec.function.map_or(Some(0), |way| (way == 0).then_some(1)),
    }
}

fn change_view(spec: &mut Spec, tape: &mut Tape) {
    match tape.below(3) {
        0 => {
            let made = make::view(spec, tape);
            spec.views.extend(made);
        }
        1 if !spec.views.is_empty() => {
            let at = tape.below(spec.views.len());
            spec.views.remove(at);
        }
        _ => {
            let (way, name) = (tape.below(7), make::name(spec, tape, "seen"));
            let at = tape.below(spec.views.len().max(1));
            let Some(view) = spec.views.get_mut(at) else { return };
            match way {
                0 => view.columns.truncate(1),
                1 => view.listed = !view.listed,
                2 => view.option = (view.option + 1) % 4,
                3 => view.indexed = !view.indexed,
                4 => view.comment = view.comment.map_or(Some(1), |_| None),
                5 => view.materialized = !view.materialized,
                _ => {
                    let was = std::mem::replace(&mut view.name, name);
                    if view.old {
                        view.was.get_or_insert(was);
                    }
                }
            }
        }
    }
}

fn change_rest(spec: &mut Spec, tape: &mut Tape) {
    match tape.below(7) {
        5 => spec.sequences.iter_mut().for_each(|sequence| sequence.way = (sequence.way + 1) % 5),
        6 => {
            let name = make::name(spec, tape, "counter");
            let Some(sequence) = spec.sequences.first_mut() else { return };
            let was = std::mem::replace(&mut sequence.name, name);
            if sequence.old {
                sequence.was.get_or_insert(was);
            }
        }
        0 => {
            let made = make::sequence(spec, tape);
            spec.sequences.push(made);
        }
        1 => spec.sequences.iter_mut().for_each(|sequence| sequence.increment += 1),
        2 => drop(spec.sequences.pop()),
        3 => spec.publication = None,
        _ => spec.publication = Some(make::publication(spec, tape)),
    }
}
