//! What goes with a function.

use super::super::cursor::{Cursor, Ident};
use super::super::fold::Fold;
use super::super::names::{Role, sites};
use super::{drop_column, drop_constraint, drop_index, drop_view, may_mention, names_object};
use crate::model::{
    ConstraintKind, Definition, DefinitionId, Expr, IndexKey, Mention, ObjectId, QName, Schema, Table, Type,
};

/// Drops a function with everything that cannot be without it: `DROP FUNCTION .. CASCADE`. Where PostgreSQL would
/// refuse without that word, nothing that it accepted depends on it.
pub(in crate::sql) fn drop_function(fold: &mut Fold, c: &Cursor<'_>, key: &(QName, Vec<Type>)) {
    fold.notes.remove(&ObjectId::Function(key.0.clone(), key.1.clone()));
    if fold.schema.functions.remove(key).is_none() {
        return;
    }
    // Another function of the name may be what is meant: nobody can tell offline, and nothing is taken away for that.
    if fold.schema.has_function(&key.0) {
        return;
    }
    let name = &key.0;
    for (table, column) in drop_in_tables(fold, name) {
        let ident = Ident { name: column, span: c.last_token() };
        // With CASCADE it cannot fail, and the column was just found.
        let _ = drop_column(fold, c, &table, &ident, true);
    }
    for view in views(&fold.schema, name) {
        drop_view(fold, &view, true);
    }
    let gone: Vec<DefinitionId> =
        fold.schema.definitions.iter().filter(|(_, d)| uses(d, name)).map(|(id, _)| id.clone()).collect();
    for id in gone {
        fold.notes.remove(&ObjectId::Definition(id.clone()));
        fold.schema.definitions.remove(&id);
    }
    for domain in fold.schema.domains.values_mut() {
        domain.default = domain.default.take().filter(|default| !calls(default, name));
        domain.checks.retain(|_, check| !calls(&check.expr, name));
    }
}

/// Takes defaults, checks and indexes that call the function out of their tables; the generated columns that do are
/// left to the caller.
fn drop_in_tables(fold: &mut Fold, name: &QName) -> Vec<(QName, String)> {
    let (mut generated, mut constraints, mut indexes) = (Vec::new(), Vec::new(), Vec::new());
    for table in fold.schema.tables.values_mut() {
        for column in table.columns.iter_mut() {
            column.default = column.default.take().filter(|default| !calls(default, name));
            if column.generated.as_ref().is_some_and(|generated| calls(&generated.expr, name)) {
                generated.push((table.name.clone(), column.name.clone()));
            }
        }
        constraints.extend(constraints_calling(table, name).map(|own| (table.name.clone(), own)));
        let calling = table.indexes.values().filter(|index| {
            let mut keys = index.elements.iter().map(|element| &element.key);
            keys.any(|key| key_calls(key, name)) || index.predicate.as_ref().is_some_and(|p| calls(p, name))
        });
        indexes.extend(calling.map(|index| (table.name.clone(), index.name.clone())));
    }
    constraints.iter().for_each(|(table, own)| drop_constraint(fold, table, own));
    indexes.iter().for_each(|(table, own)| drop_index(fold, table, own));
    generated
}

fn constraints_calling<'t>(table: &'t Table, name: &'t QName) -> impl Iterator<Item = String> + 't {
    let calling = table.constraints.values().filter(move |constraint| match &constraint.kind {
        ConstraintKind::Check(check) => calls(&check.expr, name),
        ConstraintKind::Exclusion(exclusion) => {
            let mut keys = exclusion.elements.iter().map(|e| &e.element.key);
            keys.any(|key| key_calls(key, name))
                || exclusion.predicate.as_ref().is_some_and(|p| calls(p, name))
        }
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::ForeignKey(_) => false,
    });
    calling.map(|constraint| constraint.name.clone())
}

fn key_calls(key: &IndexKey, name: &QName) -> bool {
    match key {
        IndexKey::Column(_) => false,
        IndexKey::Expr(expr) => calls(expr, name),
    }
}

/// The views whose query calls the function.
fn views(schema: &Schema, name: &QName) -> Vec<QName> {
    let calling = schema.views.values().filter(|view| calls(&view.query, name));
    calling.map(|view| view.name.clone()).collect()
}

fn calls(expr: &Expr, name: &QName) -> bool {
    may_mention(expr, &name.name)
        && sites(&expr.canonical)
            .iter()
            .any(|site| site.role == Role::Call && names_object(&site.names(), name))
}

fn uses(definition: &Definition, name: &QName) -> bool {
    let mut found = false;
    definition.clone().mentions(&mut |mention| match mention {
        Mention::Function(function) => found |= function == name,
        Mention::Expr(expr) | Mention::Query(expr) => found |= calls(expr, name),
        Mention::Relation(_) | Mention::Column(_) | Mention::Type(_) => {}
    });
    // What is kept as text only mentions it.
    found && !matches!(definition, Definition::Opaque(_))
}
