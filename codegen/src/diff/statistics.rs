//! Statistics objects.

use super::{Attribute, Because, Changes};
use crate::model::{ObjectId, Statistics};

pub(super) fn compare(changes: &mut Changes, id: &ObjectId, old: &Statistics, new: &Statistics) {
    let Statistics { name: _, table, kinds, keys, target, comment } = new;
    if old.table != *table || old.kinds != *kinds || old.keys != *keys {
        return changes.rebuild(id, Because::Definition);
    }
    changes.alter(id, Attribute::Statistics, &old.target, target);
    changes.alter(id, Attribute::Comment, &old.comment, comment);
}
