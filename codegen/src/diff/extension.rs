//! Extensions.

use super::{Attribute, Changes};
use crate::model::{Extension, ObjectId};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Extension, new: &Extension) {
    let Extension { name: _, namespace, version, comment } = new;
    // A namespace or version that is not told any more leaves what is there.
    if namespace.is_some() {
        changes.alter(&id, Attribute::Namespace, &old.namespace, namespace);
    }
    if version.is_some() {
        changes.alter(&id, Attribute::Version, &old.version, version);
    }
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}
