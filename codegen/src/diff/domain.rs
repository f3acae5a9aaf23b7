//! Domains.

use super::{Attribute, Changes};
use crate::model::{Domain, ObjectId};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Domain, new: &Domain) {
    let Domain { name: _, ty, collation, default, not_null, not_null_name, checks, comment } = new;
    changes.alter(&id, Attribute::Type, &(&old.ty, &old.collation), &(ty, collation));
    changes.alter(&id, Attribute::Default, &old.default, default);
    changes.alter(&id, Attribute::NotNull, &(old.not_null, &old.not_null_name), &(*not_null, not_null_name));
    changes.alter(&id, Attribute::Checks, &old.checks, checks);
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}
