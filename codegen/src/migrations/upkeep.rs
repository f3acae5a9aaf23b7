//! Partitions that maintenance makes and lets go, and no migration.

use std::collections::BTreeSet;

use crate::model::{Notes, ObjectId, PartitionBound, QName, Schema, Table};

/// How the comment of a table begins that `tablewright partitions` made.
pub const MARK: &str = "tablewright: ";

fn is_marked(table: &Table) -> bool {
    table.comment.as_deref().is_some_and(|comment| comment.starts_with(MARK))
}

/// The tables of which `@partition` says that their partitions come and go.
pub fn kept_up(notes: &Notes) -> BTreeSet<QName> {
    let tables = notes.iter().filter(|(_, note)| note.partitions.is_some());
    tables
        .filter_map(|(id, _)| if let ObjectId::Table(name) = id { Some(name.clone()) } else { None })
        .collect()
}

/// Takes out of a schema the partitions that maintenance sees to where another schema does not have them, or has them as tables by
/// themselves: their coming and going is no difference. So are tables that carry its mark.
pub fn forget_parts(schema: &mut Schema, other: &Schema, kept_up: &BTreeSet<QName>) {
    let is_part = |table: &Table| {
        let of = table.partition.as_ref();
        of.is_some_and(|of| kept_up.contains(&of.parent) && of.bound != PartitionBound::Default)
    };
    let is_gone = |table: &Table| match other.tables.get(&table.name) {
        None => is_marked(table) || is_part(table),
        // Let go on one side, and there on the other.
        Some(twin) => {
            table.partition.is_some() != twin.partition.is_some() && (is_marked(table) || is_marked(twin))
        }
    };
    let gone: BTreeSet<QName> =
        schema.tables.values().filter(|table| is_gone(table)).map(|table| table.name.clone()).collect();
    for table in schema.tables.values_mut() {
        // Made by maintenance, and written down later.
        if is_marked(table) && other.tables.get(&table.name).is_some_and(|twin| !is_marked(twin)) {
            table.comment.clone_from(&other.tables[&table.name].comment);
        }
    }
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
