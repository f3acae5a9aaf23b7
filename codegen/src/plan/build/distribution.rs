//! Where the rows of a table are, with Citus: after the table and its keys, before the foreign keys that rest on it.

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::super::work::{Reason, Work};
use crate::ddl::{DistributionCall, Statement, TableStatement};
use crate::diff::Attribute;
use crate::model::{Colocate, ConstraintKind, Distribution, ObjectId, QName, Schema, Table};

/// Takes down the foreign keys of tables whose rows go elsewhere, and puts them back: Citus allows none between tables of which
/// only one is where it should be.
pub(in crate::plan) fn free_keys(work: &mut Work, old: &Schema, new: &Schema) {
    let moves = |table: &QName| {
        work.alters(&ObjectId::Table(table.clone()), Attribute::Distribution)
            && old.tables.contains_key(table)
    };
    let keys = |schema: &Schema| -> Vec<ObjectId> {
        let tables = schema.tables.values();
        let keys = tables.flat_map(|table| table.foreign_keys().map(move |(name, key)| (table, name, key)));
        let keys = keys.filter(|(table, _, key)| moves(&table.name) || moves(&key.table));
        keys.map(|(table, name, _)| ObjectId::Constraint(table.name.clone(), name.to_owned())).collect()
    };
    for id in keys(old) {
        let stays = new.contains(&id) && !work.drops(&id);
        if stays {
            work.alter.remove(&id);
            work.drop.insert(id.clone(), Reason::PutBack);
            work.create.insert(id, Reason::PutBack);
        }
    }
}

/// The call for a new table.
pub(super) fn create(planner: &mut Planner<'_>, table: &Table) {
    if let Some(distribution) = &table.distribution {
        push(planner, table, call(distribution));
    }
}

/// The calls for a table that changes.
pub(super) fn alter(planner: &mut Planner<'_>, name: &QName) {
    let (Some(old), Some(new)) = (planner.old.tables.get(name), planner.new.tables.get(name)) else { return };
    match (&old.distribution, &new.distribution) {
        (
            Some(Distribution::By { column: before, colocate: _ }),
            Some(Distribution::By { column, colocate }),
        ) => {
            let column = (before != column).then(|| column.clone());
            push(planner, new, DistributionCall::Alter { column, colocate: colocate.clone() });
        }
        (Some(_), None) => {
            push(planner, new, DistributionCall::Undistribute);
        }
        (Some(_), Some(distribution)) => {
            let first = push(planner, new, DistributionCall::Undistribute);
            let second = push(planner, new, call(distribution));
            planner.graph.after(second, first);
        }
        (None, Some(distribution)) => {
            push(planner, new, call(distribution));
        }
        (None, None) => {}
    }
}

fn call(distribution: &Distribution) -> DistributionCall {
    match distribution {
        Distribution::By { column, colocate } => {
            DistributionCall::Distribute { column: column.clone(), colocate: colocate.clone() }
        }
        Distribution::Reference => DistributionCall::Reference,
    }
}

fn push(planner: &mut Planner<'_>, table: &Table, call: DistributionCall) -> usize {
    let name = &table.name;
    let existing = planner.is_existing(name);
    let operation = if existing { Operation::MoveTable } else { Operation::New };
    let mut needs = vec![Fact::table(name)];
    // The keys have to hold the column from the start; Citus looks at them.
    let own = table.constraints.values().filter(|c| !matches!(c.kind, ConstraintKind::ForeignKey(_)));
    needs.extend(own.map(|constraint| Fact::constraint(name, &constraint.name)));
    match &table.distribution {
        Some(Distribution::By { column, colocate }) => {
            needs.push(Fact::column(name, column));
            if let Colocate::With(other) = colocate {
                needs.push(Fact::Distributed(other.clone()));
            }
        }
        Some(Distribution::Reference) | None => {}
    }
    let statement = Statement::Table(TableStatement::Distribute { name: name.clone(), call });
    let mut step = Step::new(Phase::Data, operation, statement).needs(needs);
    step.tables = planner.existing([name]);
    if existing {
        let because = "Citus moves its rows to where they belong".to_owned();
        step = step.hazard(Hazard::Rewrite { table: name.clone(), because });
    }
    step.awaits.extend(keys_around(planner.old, name));
    planner.push(step.provides([Fact::Distributed(name.clone())]))
}

/// The foreign keys of a table and those that refer to it.
fn keys_around(schema: &Schema, name: &QName) -> Vec<Fact> {
    let keys = schema.tables.values().flat_map(|table| {
        let keys = table.foreign_keys().filter(|(_, key)| table.name == *name || key.table == *name);
        keys.map(|(key, _)| Fact::constraint(&table.name, key))
    });
    keys.collect()
}

/// What a foreign key between two tables waits for.
pub(super) fn before_key(schema: &Schema, tables: [&QName; 2]) -> Vec<Fact> {
    let is = |name: &&QName| schema.tables.get(*name).is_some_and(|table| table.distribution.is_some());
    tables.into_iter().filter(is).map(|name| Fact::Distributed(name.clone())).collect()
}
