//! The names and parts that a struct leaves out because they follow from the rest: `emit` leaves them out, `lower` fills
//! them in. The names are those that PostgreSQL gives.

use std::collections::BTreeSet;

use crate::model::{
    Builtin, ConstraintKind, Exclusion, Expr, Index, IndexElement, IndexKey, QName, Sequence,
    SequenceOptions, Table, Type, derive_name,
};
use crate::rust::expand::names::words;
use crate::sql;

/// The name of an unnamed constraint, if nothing else has that name.
pub(crate) fn constraint(table: &Table, kind: &ConstraintKind) -> String {
    let (second, label) = constraint_parts(table, kind);
    derive_name(&table.name.name, second.as_deref(), label)
}

/// The parts of that name after the table's: `userId`, `fkey`.
pub(crate) fn constraint_parts(table: &Table, kind: &ConstraintKind) -> (Option<String>, &'static str) {
    match kind {
        ConstraintKind::PrimaryKey(_) => (None, "pkey"),
        ConstraintKind::Unique(key) => (Some(joined(key.columns.iter().chain(&key.include))), "key"),
        ConstraintKind::Check(check) => (column_of(table, &check.expr), "check"),
        ConstraintKind::ForeignKey(key) => (Some(joined(key.columns.iter())), "fkey"),
        ConstraintKind::Exclusion(exclusion) => (Some(excluded(exclusion)), "excl"),
    }
}

/// The name of an unnamed index, if nothing else has that name.
pub(crate) fn index(table: &str, index: &Index) -> String {
    derive_name(table, Some(&index_parts(index)), "idx")
}

/// The columns in that name.
pub(crate) fn index_parts(index: &Index) -> String {
    let names = element_names(index.elements.iter(), &index.include);
    joined(names.iter())
}

/// The only column that an expression uses: PostgreSQL names a check after it, wherever the check is written
/// (`AddRelationNewConstraints` in `src/backend/catalog/heap.c`). Found as the derive macro finds it, which has no reader
/// of SQL, so that both give one name; where that is not the server's, the name is written out.
pub(crate) fn column_of(table: &Table, expr: &Expr) -> Option<String> {
    let words: BTreeSet<String> =
        words(&expr.canonical).into_iter().filter(|word| table.columns.contains(word)).collect();
    let mut words = words.into_iter();
    words.next().filter(|_| words.next().is_none())
}

/// The sequence of a `serial` column.
pub(crate) fn sequence(table: &QName, column: &str) -> QName {
    table.sibling(derive_name(&table.name, Some(column), "seq"))
}

/// What `serial` stands for.
pub(crate) struct Serial {
    pub(crate) sequence: Sequence,
    pub(crate) default: Expr,
}

/// What `serial` stands for in a column of that type; nothing where the type is no integer.
pub(crate) fn serial(table: &QName, column: &str, ty: &Type, name: QName) -> Option<Serial> {
    let ty = match ty {
        Type::Builtin(ty @ (Builtin::SmallInt | Builtin::Integer | Builtin::BigInt)) => *ty,
        _ => return None,
    };
    let text = format!("nextval({}::regclass)", crate::ddl::literal(&crate::ddl::full_name(&name)));
    let sequence = Sequence {
        name,
        ty,
        options: SequenceOptions::default(),
        owned_by: Some((table.clone(), column.to_owned())),
        comment: None,
    };
    Some(Serial { sequence, default: sql::expr(&text) })
}

fn excluded(exclusion: &Exclusion) -> String {
    let names = element_names(exclusion.elements.iter().map(|e| &e.element), &exclusion.include);
    joined(names.iter())
}

/// The columns of an index, expressions by the name that their column would have, numbered where they repeat
/// (`ChooseIndexColumnNames` in `src/backend/commands/indexcmds.c`).
fn element_names<'a>(elements: impl Iterator<Item = &'a IndexElement>, include: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let wanted = elements.map(|element| match &element.key {
        IndexKey::Column(name) => name.clone(),
        IndexKey::Expr(expr) => sql::column_name(expr).unwrap_or_else(|| "expr".to_owned()),
    });
    for wanted in wanted.chain(include.iter().cloned()) {
        let numbered = (1..).map(|n| format!("{wanted}{n}"));
        let mut candidates = std::iter::once(wanted.clone()).chain(numbered);
        let name = candidates.find(|name| !names.contains(name)).unwrap_or(wanted);
        names.push(name);
    }
    names
}

fn joined<'a>(names: impl Iterator<Item = &'a String>) -> String {
    names.map(String::as_str).collect::<Vec<_>>().join("_")
}

/// The options of a sequence without those that spell out the default for the type and direction (manual: `CREATE
/// SEQUENCE`).
pub(crate) fn options(options: SequenceOptions, ty: &Type) -> SequenceOptions {
    let (least, most) = match ty {
        Type::Builtin(Builtin::SmallInt) => (i64::from(i16::MIN), i64::from(i16::MAX)),
        Type::Builtin(Builtin::Integer) => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let upwards = options.increment.is_none_or(|step| step > 0);
    let (min, max) = if upwards { (1, most) } else { (least, -1) };
    let first = if upwards { options.min.unwrap_or(min) } else { options.max.unwrap_or(max) };
    let unless = |option: Option<i64>, default: i64| option.filter(|value| *value != default);
    SequenceOptions {
        start: unless(options.start, first),
        increment: unless(options.increment, 1),
        min: unless(options.min, min),
        max: unless(options.max, max),
        cache: unless(options.cache, 1),
        cycle: options.cycle,
    }
}
