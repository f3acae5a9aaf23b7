//! Range types.

use super::{Attribute, Changes};
use crate::model::{ObjectId, Range};

/// PostgreSQL changes nothing of a range type: a new one takes its name.
pub(super) fn compare(changes: &mut Changes, id: &ObjectId, old: &Range, new: &Range) {
    let Range { name: _, subtype, operator_class, collation, canonical, subtype_diff, multirange, comment } =
        new;
    let before = (
        &old.subtype,
        &old.operator_class,
        &old.collation,
        &old.canonical,
        &old.subtype_diff,
        &old.multirange,
    );
    let after = (subtype, operator_class, collation, canonical, subtype_diff, multirange);
    changes.alter(id, Attribute::Definition, &before, &after);
    changes.alter(id, Attribute::Comment, &old.comment, comment);
}
