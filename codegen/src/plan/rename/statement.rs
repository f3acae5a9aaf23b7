//! One rename as statements.

use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::security;
use super::super::step::{Phase, Step};
use super::of_table;
use crate::ddl::{self, Statement, Target};
use crate::model::{DefinitionId, ObjectId, QName, Schema};

/// `SET SCHEMA` where the namespace differs, `RENAME TO` where the name does.
pub(super) fn steps(schema: &Schema, from: &ObjectId, to: &ObjectId) -> Vec<Step> {
    let Some(object) = target(schema, from) else { return Vec::new() };
    let (before, after) = (bare(from), bare(to));
    let mut statements = Vec::new();
    let mut object = object;
    if let (Some(old), Some(new)) = (before.0, after.0)
        && old != new
    {
        statements.push(ddl::Rename::Move { object: object.clone(), namespace: new.to_owned() });
        object = in_namespace(object, new);
    }
    if before.1 != after.1 {
        statements.push(ddl::Rename::To { object, name: after.1.to_owned() });
    }
    let operation = match from {
        ObjectId::Index(..) => Operation::RenameIndex,
        _ => Operation::Rename,
    };
    let table = match from {
        ObjectId::Table(name) => Some(name.clone()),
        // An attribute of a type or a value of an enum: no table is locked.
        _ => of_table(from).filter(|name| schema.tables.contains_key(*name)).cloned(),
    };
    let step = |statement| {
        let mut step = Step::new(Phase::Rename, operation, Statement::Rename(statement));
        step.tables.extend(table.clone());
        step.hazards.extend(broken(from, to));
        step
    };
    statements.into_iter().map(step).collect()
}

/// Old code that says the old name fails. Constraints and indexes are rarely named in code, and mostly get their names
/// from those of tables and columns.
fn broken(from: &ObjectId, to: &ObjectId) -> Option<Hazard> {
    match from {
        ObjectId::Constraint(..) | ObjectId::Index(..) => None,
        ObjectId::Definition(id) => broken_definition(id)
            .then(|| Hazard::Breaks(format!("{} {from} is called {to} now", from.kind()))),
        ObjectId::Namespace(_)
        | ObjectId::Extension(_)
        | ObjectId::Enum(_)
        | ObjectId::Domain(_)
        | ObjectId::Sequence(_)
        | ObjectId::Table(_)
        | ObjectId::Column(..)
        | ObjectId::View(_)
        | ObjectId::Function(..)
        | ObjectId::Publication(_) => {
            Some(Hazard::Breaks(format!("{} {from} is called {to} now", from.kind())))
        }
    }
}

/// Whether code names such an object: then it misses it under its old name.
fn broken_definition(id: &DefinitionId) -> bool {
    security::broken(id).is_some()
}

/// The namespace, for kinds that can move, and the bare name.
fn bare(id: &ObjectId) -> (Option<&str>, &str) {
    match id {
        ObjectId::Namespace(name)
        | ObjectId::Extension(name)
        | ObjectId::Publication(name)
        | ObjectId::Column(_, name)
        | ObjectId::Constraint(_, name)
        | ObjectId::Index(_, name) => (None, name),
        ObjectId::Definition(id) => match id.qname() {
            Some(name) => (Some(&name.namespace), &name.name),
            None => (None, id.bare_name()),
        },
        ObjectId::Enum(name)
        | ObjectId::Domain(name)
        | ObjectId::Sequence(name)
        | ObjectId::Table(name)
        | ObjectId::View(name)
        | ObjectId::Function(name, _) => (Some(&name.namespace), &name.name),
    }
}

/// The object as a statement names it.
pub(in super::super) fn target(schema: &Schema, id: &ObjectId) -> Option<Target> {
    Some(match id {
        ObjectId::Namespace(name) => Target::Namespace(name.clone()),
        ObjectId::Extension(name) => Target::Extension(name.clone()),
        ObjectId::Enum(name) => Target::Enum(name.clone()),
        ObjectId::Domain(name) => Target::Domain(name.clone()),
        ObjectId::Sequence(name) => Target::Sequence(name.clone()),
        ObjectId::Table(name) => Target::Table(name.clone()),
        ObjectId::Column(of, name) if schema.composite(of).is_some() => {
            Target::Attribute { composite: of.clone(), name: name.clone() }
        }
        ObjectId::Column(of, value) if schema.enums.contains_key(of) => {
            Target::EnumValue { name: of.clone(), value: value.clone() }
        }
        ObjectId::Column(table, name) => Target::Column { table: table.clone(), name: name.clone() },
        ObjectId::Constraint(table, name) => Target::Constraint { table: table.clone(), name: name.clone() },
        ObjectId::Index(table, name) => Target::Index(table.sibling(name)),
        ObjectId::View(name) => {
            Target::View { name: name.clone(), materialized: schema.views.get(name)?.materialized }
        }
        ObjectId::Function(name, types) => {
            let function = schema.functions.get(&(name.clone(), types.clone()))?;
            Target::Function { name: name.clone(), kind: function.kind, signature: types.clone() }
        }
        ObjectId::Publication(name) => Target::Publication(name.clone()),
        ObjectId::Definition(id) => Target::Definition(id.clone()),
    })
}

fn in_namespace(target: Target, namespace: &str) -> Target {
    let moved = |name: QName| QName::new(namespace, name.name);
    match target {
        Target::Enum(name) => Target::Enum(moved(name)),
        Target::Domain(name) => Target::Domain(moved(name)),
        Target::Sequence(name) => Target::Sequence(moved(name)),
        Target::Table(name) => Target::Table(moved(name)),
        Target::ForeignTable(name) => Target::ForeignTable(moved(name)),
        Target::View { name, materialized } => Target::View { name: moved(name), materialized },
        Target::Function { name, kind, signature } => Target::Function { name: moved(name), kind, signature },
        Target::Definition(id) => Target::Definition(definition_in(id, namespace)),
        other @ (Target::Namespace(_)
        | Target::Extension(_)
        | Target::DomainCheck { .. }
        | Target::Attribute { .. }
        | Target::EnumValue { .. }
        | Target::Column { .. }
        | Target::Constraint { .. }
        | Target::Index(_)
        | Target::Publication(_)) => other,
    }
}

/// The same in another namespace, for kinds that live in one.
fn definition_in(id: DefinitionId, namespace: &str) -> DefinitionId {
    match id.qname().cloned() {
        Some(name) => id.with_qname(QName::new(namespace, name.name)),
        None => id,
    }
}
