//! Owners, privileges and default privileges, of objects of any kind that are there before and after.

use super::{Attribute, Change, Changes};
use crate::model::{Acl, Grantee, ObjectId, Schema};

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
        changes.alter(id, Attribute::Grants, &undecided(old, new, id), &new.grants.get(id).cloned());
    }
    if old.default_privileges != new.default_privileges {
        changes.list.push(Change::DefaultPrivileges);
    }
}

/// The old privileges on an object, without what was taken away that some versions give by themselves: where the new schema
/// says nothing of that, it stays as it is.
fn undecided(old: &Schema, new: &Schema, id: &ObjectId) -> Option<Acl> {
    let mut acl = old.grants.get(id)?.clone();
    let Some(by_itself) = new.built_in(id).filter(|by_itself| by_itself.undecided) else { return Some(acl) };
    let said = new.grants.get(id);
    let told = |who: &Grantee| {
        let revoked = said.and_then(|said| said.revoked.get(who)).into_iter().flatten().copied();
        let granted = said.and_then(|said| said.granted.get(who)).into_iter().flatten();
        revoked.chain(granted.map(|(privilege, _)| *privilege)).collect::<Vec<_>>()
    };
    for (who, revoked) in &mut acl.revoked {
        let told = told(who);
        revoked.retain(|privilege| !by_itself.is_undecided(who, *privilege) || told.contains(privilege));
    }
    acl.revoked.retain(|_, privileges| !privileges.is_empty());
    Some(acl).filter(|acl| !acl.is_empty())
}
