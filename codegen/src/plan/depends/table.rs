//! Tables: columns, their defaults, constraints and indexes.

use super::super::fact::Fact;
use super::names::Names;
use super::{Dependencies, expr};
use crate::model::{
    Column, Constraint, ConstraintKind, DefinitionId, Exclusion, ForeignKey, Index, IndexElement, IndexKey,
    ObjectId, Schema, Table,
};

pub(super) fn collect(all: &mut Dependencies, schema: &Schema, table: &Table, names: &Names<'_>) {
    let Table {
        name,
        unlogged: _,
        storage: _,
        replica_identity: _,
        row_security: _,
        cluster_on: _,
        of,
        inherits: _,
        partitioned,
        partition: _,
        foreign,
        distribution: _,
        columns,
        constraints,
        indexes,
        comment: _,
    } = table;
    let mut own: Vec<Fact> = table.parents().map(Fact::table).collect();
    own.extend(of.iter().map(|ty| definition(DefinitionId::Composite(ty.clone()))));
    own.extend(foreign.iter().map(|foreign| definition(DefinitionId::Server(foreign.server.clone()))));
    let key = partitioned.iter().flat_map(|key| &key.elements);
    own.extend(key.flat_map(|element| element_uses(table, element, names)));
    all.add(Fact::table(name), own);
    for column in columns {
        let Column {
            name: column_name,
            ty,
            not_null: _,
            not_null_constraint: _,
            default,
            identity: _,
            generated,
            collation,
            storage: _,
            inherited: _,
            foreign_options: _,
            comment: _,
        } = column;
        let mut uses: Vec<Fact> = names.of_type(ty).into_iter().collect();
        uses.extend(collation.iter().filter_map(|collation| names.collation(collation)));
        uses.extend(generated.iter().flat_map(|g| expr::uses(&g.expr, Some(table), names)));
        all.add(Fact::column(name, column_name), uses);
        if let Some(default) = default {
            let mut uses = expr::uses(default, None, names);
            uses.extend(names.of_type(ty));
            all.add(Fact::Default(name.clone(), column_name.clone()), uses);
        }
    }
    for constraint in constraints.values() {
        all.add(Fact::constraint(name, &constraint.name), constraint_uses(schema, table, constraint, names));
    }
    for index in indexes.values() {
        all.add(Fact::index(name, &index.name), index_uses(table, index, names));
    }
}

fn definition(id: DefinitionId) -> Fact {
    Fact::Object(ObjectId::Definition(id))
}

fn constraint_uses(schema: &Schema, table: &Table, constraint: &Constraint, names: &Names<'_>) -> Vec<Fact> {
    let own = |columns: &[String]| columns.iter().map(|c| Fact::column(&table.name, c)).collect::<Vec<_>>();
    match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => [own(&key.columns), own(&key.include)].concat(),
        ConstraintKind::Unique(key) => [own(&key.columns), own(&key.include)].concat(),
        ConstraintKind::Check(check) => expr::uses(&check.expr, Some(table), names),
        ConstraintKind::ForeignKey(key) => {
            let mut uses = own(&key.columns);
            uses.extend(key.references.iter().map(|column| Fact::column(&key.table, column)));
            uses.extend(schema.tables.get(&key.table).and_then(|parent| referenced_key(parent, key)));
            uses.extend(
                (!table.unlogged && key.table != table.name).then(|| Fact::Logged(key.table.clone())),
            );
            uses
        }
        ConstraintKind::Exclusion(exclusion) => {
            let Exclusion {
                method: _,
                elements,
                include,
                parameters: _,
                tablespace: _,
                predicate,
                deferrable: _,
            } = exclusion;
            let mut uses = own(include);
            uses.extend(elements.iter().flat_map(|e| element_uses(table, &e.element, names)));
            uses.extend(predicate.iter().flat_map(|p| expr::uses(p, Some(table), names)));
            uses
        }
    }
}

/// The key or unique index that a foreign key rests on.
fn referenced_key(parent: &Table, key: &ForeignKey) -> Option<Fact> {
    let same = |columns: &[String]| {
        columns.len() == key.references.len() && key.references.iter().all(|c| columns.contains(c))
    };
    let constraint = parent.constraints.values().find(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => same(&key.columns),
        ConstraintKind::Unique(key) => same(&key.columns),
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => false,
    });
    if let Some(constraint) = constraint {
        return Some(Fact::constraint(&parent.name, &constraint.name));
    }
    let column = |element: &IndexElement| match &element.key {
        IndexKey::Column(name) => Some(name.clone()),
        IndexKey::Expr(_) => None,
    };
    let index = parent.indexes.values().find(|index| {
        let columns: Option<Vec<String>> = index.elements.iter().map(column).collect();
        index.unique && index.predicate.is_none() && columns.is_some_and(|columns| same(&columns))
    });
    index.map(|index| Fact::index(&parent.name, &index.name))
}

fn index_uses(table: &Table, index: &Index, names: &Names<'_>) -> Vec<Fact> {
    let mut uses: Vec<Fact> = index.include.iter().map(|c| Fact::column(&table.name, c)).collect();
    uses.extend(index.elements.iter().flat_map(|element| element_uses(table, element, names)));
    uses.extend(index.predicate.iter().flat_map(|p| expr::uses(p, Some(table), names)));
    uses
}

fn element_uses(table: &Table, element: &IndexElement, names: &Names<'_>) -> Vec<Fact> {
    let mut uses = match &element.key {
        IndexKey::Column(name) => vec![Fact::column(&table.name, name)],
        IndexKey::Expr(expr) => expr::uses(expr, Some(table), names),
    };
    uses.extend(element.collation.iter().filter_map(|collation| names.collation(collation)));
    uses.extend(element.operator_class.iter().flat_map(|class| names.classes(class)));
    uses
}
