//! Collations.

use super::{Attribute, Changes};
use crate::model::{Collation, ObjectId};

/// PostgreSQL changes nothing of a collation: a new one takes its name.
pub(super) fn compare(changes: &mut Changes, id: &ObjectId, old: &Collation, new: &Collation) {
    let Collation { name: _, provider, collate, ctype, deterministic, rules, comment } = new;
    let before = (&old.provider, &old.collate, &old.ctype, &old.deterministic, &old.rules);
    changes.alter(id, Attribute::Definition, &before, &(provider, collate, ctype, deterministic, rules));
    changes.alter(id, Attribute::Comment, &old.comment, comment);
}
