//! What Zero would not notice: rows that are written again are not sent. A published table whose values change leaves the
//! publication of Zero in the migration and comes back in it, and Zero copies it again.

use super::Rename;
use super::work::Work;
use crate::model::{ObjectId, QName, Schema, Table, Type};
use crate::zero::keeps;

/// Adds to the work the tables that Zero has to copy again. `renames` are those of the author.
pub(super) fn settle(work: &mut Work, old: &Schema, new: &Schema, publication: &str, renames: &[Rename]) {
    let (Some(before), Some(after)) = (old.publications.get(publication), new.publications.get(publication))
    else {
        return;
    };
    if work.drops(&ObjectId::Publication(publication.to_owned())) {
        return;
    }
    for name in before.tables.keys().filter(|name| after.tables.contains_key(*name)) {
        let (Some(from), Some(to)) = (old.tables.get(name), new.tables.get(name)) else { continue };
        let again = changes(old, from, new, to) || says_other(from, renames);
        if again && !work.drops(&ObjectId::Table(name.clone())) {
            work.unpublished.insert((publication.to_owned(), name.clone()));
        }
    }
}

/// Whether values of a column become other ones.
fn changes(old: &Schema, from: &Table, new: &Schema, to: &Table) -> bool {
    from.columns.iter().any(|column| {
        let after = to.columns.get(&column.name);
        after.is_some_and(|after| !keeps(old, &column.ty, new, &after.ty))
    })
}

/// Whether a value of an enum has another name now: stored values are not written again, and Zero has the old name.
fn says_other(table: &Table, renames: &[Rename]) -> bool {
    let renamed = |name: &QName| {
        renames.iter().any(|rename| matches!(&rename.from, ObjectId::Column(owner, _) if owner == name))
    };
    table.columns.iter().any(|column| match &column.ty {
        Type::Named { name, .. } => renamed(name),
        Type::Array(element) => matches!(&**element, Type::Named { name, .. } if renamed(name)),
        _ => false,
    })
}
