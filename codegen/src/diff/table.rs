//! Tables: themselves, then what belongs to them.

use std::collections::BTreeMap;

use super::{Attribute, Because, Changes, column, constraint, index};
use crate::model::{Column, Columns, ForeignSource, ObjectId, QName, Table, TableStorage};

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
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
    compare_columns(changes, name, &old.columns, columns);
    changes.objects(
        &old.constraints,
        constraints,
        |constraint| ObjectId::Constraint(name.clone(), constraint.clone()),
        constraint::compare,
    );
    changes.objects(
        &old.indexes,
        indexes,
        |index| ObjectId::Index(name.clone(), index.clone()),
        index::compare,
    );
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
