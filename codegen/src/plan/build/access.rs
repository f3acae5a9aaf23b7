//! Owners and privileges, of objects of any kind.
//!
//! An object that is made, or made again, has what PostgreSQL and the default privileges give it; the steps lead from there
//! to what the new schema says. One that stays is led there from what the old schema says.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::rename::target;
use super::super::step::{Phase, Step};
use crate::ddl::{AccessStatement, PrivilegeChange, PrivilegeVerb, Statement};
use crate::diff::Attribute;
use crate::model::{
    Acl, BuiltIn, DefaultPrivilege, DefaultPrivilegeKind, Grantee, ObjectId, Privilege, QName, Securable,
};

/// The steps for what is made or changes hands.
pub(super) fn build(planner: &mut Planner<'_>) {
    let mut owned = BTreeMap::new();
    for id in ids(planner, Attribute::Owner) {
        // What is made belongs to who runs this already.
        let stays = !planner.new.owners.contains_key(&id) && is_made(planner, &id);
        if !stays && let Some(step) = owner(planner, &id) {
            owned.insert(id, step);
        }
    }
    let mut columns = Columns::default();
    let ids = ids(planner, Attribute::Grants);
    // Relations before their columns: what is taken from a table is taken from its columns too.
    for id in ids.iter().filter(|id| !matches!(id, ObjectId::Column(..))) {
        let steps = privileges(planner, id, owned.get(id).copied());
        if let Some(name) = relation(id) {
            columns.relations.insert(name.clone(), steps);
        }
    }
    for id in ids.iter().filter(|id| matches!(id, ObjectId::Column(..))) {
        columns.note(planner, id);
    }
    columns.push(planner, &owned);
    default_privileges(planner);
}

/// What is made with an owner or privileges, and what changes in that.
fn ids(planner: &Planner<'_>, attribute: Attribute) -> BTreeSet<ObjectId> {
    let new = planner.new;
    let told: Vec<&ObjectId> = match attribute {
        Attribute::Owner => new.owners.keys().collect(),
        _ => new.grants.keys().collect(),
    };
    let mut ids: BTreeSet<ObjectId> = told.into_iter().filter(|id| is_made(planner, id)).cloned().collect();
    ids.extend(planner.work.alter.keys().filter(|id| planner.work.alters(id, attribute)).cloned());
    if attribute == Attribute::Grants && !planner.old.default_privileges.is_empty() {
        ids.extend(planner.work.create.keys().chain(&planner.work.swapped).cloned());
        ids.extend(made_identities(planner));
    }
    if attribute != Attribute::Grants {
        return ids;
    }
    // Taken from a table, a privilege has to be given to its columns again.
    let relations: Vec<QName> = ids.iter().filter_map(relation).cloned().collect();
    let columns =
        new.grants.keys().filter(|id| matches!(id, ObjectId::Column(table, _) if relations.contains(table)));
    ids.extend(columns.cloned());
    ids
}

fn relation(id: &ObjectId) -> Option<&QName> {
    match id {
        ObjectId::Table(name) | ObjectId::View(name) => Some(name),
        _ => None,
    }
}

/// Whether the plan makes the object, so that nothing of what it was stays.
fn is_made(planner: &Planner<'_>, id: &ObjectId) -> bool {
    let work = planner.work;
    work.creates(id)
        || work.swapped.contains(id)
        || match id {
            ObjectId::Column(table, _) => {
                work.creates(&ObjectId::Table(table.clone())) || work.creates(&ObjectId::View(table.clone()))
            }
            ObjectId::Sequence(name) => planner.new.identity_column(name).is_some_and(|(table, column)| {
                let id = ObjectId::Column(table.clone(), column.to_owned());
                let before = planner.old.tables.get(table).and_then(|t| t.columns.get(column));
                is_made(planner, &id) || before.is_some_and(|column| column.identity.is_none())
            }),
            _ => false,
        }
}

/// The sequences inside identity columns that are made.
fn made_identities(planner: &Planner<'_>) -> Vec<ObjectId> {
    let tables = planner.new.tables.values();
    let all = tables.flat_map(|table| {
        let counters = table.columns.iter().filter_map(|column| column.identity_sequence(&table.name));
        counters.map(ObjectId::Sequence)
    });
    all.filter(|id| is_made(planner, id)).collect()
}

/// `OWNER TO`; returns the step.
fn owner(planner: &mut Planner<'_>, id: &ObjectId) -> Option<usize> {
    let on = target(planner.new, id)?;
    let statement = AccessStatement::Owner { on, role: planner.new.owners.get(id).cloned() };
    let mut step = Step::new(Phase::Access, Operation::ChangeOwner, Statement::Access(statement));
    step.tables = planner.existing(relation(id));
    Some(planner.push(step.needs([fact(planner, id)])))
}

fn fact(planner: &Planner<'_>, id: &ObjectId) -> Fact {
    let column = |table: &QName, column: &str| match planner.new.views.contains_key(table) {
        true => Fact::Object(ObjectId::View(table.clone())),
        false => Fact::column(table, column),
    };
    match id {
        ObjectId::Column(table, name) => column(table, name),
        ObjectId::Sequence(name) if !planner.new.sequences.contains_key(name) => {
            let of = planner.new.identity_column(name);
            of.map_or_else(|| Fact::Object(id.clone()), |(table, name)| column(table, name))
        }
        other => Fact::Object(other.clone()),
    }
}

/// What an object has before the steps here: by itself, or from before, with the owner changed already.
fn before(planner: &Planner<'_>, id: &ObjectId) -> Acl {
    let (mut acl, owner) = match is_made(planner, id) {
        true => (planner.old.privileges_when_made(id), Grantee::Current),
        false => (planner.old.grants.get(id).cloned().unwrap_or_default(), planner.old.owner(id)),
    };
    acl.change_owner(&owner, &planner.new.owner(id));
    acl
}

/// `GRANT` and `REVOKE` on an object as a whole; returns the steps.
fn privileges(planner: &mut Planner<'_>, id: &ObjectId, after: Option<usize>) -> Vec<usize> {
    let (Some(on), Some(by_itself), Some(securable)) =
        (target(planner.new, id), planner.new.built_in(id), Securable::of(id))
    else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    let (old, new) = (before(planner, id), planner.new.grants.get(id).cloned().unwrap_or_default());
    for change in changes(planner, securable, &by_itself, &old, &new) {
        let widens = widens(planner, id, &change);
        let statement =
            AccessStatement::Privileges { on: on.clone(), securable, columns: Vec::new(), change };
        let needs = [fact(planner, id)];
        steps.push(push(planner, statement, needs, widens, after));
    }
    steps
}

fn push(
    planner: &mut Planner<'_>,
    statement: AccessStatement,
    needs: impl IntoIterator<Item = Fact>,
    widens: Option<Hazard>,
    after: Option<usize>,
) -> usize {
    let mut step = Step::new(Phase::Access, Operation::New, Statement::Access(statement)).needs(needs);
    step.hazards.extend(widens);
    let at = planner.push(step);
    after.into_iter().for_each(|earlier| planner.graph.after(at, earlier));
    at
}

/// The statements from one list of privileges to another, each for the roles that it is the same for.
fn changes(
    planner: &Planner<'_>,
    securable: Securable,
    by_itself: &BuiltIn,
    old: &Acl,
    new: &Acl,
) -> Vec<PrivilegeChange> {
    let mut grouped: BTreeMap<(PrivilegeVerb, BTreeSet<Privilege>), Vec<Grantee>> = BTreeMap::new();
    let roles: BTreeSet<&Grantee> =
        [old, new].into_iter().flat_map(|acl| acl.granted.keys().chain(acl.revoked.keys())).collect();
    for role in roles {
        let mut by_verb: BTreeMap<PrivilegeVerb, BTreeSet<Privilege>> = BTreeMap::new();
        for privilege in Privilege::EVERY {
            if let Some(verb) = verb(by_itself, role, *privilege, old, new) {
                by_verb.entry(verb).or_default().insert(*privilege);
            }
        }
        for (verb, mut privileges) in by_verb {
            // Up to 16 there is no MAINTAIN, and `ALL` is everything else.
            let all = securable.all().iter().all(|privilege| privileges.contains(privilege));
            if planner.options.target < 17 && !all {
                privileges.remove(&Privilege::Maintain);
            }
            if !privileges.is_empty() {
                grouped.entry((verb, privileges)).or_default().push(role.clone());
            }
        }
    }
    grouped
        .into_iter()
        .map(|((verb, privileges), roles)| PrivilegeChange { verb, privileges, roles })
        .collect()
}

/// What has to happen to one privilege of one role.
fn verb(
    by_itself: &BuiltIn,
    role: &Grantee,
    privilege: Privilege,
    old: &Acl,
    new: &Acl,
) -> Option<PrivilegeVerb> {
    let granted = |acl: &Acl| acl.granted.get(role).and_then(|of| of.get(&privilege)).copied();
    let revoked = |acl: &Acl| acl.revoked.get(role).is_some_and(|of| of.contains(&privilege));
    match (granted(old), granted(new), revoked(old), revoked(new)) {
        (before, Some(option), _, _) if before.is_none_or(|before| before != option) => {
            Some(match (before, option) {
                (Some(_), false) => PrivilegeVerb::RevokeOption,
                (None, false) => PrivilegeVerb::Grant,
                (_, true) => PrivilegeVerb::GrantOption,
            })
        }
        (Some(_), None, _, _) | (_, _, false, true) => Some(PrivilegeVerb::Revoke),
        // What the version decides stays as it is where nothing is said of it.
        (None, None, true, false) => {
            (!by_itself.is_undecided(role, privilege)).then_some(PrivilegeVerb::Grant)
        }
        _ => None,
    }
}

/// Whether somebody may do more than before the plan, or everybody may do it.
fn widens(planner: &Planner<'_>, id: &ObjectId, change: &PrivilegeChange) -> Option<Hazard> {
    if matches!(change.verb, PrivilegeVerb::Revoke | PrivilegeVerb::RevokeOption) {
        return None;
    }
    let before = planner.old.grants.get(id).filter(|_| planner.old.contains(id));
    let had = |role: &Grantee, privilege: &Privilege| {
        before.is_some_and(|acl| acl.granted.get(role).is_some_and(|of| of.contains_key(privilege)))
    };
    let more = |role: &&Grantee| change.privileges.iter().any(|privilege| !had(role, privilege));
    let known = planner.old.contains(id);
    let roles: Vec<String> = change
        .roles
        .iter()
        .filter(|role| known || **role == Grantee::Public)
        .filter(more)
        .map(ToString::to_string)
        .collect();
    let privileges: Vec<&str> = change.privileges.iter().map(|privilege| privilege.as_str()).collect();
    let all =
        Securable::of(id).is_some_and(|kind| kind.all().len() > 1 && kind.all().len() == privileges.len());
    let privileges = if all { "ALL".to_owned() } else { privileges.join(", ") };
    let roles = (!roles.is_empty()).then(|| roles.join(", "))?;
    Some(Hazard::Loosens(format!("{roles} gets {privileges} on {} {id}", id.kind())))
}

/// The changes on the columns of a relation, put together: one statement for all columns that change alike.
#[derive(Default)]
struct Columns {
    /// The steps on each relation as a whole.
    relations: BTreeMap<QName, Vec<usize>>,
    list: BTreeMap<(QName, PrivilegeVerb, BTreeSet<Privilege>), BTreeMap<Vec<Grantee>, Vec<String>>>,
}

impl Columns {
    fn note(&mut self, planner: &Planner<'_>, id: &ObjectId) {
        let ObjectId::Column(table, name) = id else { return };
        let Some(by_itself) = planner.new.built_in(id) else { return };
        let new = planner.new.grants.get(id).cloned().unwrap_or_default();
        let mut old = before(planner, id);
        let steps = self.relations.get(table).into_iter().flatten();
        steps.for_each(|at| taken_with_relation(&planner.graph.steps[*at], &mut old));
        for change in changes(planner, Securable::Column, &by_itself, &old, &new) {
            let PrivilegeChange { verb, privileges, roles } = change;
            let entry = self.list.entry((table.clone(), verb, privileges)).or_default();
            entry.entry(roles).or_default().push(name.clone());
        }
    }

    fn push(&self, planner: &mut Planner<'_>, owned: &BTreeMap<ObjectId, usize>) {
        for ((table, verb, privileges), by_roles) in &self.list {
            let id = match planner.new.views.contains_key(table) {
                true => ObjectId::View(table.clone()),
                false => ObjectId::Table(table.clone()),
            };
            let Some(on) = target(planner.new, &id) else { continue };
            for (roles, columns) in by_roles {
                let needs: Vec<Fact> = columns
                    .iter()
                    .map(|column| fact(planner, &ObjectId::Column(table.clone(), column.clone())))
                    .collect();
                let change =
                    PrivilegeChange { verb: *verb, privileges: privileges.clone(), roles: roles.clone() };
                let loosens = columns.iter().find_map(|name| {
                    widens(planner, &ObjectId::Column(table.clone(), name.clone()), &change)
                });
                let statement = AccessStatement::Privileges {
                    on: on.clone(),
                    securable: Securable::Column,
                    columns: columns.clone(),
                    change,
                };
                let at = push(planner, statement, needs, loosens, owned.get(&id).copied());
                let earlier = self.relations.get(table).into_iter().flatten();
                earlier.for_each(|earlier| planner.graph.after(at, *earlier));
            }
        }
    }
}

/// What a step on the relation takes from its columns as well.
fn taken_with_relation(step: &Step, old: &mut Acl) {
    let Statement::Access(AccessStatement::Privileges { change, .. }) = &step.statement else { return };
    for role in change.roles.iter().filter(|_| change.verb == PrivilegeVerb::Revoke) {
        if let Some(granted) = old.granted.get_mut(role) {
            granted.retain(|privilege, _| !change.privileges.contains(privilege));
        }
    }
    old.granted.retain(|_, privileges| !privileges.is_empty());
}

/// `ALTER DEFAULT PRIVILEGES`, behind everything that the plan makes: that would get them too.
fn default_privileges(planner: &mut Planner<'_>) {
    if !planner.work.default_privileges {
        return;
    }
    let (old, new) = (&planner.old.default_privileges, &planner.new.default_privileges);
    let keys: BTreeSet<DefaultPrivilege> = old.keys().chain(new.keys()).cloned().collect();
    let makes = |step: &Step| {
        step.provides.iter().any(|fact| match fact {
            Fact::Object(ObjectId::Column(..)) => true,
            Fact::Object(id) => DefaultPrivilegeKind::of(id).is_some(),
            _ => false,
        })
    };
    let steps = planner.graph.steps.iter().enumerate();
    let makers: Vec<usize> = steps.filter(|(_, step)| makes(step)).map(|(at, _)| at).collect();
    for key in keys {
        // With the namespace they are gone as well.
        if key.namespace.as_ref().is_some_and(|name| !planner.new.namespaces.contains_key(name)) {
            continue;
        }
        let of = |map: &BTreeMap<DefaultPrivilege, Acl>| map.get(&key).cloned().unwrap_or_default();
        let (before, after) = (of(old), of(new));
        for change in changes(planner, key.on.securable(), &key.built_in(), &before, &after) {
            let to_all = change.roles.contains(&Grantee::Public)
                && matches!(change.verb, PrivilegeVerb::Grant | PrivilegeVerb::GrantOption);
            let loosens = to_all.then(|| {
                Hazard::Loosens(format!("PUBLIC gets privileges on new {}", key.on.as_str().to_lowercase()))
            });
            let namespace = key.namespace.clone().map(ObjectId::Namespace).map(Fact::Object);
            let statement = AccessStatement::Default { of: key.clone(), change };
            let at = push(planner, statement, namespace, loosens, None);
            makers.iter().for_each(|maker| planner.graph.after(at, *maker));
        }
    }
}
