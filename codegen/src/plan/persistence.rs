//! Tables that refer to each other and become logged or unlogged together.
//!
//! A logged table refers to logged ones only, at every moment, so that one of two tables that refer to each other is in the way of the
//! other: their foreign keys go first, and come back afterwards.

use std::collections::BTreeSet;

use super::work::{Reason, Work};
use crate::diff::Attribute;
use crate::model::{ObjectId, QName, Schema, Table};

/// Takes down the foreign keys that make a circle of tables whose persistence changes.
pub(super) fn open_circles(work: &mut Work, old: &Schema, new: &Schema) {
    let changing = work.alter.iter().filter_map(|(id, attributes)| match id {
        ObjectId::Table(name) if attributes.contains(&Attribute::Unlogged) => old.tables.get(name),
        _ => None,
    });
    let changing: Vec<&Table> = changing.collect();
    let names: BTreeSet<&QName> = changing.iter().map(|table| &table.name).collect();
    for table in changing {
        for (constraint, key) in table.foreign_keys() {
            let circle = key.table != table.name && reaches(old, &names, &key.table, &table.name);
            let id = ObjectId::Constraint(table.name.clone(), constraint.to_owned());
            if !circle || work.drops(&id) {
                continue;
            }
            work.alter.remove(&id);
            if new.contains(&id) {
                work.create.insert(id.clone(), Reason::PutBack);
            }
            work.drop.insert(id, Reason::PutBack);
        }
    }
}

/// Whether foreign keys lead from one table to another through tables that change.
fn reaches(schema: &Schema, through: &BTreeSet<&QName>, from: &QName, to: &QName) -> bool {
    let (mut seen, mut queue) = (BTreeSet::new(), vec![from]);
    while let Some(name) = queue.pop() {
        if name == to {
            return true;
        }
        if through.contains(name) && seen.insert(name) {
            let keys = schema.tables.get(name).into_iter().flat_map(Table::foreign_keys);
            queue.extend(keys.map(|(_, key)| &key.table));
        }
    }
    false
}
