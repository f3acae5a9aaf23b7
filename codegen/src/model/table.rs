//! A table with what belongs to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Colocate, Columns, Constraint, ConstraintKind, Distribution, ForeignKey, Index, Partition, PartitionKey,
    PrimaryKey, QName,
};

/// A table (`CREATE TABLE`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: QName,
    /// `UNLOGGED`.
    pub unlogged: bool,
    /// Where and how its rows are kept.
    pub storage: TableStorage,
    /// What stands for a row in logical replication.
    pub replica_identity: ReplicaIdentity,
    /// Whether policies count.
    pub row_security: RowSecurity,
    /// The index or key that `CLUSTER` orders it by (`CLUSTER ON`).
    pub cluster_on: Option<String>,
    /// `OF type`: its columns are those of a composite type.
    pub of: Option<QName>,
    /// `INHERITS (parents)`, in order.
    pub inherits: Vec<QName>,
    /// `PARTITION BY`.
    pub partitioned: Option<PartitionKey>,
    /// `PARTITION OF`.
    pub partition: Option<Partition>,
    /// Where the rows of a foreign table are.
    pub foreign: Option<ForeignSource>,
    /// Where its rows are, with Citus.
    pub distribution: Option<Distribution>,
    /// Its columns, in the order of the source.
    pub columns: Columns,
    /// Its constraints by name, the primary key among them.
    pub constraints: BTreeMap<String, Constraint>,
    /// Its indexes by name, without those behind constraints.
    pub indexes: BTreeMap<String, Index>,
    /// `COMMENT ON TABLE`.
    pub comment: Option<String>,
}

/// Where and how the rows of a table are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableStorage {
    /// `WITH (name = value)`, sorted by name; those of the TOAST table are called `toast.name`.
    pub parameters: Vec<(String, String)>,
    /// `TABLESPACE`; `None` is the database's own.
    pub tablespace: Option<String>,
    /// `USING method`; `None` is `heap`, or for a partitioned table whatever is the default.
    pub method: Option<String>,
}

/// `REPLICA IDENTITY`: what stands for a row in logical replication.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplicaIdentity {
    /// The primary key, where there is one.
    #[default]
    Default,
    /// Nothing: updates and deletes cannot be replicated.
    Nothing,
    /// The whole row.
    Full,
    /// A unique index, or the key in front of it.
    Index(String),
}

/// `ROW LEVEL SECURITY` of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowSecurity {
    /// `ENABLE`: policies decide which rows a role sees.
    pub enabled: bool,
    /// `FORCE`: for the owner of the table too.
    pub forced: bool,
}

/// Where the rows of a foreign table are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignSource {
    /// `SERVER`.
    pub server: String,
    /// `OPTIONS (name 'value')`, sorted by name.
    pub options: Vec<(String, String)>,
}

impl Table {
    /// An empty table.
    pub fn new(name: QName) -> Self {
        Self {
            name,
            unlogged: false,
            storage: TableStorage::default(),
            replica_identity: ReplicaIdentity::default(),
            row_security: RowSecurity::default(),
            cluster_on: None,
            of: None,
            inherits: Vec::new(),
            partitioned: None,
            partition: None,
            foreign: None,
            distribution: None,
            columns: Columns::default(),
            constraints: BTreeMap::new(),
            indexes: BTreeMap::new(),
            comment: None,
        }
    }

    /// The tables that it takes columns from: those it inherits from, or the one that it is a partition of.
    pub fn parents(&self) -> impl Iterator<Item = &QName> {
        self.inherits.iter().chain(self.partition.iter().map(|partition| &partition.parent))
    }

    /// An index, or the one behind a key, got another name: what names it follows.
    pub(crate) fn rename_index(&mut self, from: &str, to: &str) {
        let identity = match &mut self.replica_identity {
            ReplicaIdentity::Index(name) => Some(name),
            ReplicaIdentity::Default | ReplicaIdentity::Nothing | ReplicaIdentity::Full => None,
        };
        let names = self.cluster_on.iter_mut().chain(identity);
        names.filter(|name| *name == from).for_each(|name| to.clone_into(name));
    }

    /// Another table got another name: whose child it is, and what it is co-located with, follows.
    pub(crate) fn rename_parent(&mut self, from: &QName, to: &QName) {
        let parents = self.inherits.iter_mut().chain(self.partition.iter_mut().map(|part| &mut part.parent));
        parents.filter(|parent| *parent == from).for_each(|parent| parent.clone_from(to));
        if let Some(Distribution::By { column: _, colocate: Colocate::With(other) }) = &mut self.distribution
            && other == from
        {
            other.clone_from(to);
        }
    }

    /// A key or index of a partitioned table got another name: the part of it here follows.
    pub(crate) fn rename_part(&mut self, parent: &QName, from: &str, to: &str) {
        if self.partition.as_ref().is_none_or(|partition| partition.parent != *parent) {
            return;
        }
        let indexes = self.indexes.values_mut().map(|index| &mut index.part_of);
        let constraints = self.constraints.values_mut().map(|constraint| &mut constraint.part_of);
        let parts = indexes.chain(constraints).flatten();
        parts.filter(|part| *part == from).for_each(|part| to.clone_into(part));
    }

    /// An index is gone: what named it does so no more.
    pub(crate) fn forget_index(&mut self, name: &str) {
        self.cluster_on.take_if(|index| index == name);
        if self.replica_identity == ReplicaIdentity::Index(name.to_owned()) {
            self.replica_identity = ReplicaIdentity::Nothing;
        }
    }

    /// The primary key, with its constraint's name.
    pub fn primary_key(&self) -> Option<(&str, &PrimaryKey)> {
        self.constraints.values().find_map(|c| match &c.kind {
            ConstraintKind::PrimaryKey(key) => Some((c.name.as_str(), key)),
            ConstraintKind::Unique(_)
            | ConstraintKind::Check(_)
            | ConstraintKind::ForeignKey(_)
            | ConstraintKind::Exclusion(_) => None,
        })
    }

    /// The foreign keys, with their constraints' names, in name order.
    pub fn foreign_keys(&self) -> impl Iterator<Item = (&str, &ForeignKey)> {
        self.constraints.values().filter_map(|c| match &c.kind {
            ConstraintKind::ForeignKey(key) => Some((c.name.as_str(), key)),
            ConstraintKind::PrimaryKey(_)
            | ConstraintKind::Unique(_)
            | ConstraintKind::Check(_)
            | ConstraintKind::Exclusion(_) => None,
        })
    }
}
