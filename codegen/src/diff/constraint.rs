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

/// `ALTER INDEX` of the index behind a key, and `ALTER CONSTRAINT`, which foreign keys have.
fn alter_in_place(changes: &mut Changes, id: &ObjectId, old: &mut ConstraintKind, new: &ConstraintKind) {
    let mut wanted = new.clone();
    if let (Some((parameters, tablespace)), Some((new_parameters, new_tablespace))) =
        (old.index_storage_mut(), wanted.index_storage_mut())
    {
        changes.alter(id, Attribute::Parameters, parameters, new_parameters);
        changes.alter(id, Attribute::Tablespace, tablespace, new_tablespace);
        parameters.clone_from(new_parameters);
        tablespace.clone_from(new_tablespace);
    }
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
