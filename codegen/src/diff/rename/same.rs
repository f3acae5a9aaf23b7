//! Constraints, indexes and owned sequences that differ in nothing but their name.
//!
//! These hold no meaning of their own, so an equal one under another name is the same one: PostgreSQL keeps
//! `todo_pkey` when its table becomes `task`, while the new schema derives `task_pkey`.

use std::collections::BTreeMap;

use crate::model::{Constraint, ConstraintKind, Index, ObjectId, QName, Schema, Sequence, Table};

/// What goes and what comes with the same meaning, as pairs of the old id and the new one.
pub(crate) fn same_but_name(old: &Schema, new: &Schema) -> Vec<(ObjectId, ObjectId)> {
    let mut pairs = Vec::new();
    for (name, table) in &new.tables {
        if let Some(before) = old.tables.get(name).filter(|before| *before != table) {
            constraints(&mut pairs, before, table);
            indexes(&mut pairs, name, &before.indexes, &table.indexes);
            identities(&mut pairs, before, table);
        }
    }
    for (name, view) in &new.views {
        if let Some(before) = old.views.get(name).filter(|before| before.indexes != view.indexes) {
            indexes(&mut pairs, name, &before.indexes, &view.indexes);
        }
    }
    sequences(&mut pairs, old, new);
    pairs
}

fn constraints(pairs: &mut Vec<(ObjectId, ObjectId)>, old: &Table, new: &Table) {
    let own = |c: &&Constraint| !c.inherited && c.part_of.is_none();
    let going = old.constraints.values().filter(own).filter(|c| !new.constraints.contains_key(&c.name));
    let mut coming: Vec<&Constraint> =
        new.constraints.values().filter(own).filter(|c| !old.constraints.contains_key(&c.name)).collect();
    for constraint in going {
        let same = |other: &&Constraint| same_constraint(&constraint.kind, &other.kind, &old.name, &new.name);
        if let Some(at) = coming.iter().position(same) {
            let to = coming.remove(at).name.clone();
            let id = |name: String| ObjectId::Constraint(new.name.clone(), name);
            pairs.push((id(constraint.name.clone()), id(to)));
        }
    }
}

/// Equal, where a key of a table to itself counts as one although the table was renamed.
fn same_constraint(old: &ConstraintKind, new: &ConstraintKind, before: &QName, after: &QName) -> bool {
    match (old, new) {
        (ConstraintKind::ForeignKey(old), ConstraintKind::ForeignKey(new)) if old.table == *before => {
            let mut moved = old.clone();
            moved.table = after.clone();
            moved == *new
        }
        (old, new) => old == new,
    }
}

fn indexes(
    pairs: &mut Vec<(ObjectId, ObjectId)>,
    relation: &QName,
    old: &BTreeMap<String, Index>,
    new: &BTreeMap<String, Index>,
) {
    // The part of an index on a partition follows the whole.
    let own = |i: &&Index| i.part_of.is_none();
    let going = old.values().filter(own).filter(|i| !new.contains_key(&i.name));
    let mut coming: Vec<&Index> = new.values().filter(own).filter(|i| !old.contains_key(&i.name)).collect();
    for index in going {
        let same = |other: &&Index| {
            let mut named = index.clone();
            named.name.clone_from(&other.name);
            named.comment.clone_from(&other.comment);
            named == **other
        };
        if let Some(at) = coming.iter().position(same) {
            let to = coming.remove(at).name.clone();
            let id = |name: String| ObjectId::Index(relation.clone(), name);
            pairs.push((id(index.name.clone()), id(to)));
        }
    }
}

/// The sequence inside a column that is an identity column before and after.
fn identities(pairs: &mut Vec<(ObjectId, ObjectId)>, old: &Table, new: &Table) {
    for column in &new.columns {
        let before = old.columns.get(&column.name).and_then(|before| before.identity_sequence(&old.name));
        if let (Some(from), Some(to)) = (before, column.identity_sequence(&new.name))
            && from != to
        {
            pairs.push((ObjectId::Sequence(from), ObjectId::Sequence(to)));
        }
    }
}

/// A sequence that one column owns before and after is that column's counter.
fn sequences(pairs: &mut Vec<(ObjectId, ObjectId)>, old: &Schema, new: &Schema) {
    let owned = |sequences: &BTreeMap<QName, Sequence>, other: &BTreeMap<QName, Sequence>| {
        let free = sequences.values().filter(|s| !other.contains_key(&s.name));
        free.filter_map(|s| Some((s.owned_by.clone()?, s.name.clone()))).collect::<BTreeMap<_, _>>()
    };
    let coming = owned(&new.sequences, &old.sequences);
    for (owner, from) in owned(&old.sequences, &new.sequences) {
        if let Some(to) = coming.get(&owner).filter(|to| to.namespace == from.namespace) {
            pairs.push((ObjectId::Sequence(from), ObjectId::Sequence(to.clone())));
        }
    }
}
