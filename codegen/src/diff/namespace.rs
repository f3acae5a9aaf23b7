//! Namespaces.

use super::{Attribute, Changes};
use crate::model::{Namespace, ObjectId};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Namespace, new: &Namespace) {
    let Namespace { name: _, comment } = new;
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}
