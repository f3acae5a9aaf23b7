//! What has to be done: the changes, and what must be taken down and put back because of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::{Attribute, Because, Change};
use crate::model::{ObjectId, QName};

/// Why an object goes or comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// The schemas differ in it.
    Changed,
    /// It is made again because of what it says.
    Rebuilt(Because),
    /// It is in the way of another change, and is put back as it was where the new schema has it.
    PutBack,
}

/// Everything to do, by object.
#[derive(Clone, Debug, Default)]
pub(super) struct Work {
    /// Objects of the old schema that go.
    pub(super) drop: BTreeMap<ObjectId, Reason>,
    /// Objects of the new schema that come.
    pub(super) create: BTreeMap<ObjectId, Reason>,
    /// Objects that change in place.
    pub(super) alter: BTreeMap<ObjectId, BTreeSet<Attribute>>,
    /// Columns whose default goes for a while.
    pub(super) defaults: BTreeSet<(QName, String)>,
    /// Whether the default privileges change.
    pub(super) default_privileges: bool,
    /// Domains whose default and checks go for a while.
    pub(super) domains: BTreeSet<QName>,
    /// Tables that leave their publications for a while.
    pub(super) unpublished: BTreeSet<(String, QName)>,
    /// Enums and domains that are replaced by a new type of the same name.
    pub(super) swapped: BTreeSet<ObjectId>,
}

impl Work {
    /// The changes alone.
    pub(super) fn of(changes: Vec<Change>) -> Self {
        let mut work = Self::default();
        for change in changes {
            match change {
                // Renames are steps of their own, taken before everything else.
                Change::Rename { .. } => {}
                Change::DefaultPrivileges => work.default_privileges = true,
                Change::Create(id) => {
                    work.create.insert(id, Reason::Changed);
                }
                Change::Drop(id) => {
                    work.drop.insert(id, Reason::Changed);
                }
                Change::Alter(id, attribute) => {
                    work.alter.entry(id).or_default().insert(attribute);
                }
                Change::Rebuild(id, because) => {
                    work.drop.insert(id.clone(), Reason::Rebuilt(because));
                    work.create.insert(id, Reason::Rebuilt(because));
                }
            }
        }
        work
    }

    /// Whether the object is made by the plan.
    pub(super) fn creates(&self, id: &ObjectId) -> bool {
        self.create.contains_key(id)
    }

    /// Whether the table is made by the plan.
    pub(super) fn creates_table(&self, name: &QName) -> bool {
        self.creates(&ObjectId::Table(name.clone()))
    }

    /// Whether the object goes, for good or to be made again.
    pub(super) fn drops(&self, id: &ObjectId) -> bool {
        self.drop.contains_key(id)
    }

    /// Whether an attribute of the object changes in place.
    pub(super) fn alters(&self, id: &ObjectId, attribute: Attribute) -> bool {
        self.alter.get(id).is_some_and(|attributes| attributes.contains(&attribute))
    }
}
