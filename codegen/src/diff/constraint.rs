//! Constraints.

use super::{Attribute, Because, Changes};
use crate::model::{Constraint, ConstraintKind, ObjectId};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Constraint, new: &Constraint) {
    let Constraint { name: _, kind, comment } = new;
    if old.kind != *kind && !becomes_valid(&old.kind, kind) {
        // Made again, it gets its comment too.
        return changes.rebuild(&id, Because::Definition);
    }
    changes.alter(&id, Attribute::Validated, &old.kind, kind);
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}

/// Whether the only difference is that `NOT VALID` is gone: `VALIDATE CONSTRAINT` does that.
fn becomes_valid(old: &ConstraintKind, new: &ConstraintKind) -> bool {
    let mut validated = old.clone();
    match &mut validated {
        ConstraintKind::Check(check) => check.not_valid = false,
        ConstraintKind::ForeignKey(key) => key.not_valid = false,
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclusion(_) => {}
    }
    validated == *new
}
