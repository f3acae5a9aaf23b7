//! What goes: it stays in the middle, so that old code finds it.

use super::{Middle, ObjectId};
use crate::model::{
    Column, Constraint, ConstraintKind, Index, IndexKey, QName, ReferentialAction, Schema, Table,
};
use crate::sql::columns_used;

/// Leaves in the middle every object that only the old schema has, unless it is renamed.
pub(super) fn keep(middle: &mut Middle<'_>) {
    let old = middle.old;
    for (name, table) in &old.tables {
        if middle.new.tables.contains_key(name) || middle.is_renamed(&ObjectId::Table(name.clone())) {
            continue;
        }
        if middle.new.views.contains_key(name) {
            middle.whole.insert(format!("table {name} makes room for a view of that name"));
            continue;
        }
        keep_table(middle, table);
    }
    middle.rest();
    let tables: Vec<&Table> =
        old.tables.values().filter(|table| middle.new.tables.contains_key(&table.name)).collect();
    for table in tables {
        keep_columns(middle, table);
    }
}

impl Middle<'_> {
    fn is_renamed(&self, id: &ObjectId) -> bool {
        self.renames.iter().chain(&self.contracted).any(|rename| rename.from == *id)
    }

    /// Objects that live on their own.
    fn rest(&mut self) {
        // A function or view can be there twice, under both names.
        self.renames.retain(|rename| !matches!(rename.from, ObjectId::View(_) | ObjectId::Function(..)));
        let old = self.old;
        let mut kept: Vec<ObjectId> = Vec::new();
        let views = old.views.keys().filter(|name| !self.new.tables.contains_key(*name));
        kept.extend(views.cloned().map(ObjectId::View));
        kept.extend(
            old.functions.keys().map(|(name, types)| ObjectId::Function(name.clone(), types.clone())),
        );
        kept.extend(old.enums.keys().cloned().map(ObjectId::Enum));
        kept.extend(old.domains.keys().cloned().map(ObjectId::Domain));
        kept.extend(old.sequences.keys().cloned().map(ObjectId::Sequence));
        kept.extend(old.extensions.keys().cloned().map(ObjectId::Extension));
        kept.extend(old.namespaces.keys().cloned().map(ObjectId::Namespace));
        kept.extend(old.publications.keys().cloned().map(ObjectId::Publication));
        // What works behind the back of code goes at once, unless its relation stays for old code only.
        let own = old
            .definitions
            .keys()
            .filter(|id| id.relation().is_none_or(|r| !self.new.tables.contains_key(r)));
        kept.extend(own.cloned().map(ObjectId::Definition));
        for id in kept {
            if !self.new.contains(&id) && !self.is_renamed(&id) && copy(old, &mut self.schema, &id) {
                self.waits.push(format!("uses {} {id}", id.kind()));
            }
        }
    }
}

/// Copies an object; whether there was one.
fn copy(old: &Schema, to: &mut Schema, id: &ObjectId) -> bool {
    fn one<K: Ord + Clone, V: Clone>(
        from: &std::collections::BTreeMap<K, V>,
        to: &mut std::collections::BTreeMap<K, V>,
        key: &K,
    ) -> bool {
        from.get(key).is_some_and(|value| to.insert(key.clone(), value.clone()).is_none())
    }
    match id {
        ObjectId::Namespace(name) => one(&old.namespaces, &mut to.namespaces, name),
        ObjectId::Extension(name) => one(&old.extensions, &mut to.extensions, name),
        ObjectId::Enum(name) => one(&old.enums, &mut to.enums, name),
        ObjectId::Domain(name) => one(&old.domains, &mut to.domains, name),
        ObjectId::Sequence(name) => one(&old.sequences, &mut to.sequences, name),
        ObjectId::Table(name) => one(&old.tables, &mut to.tables, name),
        ObjectId::View(name) => one(&old.views, &mut to.views, name),
        ObjectId::Function(name, types) => {
            one(&old.functions, &mut to.functions, &(name.clone(), types.clone()))
        }
        ObjectId::Publication(name) => one(&old.publications, &mut to.publications, name),
        ObjectId::Definition(id) => one(&old.definitions, &mut to.definitions, id),
        ObjectId::Column(..) | ObjectId::Constraint(..) | ObjectId::Index(..) => false,
    }
}

/// A table with all of its own. A key that would keep new code from deleting rows, of which it does not know that old
/// rows refer to them, is let go.
fn keep_table(middle: &mut Middle<'_>, table: &Table) {
    let mut kept = table.clone();
    kept.constraints.retain(|_, constraint| !holds_back(constraint, &middle.new));
    middle.schema.tables.insert(table.name.clone(), kept);
    middle.waits.push(format!("uses table {}", table.name));
}

fn holds_back(constraint: &Constraint, new: &Schema) -> bool {
    match &constraint.kind {
        ConstraintKind::ForeignKey(key) => {
            new.tables.contains_key(&key.table)
                && matches!(key.on_delete, ReferentialAction::NoAction | ReferentialAction::Restrict)
        }
        ConstraintKind::PrimaryKey(_)
        | ConstraintKind::Unique(_)
        | ConstraintKind::Check(_)
        | ConstraintKind::Exclusion(_) => false,
    }
}

/// Columns that go, with the indexes and constraints that they are part of.
fn keep_columns(middle: &mut Middle<'_>, table: &Table) {
    let renamed = middle.renamed_columns();
    let is_renamed =
        |column: &Column| renamed.iter().any(|(of, from, _)| *of == table.name && *from == column.name);
    let Some(new) = middle.new.tables.get(&table.name) else { return };
    let gone: Vec<Column> =
        table.columns.iter().filter(|c| !new.columns.contains(&c.name)).cloned().collect();
    let mut kept = Vec::new();
    for column in gone.into_iter().filter(|column| !is_renamed(column)) {
        let id = format!("{}.{}", table.name, column.name);
        if let Some(reason) = stuck(middle.old, table, &column.name) {
            middle.whole.insert(format!("column {id} is gone: {reason}"));
            continue;
        }
        middle.waits.push(format!("uses column {id}"));
        kept.push(column);
    }
    let names: Vec<String> = kept.iter().map(|column| column.name.clone()).collect();
    if let Some(target) = middle.schema.tables.get_mut(&table.name) {
        kept.into_iter().for_each(|column| push_column(target, column));
    }
    parts(middle, table, &names, true);
    publish(middle, &table.name, &names);
}

/// New code does not know the column, so it must not be asked for it.
fn push_column(table: &mut Table, mut column: Column) {
    let filled = column.default.is_some() || column.identity.is_some() || column.generated.is_some();
    column.not_null &= filled;
    table.columns.push(column);
}

/// Puts into the middle what the old table has on these columns and the new one has not. What would refuse the rows of
/// new code, in which the columns are null, is left out where `unknown` says that new code does not fill them.
pub(super) fn parts(middle: &mut Middle<'_>, table: &Table, columns: &[String], unknown: bool) {
    let new = middle.new.clone();
    let Some(target) = middle.schema.tables.get_mut(&table.name) else { return };
    let there = |name: &String, target: &Table| target.columns.contains(name);
    for (name, constraint) in &table.constraints {
        let used = used(table, constraint);
        let about = used.iter().any(|column| columns.contains(column));
        let possible = used.iter().all(|column| there(column, target));
        let refuses = unknown && (refuses_nulls(&constraint.kind) || holds_back(constraint, &new));
        if about && possible && !refuses && !target.constraints.contains_key(name) {
            target.constraints.insert(name.clone(), constraint.clone());
        }
    }
    for (name, index) in &table.indexes {
        let used = index_columns(table, index);
        let about = used.iter().any(|column| columns.contains(column));
        let possible = used.iter().all(|column| there(column, target));
        let refuses = unknown && index.unique && index.nulls_not_distinct;
        if about && possible && !refuses && !target.indexes.contains_key(name) {
            target.indexes.insert(name.clone(), index.clone());
        }
    }
}

fn refuses_nulls(kind: &ConstraintKind) -> bool {
    match kind {
        ConstraintKind::Check(_) | ConstraintKind::PrimaryKey(_) => true,
        ConstraintKind::Unique(key) => key.nulls_not_distinct,
        ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => false,
    }
}

/// Every column of its table that a constraint rests on.
fn used(table: &Table, constraint: &Constraint) -> Vec<String> {
    match &constraint.kind {
        ConstraintKind::Check(check) => columns_used(table, &check.expr),
        ConstraintKind::Exclusion(exclusion) => {
            let elements = exclusion.elements.iter().map(|element| &element.element.key);
            let predicate = exclusion.predicate.iter().flat_map(|expr| columns_used(table, expr));
            elements
                .flat_map(|key| key_columns(table, key))
                .chain(predicate)
                .chain(exclusion.include.clone())
                .collect()
        }
        ConstraintKind::PrimaryKey(key) => key.columns.iter().chain(&key.include).cloned().collect(),
        ConstraintKind::Unique(key) => key.columns.iter().chain(&key.include).cloned().collect(),
        ConstraintKind::ForeignKey(key) => key.columns.clone(),
    }
}

fn index_columns(table: &Table, index: &Index) -> Vec<String> {
    let keys = index.elements.iter().flat_map(|element| key_columns(table, &element.key));
    let predicate = index.predicate.iter().flat_map(|expr| columns_used(table, expr));
    keys.chain(predicate).chain(index.include.clone()).collect()
}

fn key_columns(table: &Table, key: &IndexKey) -> Vec<String> {
    match key {
        IndexKey::Column(name) => vec![name.clone()],
        IndexKey::Expr(expr) => columns_used(table, expr),
    }
}

/// Why a column cannot stay beside the new ones.
pub(super) fn stuck(old: &Schema, table: &Table, column: &str) -> Option<&'static str> {
    if table.primary_key().is_some_and(|(_, key)| key.columns.iter().any(|name| name == column)) {
        return Some("it is part of the primary key, which a row of new code has to fill");
    }
    let referenced = old
        .tables
        .values()
        .flat_map(Table::foreign_keys)
        .any(|(_, key)| key.table == table.name && key.references.iter().any(|name| name == column));
    referenced.then_some("a foreign key references it")
}

/// Whoever replicates goes on to receive the columns.
fn publish(middle: &mut Middle<'_>, table: &QName, columns: &[String]) {
    for (name, publication) in &mut middle.schema.publications {
        let old = middle.old.publications.get(name).and_then(|old| old.tables.get(table));
        let Some(before) = old.and_then(|old| old.columns.as_ref()) else { continue };
        if let Some(list) = publication.tables.get_mut(table).and_then(|entry| entry.columns.as_mut()) {
            list.extend(columns.iter().filter(|column| before.contains(column)).cloned());
            list.sort();
            list.dedup();
        }
    }
}
