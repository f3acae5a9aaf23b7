//! Names that every statement has to quote.

use super::registry::{TW050, TW051};
use super::{Linter, column_id, table_id};
use crate::model::ObjectId;
use crate::sql::keeps_quotes;

pub(super) fn lint(linter: &mut Linter<'_>) {
    for (ids, name) in named(linter) {
        let Some(id) = ids.first() else { continue };
        let kind = id.kind();
        let plain = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !plain {
            let message = format!("{kind} `{name}` has to be written \"{name}\" in every statement");
            linter.report(&TW050, message, format!("call it `{}`", snake(&name)), ids);
        } else if keeps_quotes(&name) {
            let message = format!("{kind} `{name}` is a keyword, so that statements have to quote it");
            let noun = match id {
                ObjectId::Column(table, _) => snake(&table.name),
                _ => "app".to_owned(),
            };
            let help = format!("call it something else, such as `{noun}_{name}`");
            linter.report(&TW051, message, help, ids);
        }
    }
}

/// What people name. Constraints and indexes mostly get theirs from tables and columns.
fn named(linter: &Linter<'_>) -> Vec<(Vec<ObjectId>, String)> {
    let schema = linter.schema;
    let mut named = Vec::new();
    for table in schema.tables.values() {
        named.push((vec![table_id(&table.name)], table.name.name.clone()));
        for column in &table.columns {
            let ids = vec![column_id(&table.name, &column.name), table_id(&table.name)];
            named.push((ids, column.name.clone()));
        }
    }
    let mut one = |id: ObjectId, name: &str| named.push((vec![id], name.to_owned()));
    schema.namespaces.keys().for_each(|name| one(ObjectId::Namespace(name.clone()), name));
    schema.enums.keys().for_each(|name| one(ObjectId::Enum(name.clone()), &name.name));
    schema.domains.keys().for_each(|name| one(ObjectId::Domain(name.clone()), &name.name));
    schema.views.keys().for_each(|name| one(ObjectId::View(name.clone()), &name.name));
    for (name, types) in schema.functions.keys() {
        one(ObjectId::Function(name.clone(), types.clone()), &name.name);
    }
    named
}

/// `userName` as `user_name`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    let mut lower = false;
    for c in name.chars() {
        if c.is_uppercase() && lower {
            snake.push('_');
        }
        lower = c.is_lowercase() || c.is_ascii_digit();
        if c.is_alphanumeric() {
            snake.extend(c.to_lowercase());
        } else if !snake.ends_with('_') {
            snake.push('_');
        }
    }
    snake
}
