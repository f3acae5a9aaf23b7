//! What a migration is about, for its name.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Schema, Table};
use crate::plan::Rename;

/// A few words for the difference between two schemas: `add_todo`, `drop_todo_title`, `rename_todo_name_and_2_more`.
pub fn subject(old: &Schema, new: &Schema, renames: &[Rename]) -> String {
    if *old == Schema::default() {
        return "init".to_owned();
    }
    let mut parts: Vec<String> = renames
        .iter()
        .filter(|rename| old.contains(&rename.from))
        .map(|rename| format!("rename_{}", rename.to))
        .collect();
    let renamed = parts.len();
    tables(old, new, &mut parts);
    difference(&old.enums, &new.enums, &mut parts);
    difference(&old.domains, &new.domains, &mut parts);
    difference(&old.views, &new.views, &mut parts);
    difference(&old.sequences, &new.sequences, &mut parts);
    difference(&old.publications, &new.publications, &mut parts);
    difference(&old.extensions, &new.extensions, &mut parts);
    difference(&old.namespaces, &new.namespaces, &mut parts);
    let by_name = |schema: &Schema| -> BTreeMap<String, Vec<_>> {
        let mut named: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for function in schema.functions.values() {
            named.entry(function.name.to_string()).or_default().push(function.clone());
        }
        named
    };
    difference(&by_name(old), &by_name(new), &mut parts);
    if renamed > 0 {
        // What a rename takes along is not news.
        parts.truncate(renamed);
    }
    match parts.as_slice() {
        [] => "change".to_owned(),
        [one] => one.clone(),
        [one, two] => format!("{one}_and_{two}"),
        [one, more @ ..] => format!("{one}_and_{}_more", more.len()),
    }
}

fn tables(old: &Schema, new: &Schema, parts: &mut Vec<String>) {
    for (name, table) in &new.tables {
        match old.tables.get(name) {
            None => parts.push(format!("add_{name}")),
            Some(before) if before != table => altered(before, table, parts),
            Some(_) => {}
        }
    }
    parts.extend(
        old.tables.keys().filter(|name| !new.tables.contains_key(*name)).map(|name| format!("drop_{name}")),
    );
}

fn altered(old: &Table, new: &Table, parts: &mut Vec<String>) {
    let names = |table: &Table| table.columns.iter().map(|c| c.name.clone()).collect::<BTreeSet<_>>();
    let (before, after) = (names(old), names(new));
    let changes = after
        .difference(&before)
        .map(|column| format!("add_{}_{column}", new.name))
        .chain(before.difference(&after).map(|column| format!("drop_{}_{column}", new.name)));
    let known = parts.len();
    parts.extend(changes);
    if parts.len() == known {
        parts.push(format!("change_{}", new.name));
    }
}

fn difference<K: Ord + ToString, V: PartialEq>(
    old: &BTreeMap<K, V>,
    new: &BTreeMap<K, V>,
    parts: &mut Vec<String>,
) {
    for (name, object) in new {
        match old.get(name) {
            None => parts.push(format!("add_{}", name.to_string())),
            Some(before) if before != object => parts.push(format!("change_{}", name.to_string())),
            Some(_) => {}
        }
    }
    let dropped = old.keys().filter(|name| !new.contains_key(*name));
    parts.extend(dropped.map(|name| format!("drop_{}", name.to_string())));
}
