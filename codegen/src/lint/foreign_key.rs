//! Foreign keys.

use super::index::{Cover, covers};
use super::registry::{TW001, TW004, TW006, TW008};
use super::{Linter, constraint_ids, names};
use crate::model::{Builtin, ForeignKey, ReferentialAction, Schema, Table, Type};

pub(super) fn lint(table: &Table, linter: &mut Linter<'_>) {
    let keys: Vec<(&str, &ForeignKey)> = table.foreign_keys().collect();
    for (at, (name, key)) in keys.iter().enumerate() {
        unindexed(table, name, key, linter);
        other_type(table, name, key, linter);
        set_null(table, name, key, linter);
        let same = |other: &&(&str, &ForeignKey)| {
            other.1.columns == key.columns
                && other.1.table == key.table
                && other.1.references == key.references
        };
        if let Some((other, _)) = keys[..at].iter().find(same) {
            let message = format!(
                "`{name}` says what `{other}` says: ({}) references `{}`",
                names(&key.columns),
                key.table
            );
            let help = "keep one of them".to_owned();
            linter.report(&TW008, message, help, constraint_ids(&table.name, name, &key.columns));
        }
    }
}

/// The columns of the key, in any order, are what an index starts with.
fn unindexed(table: &Table, name: &str, key: &ForeignKey, linter: &mut Linter<'_>) {
    let serves = |cover: &Cover<'_>| {
        let start = cover.columns.iter().take(key.columns.len());
        let all = key.columns.iter().all(|column| start.clone().any(|indexed| *indexed == Some(column)));
        all && cover.columns.len() >= key.columns.len() && serves_predicate(cover, key)
    };
    if key.columns.is_empty() || covers(table).iter().any(serves) {
        return;
    }
    let message = format!(
        "foreign key `{name}` has no index: deleting from `{}` reads all of `{}` for each row",
        key.table, table.name
    );
    let on = crate::ddl::name(&table.name);
    let help = format!("add `CREATE INDEX ON {on} ({});`", names(&key.columns));
    linter.report(&TW001, message, help, constraint_ids(&table.name, name, &key.columns));
}

/// An index of only those rows that reference something will do.
fn serves_predicate(cover: &Cover<'_>, key: &ForeignKey) -> bool {
    let not_null = |column: &String| format!("{column} is not null");
    cover.predicate.is_none_or(|predicate| key.columns.iter().any(|column| predicate == not_null(column)))
}

fn other_type(table: &Table, name: &str, key: &ForeignKey, linter: &mut Linter<'_>) {
    let schema = linter.schema;
    let Some(other) = schema.tables.get(&key.table) else { return };
    for (column, referenced) in key.columns.iter().zip(&key.references) {
        let (Some(from), Some(to)) = (table.columns.get(column), other.columns.get(referenced)) else {
            continue;
        };
        if family(&from.ty, schema) != family(&to.ty, schema) {
            let message = format!(
                "`{}.{column}` is {}, but it references `{}.{referenced}`, which is {}",
                table.name, from.ty, other.name, to.ty
            );
            let help = format!("make `{column}` {} too", to.ty);
            linter.report(&TW004, message, help, constraint_ids(&table.name, name, &key.columns));
        }
    }
}

/// The type without what does not change how values compare.
fn family<'t>(ty: &'t Type, schema: &'t Schema) -> Type {
    let mut ty = ty;
    // A domain over a domain ends somewhere; a text that says otherwise is not ours to judge.
    for _ in 0..=schema.domains.len() {
        let Type::Named { name, .. } = ty else { break };
        let Some(domain) = schema.domains.get(name) else { break };
        ty = &domain.ty;
    }
    match ty {
        Type::Varchar(_) | Type::Builtin(Builtin::Text) => Type::Builtin(Builtin::Text),
        Type::Numeric(_) => Type::Numeric(None),
        Type::Char(_) => Type::Char(None),
        Type::Varbit(_) | Type::Bit(_) => Type::Varbit(None),
        Type::Timestamp { zone, .. } => Type::Timestamp { precision: None, zone: *zone },
        Type::Time { zone, .. } => Type::Time { precision: None, zone: *zone },
        Type::Interval { .. } => Type::Interval { fields: None, precision: None },
        Type::Named { name, .. } => Type::named(name.clone()),
        Type::Builtin(_) | Type::Array(_) => ty.clone(),
    }
}

fn set_null(table: &Table, name: &str, key: &ForeignKey, linter: &mut Linter<'_>) {
    for (event, action) in [("ON DELETE", &key.on_delete), ("ON UPDATE", &key.on_update)] {
        let ReferentialAction::SetNull(listed) = action else { continue };
        let set = if listed.is_empty() { &key.columns } else { listed };
        let fixed =
            set.iter().filter(|column| table.columns.get(column).is_some_and(|column| column.not_null));
        let fixed: Vec<String> = fixed.cloned().collect();
        if !fixed.is_empty() {
            let message = format!(
                "`{name}` has {event} SET NULL, but {} cannot be null: the statement will fail",
                names(&fixed)
            );
            let help = "use CASCADE or RESTRICT, or leave out NOT NULL".to_owned();
            linter.report(&TW006, message, help, constraint_ids(&table.name, name, &key.columns));
        }
    }
}
