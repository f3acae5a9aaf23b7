//! Constraints.

use super::{Attribute, Because, Change, Changes};
use crate::model::{Constraint, ConstraintKind, ObjectId};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Constraint, new: &Constraint) {
    let Constraint { name: _, kind, inherited: _, part_of: _, comment } = new;
    let mut altered = old.kind.clone();
    alter_in_place(changes, &id, &mut altered, kind);
    if altered != *kind && !becomes_valid(&altered, kind) {
        changes.list.retain(|change| !matches!(change, Change::Alter(of, _) if *of == id));
        // Made again, it gets its comment too.
        return changes.rebuild(&id, Because::Definition);
    }
    changes.alter(&id, Attribute::Validated, &altered, kind);
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}

/// `ALTER CONSTRAINT`, which foreign keys have. That a key is not enforced any more is no change that 18 makes of the name
/// alone; other constraints are made again.
fn alter_in_place(changes: &mut Changes, id: &ObjectId, old: &mut ConstraintKind, new: &ConstraintKind) {
    if let (ConstraintKind::ForeignKey(old), ConstraintKind::ForeignKey(new)) = (old, new) {
        changes.alter(id, Attribute::Deferrable, &old.deferrable, &new.deferrable);
        changes.alter(id, Attribute::Enforced, &old.not_enforced, &new.not_enforced);
        old.deferrable = new.deferrable;
        if old.not_enforced != new.not_enforced {
            old.not_enforced = new.not_enforced;
            // Enforced again, it is validated by that.
            old.not_valid = new.not_valid;
        }
    }
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
