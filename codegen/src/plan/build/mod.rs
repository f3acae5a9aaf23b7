//! Work to steps, one file per kind of object: what makes it, what changes it in place, what takes it away.

mod column;
mod constraint;
mod domain;
mod enumeration;
mod extension;
mod function;
mod index;
mod namespace;
mod publication;
mod sequence;
mod table;
mod view;

use super::planner::Planner;
use crate::model::ObjectId;

/// Adds the steps of all work.
pub(super) fn build(planner: &mut Planner<'_>) {
    let work = planner.work;
    for id in work.create.keys() {
        create(planner, id);
    }
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
    }
}
