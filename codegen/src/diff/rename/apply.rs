//! A schema as PostgreSQL has it after a rename: whatever refers to the object by its identity follows.

use std::collections::BTreeMap;

use super::follow;
use super::text::{self, in_table};
use crate::model::{
    ConstraintKind, DefinitionId, Distribution, Domain, ForeignKey, Identity, IndexKey, ObjectId, QName,
    ReferentialAction, Schema, Table, Type,
};

/// Renames an object. Ids of different kinds, or of an object that is not there, change nothing.
pub(crate) fn apply(schema: &mut Schema, from: &ObjectId, to: &ObjectId) {
    if !schema.contains(from) {
        return;
    }
    follow(schema, from, to);
    match (from, to) {
        (ObjectId::Namespace(from), ObjectId::Namespace(to)) => rename_namespace(schema, from, to),
        (ObjectId::Enum(from), ObjectId::Enum(to)) => {
            rekey(&mut schema.enums, from, to, |e| &mut e.name);
            rename_type(schema, from, to);
        }
        (ObjectId::Domain(from), ObjectId::Domain(to)) => {
            let kept = schema.domains.get(from).and_then(Domain::not_null_constraint);
            rekey(&mut schema.domains, from, to, |d| &mut d.name);
            schema.domains.get_mut(to).into_iter().for_each(|domain| domain.set_not_null_name(kept.clone()));
            rename_type(schema, from, to);
        }
        (ObjectId::Sequence(from), ObjectId::Sequence(to)) => {
            rekey(&mut schema.sequences, from, to, |s| &mut s.name);
            rename_identity(schema, from, to);
            text::rename_sequence(schema, from, to);
        }
        (ObjectId::Table(from), ObjectId::Table(to)) => {
            schema.tables.get_mut(from).into_iter().for_each(Table::pin_names);
            rekey(&mut schema.tables, from, to, |t| &mut t.name);
            schema.tables.get_mut(to).into_iter().for_each(Table::settle_names);
            if let Some(table) = schema.tables.get_mut(to) {
                text::rename_qualifier(table, &from.name, &to.name);
            }
            move_references(schema, |name| (name == from).then(|| to.clone()));
            schema.tables.values_mut().for_each(|other| other.rename_parent(from, to));
            move_owned_sequences(schema, to);
            rename_type(schema, from, to);
        }
        (ObjectId::View(from), ObjectId::View(to)) => {
            rekey(&mut schema.views, from, to, |v| &mut v.name);
            rename_type(schema, from, to);
        }
        (ObjectId::Column(table, from), ObjectId::Column(_, to)) => rename_column(schema, table, from, to),
        (ObjectId::Constraint(table, from), ObjectId::Constraint(_, to)) => {
            if let Some(table) = schema.tables.get_mut(table) {
                rekey(&mut table.constraints, from, to, |c| &mut c.name);
                table.rename_index(from, to);
            }
            schema.tables.values_mut().for_each(|other| other.rename_part(table, from, to));
        }
        (ObjectId::Index(table, from), ObjectId::Index(_, to)) => {
            if let Some(indexes) = schema.indexes_mut(table) {
                rekey(indexes, from, to, |i| &mut i.name);
            }
            if let Some(table) = schema.tables.get_mut(table) {
                table.rename_index(from, to);
            }
            schema.tables.values_mut().for_each(|other| other.rename_part(table, from, to));
            let clustered = schema.views.get_mut(table).and_then(|view| view.clustered.as_mut());
            clustered.into_iter().filter(|index| *index == from).for_each(|index| index.clone_from(to));
        }
        (ObjectId::Function(from, types), ObjectId::Function(to, _)) => {
            if let Some(mut function) = schema.functions.remove(&(from.clone(), types.clone())) {
                function.name = to.clone();
                schema.functions.insert((to.clone(), types.clone()), function);
                text::rename_function(schema, from, to);
            }
        }
        (ObjectId::Publication(from), ObjectId::Publication(to)) => {
            rekey(&mut schema.publications, from, to, |p| &mut p.name);
        }
        (ObjectId::Definition(from), ObjectId::Definition(to)) => rename_definition(schema, from, to),
        (
            ObjectId::Namespace(_)
            | ObjectId::Extension(_)
            | ObjectId::Enum(_)
            | ObjectId::Domain(_)
            | ObjectId::Sequence(_)
            | ObjectId::Table(_)
            | ObjectId::Column(..)
            | ObjectId::Constraint(..)
            | ObjectId::Index(..)
            | ObjectId::View(_)
            | ObjectId::Function(..)
            | ObjectId::Publication(_)
            | ObjectId::Definition(_),
            _,
        ) => {}
    }
}

/// Puts an object under another key and gives it that name.
fn rekey<K: Ord + Clone, V>(map: &mut BTreeMap<K, V>, from: &K, to: &K, name: impl Fn(&mut V) -> &mut K) {
    if let Some(mut object) = map.remove(from) {
        *name(&mut object) = to.clone();
        map.insert(to.clone(), object);
    }
}

/// What follows beyond what `follow` has done: columns and expressions name types.
fn rename_definition(schema: &mut Schema, from: &DefinitionId, to: &DefinitionId) {
    if let (DefinitionId::Composite(from), DefinitionId::Composite(to))
    | (DefinitionId::Range(from), DefinitionId::Range(to)) = (from, to)
    {
        rename_type(schema, from, to);
    }
}

/// A type, or a relation whose row is one: where it is used as a type, and in expressions.
fn rename_type(schema: &mut Schema, from: &QName, to: &QName) {
    map_types(schema, |name| (name == from).then(|| to.clone()));
    text::rename_type(schema, from, to);
}

/// Sequences that columns own go to another namespace with their table.
fn move_owned_sequences(schema: &mut Schema, table: &QName) {
    let owned =
        schema.sequences.values().filter(|s| s.owned_by.as_ref().is_some_and(|(owner, _)| owner == table));
    let moving = owned.filter(|s| s.name.namespace != table.namespace).map(|s| s.name.clone());
    for from in moving.collect::<Vec<_>>() {
        let to = QName::new(&table.namespace, &from.name);
        rekey(&mut schema.sequences, &from, &to, |s| &mut s.name);
        text::rename_sequence(schema, &from, &to);
    }
}

/// Gives other names to types, wherever a structured type stands.
fn map_types(schema: &mut Schema, rename: impl Fn(&QName) -> Option<QName>) {
    let map = |ty: &mut Type| map_type(ty, &rename);
    for table in schema.tables.values_mut() {
        table.of.iter_mut().for_each(|ty| *ty = rename(ty).unwrap_or_else(|| ty.clone()));
        table.columns.iter_mut().for_each(|column| map(&mut column.ty));
    }
    schema.domains.values_mut().for_each(|domain| map(&mut domain.ty));
    let functions = std::mem::take(&mut schema.functions).into_values().map(|mut function| {
        function.arguments.iter_mut().for_each(|argument| map(&mut argument.ty));
        ((function.name.clone(), function.signature()), function)
    });
    schema.functions = functions.collect();
}

fn map_type(ty: &mut Type, rename: &impl Fn(&QName) -> Option<QName>) {
    match ty {
        Type::Array(element) => map_type(element, rename),
        Type::Named { name, modifiers: _ } => {
            if let Some(to) = rename(name) {
                *name = to;
            }
        }
        Type::Builtin(_)
        | Type::Numeric(_)
        | Type::Varchar(_)
        | Type::Char(_)
        | Type::Bit(_)
        | Type::Varbit(_)
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Interval { .. } => {}
    }
}

/// Gives other names to tables, wherever another object refers to one.
fn move_references(schema: &mut Schema, rename: impl Fn(&QName) -> Option<QName>) {
    for table in schema.tables.values_mut() {
        for key in foreign_keys(table) {
            if let Some(to) = rename(&key.table) {
                key.table = to;
            }
        }
    }
    for sequence in schema.sequences.values_mut() {
        if let Some((table, _)) = &mut sequence.owned_by
            && let Some(to) = rename(table)
        {
            *table = to;
        }
    }
    for publication in schema.publications.values_mut() {
        let tables = std::mem::take(&mut publication.tables).into_iter();
        publication.tables = tables.map(|(name, table)| (rename(&name).unwrap_or(name), table)).collect();
    }
}

fn foreign_keys(table: &mut Table) -> impl Iterator<Item = &mut ForeignKey> {
    table.constraints.values_mut().filter_map(|constraint| match &mut constraint.kind {
        ConstraintKind::ForeignKey(key) => Some(key),
        ConstraintKind::PrimaryKey(_)
        | ConstraintKind::Unique(_)
        | ConstraintKind::Check(_)
        | ConstraintKind::Exclusion(_) => None,
    })
}

fn rename_namespace(schema: &mut Schema, from: &String, to: &String) {
    rekey(&mut schema.namespaces, from, to, |n| &mut n.name);
    let moved = |name: &QName| (name.namespace == *from).then(|| QName::new(to, &name.name));
    map_types(schema, moved);
    move_references(schema, moved);
    for table in schema.tables.values_mut() {
        let parents =
            table.inherits.iter_mut().chain(table.partition.iter_mut().map(|part| &mut part.parent));
        parents.for_each(|parent| *parent = moved(parent).unwrap_or_else(|| parent.clone()));
    }
    move_all(&mut schema.enums, moved, |e| &mut e.name);
    move_all(&mut schema.domains, moved, |d| &mut d.name);
    move_all(&mut schema.sequences, moved, |s| &mut s.name);
    move_all(&mut schema.tables, moved, |t| &mut t.name);
    move_all(&mut schema.views, moved, |v| &mut v.name);
    let functions = std::mem::take(&mut schema.functions).into_values().map(|mut function| {
        function.name = moved(&function.name).unwrap_or(function.name);
        ((function.name.clone(), function.signature()), function)
    });
    schema.functions = functions.collect();
    schema
        .extensions
        .values_mut()
        .filter_map(|e| e.namespace.as_mut())
        .filter(|n| *n == from)
        .for_each(|n| n.clone_from(to));
    for publication in schema.publications.values_mut() {
        publication.namespaces.iter_mut().filter(|n| *n == from).for_each(|n| n.clone_from(to));
        publication.namespaces.sort();
    }
}

fn move_all<V>(
    map: &mut BTreeMap<QName, V>,
    moved: impl Fn(&QName) -> Option<QName>,
    name: impl Fn(&mut V) -> &mut QName,
) {
    let keys: Vec<(QName, QName)> = map.keys().filter_map(|key| Some((key.clone(), moved(key)?))).collect();
    keys.iter().for_each(|(from, to)| rekey(map, from, to, &name));
}

fn rename_column(schema: &mut Schema, table: &QName, from: &str, to: &str) {
    let child =
        |other: &&Table| other.columns.contains(from) && other.parents().any(|parent| parent == table);
    let children: Vec<QName> = schema.tables.values().filter(child).map(|t| t.name.clone()).collect();
    children.iter().for_each(|child| rename_column(schema, child, from, to));
    if let Some(composite) = schema.composite_mut(table) {
        let attributes = composite.attributes.iter_mut().filter(|attribute| attribute.name == from);
        attributes.for_each(|attribute| to.clone_into(&mut attribute.name));
    }
    if let Some(changed) = schema.enums.get_mut(table) {
        changed.values.iter_mut().filter(|value| *value == from).for_each(|value| to.clone_into(value));
        crate::sql::rename_enum_value(schema, table, from, to);
    }
    for other in schema.tables.values_mut() {
        for key in foreign_keys(other).filter(|key| key.table == *table) {
            rename_in_list(&mut key.references, from, to);
        }
    }
    if let Some(table) = schema.tables.get_mut(table) {
        let name = table.name.clone();
        in_table(table, &mut |expr| text::rename_column(expr, &name, from, to));
        table.pin_names();
        columns_of(table, from, to);
        table.settle_names();
    }
    for sequence in schema.sequences.values_mut() {
        if let Some((owner, column)) = &mut sequence.owned_by
            && owner == table
            && column == from
        {
            to.clone_into(column);
        }
    }
    for published in schema.publications.values_mut().filter_map(|p| p.tables.get_mut(table)) {
        if let Some(columns) = &mut published.columns {
            rename_in_list(columns, from, to);
            columns.sort();
        }
        published.filter.iter_mut().for_each(|filter| text::rename_column(filter, table, from, to));
    }
}

/// The sequence inside an identity column gets another name.
fn rename_identity(schema: &mut Schema, from: &QName, to: &QName) {
    let column = schema.identity_column(from).map(|(table, column)| (table.clone(), column.to_owned()));
    let Some((table, column)) = column else { return };
    let own = schema.tables.get_mut(&table).and_then(|table| table.columns.get_mut(&column));
    if let Some(identity) = own.and_then(|column| column.identity.as_mut()) {
        identity.sequence = Identity::own_name(&table, &column, &to.name);
    }
}

/// A column's name in its own table: itself, constraints, indexes.
fn columns_of(table: &mut Table, from: &str, to: &str) {
    if let Some(column) = table.columns.get_mut(from) {
        to.clone_into(&mut column.name);
    }
    let key = table.partitioned.iter_mut().flat_map(|key| &mut key.elements);
    key.for_each(|element| rename_key(&mut element.key, from, to));
    if let Some(Distribution::By { column, colocate: _ }) = &mut table.distribution
        && column == from
    {
        to.clone_into(column);
    }
    for constraint in table.constraints.values_mut() {
        match &mut constraint.kind {
            ConstraintKind::PrimaryKey(key) => {
                rename_in_list(&mut key.columns, from, to);
                rename_in_list(&mut key.include, from, to);
            }
            ConstraintKind::Unique(key) => {
                rename_in_list(&mut key.columns, from, to);
                rename_in_list(&mut key.include, from, to);
            }
            ConstraintKind::Check(_) => {}
            ConstraintKind::ForeignKey(key) => {
                rename_in_list(&mut key.columns, from, to);
                for action in [&mut key.on_delete, &mut key.on_update] {
                    match action {
                        ReferentialAction::SetNull(list) | ReferentialAction::SetDefault(list) => {
                            rename_in_list(list, from, to);
                        }
                        ReferentialAction::NoAction
                        | ReferentialAction::Restrict
                        | ReferentialAction::Cascade => {}
                    }
                }
            }
            ConstraintKind::Exclusion(exclusion) => {
                exclusion.elements.iter_mut().for_each(|e| rename_key(&mut e.element.key, from, to));
                rename_in_list(&mut exclusion.include, from, to);
            }
        }
    }
    for index in table.indexes.values_mut() {
        index.elements.iter_mut().for_each(|element| rename_key(&mut element.key, from, to));
        rename_in_list(&mut index.include, from, to);
    }
}

fn rename_key(key: &mut IndexKey, from: &str, to: &str) {
    match key {
        IndexKey::Column(name) if name == from => to.clone_into(name),
        IndexKey::Column(_) | IndexKey::Expr(_) => {}
    }
}

fn rename_in_list(list: &mut [String], from: &str, to: &str) {
    list.iter_mut().filter(|name| *name == from).for_each(|name| to.clone_into(name));
}
