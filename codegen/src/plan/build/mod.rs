//! Work to steps, one file per kind of object: what makes it, what changes it in place, what takes it away.

mod access;
mod child;
mod column;
mod column_drop;
mod composite;
mod constraint;
mod convert;
mod definition;
mod distribution;
mod domain;
mod enumeration;
mod extension;
mod foreign;
mod function;
mod index;
mod namespace;
mod not_null;
mod operator;
mod policy;
mod publication;
mod sequence;
mod statistics;
mod storage;
mod subscription;
mod swap;
mod table;
mod table_alter;
mod text_search;
mod trigger;
mod typed;
mod view;

pub(super) use composite::in_place;
pub(super) use distribution::free_keys;
pub(super) use enumeration::only_adds;
pub(super) use table::rank;

use super::lock::Operation;
use super::planner::Planner;
use super::step::{Phase, Step};
use crate::ddl::{DataStatement, Statement};
use crate::model::{ObjectId, Schema, Table};

/// Adds the steps of all work.
pub(super) fn build(planner: &mut Planner<'_>) {
    let work = planner.work;
    let mut changes = work.create.keys().chain(work.alter.keys());
    if !planner.late.is_empty() || changes.any(|id| planner.after.is_stale(id)) {
        let statement = Statement::Data(DataStatement::UncheckedBodies);
        planner.push(Step::new(Phase::Foundation, Operation::New, statement));
    }
    for id in in_order(work.drop.keys(), planner.old) {
        drop(planner, id);
    }
    for id in &work.swapped {
        swap::swap(planner, id);
    }
    for id in in_order(work.create.keys(), planner.new) {
        create(planner, id);
    }
    for id in in_order(work.alter.keys().filter(|id| !work.creates(id)), planner.new) {
        alter(planner, id);
    }
    for (table, column) in &work.defaults {
        let id = ObjectId::Column(table.clone(), column.clone());
        if !work.alter.contains_key(&id) && !work.creates(&id) {
            column::alter(planner, table, column);
        }
    }
    publication::unpublish(planner);
    access::build(planner);
}

/// The ids as they come, but the columns of a table in the order of its source.
fn in_order<'a>(ids: impl Iterator<Item = &'a ObjectId>, schema: &Schema) -> Vec<&'a ObjectId> {
    let mut ordered: Vec<&ObjectId> = ids.collect();
    let table = |id: &&ObjectId| match id {
        ObjectId::Column(table, _) => Some(table.clone()),
        _ => None,
    };
    for columns in ordered.chunk_by_mut(|a, b| table(a).is_some() && table(a) == table(b)) {
        let Some(source) = columns.first().and_then(table).and_then(|name| schema.tables.get(&name)) else {
            continue;
        };
        columns.sort_by_key(|id| match id {
            ObjectId::Column(_, name) => source.columns.iter().position(|column| column.name == *name),
            _ => None,
        });
    }
    ordered
}

/// The first of these columns that goes, in the order of the table: it takes an index or constraint of several along.
/// Only one of them does, or each would wait for the others to let go.
fn first_to_go<'t, 'n>(
    planner: &Planner<'_>,
    table: &'t Table,
    names: impl IntoIterator<Item = &'n String>,
) -> Option<&'t str> {
    let names: Vec<&String> = names.into_iter().collect();
    let goes = |name: &str| planner.work.drops(&ObjectId::Column(table.name.clone(), name.to_owned()));
    let mut columns = table.columns.iter().map(|column| column.name.as_str());
    columns.find(|name| names.iter().any(|used| used == name) && goes(name))
}

/// The steps that make an object.
fn create(planner: &mut Planner<'_>, id: &ObjectId) {
    match id {
        ObjectId::Namespace(name) => namespace::create(planner, name),
        ObjectId::Extension(name) => extension::create(planner, name),
        ObjectId::Enum(name) => enumeration::create(planner, name),
        ObjectId::Domain(name) => domain::create(planner, name),
        ObjectId::Sequence(name) => sequence::create(planner, name),
        ObjectId::Table(name) => table::create(planner, name),
        ObjectId::Column(table, name) => column::create(planner, table, name),
        ObjectId::Constraint(table, name) => constraint::create(planner, table, name),
        ObjectId::Index(table, name) => index::create(planner, table, name),
        ObjectId::View(name) => view::create(planner, name),
        ObjectId::Function(name, types) => function::create(planner, name, types),
        ObjectId::Publication(name) => publication::create(planner, name),
        ObjectId::Definition(id) => definition::create(planner, id),
    }
}

/// The steps that change an object in place.
fn alter(planner: &mut Planner<'_>, id: &ObjectId) {
    match id {
        ObjectId::Namespace(name) => namespace::comment(planner, name),
        ObjectId::Extension(name) => extension::alter(planner, name),
        ObjectId::Enum(name) => enumeration::alter(planner, name),
        ObjectId::Domain(name) => domain::alter(planner, name),
        ObjectId::Sequence(name) => sequence::alter(planner, name),
        ObjectId::Table(name) => table_alter::alter(planner, name),
        ObjectId::Column(table, name) => column::alter(planner, table, name),
        ObjectId::Constraint(table, name) => constraint::alter(planner, table, name),
        ObjectId::Index(table, name) => index::alter(planner, table, name),
        ObjectId::View(name) => view::alter(planner, name),
        ObjectId::Function(name, types) => function::alter(planner, name, types),
        ObjectId::Publication(name) => publication::alter(planner, name),
        ObjectId::Definition(id) => definition::alter(planner, id),
    }
}

/// The steps that take an object away. What goes along with its table or column has none.
fn drop(planner: &mut Planner<'_>, id: &ObjectId) {
    match id {
        ObjectId::Namespace(name) => namespace::drop(planner, name),
        ObjectId::Extension(name) => extension::drop(planner, name),
        ObjectId::Enum(name) => enumeration::drop(planner, name),
        ObjectId::Domain(name) => domain::drop(planner, name),
        ObjectId::Sequence(name) => sequence::drop(planner, name),
        ObjectId::Table(name) => table::drop(planner, name),
        ObjectId::Column(table, name) => column_drop::drop(planner, table, name),
        ObjectId::Constraint(table, name) => constraint::drop(planner, table, name),
        ObjectId::Index(table, name) => index::drop(planner, table, name),
        ObjectId::View(name) => view::drop(planner, name),
        ObjectId::Function(name, types) => function::drop(planner, name, types),
        ObjectId::Publication(name) => publication::drop(planner, name),
        ObjectId::Definition(id) => definition::drop(planner, id),
    }
}
