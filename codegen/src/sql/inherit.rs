//! What tables have from others: columns and checks of parents, the parts of keys and indexes that a partition has of a
//! partitioned table. As PostgreSQL merges them (`MergeAttributes`, `CreateInheritance`, `AttachPartitionEnsureIndexes`).

use super::attach;
use super::change;
use super::cursor::{Cursor, Ident};
use super::fold::{Fold, Relation};
use crate::model::{
    Check, Column, ColumnStorage, Columns, Constraint, ConstraintKind, Index, IndexElement, NotNull, QName,
    Schema, Table,
};

/// The tables that have something from this one: heirs and partitions.
pub(super) fn children(schema: &Schema, parent: &QName) -> Vec<QName> {
    let has = |table: &&Table| table.parents().any(|name| name == parent);
    schema.tables.values().filter(has).map(|table| table.name.clone()).collect()
}

/// Gives a table that is being made what its parents have.
pub(super) fn take_all(fold: &mut Fold, table: &mut Table) {
    let parents: Vec<QName> = table.parents().cloned().collect();
    for name in parents {
        let Some(parent) = fold.schema.tables.get(&name).cloned() else { continue };
        let mut merged = Columns::default();
        for column in &parent.columns {
            merged.push(match table.columns.remove(&column.name) {
                Some(own) => merge(&parent, column, own, table),
                None => from_parent(&parent, column, &table.name),
            });
        }
        for own in &table.columns {
            merged.push(own.clone());
        }
        table.columns = merged;
        take_checks(fold, table, &parent);
        take_parts(fold, table, &parent);
    }
}

/// A column that only a parent has.
fn from_parent(parent: &Table, column: &Column, table: &QName) -> Column {
    let ColumnStorage { mode, compression, .. } = &column.storage;
    Column {
        // Neither is handed on, or it belongs to the parent's.
        identity: None,
        comment: None,
        foreign_options: Vec::new(),
        inherited: true,
        not_null: hands_on(column),
        not_null_constraint: handed_on(parent, column, table),
        storage: ColumnStorage { mode: *mode, compression: compression.clone(), ..ColumnStorage::default() },
        ..column.clone()
    }
}

/// A column that the table has by itself as well; in a partition none is its own.
fn merge(parent: &Table, column: &Column, own: Column, table: &Table) -> Column {
    let partition = table.partition.is_some();
    let identity = own.identity.clone().filter(|_| !partition);
    Column {
        not_null: own.not_null || hands_on(column),
        not_null_constraint: if own.not_null {
            own.not_null_constraint.clone()
        } else {
            handed_on(parent, column, &table.name)
        },
        default: own.default.clone().or_else(|| column.default.clone()),
        generated: own.generated.clone().or_else(|| column.generated.clone()),
        identity,
        inherited: partition || own.inherited,
        ..own
    }
}

/// Whether the column is `NOT NULL` in children as well.
fn hands_on(column: &Column) -> bool {
    column.not_null && !column.not_null_constraint.no_inherit
}

/// The constraint of a child that is there only because of the parent's: it has the same name.
fn handed_on(parent: &Table, column: &Column, table: &QName) -> NotNull {
    let name = column.not_null_name(&parent.name).filter(|_| hands_on(column));
    let NotNull { name: _, no_inherit: _, not_valid, comment: _ } = column.not_null_constraint;
    NotNull {
        name: name.and_then(|name| NotNull::own_name(table, &column.name, &name)),
        not_valid: not_valid && hands_on(column),
        ..NotNull::default()
    }
}

fn take_checks(fold: &mut Fold, table: &mut Table, parent: &Table) {
    let partition = table.partition.is_some();
    for constraint in parent.constraints.values() {
        if !matches!(&constraint.kind, ConstraintKind::Check(Check { no_inherit: false, .. })) {
            continue;
        }
        match table.constraints.get_mut(&constraint.name) {
            Some(own) => own.inherited |= partition,
            None => {
                let copy = Constraint { inherited: true, comment: None, ..constraint.clone() };
                fold.claim_constraint(table.name.sibling(&constraint.name));
                table.constraints.insert(constraint.name.clone(), copy);
            }
        }
    }
}

/// A partition has its part of every key, foreign key and index of the table that it belongs to: one that it has already,
/// or a new one.
fn take_parts(fold: &mut Fold, table: &mut Table, parent: &Table) {
    // A foreign table has neither keys nor indexes.
    let other = table.partition.as_ref().is_none_or(|partition| partition.parent != parent.name);
    if other || table.foreign.is_some() {
        return;
    }
    for constraint in parent.constraints.values() {
        take_constraint(fold, table, constraint);
    }
    for index in parent.indexes.values() {
        take_index(fold, table, index);
    }
}

fn take_constraint(fold: &mut Fold, table: &mut Table, constraint: &Constraint) {
    let has_index = change::has_index(constraint);
    let foreign = matches!(constraint.kind, ConstraintKind::ForeignKey(_));
    if !has_index && !foreign {
        return;
    }
    let part = Some(constraint.name.clone());
    if table.constraints.values().any(|own| own.part_of == part && has_index == change::has_index(own)) {
        return;
    }
    let free = |own: &&mut Constraint| own.part_of.is_none() && same_key(&own.kind, &constraint.kind);
    if let Some(own) = table.constraints.values_mut().find(free) {
        own.part_of = part;
        return;
    }
    let name = match &constraint.kind {
        ConstraintKind::ForeignKey(_) if !table.constraints.contains_key(&constraint.name) => {
            constraint.name.clone()
        }
        kind => derived(fold, table, kind),
    };
    if has_index {
        fold.relations.insert(table.name.sibling(&name), Relation::Key(table.name.clone()));
    }
    if let ConstraintKind::PrimaryKey(key) = &constraint.kind {
        let own = table.columns.iter_mut().filter(|column| key.columns.contains(&column.name));
        own.for_each(|column| column.not_null = true);
    }
    fold.claim_constraint(table.name.sibling(&name));
    let copy = Constraint { part_of: part, ..Constraint::new(name.clone(), constraint.kind.clone()) };
    table.constraints.insert(name, copy);
}

/// Whether a constraint of a partition can be its part of this one: where the index is kept does not matter.
fn same_key(own: &ConstraintKind, other: &ConstraintKind) -> bool {
    let (mut own, mut other) = (own.clone(), other.clone());
    for kind in [&mut own, &mut other] {
        if let Some((parameters, tablespace)) = kind.index_storage_mut() {
            parameters.clear();
            *tablespace = None;
        }
    }
    own == other
}

pub(super) fn derived(fold: &Fold, table: &Table, kind: &ConstraintKind) -> String {
    let columns =
        |columns: &[String], include: &[String]| attach::join(columns.iter().chain(include).cloned());
    match kind {
        ConstraintKind::PrimaryKey(_) => fold.derive_relation(&table.name, None, "pkey", true),
        ConstraintKind::Unique(key) => {
            fold.derive_relation(&table.name, Some(&columns(&key.columns, &key.include)), "key", true)
        }
        ConstraintKind::Exclusion(exclusion) => {
            let elements = exclusion.elements.iter().map(|e| &e.element);
            let names = attach::join(attach::index_names(elements, &exclusion.include));
            fold.derive_relation(&table.name, Some(&names), "excl", true)
        }
        ConstraintKind::ForeignKey(key) => {
            fold.derive_constraint(&table.name, Some(&columns(&key.columns, &[])), "fkey")
        }
        ConstraintKind::Check(_) => fold.derive_constraint(&table.name, None, "check"),
    }
}

fn take_index(fold: &mut Fold, table: &mut Table, index: &Index) {
    let part = Some(index.name.clone());
    let mut keys = table.constraints.values().filter(|own| change::has_index(own));
    if table.indexes.values().any(|own| own.part_of == part) || keys.any(|own| own.part_of == part) {
        return;
    }
    let free = |own: &&mut Index| own.part_of.is_none() && same_index(own, index);
    if let Some(own) = table.indexes.values_mut().find(free) {
        own.part_of = part;
        return;
    }
    // The index behind a key will do as well.
    let key = |own: &&mut Constraint| own.part_of.is_none() && is_index_of(&own.kind, index);
    if let Some(own) = table.constraints.values_mut().find(key) {
        own.part_of = part;
        return;
    }
    let columns = attach::join(attach::index_names(index.elements.iter(), &index.include));
    let name = fold.derive_relation(&table.name, Some(&columns), "idx", false);
    fold.relations.insert(table.name.sibling(&name), Relation::Index(table.name.clone()));
    let copy = Index { name: name.clone(), part_of: part, comment: None, ..index.clone() };
    table.indexes.insert(name, copy);
}

/// Whether the index behind a key can be a partition's part of this index.
fn is_index_of(key: &ConstraintKind, index: &Index) -> bool {
    let (columns, include, not_distinct) = match key {
        ConstraintKind::PrimaryKey(key) => (&key.columns, &key.include, false),
        ConstraintKind::Unique(key) => (&key.columns, &key.include, key.nulls_not_distinct),
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => {
            return false;
        }
    };
    let plain = columns.iter().map(IndexElement::column);
    index.unique
        && index.predicate.is_none()
        && index.elements.iter().cloned().eq(plain)
        && index.include == *include
        && index.nulls_not_distinct == not_distinct
}

/// Whether an index of a partition can be its part of this one (`CompareIndexInfo`).
fn same_index(own: &Index, other: &Index) -> bool {
    let bare = |index: &Index| Index {
        name: String::new(),
        parameters: Vec::new(),
        tablespace: None,
        statistics: Default::default(),
        part_of: None,
        comment: None,
        ..index.clone()
    };
    bare(own) == bare(other)
}

/// A parent changed: its children follow. `only` is `ALTER TABLE ONLY`.
pub(super) fn follow(fold: &mut Fold, c: &Cursor<'_>, name: &QName, before: &Table, only: bool) {
    let Some(after) = fold.schema.tables.get(name).cloned() else { return };
    if *before == after || !fold.parents.contains(name) {
        return;
    }
    for child in children(&fold.schema, name) {
        let Some(mut table) = fold.schema.tables.remove(&child) else { continue };
        let old = table.clone();
        for column in &after.columns {
            follow_column(&mut table, &after, before.columns.get(&column.name), column, only);
        }
        if !only {
            follow_checks(fold, &mut table, before, &after);
            take_parts(fold, &mut table, &after);
        }
        fold.schema.tables.insert(child.clone(), table);
        drop_gone(fold, c, &child, before, &after, only);
        follow(fold, c, &child, &old, false);
    }
}

fn follow_column(table: &mut Table, parent: &Table, before: Option<&Column>, after: &Column, only: bool) {
    let Some(own) = table.columns.get(&after.name) else {
        table.columns.push(from_parent(parent, after, &table.name));
        return;
    };
    let merged = before.is_none().then(|| merge(parent, after, own.clone(), table));
    let child = table.name.clone();
    let Some(own) = table.columns.get_mut(&after.name) else { return };
    let Some(before) = before else {
        merged.into_iter().for_each(|merged| *own = merged);
        return;
    };
    match (hands_on(before), hands_on(after)) {
        (false, true) if !own.not_null => {
            own.not_null = true;
            own.not_null_constraint = handed_on(parent, after, &child);
        }
        (true, false) => {
            own.not_null = false;
            own.not_null_constraint = NotNull::default();
        }
        (true, true) if before.not_null_constraint.not_valid && !after.not_null_constraint.not_valid => {
            own.not_null_constraint.not_valid = false;
        }
        (true, true) | (false, _) => {}
    }
    if (&before.ty, &before.collation) != (&after.ty, &after.collation) {
        own.ty.clone_from(&after.ty);
        own.collation.clone_from(&after.collation);
        own.storage.mode = None;
        own.storage.compression = None;
    }
    if only {
        return;
    }
    if before.default != after.default {
        own.default.clone_from(&after.default);
    }
    if before.generated != after.generated {
        own.generated.clone_from(&after.generated);
    }
    let (was, is) = (&before.storage, &after.storage);
    if was.mode != is.mode {
        own.storage.mode = is.mode;
    }
    if was.compression != is.compression {
        own.storage.compression.clone_from(&is.compression);
    }
    if was.statistics != is.statistics {
        own.storage.statistics = is.statistics;
    }
}

fn follow_checks(fold: &mut Fold, table: &mut Table, before: &Table, after: &Table) {
    for (name, constraint) in &after.constraints {
        let Some(was) = before.constraints.get(name) else { continue };
        if was.kind == constraint.kind {
            continue;
        }
        // Validated, or its attributes altered.
        let parts = table.constraints.values_mut().filter(|own| {
            let check = matches!(own.kind, ConstraintKind::Check(_)) && own.name == *name;
            own.kind == was.kind && (check || own.part_of.as_ref() == Some(name))
        });
        parts.for_each(|own| own.kind.clone_from(&constraint.kind));
    }
    take_checks(fold, table, after);
}

/// What a child had only from its parent goes with it.
fn drop_gone(fold: &mut Fold, c: &Cursor<'_>, child: &QName, before: &Table, after: &Table, only: bool) {
    let Some(table) = fold.schema.tables.get(child) else { return };
    let others: Vec<QName> = table.parents().filter(|name| **name != after.name).cloned().collect();
    let elsewhere = |has: &dyn Fn(&Table) -> bool| {
        others.iter().any(|name| fold.schema.tables.get(name).is_some_and(has))
    };
    let gone = before.columns.iter().filter(|column| !after.columns.contains(&column.name));
    let gone: Vec<String> = gone.map(|column| column.name.clone()).collect();
    let columns: Vec<String> = gone
        .into_iter()
        .filter(|name| table.columns.get(name).is_some_and(|own| own.inherited))
        .filter(|name| !elsewhere(&|other| other.columns.contains(name)))
        .collect();
    let gone = before.constraints.keys().filter(|name| !after.constraints.contains_key(*name));
    // A key can be the part of an index that is no key.
    let unindexed = before.indexes.keys().filter(|name| !after.indexes.contains_key(*name));
    let gone: Vec<String> = gone.chain(unindexed).cloned().collect();
    let constraints: Vec<String> = table
        .constraints
        .values()
        .filter(|own| match &own.part_of {
            Some(part) => gone.contains(part),
            None => {
                own.inherited
                    && gone.contains(&own.name)
                    && !elsewhere(&|other| other.constraints.contains_key(&own.name))
            }
        })
        .map(|own| own.name.clone())
        .collect();
    let indexes: Vec<String> = table
        .indexes
        .values()
        .filter(|own| {
            own.part_of
                .as_ref()
                .is_some_and(|part| before.indexes.contains_key(part) && !after.indexes.contains_key(part))
        })
        .map(|own| own.name.clone())
        .collect();
    constraints.iter().for_each(|name| change::drop_constraint(fold, child, name));
    indexes.iter().for_each(|name| change::drop_index(fold, child, name));
    for name in columns {
        if only {
            let table = fold.schema.tables.get_mut(child);
            table
                .and_then(|table| table.columns.get_mut(&name))
                .into_iter()
                .for_each(|c| c.inherited = false);
        } else {
            // It was just found, and with CASCADE nothing stands in the way.
            let _ = change::drop_column(fold, c, child, &Ident { name, span: c.here() }, true);
        }
    }
}

/// The table has a parent more.
pub(super) fn join(fold: &mut Fold, c: &Cursor<'_>, name: &QName) {
    let Some(mut table) = fold.schema.tables.remove(name) else { return };
    let before = table.clone();
    fold.parents.extend(table.parents().cloned());
    take_all(fold, &mut table);
    fold.schema.tables.insert(name.clone(), table);
    follow(fold, c, name, &before, false);
}

/// The table has lost a parent: what it has now is its own.
pub(super) fn leave(fold: &mut Fold, name: &QName) {
    let Some(mut table) = fold.schema.tables.remove(name) else { return };
    let parents: Vec<&Table> = table.parents().filter_map(|name| fold.schema.tables.get(name)).collect();
    let column = |name: &str| parents.iter().any(|parent| parent.columns.contains(name));
    let check = |name: &str| parents.iter().any(|parent| parent.constraints.contains_key(name));
    table.columns.iter_mut().for_each(|own| own.inherited &= column(&own.name));
    table.constraints.values_mut().for_each(|own| own.inherited &= check(&own.name));
    if table.partition.is_none() {
        table.constraints.values_mut().for_each(|own| own.part_of = None);
        table.indexes.values_mut().for_each(|own| own.part_of = None);
    }
    fold.schema.tables.insert(name.clone(), table);
}
