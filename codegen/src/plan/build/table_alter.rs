//! What changes of a table as a whole while it stays, and what a new one is told after it is made.

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::Phase;
use super::distribution;
use crate::ddl::{Statement, TableAction, TableStatement, Target};
use crate::diff::Attribute;
use crate::model::{ObjectId, QName, ReplicaIdentity, RowSecurity, Schema, Table};

/// What `CREATE TABLE` has no words for.
pub(super) fn finish_new(planner: &mut Planner<'_>, table: &Table) {
    let RowSecurity { enabled, forced } = table.row_security;
    if enabled {
        push(planner, table, Phase::Security, Operation::ChangeTable, TableAction::EnableRowSecurity(true));
    }
    if forced {
        push(planner, table, Phase::Security, Operation::ChangeTable, TableAction::ForceRowSecurity(true));
    }
    if table.replica_identity != ReplicaIdentity::Default {
        replica_identity(planner, table);
    }
    if table.cluster_on.is_some() {
        cluster(planner, table);
    }
}

pub(super) fn alter(planner: &mut Planner<'_>, name: &QName) {
    let (Some(old), Some(new)) = (planner.old.tables.get(name), planner.new.tables.get(name)) else { return };
    let id = ObjectId::Table(name.clone());
    let changes = |attribute| planner.work.alters(&id, attribute);
    let (moved, remade) = (changes(Attribute::Tablespace), changes(Attribute::Method));
    let (security, identity) = (changes(Attribute::RowSecurity), changes(Attribute::ReplicaIdentity));
    let (clustered, options) = (changes(Attribute::Cluster), changes(Attribute::ForeignOptions));
    let (parameters, comment) = (changes(Attribute::Parameters), changes(Attribute::Comment));
    let typed = changes(Attribute::Of);
    if changes(Attribute::Unlogged) {
        unlogged(planner, new);
    }
    if parameters {
        self::parameters(planner, old, new);
    }
    if moved {
        let because = "it moves to another tablespace".to_owned();
        rewrite(planner, new, TableAction::SetTablespace(new.storage.tablespace.clone()), because);
    }
    if remade {
        let because = "its rows are kept in another way".to_owned();
        rewrite(planner, new, TableAction::SetMethod(new.storage.method.clone()), because);
    }
    if security {
        row_security(planner, old, new);
    }
    if identity {
        replica_identity(planner, new);
    }
    if clustered {
        cluster(planner, new);
    }
    if options && let (Some(from), Some(to)) = (&old.foreign, &new.foreign) {
        let action = TableAction::ForeignOptions { from: from.options.clone(), to: to.options.clone() };
        push(planner, new, Phase::Table, Operation::ChangeTable, action);
    }
    if typed && !planner.work.creates(&id) {
        // Its columns are those of the type by then.
        let action = TableAction::Of(new.of.clone());
        let phase = if new.of.is_some() { Phase::Constraint } else { Phase::Teardown };
        push(planner, new, phase, Operation::ChangeTable, action);
    }
    if changes(Attribute::Distribution) {
        distribution::alter(planner, name);
    }
    if comment {
        planner.comment(Phase::Table, target(new), Fact::table(name), &new.comment);
    }
}

/// The table as comments and the like name it.
pub(super) fn target(table: &Table) -> Target {
    match &table.foreign {
        Some(_) => Target::ForeignTable(table.name.clone()),
        None => Target::Table(table.name.clone()),
    }
}

/// An `ALTER TABLE` step; returns its index.
pub(super) fn push(
    planner: &mut Planner<'_>,
    table: &Table,
    phase: Phase,
    operation: Operation,
    action: TableAction,
) -> usize {
    let name = &table.name;
    let statement = Statement::Table(TableStatement::Alter { name: name.clone(), action });
    let step = planner.on(name, phase, operation, statement).needs([Fact::table(name)]);
    planner.push(step)
}

fn rewrite(planner: &mut Planner<'_>, table: &Table, action: TableAction, because: String) {
    // A partitioned table has no rows of its own.
    let rows = table.partitioned.is_none();
    let operation = if rows { Operation::MoveTable } else { Operation::ChangeTable };
    let step = push(planner, table, Phase::Table, operation, action);
    if rows {
        let hazard = Hazard::Rewrite { table: table.name.clone(), because };
        planner.graph.steps[step].hazards.push(hazard);
    }
}

fn unlogged(planner: &mut Planner<'_>, table: &Table) {
    let (name, unlogged) = (&table.name, table.unlogged);
    let statement = Statement::Table(TableStatement::SetUnlogged { name: name.clone(), unlogged });
    let step = planner.on(name, Phase::Table, Operation::SetUnlogged, statement);
    // The manual's `SET LOGGED`: a logged table refers to logged ones only.
    let work = planner.work;
    let parents = |schema: &Schema| -> Vec<Fact> {
        let keys = schema.tables.get(name).into_iter().flat_map(Table::foreign_keys);
        // Those that are made again are out of the way.
        let keys =
            keys.filter(|(key, _)| !work.drops(&ObjectId::Constraint(name.clone(), (*key).to_owned())));
        let others = keys.map(|(_, key)| &key.table).filter(|parent| *parent != name);
        others.map(|parent| Fact::Logged(parent.clone())).collect()
    };
    let step = match unlogged {
        true => step.destroys([Fact::Logged(name.clone())]).releases(parents(planner.old)),
        false => step.provides([Fact::Logged(name.clone())]).needs(parents(planner.new)),
    };
    let because = if unlogged { "it becomes unlogged" } else { "it becomes logged" }.to_owned();
    planner.push(step.hazard(Hazard::Rewrite { table: name.clone(), because }));
}

fn parameters(planner: &mut Planner<'_>, old: &Table, new: &Table) {
    let (reset, set) = changed(&old.storage.parameters, &new.storage.parameters);
    if !reset.is_empty() {
        let action = TableAction::ResetParameters(reset);
        push(planner, new, Phase::Table, Operation::SetParameters, action);
    }
    if !set.is_empty() {
        push(planner, new, Phase::Table, Operation::SetParameters, TableAction::SetParameters(set));
    }
}

type Parameters = Vec<(String, String)>;

/// The names to `RESET`, and what to `SET`.
pub(super) fn changed(old: &Parameters, new: &Parameters) -> (Vec<String>, Parameters) {
    let gone = old.iter().filter(|(name, _)| !new.iter().any(|(other, _)| other == name));
    let reset = gone.map(|(name, _)| name.clone()).collect();
    (reset, new.iter().filter(|parameter| !old.contains(parameter)).cloned().collect())
}

fn row_security(planner: &mut Planner<'_>, old: &Table, new: &Table) {
    let (before, after) = (old.row_security, new.row_security);
    let name = &new.name;
    if before.enabled != after.enabled {
        let action = TableAction::EnableRowSecurity(after.enabled);
        let step = push(planner, new, Phase::Security, Operation::ChangeTable, action);
        let hazard = match after.enabled {
            true => Hazard::Breaks(format!("{name} shows only the rows that a policy lets through")),
            false => Hazard::Loosens(format!("the policies of {name} count no more")),
        };
        planner.graph.steps[step].hazards.push(hazard);
    }
    if before.forced != after.forced {
        let action = TableAction::ForceRowSecurity(after.forced);
        let step = push(planner, new, Phase::Security, Operation::ChangeTable, action);
        let hazard = match after.forced {
            true => Hazard::Breaks(format!("the policies of {name} count for its owner too")),
            false => Hazard::Loosens(format!("the owner of {name} is past its policies")),
        };
        planner.graph.steps[step].hazards.push(hazard);
    }
}

fn replica_identity(planner: &mut Planner<'_>, table: &Table) {
    let identity = table.replica_identity.clone();
    let needs = match &identity {
        ReplicaIdentity::Index(index) => index_facts(planner, table, index),
        ReplicaIdentity::Default | ReplicaIdentity::Nothing | ReplicaIdentity::Full => Vec::new(),
    };
    named(planner, table, Operation::ChangeTable, TableAction::ReplicaIdentity(identity), needs);
}

fn cluster(planner: &mut Planner<'_>, table: &Table) {
    let index = table.cluster_on.clone();
    let needs = index.as_deref().map(|index| index_facts(planner, table, index)).unwrap_or_default();
    named(planner, table, Operation::SetParameters, TableAction::ClusterOn(index), needs);
}

/// A step that may name an index, which may be built after everything else.
fn named(
    planner: &mut Planner<'_>,
    table: &Table,
    operation: Operation,
    action: TableAction,
    needs: Vec<Fact>,
) {
    let late = needs.iter().any(|fact| match fact {
        Fact::Object(id) => planner.work.creates(id),
        _ => false,
    });
    let phase = if late && planner.is_online(&table.name) { Phase::Replaced } else { Phase::Constraint };
    let step = push(planner, table, phase, operation, action);
    planner.graph.steps[step].needs.extend(needs);
}

/// The index, or the key that it is behind.
fn index_facts(planner: &Planner<'_>, table: &Table, index: &str) -> Vec<Fact> {
    let key = planner.new.tables.get(&table.name).is_some_and(|t| t.constraints.contains_key(index));
    vec![if key { Fact::constraint(&table.name, index) } else { Fact::index(&table.name, index) }]
}
