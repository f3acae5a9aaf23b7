//! What the way back along a foreign key is called, where the name that follows is taken.
//!
//! The derive of `Post` adds `POSTS` to `User`, where `User` may have a column, another relation or a constraint of that
//! name: the derive cannot see it, but here the whole schema is known. Names follow the rules of `rust::expand::relations`.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToShoutySnakeCase as _, ToSnakeCase as _};
use syn::ext::IdentExt as _;

use super::names::Names;
use crate::model::{ConstraintKind, ForeignKey, QName, Schema, Table};
use crate::rust::expand::relations::{plural, without_id};

/// The names that must be said: by table and constraint.
pub(super) struct Relations {
    reverse: BTreeMap<(QName, String), String>,
}

impl Relations {
    /// Looks through all foreign keys.
    pub(super) fn new(schema: &Schema, names: &Names<'_>) -> Self {
        let mut reverse = BTreeMap::new();
        let mut taken: BTreeMap<&QName, BTreeSet<String>> = BTreeMap::new();
        let referenced = schema.tables.values().flat_map(Table::foreign_keys).map(|(_, key)| &key.table);
        for target in referenced {
            if let Some(table) = schema.tables.get(target) {
                taken.entry(target).or_insert_with(|| constants(table, names));
            }
        }
        for table in schema.tables.values() {
            let mut own: BTreeSet<(&QName, String)> = BTreeSet::new();
            for (constraint, key) in table.foreign_keys() {
                let Some(taken) = taken.get_mut(&key.table) else { continue };
                let name = follows(table, key, names);
                // Two keys that lead back the same way get one relation.
                if !own.insert((&key.table, name.clone())) || taken.insert(name.clone()) {
                    continue;
                }
                let said = free(&name, &columns(table, key, names), taken);
                reverse.insert((table.name.clone(), constraint.to_owned()), said.to_snake_case());
                taken.insert(said);
            }
        }
        Self { reverse }
    }

    /// What to say as `reverse = ".."`.
    pub(super) fn reverse(&self, table: &QName, constraint: &str) -> Option<&str> {
        self.reverse.get(&(table.clone(), constraint.to_owned())).map(String::as_str)
    }
}

/// The constants of a table's struct: columns, relations, constraints.
fn constants(table: &Table, names: &Names<'_>) -> BTreeSet<String> {
    let mut constants = BTreeSet::new();
    for column in &table.columns {
        if let Some(field) = names.column(&table.name, &column.name) {
            constants.insert(field.unraw().to_string().to_uppercase());
        }
    }
    for (_, key) in table.foreign_keys() {
        let target = shouty(names, &key.table);
        let name = match key.columns.as_slice() {
            // As in `rust::expand::relations`: `id` gives no name of its own.
            [_] if columns(table, key, names) != "ID" => columns(table, key, names),
            _ => target.clone(),
        };
        constants.insert(format!("{name}_{target}"));
        constants.insert(name);
    }
    constants.extend(table.constraints.keys().map(|name| name.to_shouty_snake_case()));
    let unique = table.indexes.values().filter(|index| index.unique);
    constants.extend(unique.map(|index| index.name.to_shouty_snake_case()));
    constants
}

/// The name that the derive gives.
fn follows(table: &Table, key: &ForeignKey, names: &Names<'_>) -> String {
    let own = shouty(names, &table.name);
    let name = if is_unique(table, &key.columns) { own } else { plural(&own) };
    let several = table.foreign_keys().filter(|(_, other)| other.table == key.table).count() > 1;
    if several || key.table == table.name {
        return format!("{name}_BY_{}", columns(table, key, names));
    }
    name
}

/// The first name that is not taken.
fn free(name: &str, columns: &str, taken: &BTreeSet<String>) -> String {
    let by = format!("{name}_BY_{columns}");
    let numbered = (2..).map(|n| format!("{name}_{n}"));
    let mut candidates = std::iter::once(by).chain(numbered);
    candidates.find(|candidate| !taken.contains(candidate)).unwrap_or_default()
}

/// `AUTHOR` for `author_id`, `TENANT_OWNER` for several.
fn columns(table: &Table, key: &ForeignKey, names: &Names<'_>) -> String {
    let fields = key.columns.iter().filter_map(|column| names.column(&table.name, column));
    fields.map(without_id).collect::<Vec<_>>().join("_")
}

fn shouty(names: &Names<'_>, table: &QName) -> String {
    names.table(table).map(|ident| ident.unraw().to_string().to_shouty_snake_case()).unwrap_or_default()
}

/// Whether no two rows have the same values in these columns.
fn is_unique(table: &Table, columns: &[String]) -> bool {
    let within = |key: &[String]| key.iter().all(|column| columns.contains(column));
    table.constraints.values().any(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => within(&key.columns),
        ConstraintKind::Unique(key) => within(&key.columns),
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => false,
    })
}
