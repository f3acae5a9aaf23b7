//! Whose child a table is: parents that change are let go first and taken up last.
//!
//! Two schemas go in. In between, a table that changes its parent stands alone: the old one as if it had been detached, the
//! new one as it is before it is attached. So the other stages see two plain tables, and what the new parent asks of the
//! table (columns, checks, the parts of its keys and indexes) is there when it is attached.

mod partition;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::fact::Fact;
use super::hazard::Hazard;
use super::lock::Operation;
use super::planner::Planner;
use super::step::{Phase, Step};
use crate::ddl::{Statement, TableAction, TableStatement};
use crate::model::{ConstraintKind, Partition, QName, Schema, Table};

/// One parent of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Link {
    Heir(QName),
    Partition(Partition),
}

/// Both schemas with those tables alone, and the links to cut and to make.
pub(super) struct Relinked<'a> {
    pub(super) old: Cow<'a, Schema>,
    pub(super) new: Cow<'a, Schema>,
    cut: Vec<(QName, Link)>,
    make: Vec<(QName, Link)>,
}

/// Finds what changes its parents.
pub(super) fn relink<'a>(old: Cow<'a, Schema>, new: &'a Schema) -> Relinked<'a> {
    let remade: BTreeSet<&QName> = new
        .tables
        .values()
        .filter(|table| old.tables.get(&table.name).is_some_and(|before| is_remade(before, table)))
        .map(|table| &table.name)
        .collect();
    let (mut cut, mut make) = (Vec::new(), Vec::new());
    for table in new.tables.values() {
        let Some(before) = old.tables.get(&table.name) else { continue };
        let (was, is) = (links(before), links(table));
        if was.is_empty() && is.is_empty() {
            continue;
        }
        // A table that is made again comes with its parents.
        if remade.contains(&table.name) {
            continue;
        }
        let stays = |link: &Link, others: &[Link]| others.contains(link) && !remade.contains(link.parent());
        cut.extend(was.iter().filter(|l| !stays(l, &is)).map(|link| (table.name.clone(), link.clone())));
        make.extend(is.iter().filter(|l| !stays(l, &was)).map(|link| (table.name.clone(), link.clone())));
    }
    let (mut old, mut new) = (old, Cow::Borrowed(new));
    for (table, link) in &cut {
        old.to_mut().tables.get_mut(table).into_iter().for_each(|table| apart(table, link));
    }
    for (table, link) in &make {
        new.to_mut().tables.get_mut(table).into_iter().for_each(|table| apart(table, link));
    }
    Relinked { old, new, cut, make }
}

/// What the comparison of tables answers with making them again.
fn is_remade(old: &Table, new: &Table) -> bool {
    let server = |table: &Table| table.foreign.as_ref().map(|foreign| foreign.server.clone());
    old.partitioned != new.partitioned || server(old) != server(new)
}

fn links(table: &Table) -> Vec<Link> {
    let heirs = table.inherits.iter().cloned().map(Link::Heir);
    heirs.chain(table.partition.clone().map(Link::Partition)).collect()
}

/// The table without that parent; what it has from it is its own.
fn apart(table: &mut Table, link: &Link) {
    match link {
        Link::Heir(parent) => table.inherits.retain(|name| name != parent),
        Link::Partition(_) => table.partition = None,
    }
    let alone = table.parents().next().is_none();
    if alone {
        table.columns.iter_mut().for_each(|column| column.inherited = false);
        table.constraints.values_mut().for_each(|constraint| constraint.inherited = false);
    }
    if table.partition.is_none() {
        table.constraints.values_mut().for_each(|constraint| constraint.part_of = None);
        table.indexes.values_mut().for_each(|index| index.part_of = None);
    }
}

impl Link {
    fn parent(&self) -> &QName {
        match self {
            Self::Heir(parent) => parent,
            Self::Partition(partition) => &partition.parent,
        }
    }
}

impl Relinked<'_> {
    /// The steps that cut and make links.
    pub(super) fn build(&self, planner: &mut Planner<'_>) {
        for (table, link) in &self.cut {
            let concurrently = match link {
                Link::Heir(_) => None,
                Link::Partition(partition) => self.goes_concurrently(planner, table, partition),
            };
            cut(planner, table, link, concurrently);
        }
        for (table, link) in &self.make {
            // What only gets another bound is back in the transaction in which it left.
            let stood_alone = self.cut.iter().all(|(other, _)| other != table);
            make(planner, table, link, stood_alone);
        }
    }
}

fn alter(table: &QName, action: TableAction) -> Statement {
    Statement::Table(TableStatement::Alter { name: table.clone(), action })
}

fn cut(planner: &mut Planner<'_>, table: &QName, link: &Link, concurrently: Option<partition::Left>) {
    let parent = link.parent();
    let mut step = match concurrently {
        Some(left) => partition::cut_concurrently(planner, table, parent, left),
        None => cut_at_once(table, link),
    };

    let default = match link {
        Link::Heir(_) => None,
        Link::Partition(_) => planner.default_partition(parent).filter(|default| *default != table),
    };
    step.tables = planner.existing([table, parent].into_iter().chain(default));
    // The parent goes after it; a column of it too.
    let columns = planner.old.tables.get(parent).into_iter().flat_map(|table| table.columns.iter());
    let columns: Vec<Fact> = columns.map(|column| Fact::column(parent, &column.name)).collect();
    let own: Vec<Fact> = columns_of(planner.old, table);
    let gone = Hazard::Breaks(format!("queries of {parent} no longer see the rows of {table}"));
    let back = planner.new.tables.contains_key(parent) && !planner.work.creates_table(parent);
    let step = step.releases([Fact::table(parent)]).releases(columns).releases(own);
    let step = step.destroys([Fact::Child(table.clone(), parent.clone())]);
    planner.push(if back { step } else { step.hazard(gone) });
}

fn cut_at_once(table: &QName, link: &Link) -> Step {
    let (operation, statement) = match link {
        Link::Heir(parent) => (Operation::ChangeTable, alter(table, TableAction::NoInherit(parent.clone()))),
        Link::Partition(Partition { parent, bound: _ }) => {
            let action = TableAction::Detach { partition: table.clone(), concurrently: false };
            (Operation::DetachPartition, alter(parent, action))
        }
    };
    Step::new(Phase::Teardown, operation, statement)
}

fn make(planner: &mut Planner<'_>, name: &QName, link: &Link, stood_alone: bool) {
    let parent = link.parent();
    let (operation, statement) = match link {
        Link::Heir(parent) => (Operation::ChangeTable, alter(name, TableAction::Inherit(parent.clone()))),
        Link::Partition(Partition { parent, bound }) => {
            let action = TableAction::Attach { partition: name.clone(), bound: bound.clone() };
            (Operation::AttachPartition, alter(parent, action))
        }
    };
    let proofs = match link {
        Link::Heir(_) => None,
        Link::Partition(partition) if stood_alone => partition::prove(planner, name, partition),
        Link::Partition(_) => None,
    };
    let operation = if proofs.is_some() { Operation::AttachPartitionProven } else { operation };
    let phase = if planner.is_online(name) { Phase::Settle } else { Phase::Constraint };
    let mut step = Step::new(phase, operation, statement);
    step.tables = match link {
        Link::Heir(_) => planner.existing([name, parent]),
        Link::Partition(_) => {
            planner.existing(std::iter::once(name).chain(planner.default_partition(parent)))
        }
    };
    // Its parent has the weaker lock then.
    if step.tables.is_empty() {
        step.operation = Operation::JoinParent;
        step.tables = planner.existing([parent]);
    }
    let mut needs = vec![Fact::table(parent), Fact::table(name)];
    for table in [name, parent] {
        needs.extend(columns_of(planner.new, table));
        needs.extend(not_null_of(planner.new, table));
        needs.extend(parts_of(planner.new, table));
    }
    if matches!(link, Link::Partition(_)) && planner.is_existing(name) && proofs.is_none() {
        let because = format!("every row of {name} has to be within the bound");
        step = step.hazard(Hazard::Scan { table: name.clone(), because });
    }
    let attached = planner.push(step.needs(needs).provides([Fact::Child(name.clone(), parent.clone())]));
    partition::settle(planner, attached, proofs.unwrap_or_default());
}

fn columns_of(schema: &Schema, name: &QName) -> Vec<Fact> {
    let table = schema.tables.get(name);
    table.into_iter().flat_map(|t| t.columns.iter()).map(|c| Fact::column(name, &c.name)).collect()
}

fn not_null_of(schema: &Schema, name: &QName) -> Vec<Fact> {
    let columns = schema.tables.get(name).into_iter().flat_map(|table| table.columns.iter());
    let not_null = columns.filter(|column| column.not_null);
    not_null.map(|column| Fact::NotNull(name.clone(), column.name.clone())).collect()
}

/// What the parent's keys, checks and indexes are matched with.
fn parts_of(schema: &Schema, name: &QName) -> Vec<Fact> {
    let Some(table) = schema.tables.get(name) else { return Vec::new() };
    let constraints = table.constraints.values().filter(|constraint| match &constraint.kind {
        // What refers to the parent may be waiting for the partition.
        ConstraintKind::ForeignKey(key) => key.table != *name,
        ConstraintKind::PrimaryKey(_)
        | ConstraintKind::Unique(_)
        | ConstraintKind::Check(_)
        | ConstraintKind::Exclusion(_) => true,
    });
    let constraints = constraints.map(|constraint| Fact::constraint(name, &constraint.name));
    constraints.chain(table.indexes.keys().map(|index| Fact::index(name, index))).collect()
}
