//! Two schemas to the changes between them.
//!
//! Each kind of object has a file that compares it field by field. Every model struct is taken apart exhaustively
//! (`let Table { name: _, unlogged, .. }` without the dots), so that a new field does not compile until somebody decided
//! what its change means. Nothing here knows about order, locks or SQL: that is the planner's.

mod access;
mod collation;
mod column;
mod composite;
mod constraint;
mod definition;
mod domain;
mod enumeration;
mod extension;
mod foreign;
mod function;
mod index;
mod namespace;
mod operator;
mod policy;
mod publication;
mod range;
mod rename;
mod rule;
mod sequence;
mod statistics;
mod subscription;
mod table;
mod text_search;
mod trigger;
mod view;

use std::collections::BTreeMap;

pub(crate) use function::result as function_result;
pub(crate) use operator::SETTABLE as OPERATOR_OPTIONS;
pub(crate) use rename::{apply, follow, same_but_name};
pub(crate) use subscription::changed_parameters;

use crate::model::{ObjectId, Schema};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The same object under another name: both names, of one kind.
    Rename {
        /// The name in the old schema.
        from: ObjectId,
        /// The name in the new schema.
        to: ObjectId,
    },
    /// New. A table comes with its columns, constraints and indexes.
    Create(ObjectId),
    /// Gone. A table takes its columns, constraints and indexes along.
    Drop(ObjectId),
    /// There before and after, with another value of one attribute that PostgreSQL can change in place.
    Alter(ObjectId, Attribute),
    /// There before and after, but PostgreSQL can only drop it and make it again.
    Rebuild(ObjectId, Because),
    /// Other default privileges.
    DefaultPrivileges,
}

/// An attribute that can change in place. Which of them a kind has is for that kind's file to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribute {
    /// `COMMENT ON`; of every kind.
    Comment,
    /// An extension's namespace.
    Namespace,
    /// The version of an extension or server.
    Version,
    /// An enum's values.
    Values,
    /// The type of a column, domain or sequence.
    Type,
    /// `NOT NULL` of a column or domain.
    NotNull,
    /// The name of a column's `NOT NULL` constraint, and what else is said of it.
    NotNullConstraint,
    /// `DEFAULT` of a column or domain.
    Default,
    /// The checks of a domain.
    Checks,
    /// `GENERATED .. AS IDENTITY` of a column.
    Identity,
    /// The expression of a generated column, where only that changed.
    Expression,
    /// Where a subscription connects to.
    Connection,
    /// A stored generated column that becomes a plain one.
    PlainAgain,
    /// The numbers of a sequence, or the options of a view.
    Options,
    /// `OWNED BY` of a sequence.
    OwnedBy,
    /// The role that an object belongs to; of every kind.
    Owner,
    /// The privileges on an object; of every kind.
    Grants,
    /// Whether a trigger or rule fires.
    Enabled,
    /// `UNLOGGED` of a table.
    Unlogged,
    /// The tablespace of a table or index.
    Tablespace,
    /// The access method of a table.
    Method,
    /// `REPLICA IDENTITY` of a table.
    ReplicaIdentity,
    /// Whether policies count for a table, and for its owner.
    RowSecurity,
    /// The index that `CLUSTER` orders a table by.
    Cluster,
    /// The type that a table is `OF`.
    Of,
    /// The tables that a table inherits from.
    Parents,
    /// Which part of another table a table is.
    Partition,
    /// Where the rows of a table are, with Citus.
    Distribution,
    /// `STORAGE` of a column.
    Storage,
    /// `COMPRESSION` of a column.
    Compression,
    /// What is counted of a column, of an index's expression or by a statistics object.
    Statistics,
    /// `SET (..)` of a column.
    ColumnOptions,
    /// `OPTIONS` of a foreign table or of its column, of a wrapper, server or user mapping.
    ForeignOptions,
    /// When a constraint is checked.
    Deferrable,
    /// Whether a constraint is checked at all.
    Enforced,
    /// A constraint that is validated now.
    Validated,
    /// A function with another body or other properties, and the same arguments and result.
    Definition,
    /// What a publication publishes, or a subscription takes.
    Published,
    /// The parameters of a publication or subscription.
    Parameters,
}

/// Why an object can only be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Because {
    /// What it says changed, and PostgreSQL has no `ALTER` for that.
    Definition,
    /// A plain column that becomes a generated one: its values are replaced.
    BecomesGenerated,
    /// A generated column that is stored instead of computed when read, or the other way round.
    Storage,
}

/// Every difference between two schemas, in the order of the kinds and names. Renames come first, and the other
/// changes are told under the new names.
///
/// What only some versions keep of a `NOT NULL` is no difference here: the planner, which knows the server, looks at it.
pub fn diff(old: &Schema, new: &Schema) -> Vec<Change> {
    if old == new {
        return Vec::new();
    }
    let (mut old, mut new) = (old.clone(), new.clone());
    [&mut old, &mut new].into_iter().for_each(|schema| schema.forget_not_nulls(0));
    let (old, new) = (&old, &new);
    let renames = same_but_name(old, new);
    if renames.is_empty() {
        return compare(old, new);
    }
    let mut renamed = old.clone();
    for (from, to) in &renames {
        apply(&mut renamed, from, to);
    }
    let mut changes: Vec<Change> =
        renames.into_iter().map(|(from, to)| Change::Rename { from, to }).collect();
    changes.extend(compare(&renamed, new));
    changes
}

/// The differences between two schemas in which nothing is left to rename.
pub(crate) fn compare(old: &Schema, new: &Schema) -> Vec<Change> {
    let Schema {
        namespaces,
        extensions,
        enums,
        domains,
        sequences,
        tables,
        views,
        functions,
        publications,
        definitions,
        owners: _,
        grants: _,
        default_privileges: _,
    } = new;
    let old = &*extension::moved(old, new);
    let mut changes = Changes::default();
    changes.objects(&old.namespaces, namespaces, |n| ObjectId::Namespace(n.clone()), namespace::compare);
    changes.objects(&old.extensions, extensions, |n| ObjectId::Extension(n.clone()), extension::compare);
    changes.objects(&old.enums, enums, |n| ObjectId::Enum(n.clone()), enumeration::compare);
    changes.objects(&old.domains, domains, |n| ObjectId::Domain(n.clone()), domain::compare);
    changes.objects(&old.sequences, sequences, |n| ObjectId::Sequence(n.clone()), sequence::compare);
    changes.objects(&old.tables, tables, |n| ObjectId::Table(n.clone()), table::compare);
    changes.objects(&old.views, views, |n| ObjectId::View(n.clone()), view::compare);
    changes.objects(
        &old.functions,
        functions,
        |(name, types)| ObjectId::Function(name.clone(), types.clone()),
        function::compare,
    );
    changes.objects(
        &old.publications,
        publications,
        |n| ObjectId::Publication(n.clone()),
        publication::compare,
    );
    changes.objects(&old.definitions, definitions, definition::id, definition::compare);
    access::compare(&mut changes, old, new);
    changes.list
}

/// The changes found so far.
#[derive(Default)]
struct Changes {
    list: Vec<Change>,
}

impl Changes {
    /// Compares the objects of one kind: both maps, what identifies an object, and how two of one name differ.
    fn objects<K: Ord, V: PartialEq>(
        &mut self,
        old: &BTreeMap<K, V>,
        new: &BTreeMap<K, V>,
        id: impl Fn(&K) -> ObjectId,
        compare: impl Fn(&mut Self, ObjectId, &V, &V),
    ) {
        self.list.extend(old.keys().filter(|key| !new.contains_key(key)).map(|key| Change::Drop(id(key))));
        for (key, after) in new {
            match old.get(key) {
                None => self.list.push(Change::Create(id(key))),
                Some(before) if before == after => {}
                Some(before) => compare(self, id(key), before, after),
            }
        }
    }

    /// Notes an attribute that differs.
    fn alter<T: PartialEq>(&mut self, id: &ObjectId, attribute: Attribute, old: &T, new: &T) {
        if old != new {
            self.list.push(Change::Alter(id.clone(), attribute));
        }
    }

    /// Notes an object that has to be made again.
    fn rebuild(&mut self, id: &ObjectId, because: Because) {
        self.list.push(Change::Rebuild(id.clone(), because));
    }
}
