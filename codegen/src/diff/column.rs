//! Columns.

use super::{Attribute, Because, Changes};
use crate::model::{Column, Generated, GeneratedKind, ObjectId};

pub(super) fn compare(changes: &mut Changes, id: &ObjectId, old: &Column, new: &Column) {
    let Column { name: _, ty, not_null, default, identity, generated, collation, comment } = new;
    match generation(old.generated.as_ref(), generated.as_ref()) {
        Generation::Same => {}
        // Made again, it has every other attribute of the new column as well.
        Generation::Rebuild(because) => return changes.rebuild(id, because),
        Generation::Alter(attribute) => changes.list.push(super::Change::Alter(id.clone(), attribute)),
    }
    changes.alter(id, Attribute::Type, &(&old.ty, &old.collation), &(ty, collation));
    changes.alter(id, Attribute::NotNull, &old.not_null, not_null);
    changes.alter(id, Attribute::Default, &old.default, default);
    changes.alter(id, Attribute::Identity, &old.identity, identity);
    changes.alter(id, Attribute::Comment, &old.comment, comment);
}

enum Generation {
    Same,
    Alter(Attribute),
    Rebuild(Because),
}

fn generation(old: Option<&Generated>, new: Option<&Generated>) -> Generation {
    match (old, new) {
        (None, None) => Generation::Same,
        (None, Some(_)) => Generation::Rebuild(Because::BecomesGenerated),
        (Some(Generated { expr: _, kind: GeneratedKind::Stored }), None) => {
            Generation::Alter(Attribute::PlainAgain)
        }
        (Some(Generated { expr: _, kind: GeneratedKind::Virtual }), None) => {
            Generation::Rebuild(Because::Storage)
        }
        (Some(old), Some(new)) if old == new => Generation::Same,
        (Some(old), Some(new)) if old.kind != new.kind => Generation::Rebuild(Because::Storage),
        (Some(_), Some(_)) => Generation::Alter(Attribute::Expression),
    }
}
