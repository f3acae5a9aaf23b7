//! Columns.

use super::{Attribute, Because, Changes};
use crate::model::{Column, ColumnStorage, Generated, GeneratedKind, ObjectId};

pub(super) fn compare(changes: &mut Changes, id: &ObjectId, old: &Column, new: &Column) {
    let Column {
        name: _,
        ty,
        not_null,
        not_null_constraint,
        default,
        identity,
        generated,
        collation,
        storage,
        // Follows from the parents of the table.
        inherited: _,
        foreign_options,
        comment,
    } = new;
    match generation(old.generated.as_ref(), generated.as_ref()) {
        Generation::Same => {}
        // Made again, it has every other attribute of the new column as well.
        Generation::Rebuild(because) => return changes.rebuild(id, because),
        Generation::Alter(attribute) => changes.list.push(super::Change::Alter(id.clone(), attribute)),
    }
    changes.alter(id, Attribute::Type, &(&old.ty, &old.collation), &(ty, collation));
    changes.alter(id, Attribute::NotNull, &old.not_null, not_null);
    if old.not_null && *not_null {
        changes.alter(id, Attribute::NotNullConstraint, &old.not_null_constraint, not_null_constraint);
    }
    changes.alter(id, Attribute::Default, &old.default, default);
    changes.alter(id, Attribute::Identity, &old.identity, identity);
    // A new type comes with its own storage.
    let retyped = (&old.ty, &old.collation) != (ty, collation);
    let kept = if retyped {
        ColumnStorage { mode: None, compression: None, ..old.storage.clone() }
    } else {
        old.storage.clone()
    };
    let ColumnStorage { mode, compression, statistics, options } = storage;
    changes.alter(id, Attribute::Storage, &kept.mode, mode);
    changes.alter(id, Attribute::Compression, &kept.compression, compression);
    changes.alter(id, Attribute::Statistics, &kept.statistics, statistics);
    changes.alter(id, Attribute::ColumnOptions, &kept.options, options);
    changes.alter(id, Attribute::ForeignOptions, &old.foreign_options, foreign_options);
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
