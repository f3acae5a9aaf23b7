//! Names: none longer than the server keeps. A longer one would be cut in silence, and the next comparison with the
//! catalog would see another object.

use super::{Checker, invalid, table_id};
use crate::model::{DefinitionId, ObjectId, Schema, clip};

pub(super) fn check(checker: &mut Checker<'_>) {
    for (id, name) in names(&checker.described.schema) {
        let kept = clip(name);
        if kept == name {
            continue;
        }
        let message =
            format!("the name of {} `{name}` has {} bytes, and the server keeps 63", id.kind(), name.len());
        let mistake = invalid(message).help(format!("shorten it; the server would call it `{kept}`"));
        let place = match &id {
            ObjectId::Column(table, _) | ObjectId::Constraint(table, _) | ObjectId::Index(table, _) => {
                vec![id.clone(), table_id(table)]
            }
            ObjectId::Namespace(_)
            | ObjectId::Extension(_)
            | ObjectId::Enum(_)
            | ObjectId::Domain(_)
            | ObjectId::Sequence(_)
            | ObjectId::Table(_)
            | ObjectId::View(_)
            | ObjectId::Function(..)
            | ObjectId::Publication(_)
            | ObjectId::Definition(_) => vec![id.clone()],
        };
        checker.report(mistake, &place);
    }
}

/// Every object that has a name longer than the server keeps; ids are made for those only, since there are many objects.
fn names(schema: &Schema) -> Vec<(ObjectId, &str)> {
    let long = |name: &str| clip(name) != name;
    let mut found: Vec<(ObjectId, &str)> = Vec::new();
    let plain = schema.namespaces.keys().map(|name| (ObjectId::Namespace(name.clone()), name.as_str()));
    found.extend(plain.filter(|(_, name)| long(name)));
    let plain = schema.publications.keys().map(|name| (ObjectId::Publication(name.clone()), name.as_str()));
    found.extend(plain.filter(|(_, name)| long(name)));
    for name in schema.enums.keys().filter(|name| long(&name.name)) {
        found.push((ObjectId::Enum(name.clone()), &name.name));
    }
    for name in schema.domains.keys().filter(|name| long(&name.name)) {
        found.push((ObjectId::Domain(name.clone()), &name.name));
    }
    for name in schema.sequences.keys().filter(|name| long(&name.name)) {
        found.push((ObjectId::Sequence(name.clone()), &name.name));
    }
    for view in schema.views.values() {
        if long(&view.name.name) {
            found.push((ObjectId::View(view.name.clone()), &view.name.name));
        }
        for name in view.indexes.keys().filter(|name| long(name)) {
            found.push((ObjectId::Index(view.name.clone(), name.clone()), name));
        }
    }
    for (name, types) in schema.functions.keys().filter(|(name, _)| long(&name.name)) {
        found.push((ObjectId::Function(name.clone(), types.clone()), &name.name));
    }
    // What the model does not know is called after its kind, in words of any length.
    let named = |id: &&DefinitionId| !matches!(id, DefinitionId::Opaque(_)) && long(id.bare_name());
    for id in schema.definitions.keys().filter(named) {
        found.push((ObjectId::Definition(id.clone()), id.bare_name()));
    }
    for table in schema.tables.values() {
        if long(&table.name.name) {
            found.push((table_id(&table.name), &table.name.name));
        }
        for column in table.columns.iter().filter(|column| long(&column.name)) {
            found.push((ObjectId::Column(table.name.clone(), column.name.clone()), &column.name));
        }
        for name in table.constraints.keys().filter(|name| long(name)) {
            found.push((ObjectId::Constraint(table.name.clone(), name.clone()), name));
        }
        for name in table.indexes.keys().filter(|name| long(name)) {
            found.push((ObjectId::Index(table.name.clone(), name.clone()), name));
        }
    }
    found
}
