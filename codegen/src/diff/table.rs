//! Tables: themselves, then what belongs to them.

use std::collections::BTreeMap;

use super::{Attribute, Because, Change, Changes, column, constraint, index};
use crate::model::{Column, Columns, Constraint, ForeignSource, Index, ObjectId, QName, Table, TableStorage};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Table, new: &Table) {
    let Table {
        name,
        unlogged,
        storage,
        replica_identity,
        row_security,
        cluster_on,
        of,
        inherits,
        partitioned,
        partition,
        foreign,
        distribution,
        columns,
        constraints,
        indexes,
        comment,
    } = new;
    let server = |foreign: &Option<ForeignSource>| foreign.as_ref().map(|foreign| foreign.server.clone());
    if old.partitioned != *partitioned || server(&old.foreign) != server(foreign) {
        // Made again, it gets everything else too.
        return changes.rebuild(&id, Because::Definition);
    }
    let options = |foreign: &Option<ForeignSource>| foreign.as_ref().map(|foreign| foreign.options.clone());
    let TableStorage { parameters, tablespace, method } = storage;
    changes.alter(&id, Attribute::Unlogged, &old.unlogged, unlogged);
    changes.alter(&id, Attribute::Parameters, &old.storage.parameters, parameters);
    changes.alter(&id, Attribute::Tablespace, &old.storage.tablespace, tablespace);
    changes.alter(&id, Attribute::Method, &old.storage.method, method);
    changes.alter(&id, Attribute::ReplicaIdentity, &old.replica_identity, replica_identity);
    changes.alter(&id, Attribute::RowSecurity, &old.row_security, row_security);
    changes.alter(&id, Attribute::Cluster, &old.cluster_on, cluster_on);
    changes.alter(&id, Attribute::Of, &old.of, of);
    changes.alter(&id, Attribute::Parents, &old.inherits, inherits);
    changes.alter(&id, Attribute::Partition, &old.partition, partition);
    changes.alter(&id, Attribute::ForeignOptions, &options(&old.foreign), &options(foreign));
    changes.alter(&id, Attribute::Distribution, &old.distribution, distribution);
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
    compare_columns(changes, name, &old.columns, columns);
    compare_constraints(changes, name, (old, new), constraints);
    compare_indexes(changes, name, (old, new), indexes);
}

/// What is there with a parent's is no difference by itself: it comes and goes with that.
fn compare_constraints(
    changes: &mut Changes,
    table: &QName,
    (old, new): (&Table, &Table),
    after: &BTreeMap<String, Constraint>,
) {
    let id = |name: &str| ObjectId::Constraint(table.clone(), name.to_owned());
    let part = |constraint: &Constraint| constraint.inherited || constraint.part_of.is_some();
    let attached = old.parents().eq(new.parents());
    for (name, before) in &old.constraints {
        let taken_up = || after.values().any(|after| after.part_of.is_some() && after.kind == before.kind);
        if !after.contains_key(name) && !part(before) && !taken_up() {
            changes.list.push(Change::Drop(id(name)));
        }
    }
    for (name, after) in after {
        match old.constraints.get(name) {
            None if part(after) => {}
            None => changes.list.push(Change::Create(id(name))),
            // It goes with the parent's, and is the table's own from now on.
            Some(before) if attached && before.part_of.is_some() && after.part_of.is_none() => {
                changes.list.push(Change::Create(id(name)));
            }
            Some(before) if part(before) && part(after) => {
                changes.alter(&id(name), Attribute::Comment, &before.comment, &after.comment);
            }
            Some(before) if before == after => {}
            Some(before) => constraint::compare(changes, id(name), before, after),
        }
    }
}

/// The same for indexes.
fn compare_indexes(
    changes: &mut Changes,
    table: &QName,
    (old, new): (&Table, &Table),
    after: &BTreeMap<String, Index>,
) {
    let id = |name: &str| ObjectId::Index(table.clone(), name.to_owned());
    let attached = old.parents().eq(new.parents());
    for (name, before) in &old.indexes {
        let taken_up = |after: &Index| {
            let same = after.elements == before.elements && after.predicate == before.predicate;
            after.part_of.is_some() && same && after.method == before.method && after.unique == before.unique
        };
        if !after.contains_key(name) && before.part_of.is_none() && !after.values().any(taken_up) {
            changes.list.push(Change::Drop(id(name)));
        }
    }
    for (name, after) in after {
        match old.indexes.get(name) {
            None if after.part_of.is_some() => {}
            None => changes.list.push(Change::Create(id(name))),
            Some(before) if attached && before.part_of.is_some() && after.part_of.is_none() => {
                changes.list.push(Change::Create(id(name)));
            }
            Some(before) if before.part_of.is_some() && after.part_of.is_some() => {
                changes.alter(&id(name), Attribute::Comment, &before.comment, &after.comment);
            }
            Some(before) if before == after => {}
            Some(before) => index::compare(changes, id(name), before, after),
        }
    }
}

/// Columns keep the order of the source, which a map would lose.
fn compare_columns(changes: &mut Changes, table: &QName, old: &Columns, new: &Columns) {
    let id = |name: &str| ObjectId::Column(table.clone(), name.to_owned());
    let before: BTreeMap<&str, &Column> = old.iter().map(|c| (c.name.as_str(), c)).collect();
    let after: BTreeMap<&str, &Column> = new.iter().map(|c| (c.name.as_str(), c)).collect();
    for column in old.iter().filter(|c| !after.contains_key(c.name.as_str())) {
        changes.list.push(super::Change::Drop(id(&column.name)));
    }
    for column in new {
        match before.get(column.name.as_str()) {
            None => changes.list.push(super::Change::Create(id(&column.name))),
            Some(old) if *old == column => {}
            Some(old) => column::compare(changes, &id(&column.name), old, column),
        }
    }
}
