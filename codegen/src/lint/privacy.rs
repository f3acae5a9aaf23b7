//! What keeps private tables and columns private.

use super::registry::{TW060, TW061};
use super::{Linter, constraint_ids};
use crate::model::{Audience, ObjectId, QName, ReferentialAction};

pub(super) fn lint(linter: &mut Linter<'_>) {
    let views: Vec<QName> = linter.schema.views.keys().cloned().collect();
    for name in views {
        view(&name, linter);
    }
    cascades(linter);
}

/// A public view shows what it reads. A private view in between keeps to itself what it reads.
fn view(name: &QName, linter: &mut Linter<'_>) {
    let id = ObjectId::View(name.clone());
    let notes = &linter.described.notes;
    let audience = |id: &ObjectId| notes.get(id).and_then(|note| note.audience).unwrap_or_default();
    if audience(&id) == Audience::Private {
        return;
    }
    let is_private = |used: &&ObjectId| {
        if let ObjectId::Column(table, column) = used {
            return notes.column_audience(table, column) == Audience::Private;
        }
        matches!(used, ObjectId::Table(_) | ObjectId::View(_)) && audience(used) == Audience::Private
    };
    // Tables before their columns: the larger thing says more.
    let mut used = linter.uses.of(&id);
    used.sort();
    let shown = used.into_iter().find(is_private);
    if let Some(shown) = shown {
        let message = format!("view `{name}` is public and reads the private {} `{shown}`", shown.kind());
        let help = "leave that out, or mark the view `-- @private`".to_owned();
        linter.report(&TW060, message, help, vec![id]);
    }
}

fn cascades(linter: &mut Linter<'_>) {
    let notes = &linter.described.notes;
    let mut found = Vec::new();
    for table in linter.schema.tables.values() {
        if notes.table_audience(&table.name) == Audience::Public {
            continue;
        }
        for (name, key) in table.foreign_keys() {
            if key.on_delete == ReferentialAction::Cascade
                && notes.table_audience(&key.table) == Audience::Public
            {
                let message = format!(
                    "deleting a row of the public table `{}` deletes rows of the private table `{}` with it",
                    key.table, table.name
                );
                found.push((message, constraint_ids(&table.name, name, &key.columns)));
            }
        }
    }
    for (message, ids) in found {
        let help = "use ON DELETE RESTRICT, or SET NULL, and delete private rows by intent".to_owned();
        linter.report(&TW061, message, help, ids);
    }
}
