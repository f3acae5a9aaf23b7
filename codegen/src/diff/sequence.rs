//! Sequences.

use super::{Attribute, Changes};
use crate::model::{ObjectId, Sequence};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Sequence, new: &Sequence) {
    let Sequence { name: _, ty, options, owned_by, comment } = new;
    changes.alter(&id, Attribute::Options, &(old.ty, &old.options), &(*ty, options));
    changes.alter(&id, Attribute::OwnedBy, &old.owned_by, owned_by);
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}
