//! Enums.

use super::{Attribute, Changes};
use crate::model::{Enum, ObjectId};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Enum, new: &Enum) {
    let Enum { name: _, values, comment } = new;
    changes.alter(&id, Attribute::Values, &old.values, values);
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}
