//! Owners, privileges and default privileges, of objects of any kind that are there before and after.

use super::{Attribute, Change, Changes};
use crate::model::{ObjectId, Schema};

/// What is new gets its owner and privileges where it is made; what goes takes them along.
pub(super) fn compare(changes: &mut Changes, old: &Schema, new: &Schema) {
    let stays = |id: &&ObjectId| old.contains(id) && new.contains(id);
    let mut owners: Vec<&ObjectId> = old.owners.keys().chain(new.owners.keys()).filter(stays).collect();
    owners.sort();
    owners.dedup();
    for id in owners {
        changes.alter(id, Attribute::Owner, &old.owners.get(id), &new.owners.get(id));
    }
    let mut grants: Vec<&ObjectId> = old.grants.keys().chain(new.grants.keys()).filter(stays).collect();
    grants.sort();
    grants.dedup();
    for id in grants {
        changes.alter(id, Attribute::Grants, &old.grants.get(id), &new.grants.get(id));
    }
    if old.default_privileges != new.default_privileges {
        changes.list.push(Change::DefaultPrivileges);
    }
}
