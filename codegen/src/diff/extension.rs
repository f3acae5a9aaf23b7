//! Extensions.

use std::borrow::Cow;

use super::{Attribute, Changes};
use crate::model::{Extension, ObjectId, Schema};
use crate::sql::extension::move_types;

/// The old schema with the types of extensions where the new one has them: they move along, and no column changes its type.
pub(super) fn moved<'s>(old: &'s Schema, new: &Schema) -> Cow<'s, Schema> {
    let mut moved = Cow::Borrowed(old);
    for extension in new.extensions.values() {
        let before = old.extensions.get(&extension.name);
        if let (Some(before), Some(namespace)) = (before, &extension.namespace)
            && before.namespace.as_ref() != Some(namespace)
        {
            move_types(moved.to_mut(), &extension.name, namespace);
        }
    }
    moved
}

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
