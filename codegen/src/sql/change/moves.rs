//! Renames and `SET SCHEMA`.

use std::collections::BTreeMap;

use super::super::cursor::{Cursor, Ident, Parsed};
use super::super::fold::{Fold, Relation, relation_id};
use super::super::names::{Role, rewrite, rewrite_sequence};
use super::super::not_null;
use super::{each_expr, each_expr_of_table, may_mention, names_object};
use crate::model::{Constraint, ConstraintKind, Identity, ObjectId, QName, Table};

/// `RENAME TO name` or `SET SCHEMA name`: where an object goes. `None` when neither comes.
pub(in crate::sql) fn new_place(fold: &Fold, c: &mut Cursor<'_>, from: &QName) -> Parsed<Option<QName>> {
    let to = if c.eat("rename to") {
        from.sibling(c.ident("the new name")?.name)
    } else if c.eat("set schema") {
        let namespace = c.ident("a namespace")?;
        if !fold.schema.namespaces.contains_key(&namespace.name) {
            let known = fold.schema.namespaces.keys().map(String::as_str);
            return Err(fold.unknown_among(c, "namespace", &namespace.name, namespace.span, known));
        }
        QName::new(namespace.name, from.name.clone())
    } else {
        return Ok(None);
    };
    c.finish("the end of the statement")?;
    Ok(Some(to))
}

/// A table, view, sequence or index gets another name or namespace.
pub(in crate::sql) fn rename_relation(
    fold: &mut Fold,
    c: &Cursor<'_>,
    from: &QName,
    relation: &Relation,
    to: QName,
) -> Parsed<()> {
    if *from == to {
        return Ok(());
    }
    if let Some(existing) = fold.relations.get(&to) {
        let id = relation_id(&to, existing);
        let kind = relation_id(from, relation).kind();
        return Err(fold.duplicate(c, kind, &to.to_string(), c.last_token(), &id));
    }
    match relation {
        Relation::Table => rename_table(fold, from, &to),
        Relation::View => {
            if let Some(mut view) = fold.schema.views.remove(from) {
                view.name = to.clone();
                for name in view.indexes.keys() {
                    if let Some(relation) = fold.relations.remove(&from.sibling(name)) {
                        fold.relations.insert(to.sibling(name), relation);
                    }
                    let id = |view: &QName| ObjectId::Index(view.clone(), name.clone());
                    fold.move_note(&id(from), id(&to));
                }
                fold.schema.views.insert(to.clone(), view);
            }
            move_parts(fold, from, &to);
            fold.move_note(&ObjectId::View(from.clone()), ObjectId::View(to.clone()));
            super::rename_type(fold, from, &to);
        }
        Relation::Sequence => rename_sequence(fold, from, &to),
        Relation::Index(table) => {
            let Some(indexes) = fold.schema.indexes_mut(table) else { return Ok(()) };
            if let Some(mut index) = indexes.remove(&from.name) {
                index.name.clone_from(&to.name);
                indexes.insert(to.name.clone(), index);
            }
            if let Some(view) = fold.schema.views.get_mut(table)
                && view.clustered.as_deref() == Some(from.name.as_str())
            {
                view.clustered = Some(to.name.clone());
            }
            if let Some(holder) = fold.schema.tables.get_mut(table) {
                holder.rename_index(&from.name, &to.name);
            }
            rename_parts(fold, table, &from.name, &to.name);
            let id = |name: &QName| ObjectId::Index(table.clone(), name.name.clone());
            fold.move_note(&id(from), id(&to));
        }
        Relation::Key(table) => {
            move_constraint(fold, table, &from.name, &to.name);
        }
        Relation::Identity(table, column) => {
            let own = fold.schema.tables.get_mut(table).and_then(|table| table.columns.get_mut(column));
            if let Some(identity) = own.and_then(|column| column.identity.as_mut()) {
                identity.sequence = Identity::own_name(table, column, &to.name);
            }
            fold.move_note(&ObjectId::Sequence(from.clone()), ObjectId::Sequence(to.clone()));
        }
    }
    if let Some(relation) = fold.relations.remove(from) {
        fold.relations.insert(to, relation);
    }
    Ok(())
}

/// `RENAME CONSTRAINT`: an index behind it is renamed with it.
pub(in crate::sql) fn rename_constraint(
    fold: &mut Fold,
    c: &Cursor<'_>,
    table: &QName,
    from: &Ident,
    to: &Ident,
) -> Parsed<()> {
    if let Some(column) = not_null::column(fold, table, &from.name) {
        return not_null::rename(fold, c, table, &column, to);
    }
    let constraints = fold.schema.tables.get(table).map(|t| &t.constraints);
    let Some(constraint) = constraints.and_then(|all| all.get(&from.name)) else {
        let known = constraints.into_iter().flatten().map(|(name, _)| name);
        return Err(fold.unknown_in(c, table, "constraint", from, known));
    };
    let id = ObjectId::Constraint(table.clone(), to.name.clone());
    if fold.schema.contains(&id) {
        return Err(fold.duplicate(c, "constraint", &to.name, to.span.clone(), &id));
    }
    if has_index(constraint) {
        let relation = Relation::Key(table.clone());
        return rename_relation(fold, c, &table.sibling(&from.name), &relation, table.sibling(&to.name));
    }
    move_constraint(fold, table, &from.name, &to.name);
    Ok(())
}

/// Whether an index stands behind a constraint.
pub(in crate::sql) fn has_index(constraint: &Constraint) -> bool {
    match constraint.kind {
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclusion(_) => true,
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) => false,
    }
}

fn move_constraint(fold: &mut Fold, table: &QName, from: &str, to: &str) {
    let Some(holder) = fold.schema.tables.get_mut(table) else { return };
    if let Some(mut constraint) = holder.constraints.remove(from) {
        to.clone_into(&mut constraint.name);
        holder.constraints.insert(to.to_owned(), constraint);
        holder.rename_index(from, to);
    }
    rename_parts(fold, table, from, to);
    fold.release_constraint(&table.sibling(from));
    fold.claim_constraint(table.sibling(to));
    let id = |name: &str| ObjectId::Constraint(table.clone(), name.to_owned());
    fold.move_note(&id(from), id(to));
}

/// The parts that partitions have of a key or index that got another name.
fn rename_parts(fold: &mut Fold, table: &QName, from: &str, to: &str) {
    if fold.parents.contains(table) {
        fold.schema.tables.values_mut().for_each(|other| other.rename_part(table, from, to));
    }
}

fn rename_sequence(fold: &mut Fold, from: &QName, to: &QName) {
    if let Some(mut sequence) = fold.schema.sequences.remove(from) {
        sequence.name = to.clone();
        fold.schema.sequences.insert(to.clone(), sequence);
    }
    fold.move_note(&ObjectId::Sequence(from.clone()), ObjectId::Sequence(to.clone()));
    each_expr(&mut fold.schema, &mut |expr| {
        may_mention(expr, &from.name).then(|| rewrite_sequence(expr, from, to))
    });
}

fn rename_table(fold: &mut Fold, from: &QName, to: &QName) {
    let Some(mut table) = fold.schema.tables.remove(from) else { return };
    table.pin_names();
    table.name = to.clone();
    table.settle_names();
    each_expr_of_table(&mut table, &mut |expr| {
        may_mention(expr, &from.name).then(|| {
            rewrite(expr, |site| {
                let names = site.names();
                let at = names.len().checked_sub(2)?;
                (site.role == Role::Value && names[at] == from.name).then(|| (at, to.name.clone()))
            })
        })
    });
    move_table_notes(fold, &table, from, to);
    if from.namespace != to.namespace {
        for name in table.indexes.keys().chain(table.constraints.keys()) {
            if let Some(relation) = fold.relations.remove(&from.sibling(name)) {
                fold.relations.insert(to.sibling(name), relation);
            }
        }
        let identity =
            |relation: &Relation| matches!(relation, Relation::Identity(owner, _) if owner == from);
        let inside = fold.relations.iter().filter(|(_, relation)| identity(relation));
        for name in inside.map(|(name, _)| name.clone()).collect::<Vec<_>>() {
            if let Some(relation) = fold.relations.remove(&name) {
                fold.relations.insert(to.sibling(name.name), relation);
            }
        }
        for name in table.constraints.keys() {
            fold.release_constraint(&from.sibling(name));
            fold.claim_constraint(to.sibling(name));
        }
    }
    move_parts(fold, from, to);
    fold.schema.tables.insert(to.clone(), table);
    if fold.parents.contains(from) {
        fold.parents.insert(to.clone());
    }
    for other in fold.schema.tables.values_mut() {
        other.rename_parent(from, to);
        for constraint in other.constraints.values_mut() {
            if let ConstraintKind::ForeignKey(key) = &mut constraint.kind
                && key.table == *from
            {
                key.table = to.clone();
            }
        }
    }
    for publication in fold.schema.publications.values_mut() {
        if let Some(published) = publication.tables.remove(from) {
            publication.tables.insert(to.clone(), published);
        }
    }
    move_owned_sequences(fold, from, to);
    super::rename_type(fold, from, to);
}

/// What has a name among the relations because it belongs to another one.
fn move_parts(fold: &mut Fold, from: &QName, to: &QName) {
    for relation in fold.relations.values_mut() {
        match relation {
            Relation::Index(table) | Relation::Key(table) | Relation::Identity(table, _) if table == from => {
                *table = to.clone();
            }
            Relation::Index(_) | Relation::Key(_) | Relation::Identity(..) => {}
            Relation::Table | Relation::View | Relation::Sequence => {}
        }
    }
}

fn move_table_notes(fold: &mut Fold, table: &Table, from: &QName, to: &QName) {
    fold.move_note(&ObjectId::Table(from.clone()), ObjectId::Table(to.clone()));
    for column in &table.columns {
        let id = |table: &QName| ObjectId::Column(table.clone(), column.name.clone());
        fold.move_note(&id(from), id(to));
    }
    for name in table.constraints.keys() {
        let id = |table: &QName| ObjectId::Constraint(table.clone(), name.clone());
        fold.move_note(&id(from), id(to));
    }
    for name in table.indexes.keys() {
        let id = |table: &QName| ObjectId::Index(table.clone(), name.clone());
        fold.move_note(&id(from), id(to));
    }
}

/// Owned sequences know their table, and go with it to another namespace.
fn move_owned_sequences(fold: &mut Fold, from: &QName, to: &QName) {
    let mut moved = Vec::new();
    for (name, sequence) in &mut fold.schema.sequences {
        if let Some((table, _)) = sequence.owned_by.as_mut().filter(|(table, _)| table == from) {
            *table = to.clone();
            moved.push(name.clone());
        }
    }
    if from.namespace == to.namespace {
        return;
    }
    for name in moved {
        let new = QName::new(to.namespace.clone(), name.name.clone());
        rename_sequence(fold, &name, &new);
        if let Some(relation) = fold.relations.remove(&name) {
            fold.relations.insert(new, relation);
        }
    }
}

/// A function got another name: calls of it follow.
pub(in crate::sql) fn rename_function(fold: &mut Fold, from: &QName, to: &QName) {
    each_expr(&mut fold.schema, &mut |expr| {
        may_mention(expr, &from.name).then(|| {
            rewrite(expr, |site| {
                let names = site.names();
                let is_call = site.role == Role::Call && names_object(&names, from);
                is_call.then(|| (names.len() - 1, to.name.clone()))
            })
        })
    });
    super::follow_in_bodies(&mut fold.schema, from, &to.name);
}

/// `ALTER SCHEMA .. RENAME TO`: everything in it moves.
pub(in crate::sql) fn rename_namespace(fold: &mut Fold, from: &str, to: &str) {
    let moved = |name: &QName| QName::new(to, name.name.clone());
    let inside = |name: &&QName| name.namespace == from;
    if let Some(mut namespace) = fold.schema.namespaces.remove(from) {
        to.clone_into(&mut namespace.name);
        fold.schema.namespaces.insert(to.to_owned(), namespace);
    }
    fold.move_note(&ObjectId::Namespace(from.to_owned()), ObjectId::Namespace(to.to_owned()));
    for table in fold.schema.tables.keys().filter(inside).cloned().collect::<Vec<_>>() {
        rename_table(fold, &table, &moved(&table));
    }
    for sequence in fold.schema.sequences.keys().filter(inside).cloned().collect::<Vec<_>>() {
        rename_sequence(fold, &sequence, &moved(&sequence));
    }
    fold.schema.views = std::mem::take(&mut fold.schema.views)
        .into_iter()
        .map(|(name, mut view)| {
            if inside(&&name) {
                view.name = moved(&name);
            }
            (view.name.clone(), view)
        })
        .collect::<BTreeMap<_, _>>();
    for name in fold.schema.enums.keys().filter(inside).cloned().collect::<Vec<_>>() {
        if let Some(mut moving) = fold.schema.enums.remove(&name) {
            moving.name = moved(&name);
            fold.schema.enums.insert(moved(&name), moving);
        }
        super::rename_type(fold, &name, &moved(&name));
    }
    for name in fold.schema.domains.keys().filter(inside).cloned().collect::<Vec<_>>() {
        if let Some(mut moving) = fold.schema.domains.remove(&name) {
            moving.name = moved(&name);
            fold.schema.domains.insert(moved(&name), moving);
        }
        super::rename_type(fold, &name, &moved(&name));
    }
    fold.schema.functions = std::mem::take(&mut fold.schema.functions)
        .into_iter()
        .map(|((name, types), mut function)| {
            if inside(&&name) {
                function.name = moved(&name);
            }
            ((function.name.clone(), types), function)
        })
        .collect();
    for extension in fold.schema.extensions.values_mut() {
        if extension.namespace.as_deref() == Some(from) {
            extension.namespace = Some(to.to_owned());
        }
    }
    for publication in fold.schema.publications.values_mut() {
        publication.namespaces.iter_mut().filter(|name| *name == from).for_each(|name| to.clone_into(name));
        publication.namespaces.sort();
    }
    fold.relations = std::mem::take(&mut fold.relations)
        .into_iter()
        .map(|(name, relation)| (if inside(&&name) { moved(&name) } else { name }, relation))
        .collect();
    fold.constraint_names = std::mem::take(&mut fold.constraint_names)
        .into_iter()
        .map(|(name, count)| (if inside(&&name) { moved(&name) } else { name }, count))
        .collect();
}
