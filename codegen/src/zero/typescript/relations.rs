//! Relationships: both directions of every foreign key between tables that arrive at clients.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase as _;

use super::Sent;
use super::names::{Names, Taken, camel};
use crate::emit::singular;
use crate::model::{ConstraintKind, ForeignKey, IndexKey, QName, Table};
use crate::rust::expand::relations::plural;

/// One direction of a foreign key.
pub(super) struct Relation {
    pub(super) name: String,
    pub(super) many: bool,
    pub(super) from: Vec<String>,
    pub(super) target: QName,
    pub(super) to: Vec<String>,
}

/// The relationships of each table, in a stable order: those along its own keys, then the ways back.
pub(super) fn all(sent: &[Sent<'_>], names: &Names<'_>) -> BTreeMap<QName, Vec<Relation>> {
    let mut all: BTreeMap<QName, Vec<Relation>> = BTreeMap::new();
    // A relationship beside a column of that name would hide it.
    let mut taken: BTreeMap<&QName, Taken> = sent
        .iter()
        .map(|sent| {
            let name = &sent.published.table.name;
            (name, Taken::new(&names.columns(name).collect::<Vec<_>>()))
        })
        .collect();
    let keys: Vec<(&Table, &ForeignKey)> = sent.iter().flat_map(|source| keys(source, sent)).collect();
    for (table, key) in &keys {
        let Some(taken) = taken.get_mut(&table.name) else { continue };
        let own = stem(key, names);
        let target = singular(names.table(&key.table));
        let both = format!("{own}{}", target.to_upper_camel_case());
        let name = first(taken, &[own, target, both]);
        let relation = Relation {
            name,
            many: false,
            from: key.columns.clone(),
            target: key.table.clone(),
            to: key.references.clone(),
        };
        all.entry(table.name.clone()).or_default().push(relation);
    }
    for (table, key) in &keys {
        let Some(taken) = taken.get_mut(&key.table) else { continue };
        let many = !is_unique(table, &key.columns);
        let one = singular(names.table(&table.name));
        let base = if many { plural_of(names.table(&table.name)) } else { one };
        let by = format!("{base}By{}", stem(key, names).to_upper_camel_case());
        // Of several keys between two tables none is the obvious one.
        let several =
            keys.iter().filter(|(other, k)| other.name == table.name && k.table == key.table).count() > 1;
        let name = if several { first(taken, &[by]) } else { first(taken, &[base, by]) };
        let relation = Relation {
            name,
            many,
            from: key.references.clone(),
            target: table.name.clone(),
            to: key.columns.clone(),
        };
        all.entry(key.table.clone()).or_default().push(relation);
    }
    all
}

/// The foreign keys of a table whose both ends arrive.
fn keys<'s>(source: &'s Sent<'_>, sent: &'s [Sent<'_>]) -> Vec<(&'s Table, &'s ForeignKey)> {
    let table = source.published.table;
    let target = |name: &QName| sent.iter().find(|other| other.published.table.name == *name);
    let arrives = |key: &&ForeignKey| {
        source.has(&key.columns) && target(&key.table).is_some_and(|target| target.has(&key.references))
    };
    table.foreign_keys().map(|(_, key)| key).filter(arrives).map(|key| (table, key)).collect()
}

/// `userId` leads to `user`; of several columns the target says more.
fn stem(key: &ForeignKey, names: &Names<'_>) -> String {
    let target = || singular(names.table(&key.table));
    let [column] = key.columns.as_slice() else { return target() };
    let without = ["_id", "_uuid", "Id", "ID", "Uuid"].iter().find_map(|end| column.strip_suffix(end));
    match without {
        Some(stem) if !stem.is_empty() => camel(stem),
        Some(_) | None => target(),
    }
}

/// The first of these that is free, or the last with a number.
fn first(taken: &mut Taken, wanted: &[String]) -> String {
    let free = wanted.iter().find(|name| taken.take(name)).cloned();
    free.unwrap_or_else(|| taken.give(wanted.last().map_or("row", String::as_str), ""))
}

/// `todo` and `todos` are `todos`.
fn plural_of(name: &str) -> String {
    if singular(name) != name {
        return name.to_owned();
    }
    let upper = plural(&name.to_ascii_uppercase());
    // What it keeps of the word stays as it was written.
    let kept = upper.bytes().zip(name.to_ascii_uppercase().bytes()).take_while(|(a, b)| a == b).count();
    format!("{}{}", &name[..kept], upper[kept..].to_ascii_lowercase())
}

/// Whether no two rows of the table have the same values in these columns.
fn is_unique(table: &Table, columns: &[String]) -> bool {
    let within = |key: &[String]| key.iter().all(|name| columns.contains(name));
    let constrained = table.constraints.values().any(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => within(&key.columns),
        ConstraintKind::Unique(key) => within(&key.columns),
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => false,
    });
    constrained
        || table.indexes.values().filter(|index| index.unique && index.predicate.is_none()).any(|index| {
            index.elements.iter().all(|element| match &element.key {
                IndexKey::Column(name) => columns.contains(name),
                IndexKey::Expr(_) => false,
            })
        })
}

#[cfg(test)]
mod tests {
    use super::plural_of;

    #[test]
    fn plurals_keep_the_case_of_the_word() {
        for (one, many) in [
            ("todo", "todos"),
            ("todos", "todos"),
            ("userCity", "userCities"),
            ("box", "boxes"),
            ("todoTag", "todoTags"),
        ] {
            assert_eq!(plural_of(one), many);
        }
    }
}
