//! Policies.

use super::{Attribute, Because, Changes};
use crate::model::{ObjectId, Policy};

/// `ALTER POLICY` gives other roles and conditions, but takes no condition away.
pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Policy, new: &Policy) {
    let Policy { name: _, table: _, permissive, command, roles, using, check, comment } = new;
    let loses = (old.using.is_some() && using.is_none()) || (old.check.is_some() && check.is_none());
    if old.permissive != *permissive || old.command != *command || loses {
        return changes.rebuild(&id, Because::Definition);
    }
    changes.alter(&id, Attribute::Definition, &(&old.roles, &old.using, &old.check), &(roles, using, check));
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}
