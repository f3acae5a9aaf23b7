//! Partitions that maintenance makes and lets go, and no migration.

use std::collections::BTreeSet;

use crate::model::{Notes, ObjectId, PartitionBound, QName, Schema};

/// How the comment of a table begins that `tablewright partitions` made.
pub const MARK: &str = "tablewright: ";

/// The tables of which `@partition` says that their partitions come and go.
pub fn kept_up(notes: &Notes) -> BTreeSet<QName> {
    let tables = notes.iter().filter(|(_, note)| note.partitions.is_some());
    tables
        .filter_map(|(id, _)| if let ObjectId::Table(name) = id { Some(name.clone()) } else { None })
        .collect()
}

/// Takes out of a schema the partitions that maintenance sees to and that another schema does not have: their coming and going is no
/// difference. So are tables that carry its mark.
pub fn forget_parts(schema: &mut Schema, other: &Schema, kept_up: &BTreeSet<QName>) {
    let is_part = |name: &QName| {
        let table = schema.tables.get(name);
        let marked = table.and_then(|table| table.comment.as_deref()).is_some_and(|c| c.starts_with(MARK));
        let of = table.and_then(|table| table.partition.as_ref());
        marked || of.is_some_and(|of| kept_up.contains(&of.parent) && of.bound != PartitionBound::Default)
    };
    let gone: BTreeSet<QName> = schema
        .tables
        .keys()
        .filter(|name| !other.tables.contains_key(name) && is_part(name))
        .cloned()
        .collect();
    let Schema { tables, publications, definitions, owners, grants, .. } = schema;
    tables.retain(|name, _| !gone.contains(name));
    publications
        .values_mut()
        .for_each(|publication| publication.tables.retain(|name, _| !gone.contains(name)));
    definitions.retain(|id, _| id.relation().is_none_or(|relation| !gone.contains(relation)));
    let stays = |id: &ObjectId| match id {
        ObjectId::Table(name)
        | ObjectId::Column(name, _)
        | ObjectId::Constraint(name, _)
        | ObjectId::Index(name, _) => !gone.contains(name),
        ObjectId::Namespace(_)
        | ObjectId::Extension(_)
        | ObjectId::Enum(_)
        | ObjectId::Domain(_)
        | ObjectId::Sequence(_)
        | ObjectId::View(_)
        | ObjectId::Function(..)
        | ObjectId::Publication(_)
        | ObjectId::Definition(_) => true,
    };
    owners.retain(|id, _| stays(id));
    grants.retain(|id, _| stays(id));
}
