//! Renames: from what the author declared, and from what PostgreSQL would leave under an old derived name.
//!
//! The old schema goes in and comes out under the names of the new one, with the steps that do the same to the
//! database. Everything behind this stage compares by name alone.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Rename;
use super::depends::Dependencies;
use super::fact::Fact;
use super::lock::Operation;
use super::step::{Phase, Step};
use crate::ddl::{self, Statement, Target};
use crate::diff::{apply, same_but_name};
use crate::model::{Notes, ObjectId, QName, Schema};

/// The old schema under its new names.
pub(super) struct Renamed<'a> {
    pub(super) schema: Cow<'a, Schema>,
    /// What brings the database there, in order.
    pub(super) steps: Vec<Step>,
    /// Views that read a renamed column: PostgreSQL keeps the old name for the column of the view.
    pub(super) views: BTreeSet<QName>,
}

/// The renames that `@renamed` notes declare. One whose object has long had its new name does no harm: the planner
/// passes over those.
pub(super) fn declared(notes: &Notes) -> Vec<Rename> {
    notes
        .iter()
        .filter_map(|(id, note)| Some((id, note.renamed_from.as_ref()?)))
        .filter_map(rename_of)
        .collect()
}

fn rename_of((to, from): (&ObjectId, &QName)) -> Option<Rename> {
    let from = match to {
        ObjectId::Namespace(_) => ObjectId::Namespace(from.name.clone()),
        ObjectId::Enum(_) => ObjectId::Enum(from.clone()),
        ObjectId::Domain(_) => ObjectId::Domain(from.clone()),
        ObjectId::Sequence(_) => ObjectId::Sequence(from.clone()),
        ObjectId::Table(_) => ObjectId::Table(from.clone()),
        ObjectId::View(_) => ObjectId::View(from.clone()),
        ObjectId::Function(_, types) => ObjectId::Function(from.clone(), types.clone()),
        ObjectId::Publication(_) => ObjectId::Publication(from.name.clone()),
        ObjectId::Column(table, _) => ObjectId::Column(table.clone(), from.name.clone()),
        ObjectId::Constraint(table, _) => ObjectId::Constraint(table.clone(), from.name.clone()),
        ObjectId::Index(table, _) => ObjectId::Index(table.clone(), from.name.clone()),
        // An extension's name is its own.
        ObjectId::Extension(_) => return None,
    };
    Some(Rename { from, to: to.clone() })
}

/// Applies the declared renames that still have something to rename, then those that follow.
pub(super) fn rename<'a>(old: &'a Schema, new: &Schema, declared: &[Rename]) -> Renamed<'a> {
    let mut stage = Stage { schema: Cow::Borrowed(old), steps: Vec::new(), tables: Vec::new() };
    let mut views = BTreeSet::new();
    // Tables before their columns: a column is looked for in its table's new name.
    let (own, whole): (Vec<&Rename>, Vec<&Rename>) =
        declared.iter().partition(|rename| of_table(&rename.to).is_some());
    stage.all(whole.into_iter().map(|r| (r.from.clone(), r.to.clone())).collect(), new);
    let own: Vec<(ObjectId, ObjectId)> =
        own.into_iter().map(|rename| (stage.moved(&rename.from), rename.to.clone())).collect();
    if own.iter().any(|(from, _)| matches!(from, ObjectId::Column(..)) && stage.schema.contains(from)) {
        views = readers(&stage.schema, &own);
    }
    stage.all(own, new);
    // A key rests on columns and an index on tables: each round of names can make the next ones equal.
    let found = same_but_name(&stage.schema, new);
    stage.all(found, new);
    Renamed { schema: stage.schema, steps: stage.steps, views }
}

/// The views over the columns that are about to be renamed.
fn readers(schema: &Schema, renames: &[(ObjectId, ObjectId)]) -> BTreeSet<QName> {
    let dependencies = Dependencies::of(schema);
    let columns = renames.iter().map(|(from, _)| Fact::Object(from.clone()));
    let users = columns.flat_map(|fact| dependencies.users(&fact).to_vec());
    users
        .filter_map(|user| if let Fact::Object(ObjectId::View(name)) = user { Some(name) } else { None })
        .collect()
}

/// The table of a table's part.
fn of_table(id: &ObjectId) -> Option<&QName> {
    match id {
        ObjectId::Column(table, _) | ObjectId::Constraint(table, _) | ObjectId::Index(table, _) => {
            Some(table)
        }
        ObjectId::Namespace(_)
        | ObjectId::Extension(_)
        | ObjectId::Enum(_)
        | ObjectId::Domain(_)
        | ObjectId::Sequence(_)
        | ObjectId::Table(_)
        | ObjectId::View(_)
        | ObjectId::Function(..)
        | ObjectId::Publication(_) => None,
    }
}

struct Stage<'a> {
    schema: Cow<'a, Schema>,
    steps: Vec<Step>,
    /// Renamed tables: old name, new name.
    tables: Vec<(QName, QName)>,
}

impl Stage<'_> {
    /// A part of a table that has moved, in its table's new name.
    fn moved(&self, id: &ObjectId) -> ObjectId {
        let new = |table: &QName| {
            let moved = self.tables.iter().find(|(from, _)| from == table);
            moved.map_or_else(|| table.clone(), |(_, to)| to.clone())
        };
        match id {
            ObjectId::Column(table, name) => ObjectId::Column(new(table), name.clone()),
            ObjectId::Constraint(table, name) => ObjectId::Constraint(new(table), name.clone()),
            ObjectId::Index(table, name) => ObjectId::Index(new(table), name.clone()),
            ObjectId::Namespace(_)
            | ObjectId::Extension(_)
            | ObjectId::Enum(_)
            | ObjectId::Domain(_)
            | ObjectId::Sequence(_)
            | ObjectId::Table(_)
            | ObjectId::View(_)
            | ObjectId::Function(..)
            | ObjectId::Publication(_) => id.clone(),
        }
    }

    /// Every rename whose old name is there, each when its new name is free. What sits on a name for good, or in a
    /// circle of swaps, steps aside first.
    fn all(&mut self, mut pending: Vec<(ObjectId, ObjectId)>, new: &Schema) {
        pending.retain(|(from, to)| from != to && self.schema.contains(from) && new.contains(to));
        while !pending.is_empty() {
            if let Some(at) = pending.iter().position(|(_, to)| !self.schema.contains(to)) {
                let (from, to) = pending.remove(at);
                self.one(&from, &to);
                continue;
            }
            let occupant = pending[0].1.clone();
            let aside = aside(&occupant, &self.schema, new);
            self.one(&occupant, &aside);
            for (from, _) in &mut pending {
                if *from == occupant {
                    *from = aside.clone();
                }
            }
        }
    }

    fn one(&mut self, from: &ObjectId, to: &ObjectId) {
        self.steps.extend(steps(&self.schema, from, to));
        if let (ObjectId::Table(from), ObjectId::Table(to)) = (from, to) {
            self.tables.push((from.clone(), to.clone()));
        }
        apply(self.schema.to_mut(), from, to);
    }
}

/// A free name beside another one.
fn aside(id: &ObjectId, old: &Schema, new: &Schema) -> ObjectId {
    let mut number = 1;
    loop {
        let suffix = if number == 1 { "_old".to_owned() } else { format!("_old{number}") };
        let aside = with_suffix(id, &suffix);
        if !old.contains(&aside) && !new.contains(&aside) {
            return aside;
        }
        number += 1;
    }
}

fn with_suffix(id: &ObjectId, suffix: &str) -> ObjectId {
    let text = |name: &str| format!("{name}{suffix}");
    let qualified = |name: &QName| name.sibling(text(&name.name));
    match id {
        ObjectId::Namespace(name) => ObjectId::Namespace(text(name)),
        ObjectId::Extension(name) => ObjectId::Extension(text(name)),
        ObjectId::Enum(name) => ObjectId::Enum(qualified(name)),
        ObjectId::Domain(name) => ObjectId::Domain(qualified(name)),
        ObjectId::Sequence(name) => ObjectId::Sequence(qualified(name)),
        ObjectId::Table(name) => ObjectId::Table(qualified(name)),
        ObjectId::Column(table, name) => ObjectId::Column(table.clone(), text(name)),
        ObjectId::Constraint(table, name) => ObjectId::Constraint(table.clone(), text(name)),
        ObjectId::Index(table, name) => ObjectId::Index(table.clone(), text(name)),
        ObjectId::View(name) => ObjectId::View(qualified(name)),
        ObjectId::Function(name, types) => ObjectId::Function(qualified(name), types.clone()),
        ObjectId::Publication(name) => ObjectId::Publication(text(name)),
    }
}

/// `SET SCHEMA` where the namespace differs, `RENAME TO` where the name does.
fn steps(schema: &Schema, from: &ObjectId, to: &ObjectId) -> Vec<Step> {
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
        _ => of_table(from).cloned(),
    };
    let step = |statement| {
        let mut step = Step::new(Phase::Rename, operation, Statement::Rename(statement));
        step.tables.extend(table.clone());
        step
    };
    statements.into_iter().map(step).collect()
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
        ObjectId::Enum(name)
        | ObjectId::Domain(name)
        | ObjectId::Sequence(name)
        | ObjectId::Table(name)
        | ObjectId::View(name)
        | ObjectId::Function(name, _) => (Some(&name.namespace), &name.name),
    }
}

/// The object as a statement names it.
fn target(schema: &Schema, id: &ObjectId) -> Option<Target> {
    Some(match id {
        ObjectId::Namespace(name) => Target::Namespace(name.clone()),
        ObjectId::Extension(name) => Target::Extension(name.clone()),
        ObjectId::Enum(name) => Target::Enum(name.clone()),
        ObjectId::Domain(name) => Target::Domain(name.clone()),
        ObjectId::Sequence(name) => Target::Sequence(name.clone()),
        ObjectId::Table(name) => Target::Table(name.clone()),
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
    })
}

fn in_namespace(target: Target, namespace: &str) -> Target {
    let moved = |name: QName| QName::new(namespace, name.name);
    match target {
        Target::Enum(name) => Target::Enum(moved(name)),
        Target::Domain(name) => Target::Domain(moved(name)),
        Target::Sequence(name) => Target::Sequence(moved(name)),
        Target::Table(name) => Target::Table(moved(name)),
        Target::View { name, materialized } => Target::View { name: moved(name), materialized },
        Target::Function { name, kind, signature } => Target::Function { name: moved(name), kind, signature },
        other @ (Target::Namespace(_)
        | Target::Extension(_)
        | Target::DomainCheck { .. }
        | Target::Column { .. }
        | Target::Constraint { .. }
        | Target::Index(_)
        | Target::Publication(_)) => other,
    }
}
