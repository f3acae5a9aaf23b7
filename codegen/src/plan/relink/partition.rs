//! Partitions that come and go without the rows of others being held up.

use std::collections::BTreeSet;

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::{Link, Relinked, alter, columns_of};
use crate::ddl::{ConstraintStatement, Statement, TableAction};
use crate::diff::Attribute;
use crate::model::{
    Check, Constraint, ConstraintKind, Expr, ObjectId, Partition, PartitionBound, QName, Schema, Table,
    first_free_name,
};
use crate::sql;

/// A check that has been validated when the partition is attached, and is then of no more use.
pub(super) struct Proof {
    table: QName,
    name: String,
    validated: usize,
}

/// The name of the check that `DETACH .. CONCURRENTLY` leaves behind, where there is one.
pub(super) type Left = Option<String>;

impl Relinked<'_> {
    /// Whether a partition can go without a lock that reads wait for, and what that leaves behind. PostgreSQL refuses where
    /// the parent has a default partition. It runs outside of a transaction, after everything else: so nothing else may
    /// happen to the parent, and nothing of the partition that rests on its being alone.
    pub(super) fn goes_concurrently(
        &self,
        planner: &Planner<'_>,
        table: &QName,
        partition: &Partition,
    ) -> Option<Left> {
        let Partition { parent, bound } = partition;
        let key = planner.old.tables.get(parent)?.partitioned.as_ref()?;
        let is_default = |(_, link): &(QName, Link)| matches!(link, Link::Partition(other) if other.parent == *parent && other.bound == PartitionBound::Default);
        let default = planner.default_partition(parent).is_some() || self.cut.iter().any(is_default);
        let joins = self.make.iter().any(|(other, link)| other == table || link.parent() == parent);
        let joins = joins || planner.work.create.keys().any(|id| is_partition_of(planner.new, id, parent));
        let online = planner.is_online(table) && planner.is_existing(parent);
        if !online || default || joins || is_busy(planner, table, parent) {
            return None;
        }
        match bound {
            PartitionBound::Hash { .. } => Some(None),
            PartitionBound::In(_) | PartitionBound::FromTo { .. } => {
                let (column, _) = sql::bound_condition(key, bound)?;
                let left =
                    [planner.old, planner.new].map(|schema| free_name(&[schema], table, &column, "check"));
                (left[0] == left[1]).then(|| left.into_iter().next())
            }
            PartitionBound::Default => None,
        }
    }
}

/// `DETACH PARTITION .. CONCURRENTLY`, and the check that it leaves dropped.
pub(super) fn cut_concurrently(planner: &mut Planner<'_>, table: &QName, parent: &QName, left: Left) -> Step {
    let action = TableAction::Detach { partition: table.clone(), concurrently: true };
    let mut step = Step::new(Phase::Online, Operation::DetachPartitionConcurrently, alter(parent, action));
    // The manual's `DETACH PARTITION`: its second transaction.
    let remark = format!(
        "{parent} lets go of {table} when all who use it are done, and {table} is locked for that moment"
    );
    step = step.outside_transaction().hazard(Hazard::Remark(remark));
    // What was a part of the parent's goes when it is alone.
    if let Some(old) = planner.old.tables.get(table) {
        step = step.releases(old.constraints.keys().map(|name| Fact::constraint(table, name)));
        step = step.releases(old.indexes.keys().map(|name| Fact::index(table, name)));
        let not_null = old.columns.iter().filter_map(|column| column.not_null_name(table));
        step = step.releases(not_null.map(|name| Fact::constraint(table, &name)));
    }
    if let Some(name) = left {
        let drop = ConstraintStatement::Drop { table: table.clone(), name, if_exists: true };
        let drop = planner.on(table, Phase::Settle, Operation::DropConstraint, Statement::Constraint(drop));
        planner.push(drop.awaits([Fact::Child(table.clone(), parent.clone())]));
    }
    step
}

/// Checks that prove what the server would look for in every row while everything else waits, where it can be said: that
/// the rows of the partition are within the bound, and that none of the default partition are.
pub(super) fn prove(planner: &mut Planner<'_>, name: &QName, partition: &Partition) -> Option<Vec<Proof>> {
    let Partition { parent, bound } = partition;
    let key = planner.new.tables.get(parent)?.partitioned.clone()?;
    let (column, expr) = sql::bound_condition(&key, bound).filter(|_| sql::is_constant_bound(bound))?;
    let default = planner.default_partition(parent).cloned();
    let sides = std::iter::once(name).chain(&default).filter(|table| planner.is_existing(table));
    let sides: Vec<QName> = sides.cloned().collect();
    let is_plain = |table: &QName| {
        let table = planner.new.tables.get(table);
        table.is_some_and(|table| table.foreign.is_none() && table.columns.contains(&column))
    };
    if planner.options.offline || !sides.iter().all(is_plain) {
        return None;
    }
    let proofs = sides.iter().map(|table| match table == name {
        true => {
            let fails = format!("rows of {name} that are not within the bound must be moved first");
            push_proof(planner, table, &column, expr.clone(), Hazard::Fails(fails))
        }
        false => {
            let outside = sql::expr(&format!("NOT ({})", expr.text));
            let breaks = format!("until {name} is a partition, rows for it are refused by {table}");
            push_proof(planner, table, &column, outside, Hazard::Breaks(breaks))
        }
    });
    Some(proofs.collect())
}

fn push_proof(planner: &mut Planner<'_>, table: &QName, column: &str, expr: Expr, hazard: Hazard) -> Proof {
    let name = free_name(&[planner.old, planner.new], table, column, "bound_check");
    let kind = ConstraintKind::Check(Check { expr, no_inherit: false, not_valid: true, not_enforced: false });
    let constraint = Constraint::new(name.clone(), kind);
    let statement = Statement::Constraint(ConstraintStatement::Add { table: table.clone(), constraint });
    let step = planner.on(table, Phase::Constraint, Operation::AddCheckNotValid, statement);
    let added = planner.push(step.hazard(hazard).needs(columns_of(planner.new, table)));

    let statement = ConstraintStatement::Validate { table: table.clone(), name: name.clone() };
    let step = planner.on(table, Phase::Validate, Operation::Validate, Statement::Constraint(statement));
    let validated = planner.push(step);
    planner.graph.after_commit(validated, added);
    Proof { table: table.clone(), name, validated }
}

/// Puts the step that attaches between the proofs and their end.
pub(super) fn settle(planner: &mut Planner<'_>, attached: usize, proofs: Vec<Proof>) {
    for Proof { table, name, validated } in proofs {
        planner.graph.after(attached, validated);
        let statement = ConstraintStatement::Drop { table: table.clone(), name, if_exists: false };
        let statement = Statement::Constraint(statement);
        let step = planner.on(&table, Phase::Settle, Operation::DropConstraint, statement);
        let dropped = planner.push(step);
        planner.graph.after(dropped, attached);
    }
}

/// `{table}_{column}_{label}`, with a number where that is taken: the server looks at all constraints of the namespace.
fn free_name(schemas: &[&Schema], table: &QName, column: &str, label: &str) -> String {
    let beside = |other: &&Table| other.name.namespace == table.namespace;
    let taken = |name: &str| {
        let tables = schemas.iter().flat_map(|schema| schema.tables.values().filter(beside));
        tables.into_iter().any(|table| table.constraints.contains_key(name))
    };
    first_free_name(&table.name, Some(column), label, taken)
}

fn is_partition_of(schema: &Schema, id: &ObjectId, parent: &QName) -> bool {
    let ObjectId::Table(name) = id else { return false };
    schema.tables.get(name).is_some_and(|table| table.parents().any(|other| other == parent))
}

/// Whether anything else happens to the parent, or to the partition but that something of it goes.
fn is_busy(planner: &Planner<'_>, table: &QName, parent: &QName) -> bool {
    let work = planner.work;
    let drops = work.drop.keys().map(|id| (id, true));
    let others = work.create.keys().chain(work.alter.keys()).map(|id| (id, false));
    drops.chain(others).any(|(id, drops)| match id {
        ObjectId::Table(name) => name == table || name == parent,
        // Only what is said of its `NOT NULL`, from then on.
        ObjectId::Column(name, _) if name == table => {
            let named = BTreeSet::from([Attribute::NotNullConstraint]);
            work.drops(id) || work.creates(id) || work.alter.get(id) != Some(&named)
        }
        ObjectId::Column(name, _) => name == parent,
        ObjectId::Constraint(name, _) | ObjectId::Index(name, _) => {
            name == parent || (name == table && (!drops || work.creates(id)))
        }
        ObjectId::Definition(id) => id.relation().is_some_and(|name| name == table || name == parent),
        ObjectId::View(_) => true,
        ObjectId::Namespace(_)
        | ObjectId::Extension(_)
        | ObjectId::Enum(_)
        | ObjectId::Domain(_)
        | ObjectId::Sequence(_)
        | ObjectId::Function(..)
        | ObjectId::Publication(_) => false,
    })
}
