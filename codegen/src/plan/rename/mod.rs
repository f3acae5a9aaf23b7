//! Renames: from what the author declared, and from what PostgreSQL would leave under an old derived name.
//!
//! The old schema goes in and comes out under the names of the new one, with the steps that do the same to the
//! database. Everything behind this stage compares by name alone.

mod statement;

pub(super) use statement::target;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::Rename;
use super::depends::Dependencies;
use super::fact::Fact;
use super::step::Step;
use crate::diff::{apply, same_but_name};
use crate::model::{ConstraintKind, Notes, ObjectId, QName, Schema};
use crate::sql;

/// The old schema under its new names.
pub(super) struct Renamed<'a> {
    pub(super) schema: Cow<'a, Schema>,
    /// What brings the database there, in order.
    pub(super) steps: Vec<Step>,
    /// Views that read something renamed and do not just follow: what they say now is something else.
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
        ObjectId::Definition(id) => ObjectId::Definition(match id.qname() {
            Some(_) => id.clone().with_qname(from.clone()),
            None => id.clone().renamed(&from.name),
        }),
        // An extension's name is its own.
        ObjectId::Extension(_) => return None,
    };
    Some(Rename { from, to: to.clone() })
}

/// Applies the declared renames that still have something to rename, then those that follow.
pub(super) fn rename<'a>(old: &'a Schema, new: &Schema, declared: &[Rename]) -> Renamed<'a> {
    let mut stage = Stage { schema: Cow::Borrowed(old), steps: Vec::new(), tables: Vec::new() };
    // Tables before their columns: a column is looked for in its table's new name.
    let (own, whole): (Vec<&Rename>, Vec<&Rename>) =
        declared.iter().partition(|rename| of_table(&rename.to).is_some());
    let mut views = BTreeMap::new();
    let whole: Vec<(ObjectId, ObjectId)> =
        whole.into_iter().map(|r| (r.from.clone(), r.to.clone())).collect();
    readers(&stage.schema, new, &whole, &mut views);
    stage.all(whole, new);
    let own: Vec<(ObjectId, ObjectId)> =
        own.into_iter().map(|rename| (stage.moved(&rename.from), rename.to.clone())).collect();
    readers(&stage.schema, new, &own, &mut views);
    stage.all(own, new);
    // A key rests on columns and an index on tables: each round of names can make the next ones equal.
    let found = same_but_name(&stage.schema, new);
    stage.all(found, new);
    views.retain(|name, unnamed| {
        let query = |schema: &Schema| schema.views.get(name).map(|view| view.query.clone());
        *unnamed || query(&stage.schema) != query(new)
    });
    let views = views.into_keys().collect();
    Renamed { schema: stage.schema, steps: stage.steps, views }
}

/// The views over what is about to be renamed, and whether one takes a renamed column without naming it: what its column
/// is called then no text says.
fn readers(
    schema: &Schema,
    new: &Schema,
    renames: &[(ObjectId, ObjectId)],
    views: &mut BTreeMap<QName, bool>,
) {
    let known: Vec<&ObjectId> = renames
        .iter()
        .filter(|(from, to)| schema.contains(from) && new.contains(to))
        .map(|(from, _)| from)
        .collect();
    if known.is_empty() {
        return;
    }
    let dependencies = Dependencies::of(schema);
    for id in known {
        for user in dependencies.users(&Fact::Object(id.clone())) {
            let Fact::Object(ObjectId::View(name)) = user else { continue };
            let query = schema.views.get(name).map(|view| &view.query);
            let unnamed = match id {
                ObjectId::Column(table, _) => query.is_some_and(|query| sql::takes_unnamed(query, table)),
                _ => false,
            };
            let renamed = renames.iter().find(|(from, _)| *from == ObjectId::View(name.clone()));
            let name = renamed.map_or(name, |(_, to)| if let ObjectId::View(to) = to { to } else { name });
            *views.entry(name.clone()).or_default() |= unnamed;
        }
    }
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
        ObjectId::Definition(id) => id.relation(),
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
            ObjectId::Definition(own) => match own.relation() {
                Some(relation) => ObjectId::Definition(own.clone().on_relation(new(relation))),
                None => id.clone(),
            },
        }
    }

    /// Every rename whose old name is there, each when its new name is free. What sits on a name for good, or in a
    /// circle of swaps, steps aside first.
    fn all(&mut self, mut pending: Vec<(ObjectId, ObjectId)>, new: &Schema) {
        pending.retain(|(from, to)| from != to && self.schema.contains(from) && new.contains(to));
        // Both names in both schemas: a swap, or the note of a rename that happened long ago and whose old name has
        // been given to something else. What is the same under its name has not been swapped.
        let stays = |id: &ObjectId| same_object(&self.schema, new, id);
        pending.retain(|(from, to)| {
            !(new.contains(from) && self.schema.contains(to)) || !(stays(from) || stays(to))
        });
        if pending.is_empty() {
            return;
        }
        let mut taken = relations(&self.schema);
        let mut waiting = VecDeque::from(pending);
        let mut tried = 0;
        while let Some((from, to)) = waiting.pop_front() {
            let Some(occupant) = occupant(&self.schema, &taken, &from, &to) else {
                self.one(&from, &to, &mut taken);
                tried = 0;
                continue;
            };
            waiting.push_back((from, to));
            tried += 1;
            if tried < waiting.len() && waiting.iter().any(|(from, _)| *from == occupant) {
                continue;
            }
            let aside = aside(&occupant, &self.schema, new);
            self.one(&occupant, &aside, &mut taken);
            for (from, _) in waiting.iter_mut().filter(|(from, _)| *from == occupant) {
                from.clone_from(&aside);
            }
            tried = 0;
        }
    }

    fn one(&mut self, from: &ObjectId, to: &ObjectId, taken: &mut HashMap<QName, ObjectId>) {
        self.steps.extend(statement::steps(&self.schema, from, to));
        let names = relation(&self.schema, from).zip(relation_named(to));
        if let (ObjectId::Table(from), ObjectId::Table(to)) = (from, to) {
            self.tables.push((from.clone(), to.clone()));
        }
        apply(self.schema.to_mut(), from, to);
        match names {
            // What belongs to a table moves with it.
            Some((before, after)) if before.namespace != after.namespace => *taken = relations(&self.schema),
            Some((before, after)) => {
                taken.remove(&before);
                taken.insert(after, to.clone());
            }
            None => {}
        }
    }
}

/// Whether both schemas have the same under that name, as far as its kind can show it.
fn same_object(old: &Schema, new: &Schema, id: &ObjectId) -> bool {
    match id {
        ObjectId::Namespace(name) => old.namespaces.get(name) == new.namespaces.get(name),
        ObjectId::Extension(name) => old.extensions.get(name) == new.extensions.get(name),
        ObjectId::Enum(name) => old.enums.get(name) == new.enums.get(name),
        ObjectId::Domain(name) => old.domains.get(name) == new.domains.get(name),
        ObjectId::Sequence(name) => {
            old.sequences.get(name) == new.sequences.get(name)
                && old.identity_column(name) == new.identity_column(name)
        }
        ObjectId::Table(name) => old.tables.get(name) == new.tables.get(name),
        ObjectId::View(name) => old.views.get(name) == new.views.get(name),
        ObjectId::Function(name, types) => {
            let key = (name.clone(), types.clone());
            old.functions.get(&key) == new.functions.get(&key)
        }
        ObjectId::Publication(name) => old.publications.get(name) == new.publications.get(name),
        ObjectId::Definition(id) => old.definitions.get(id) == new.definitions.get(id),
        ObjectId::Column(table, name) => {
            let column = |schema: &Schema| schema.tables.get(table)?.columns.get(name).cloned();
            column(old) == column(new)
        }
        ObjectId::Constraint(table, name) => {
            let constraint = |schema: &Schema| schema.tables.get(table)?.constraints.get(name).cloned();
            constraint(old) == constraint(new)
        }
        ObjectId::Index(table, name) => {
            let index = |schema: &Schema| schema.index(table, name).cloned();
            index(old) == index(new)
        }
    }
}

/// Who has each name that tables, views, sequences and indexes share.
fn relations(schema: &Schema) -> HashMap<QName, ObjectId> {
    let mut relations = HashMap::new();
    for (name, table) in &schema.tables {
        relations.insert(name.clone(), ObjectId::Table(name.clone()));
        let constraints = table.constraints.keys().map(|key| ObjectId::Constraint(name.clone(), key.clone()));
        let indexes = table.indexes.keys().map(|index| ObjectId::Index(name.clone(), index.clone()));
        for id in constraints.chain(indexes) {
            relations.extend(relation(schema, &id).map(|name| (name, id)));
        }
        let counters = table.columns.iter().filter_map(|column| column.identity_sequence(name));
        relations.extend(counters.map(|counter| (counter.clone(), ObjectId::Sequence(counter))));
    }
    for (name, view) in &schema.views {
        relations.insert(name.clone(), ObjectId::View(name.clone()));
        let indexes = view.indexes.keys();
        relations
            .extend(indexes.map(|index| (name.sibling(index), ObjectId::Index(name.clone(), index.clone()))));
    }
    relations.extend(schema.sequences.keys().map(|name| (name.clone(), ObjectId::Sequence(name.clone()))));
    relations
}

/// The relation name of an object, if it has one.
fn relation(schema: &Schema, id: &ObjectId) -> Option<QName> {
    match id {
        ObjectId::Constraint(table, name) => {
            let constraint = schema.tables.get(table)?.constraints.get(name)?;
            match &constraint.kind {
                ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclusion(_) => {
                    relation_named(id)
                }
                ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) => None,
            }
        }
        other => relation_named(other),
    }
}

fn relation_named(id: &ObjectId) -> Option<QName> {
    match id {
        ObjectId::Table(name) | ObjectId::View(name) | ObjectId::Sequence(name) => Some(name.clone()),
        ObjectId::Constraint(table, name) | ObjectId::Index(table, name) => Some(table.sibling(name)),
        ObjectId::Namespace(_)
        | ObjectId::Extension(_)
        | ObjectId::Enum(_)
        | ObjectId::Domain(_)
        | ObjectId::Column(..)
        | ObjectId::Function(..)
        | ObjectId::Publication(_)
        | ObjectId::Definition(_) => None,
    }
}

/// What sits on the name that an object is to have.
fn occupant(
    schema: &Schema,
    taken: &HashMap<QName, ObjectId>,
    from: &ObjectId,
    to: &ObjectId,
) -> Option<ObjectId> {
    let relation = relation(schema, from).and_then(|_| taken.get(&relation_named(to)?).cloned());
    relation.or_else(|| schema.contains(to).then(|| to.clone()))
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
    let text = |name: &str| crate::name::with_suffix(name, suffix);
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
        ObjectId::Definition(id) => ObjectId::Definition(id.clone().renamed(&text(id.bare_name()))),
    }
}
