//! What goes with a dropped object.

use super::super::attach::columns_used;
use super::super::cursor::{Cursor, Ident, Parsed};
use super::super::fold::{Fold, Relation};
use super::super::names::sites;
use super::super::{belonging, inherit};
use super::moves::has_index;
use super::uses::{constraint_uses, index_uses, key_uses, publication_uses};
use super::{dependents, may_mention, names_object};
use crate::model::{
    Constraint, ConstraintKind, Definition, DefinitionId, Expr, ObjectId, QName, Schema, Statistics, Type,
};
use crate::report::{Code, Diagnostic};

/// The foreign keys of other tables that refer to a table: table and constraint.
pub(in crate::sql) fn referencing(schema: &Schema, table: &QName) -> Vec<(QName, String)> {
    let others = schema.tables.values().filter(|other| other.name != *table);
    others
        .flat_map(|other| {
            let keys = other.foreign_keys().filter(|(_, key)| key.table == *table);
            keys.map(|(name, _)| (other.name.clone(), name.to_owned()))
        })
        .collect()
}

/// The foreign keys that need this primary key or unique constraint.
pub(in crate::sql) fn depends_on_key(
    schema: &Schema,
    table: &QName,
    key: &Constraint,
) -> Vec<(QName, String)> {
    let mut columns = match &key.kind {
        ConstraintKind::PrimaryKey(key) => key.columns.clone(),
        ConstraintKind::Unique(key) => key.columns.clone(),
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => {
            return Vec::new();
        }
    };
    columns.sort();
    let needs = |references: &[String]| {
        let mut references = references.to_vec();
        references.sort();
        references == columns
    };
    schema
        .tables
        .values()
        .flat_map(|other| {
            let keys = other.foreign_keys().filter(|(_, key)| key.table == *table && needs(&key.references));
            keys.map(|(name, _)| (other.name.clone(), name.to_owned()))
        })
        .collect()
}

/// Takes a constraint out of a table, without asking.
pub(in crate::sql) fn drop_constraint(fold: &mut Fold, table: &QName, name: &str) {
    let Some(holder) = fold.schema.tables.get_mut(table) else { return };
    let Some(constraint) = holder.constraints.remove(name) else { return };
    if has_index(&constraint) {
        holder.forget_index(name);
    }
    let qname = table.sibling(name);
    if has_index(&constraint) {
        fold.relations.remove(&qname);
    }
    fold.release_constraint(&qname);
    fold.notes.remove(&ObjectId::Constraint(table.clone(), name.to_owned()));
}

/// Takes an index out of a table.
pub(in crate::sql) fn drop_index(fold: &mut Fold, table: &QName, name: &str) {
    if let Some(indexes) = fold.schema.indexes_mut(table) {
        indexes.remove(name);
    }
    if let Some(view) = fold.schema.views.get_mut(table)
        && view.clustered.as_deref() == Some(name)
    {
        view.clustered = None;
    }
    if let Some(holder) = fold.schema.tables.get_mut(table) {
        holder.forget_index(name);
    }
    fold.relations.remove(&table.sibling(name));
    fold.notes.remove(&ObjectId::Index(table.clone(), name.to_owned()));
}

/// Drops a table with everything that is its own; foreign keys that refer to it go too, and with `cascade` the views
/// that read it.
pub(in crate::sql) fn drop_table(fold: &mut Fold, name: &QName, cascade: bool) {
    for (other, key) in referencing(&fold.schema, name) {
        drop_constraint(fold, &other, &key);
    }
    let Some(table) = fold.schema.tables.remove(name) else { return };
    if fold.parents.contains(name) {
        for child in inherit::children(&fold.schema, name) {
            let partition = fold.schema.tables.get(&child).is_some_and(|child| child.partition.is_some());
            if partition || cascade {
                drop_table(fold, &child, cascade);
            }
        }
    }
    drop_statistics(fold, name, |_| true);
    for column in &table.columns {
        fold.notes.remove(&ObjectId::Column(name.clone(), column.name.clone()));
    }
    for constraint in table.constraints.values() {
        if has_index(constraint) {
            fold.relations.remove(&name.sibling(&constraint.name));
        }
        fold.release_constraint(&name.sibling(&constraint.name));
        fold.notes.remove(&ObjectId::Constraint(name.clone(), constraint.name.clone()));
    }
    for index in table.indexes.keys() {
        fold.relations.remove(&name.sibling(index));
        fold.notes.remove(&ObjectId::Index(name.clone(), index.clone()));
    }
    fold.relations.remove(name);
    fold.relations.retain(|_, relation| !matches!(relation, Relation::Identity(table, _) if table == name));
    fold.notes.remove(&ObjectId::Table(name.clone()));
    for publication in fold.schema.publications.values_mut() {
        publication.tables.remove(name);
    }
    for sequence in owned_sequences(&fold.schema, name, None) {
        drop_sequence(fold, &sequence);
    }
    if cascade {
        let users = dependents::of_relation(&fold.schema, name);
        dependents::take_along(fold, users);
    }
}

/// Drops the statistics objects of a table that a condition holds for.
fn drop_statistics(fold: &mut Fold, table: &QName, wanted: impl Fn(&Statistics) -> bool) {
    let own = fold.schema.definitions.values().filter_map(|definition| match definition {
        Definition::Statistics(statistics) if statistics.table == *table => Some(statistics),
        _ => None,
    });
    let ids: Vec<DefinitionId> =
        own.filter(|s| wanted(s)).map(|s| DefinitionId::Statistics(s.name.clone())).collect();
    ids.iter().for_each(|id| belonging::remove(fold, id));
}

fn owned_sequences(schema: &Schema, table: &QName, column: Option<&str>) -> Vec<QName> {
    let owned = schema.sequences.values().filter(|sequence| {
        sequence
            .owned_by
            .as_ref()
            .is_some_and(|(owner, of)| owner == table && column.is_none_or(|column| of == column))
    });
    owned.map(|sequence| sequence.name.clone()).collect()
}

/// Drops a sequence, and the defaults that count with it.
pub(in crate::sql) fn drop_sequence(fold: &mut Fold, name: &QName) {
    fold.schema.sequences.remove(name);
    fold.relations.remove(name);
    fold.notes.remove(&ObjectId::Sequence(name.clone()));
    for table in fold.schema.tables.values_mut() {
        for column in table.columns.iter_mut() {
            if column.default.as_ref().is_some_and(|default| counts_with(default, name)) {
                column.default = None;
            }
        }
    }
}

/// The column whose default counts with a sequence, as `table.column`.
pub(in crate::sql) fn counting_column(schema: &Schema, sequence: &QName) -> Option<ObjectId> {
    schema.tables.values().find_map(|table| {
        let column = table
            .columns
            .iter()
            .find(|column| column.default.as_ref().is_some_and(|default| counts_with(default, sequence)))?;
        Some(ObjectId::Column(table.name.clone(), column.name.clone()))
    })
}

fn counts_with(default: &Expr, sequence: &QName) -> bool {
    may_mention(default, &sequence.name)
        && sites(&default.canonical)
            .iter()
            .any(|site| site.in_string && names_object(&site.names(), sequence))
}

/// Drops a view, and with `cascade` those that read it.
pub(in crate::sql) fn drop_view(fold: &mut Fold, name: &QName, cascade: bool) {
    let Some(view) = fold.schema.views.remove(name) else { return };
    for index in view.indexes.keys() {
        fold.relations.remove(&name.sibling(index));
        fold.notes.remove(&ObjectId::Index(name.clone(), index.clone()));
    }
    fold.relations.remove(name);
    fold.notes.remove(&ObjectId::View(name.clone()));
    if cascade {
        let users = dependents::of_relation(&fold.schema, name);
        dependents::take_along(fold, users);
    }
}

/// The views that read a column of a relation. By names: a view that reads another table's column of the
/// same name without saying the table counts too.
fn views_reading(schema: &Schema, relation: &QName, column: &str) -> Vec<QName> {
    let reads = |query: &Expr| {
        if !may_mention(query, &relation.name) {
            return false;
        }
        let sites = sites(&query.canonical);
        let names = |wanted: &str| sites.iter().any(|site| site.names().contains(&wanted));
        let reads_relation = sites.iter().any(|site| {
            let names = site.names();
            (1..=names.len().min(2)).any(|n| names_object(&names[..n], relation))
        });
        let whole_rows = query.canonical.split(' ').any(|token| token == "*");
        reads_relation && (whole_rows || names(column))
    };
    schema.views.values().filter(|view| reads(&view.query)).map(|view| view.name.clone()).collect()
}

/// Drops a column with its indexes, constraints and owned sequences. What else needs it makes this an error, or
/// goes too with `cascade` (manual: `ALTER TABLE`, `DROP COLUMN`).
pub(in crate::sql) fn drop_column(
    fold: &mut Fold,
    c: &Cursor<'_>,
    name: &QName,
    column: &Ident,
    cascade: bool,
) -> Parsed<()> {
    let Some(table) = fold.schema.tables.get(name) else { return Ok(()) };
    if !table.columns.contains(&column.name) {
        return Err(fold.unknown_column(c, name, column));
    }
    let constraints: Vec<Constraint> =
        table.constraints.values().filter(|k| constraint_uses(table, k, &column.name)).cloned().collect();
    let indexes: Vec<String> = table
        .indexes
        .values()
        .filter(|i| index_uses(table, i, &column.name))
        .map(|i| i.name.clone())
        .collect();
    let generated: Vec<String> = table
        .columns
        .iter()
        .filter(|other| other.name != column.name)
        .filter(|other| {
            other.generated.as_ref().is_some_and(|g| columns_used(table, &g.expr).contains(&column.name))
        })
        .map(|other| other.name.clone())
        .collect();
    let foreign: Vec<(QName, String)> = constraints
        .iter()
        .flat_map(|key| depends_on_key(&fold.schema, name, key))
        .filter(|(other, key)| other != name || !constraints.iter().any(|k| k.name == *key))
        .collect();
    let publications: Vec<String> = fold
        .schema
        .publications
        .values()
        .filter(|p| p.tables.get(name).is_some_and(|t| publication_uses(table, t, &column.name)))
        .map(|p| p.name.clone())
        .collect();
    let users = dependents::of_column(&fold.schema, name, &column.name);
    if !cascade {
        dependents::refuse(c, column.span.clone(), &format!("column `{name}.{}`", column.name), &users)?;
    }
    if !cascade {
        let user = generated
            .first()
            .map(|user| format!("generated column `{user}`"))
            .or_else(|| foreign.first().map(|(t, key)| format!("foreign key `{key}` of table `{t}`")))
            .or_else(|| publications.first().map(|user| format!("publication `{user}`")));
        if let Some(user) = user {
            let message = format!("column `{name}.{}` cannot be dropped: {user} needs it", column.name);
            return Err(Box::new(
                Diagnostic::new(Code::Invalid, message)
                    .at(c.place(column.span.clone()), "")
                    .help("change what needs it first, or write CASCADE"),
            ));
        }
    }
    for (other, key) in foreign {
        drop_constraint(fold, &other, &key);
    }
    for constraint in constraints {
        drop_constraint(fold, name, &constraint.name);
    }
    for index in indexes {
        drop_index(fold, name, &index);
    }
    for publication in publications {
        if let Some(publication) = fold.schema.publications.get_mut(&publication) {
            publication.tables.remove(name);
        }
    }
    dependents::take_along(fold, users);
    if let Some(table) = fold.schema.tables.get(name).cloned() {
        drop_statistics(fold, name, |s| s.keys.iter().any(|key| key_uses(&table, key, &column.name)));
    }
    remove_column(fold, name, &column.name);
    if cascade {
        for view in views_reading(&fold.schema, name, &column.name) {
            drop_view(fold, &view, true);
        }
    }
    for other in generated {
        drop_column(fold, c, name, &Ident { name: other, span: column.span.clone() }, true)?;
    }
    Ok(())
}

fn remove_column(fold: &mut Fold, table: &QName, column: &str) {
    if let Some(holder) = fold.schema.tables.get_mut(table) {
        holder.columns.remove(column);
    }
    fold.notes.remove(&ObjectId::Column(table.clone(), column.to_owned()));
    let identity = Relation::Identity(table.clone(), column.to_owned());
    fold.relations.retain(|_, relation| *relation != identity);
    for sequence in owned_sequences(&fold.schema, table, Some(column)) {
        drop_sequence(fold, &sequence);
    }
}

/// Drops a type with what uses it.
pub(in crate::sql) fn drop_type(
    fold: &mut Fold,
    c: &Cursor<'_>,
    id: &ObjectId,
    span: &std::ops::Range<usize>,
) {
    let names = super::names_of_type(&fold.schema, id);
    // Gone first: types that use each other end somewhere.
    match id {
        ObjectId::Enum(name) => drop(fold.schema.enums.remove(name)),
        ObjectId::Domain(name) => {
            if let Some(domain) = fold.schema.domains.remove(name) {
                for check in domain.checks.keys() {
                    fold.release_constraint(&name.sibling(check));
                }
            }
        }
        ObjectId::Definition(id) => drop(fold.schema.definitions.remove(id)),
        _ => return,
    }
    fold.notes.remove(id);
    for user in super::type_users(&fold.schema, |ty| names.contains(ty)) {
        match user {
            ObjectId::Column(table, column) => {
                // With CASCADE it cannot fail, and the column was just found.
                let _ = drop_column(fold, c, &table, &Ident { name: column, span: span.clone() }, true);
            }
            ObjectId::Definition(DefinitionId::Composite(name)) => {
                if let Some(composite) = fold.schema.composite_mut(&name) {
                    let uses = |ty: &Type| ty.user_type().is_some_and(|ty| names.contains(ty));
                    composite.attributes.retain(|attribute| !uses(&attribute.ty));
                }
            }
            ObjectId::Domain(_) | ObjectId::Definition(DefinitionId::Range(_)) => {
                drop_type(fold, c, &user, span)
            }
            ObjectId::Definition(_) => {
                if let ObjectId::Definition(id) = &user {
                    fold.schema.definitions.remove(id);
                }
                fold.notes.remove(&user);
            }
            ObjectId::Function(function, types) => super::drop_function(fold, c, &(function, types)),
            ObjectId::Namespace(_)
            | ObjectId::Extension(_)
            | ObjectId::Enum(_)
            | ObjectId::Sequence(_)
            | ObjectId::Table(_)
            | ObjectId::Constraint(..)
            | ObjectId::Index(..)
            | ObjectId::View(_)
            | ObjectId::Publication(_) => {}
        }
    }
}

/// Something that lives in a namespace.
pub(in crate::sql) fn first_in_namespace(schema: &Schema, namespace: &str) -> Option<ObjectId> {
    fn inside<'a>(mut names: impl Iterator<Item = &'a QName>, namespace: &str) -> Option<QName> {
        names.find(|name| name.namespace == namespace).cloned()
    }
    inside(schema.tables.keys(), namespace)
        .map(ObjectId::Table)
        .or_else(|| inside(schema.views.keys(), namespace).map(ObjectId::View))
        .or_else(|| inside(schema.sequences.keys(), namespace).map(ObjectId::Sequence))
        .or_else(|| inside(schema.enums.keys(), namespace).map(ObjectId::Enum))
        .or_else(|| inside(schema.domains.keys(), namespace).map(ObjectId::Domain))
        .or_else(|| {
            let found = schema.functions.keys().find(|(name, _)| name.namespace == namespace);
            found.map(|(name, types)| ObjectId::Function(name.clone(), types.clone()))
        })
        .or_else(|| {
            let inside = |id: &&DefinitionId| id.qname().is_some_and(|name| name.namespace == namespace);
            schema.definitions.keys().find(inside).cloned().map(ObjectId::Definition)
        })
}

/// Drops a namespace with all that is in it.
pub(in crate::sql) fn drop_namespace(fold: &mut Fold, c: &Cursor<'_>, name: &Ident) {
    while let Some(inside) = first_in_namespace(&fold.schema, &name.name) {
        match inside {
            ObjectId::Table(table) => drop_table(fold, &table, true),
            ObjectId::View(view) => drop_view(fold, &view, true),
            ObjectId::Sequence(sequence) => drop_sequence(fold, &sequence),
            ObjectId::Enum(_) | ObjectId::Domain(_) => drop_type(fold, c, &inside, &name.span),
            ObjectId::Function(function, types) => super::drop_function(fold, c, &(function, types)),
            ObjectId::Namespace(_)
            | ObjectId::Extension(_)
            | ObjectId::Column(..)
            | ObjectId::Constraint(..)
            | ObjectId::Index(..)
            | ObjectId::Publication(_) => break,
            ObjectId::Definition(DefinitionId::Composite(_) | DefinitionId::Range(_)) => {
                drop_type(fold, c, &inside, &name.span);
            }
            ObjectId::Definition(id) => drop(fold.schema.definitions.remove(&id)),
        }
    }
    fold.schema.extensions.retain(|_, extension| extension.namespace.as_ref() != Some(&name.name));
    fold.schema.namespaces.remove(&name.name);
    fold.notes.remove(&ObjectId::Namespace(name.name.clone()));
}
