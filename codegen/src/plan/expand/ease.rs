//! What would be asked of old code: the middle does not ask it yet.

use super::Middle;
use crate::model::{Domain, Enum, Table};

pub(super) fn ease(middle: &mut Middle<'_>) {
    let old = middle.old;
    let stays = |table: &&Table| middle.new.tables.contains_key(&table.name);
    let tables: Vec<&Table> = old.tables.values().filter(stays).collect();
    for table in tables {
        columns(middle, table);
    }
    for (name, before) in &old.enums {
        if let Some(after) = middle.schema.enums.get_mut(name) {
            let gone = merge(before, after);
            middle.waits.extend(gone.iter().map(|value| format!("uses the value '{value}' of enum {name}")));
        }
    }
    for (name, before) in &old.domains {
        if let Some(after) = middle.schema.domains.get_mut(name)
            && tightened(before, after)
        {
            middle.waits.push(format!("gives a {name} a value that the new rules refuse"));
            before.clone_into(after);
        }
    }
    for (name, before) in &old.views {
        if middle
            .new
            .views
            .get(name)
            .is_some_and(|after| after.query != before.query || after.columns != before.columns)
        {
            middle.whole.insert(format!(
                "view {name} reads something else: under one name there is one view, so old code may miss a column of it"
            ));
        }
    }
}

/// Columns that stay, and those that come.
fn columns(middle: &mut Middle<'_>, old: &Table) {
    let renamed = middle.renamed_columns();
    let Some(table) = middle.schema.tables.get_mut(&old.name) else { return };
    for column in table.columns.iter_mut() {
        let id = format!("{}.{}", old.name, column.name);
        let comes_from = renamed.iter().find(|(of, _, to)| *of == old.name && *to == column.name);
        let filled = column.default.is_some() || column.identity.is_some() || column.generated.is_some();
        match old.columns.get(&column.name) {
            Some(before) => {
                if column.not_null && !before.not_null && !is_key(old, &column.name) {
                    middle.waits.push(format!("leaves {id} null"));
                    column.not_null = false;
                }
                let lost = before.default.is_some() && before.identity.is_none() && !filled;
                if lost && before.not_null && column.ty == before.ty {
                    middle.waits.push(format!("leaves {id} to its default"));
                    column.default.clone_from(&before.default);
                }
            }
            // Old code inserts rows without it.
            None if comes_from.is_none() && column.not_null && !filled => {
                middle.waits.push(format!("inserts rows without {id}"));
                column.not_null = false;
            }
            None => {}
        }
    }
    // A key needs its columns to be there for every row.
    let nullable: Vec<String> =
        table.columns.iter().filter(|column| !column.not_null).map(|column| column.name.clone()).collect();
    let broken =
        table.primary_key().filter(|(_, key)| key.columns.iter().any(|name| nullable.contains(name)));
    if let Some(name) = broken.map(|(name, _)| name.to_owned()) {
        table.constraints.remove(&name);
        if let Some((name, key)) = old.primary_key()
            && let Some(constraint) = old.constraints.get(name)
            && key.columns.iter().all(|column| table.columns.contains(column))
        {
            table.constraints.insert(name.to_owned(), constraint.clone());
        }
    }
}

fn is_key(table: &Table, column: &str) -> bool {
    table.primary_key().is_some_and(|(_, key)| key.columns.iter().any(|name| name == column))
}

/// Gives an enum both its old and its new values; returns the old ones that go.
fn merge(before: &Enum, after: &mut Enum) -> Vec<String> {
    let gone: Vec<String> =
        before.values.iter().filter(|value| !after.values.contains(value)).cloned().collect();
    let kept = after.values.iter().filter(|value| before.values.contains(value));
    let in_order = kept.eq(before.values.iter().filter(|value| after.values.contains(value)));
    if gone.is_empty() && in_order {
        return gone;
    }
    let mut both = before.values.clone();
    both.extend(after.values.iter().filter(|value| !before.values.contains(value)).cloned());
    after.values = both;
    gone
}

/// Whether a domain refuses values that it has taken so far.
fn tightened(before: &Domain, after: &Domain) -> bool {
    let checks =
        after.checks.iter().any(|(name, check)| before.checks.get(name).is_none_or(|b| b.expr != check.expr));
    before.ty == after.ty && ((after.not_null && !before.not_null) || checks)
}
