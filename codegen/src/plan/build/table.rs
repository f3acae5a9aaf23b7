//! Tables as a whole. Foreign keys and indexes of a new table are steps of their own.

use super::super::fact::Fact;
use super::super::hazard::{Destruction, Hazard};
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::{child, column, constraint, definition, distribution, index, not_null, storage, table_alter};
use std::collections::BTreeSet;

use crate::ddl::{ColumnDefinition, CreateTable, Statement, TableStatement};
use crate::model::{
    Column, Constraint, ConstraintKind, ObjectId, PrimaryKey, QName, Table, Unique, derive_name,
};

pub(super) fn create(planner: &mut Planner<'_>, name: &QName) {
    let Some(table) = planner.new.tables.get(name) else { return };
    let apart = Apart::of(planner, table);
    push_create(planner, table, &apart);
    planner.comment_new(Phase::Table, table_alter::target(table), Fact::table(name), &table.comment);
    for column in table.columns.iter().filter(|column| !is_from_elsewhere(table, column)) {
        if apart.columns.contains(&column.name.as_str()) {
            column::add(planner, table, column);
        } else {
            column::comment_new(planner, Phase::Table, name, column);
            not_null::finish_new(planner, Phase::Table, name, column);
            storage::finish_new(planner, name, column);
        }
        if apart.defaults.contains(&column.name.as_str()) {
            let _ = column::set_default(planner, name, column);
        }
    }
    let from_elsewhere = table.columns.iter().filter(|column| is_from_elsewhere(table, column));
    from_elsewhere.for_each(|column| column::comment_new(planner, Phase::Table, name, column));
    child::differences(planner, table);
    for constraint in table.constraints.values() {
        let inline = is_inline(constraint) && !apart.constraints.contains(&constraint.name.as_str());
        if child::is_part(constraint) || inline {
            constraint::comment_new(planner, Phase::Table, name, constraint);
        } else {
            constraint::create(planner, name, &constraint.name);
        }
    }
    table.indexes.keys().for_each(|index| index::create(planner, name, index));
    child::rename_parts(planner, table);
    table_alter::finish_new(planner, table);
    distribution::create(planner, table);
}

/// Whether `CREATE TABLE` does not say the column, because a parent or the type of the table does.
fn is_from_elsewhere(table: &Table, column: &Column) -> bool {
    column.inherited || table.of.is_some()
}

/// Parts of a table that are added after it, because something that they use needs the table itself.
#[derive(Default)]
struct Apart<'a> {
    columns: Vec<&'a str>,
    defaults: Vec<&'a str>,
    constraints: Vec<&'a str>,
}

impl<'a> Apart<'a> {
    fn of(planner: &Planner<'_>, table: &'a Table) -> Self {
        let repeated = repeated(table);
        if !planner.apart.contains(&table.name) {
            return Self { constraints: repeated, ..Self::default() };
        }
        let function = |fact: &Fact| {
            let uses = planner.after.uses(fact);
            uses.iter().any(|used| matches!(used, Fact::Object(ObjectId::Function(..))))
        };
        let name = &table.name;
        let columns = || table.columns.iter().map(|column| column.name.as_str());
        let columns_apart: Vec<&str> =
            columns().filter(|column| function(&Fact::column(name, column))).collect();
        let defaults =
            columns().filter(|column| function(&Fact::Default(name.clone(), (*column).to_owned()))).collect();
        let rests = |constraint: &Constraint| {
            let fact = Fact::constraint(name, &constraint.name);
            let on = |fact: &Fact| columns_apart.iter().any(|column| *fact == Fact::column(name, column));
            function(&fact) || planner.after.uses(&fact).iter().any(on)
        };
        let resting = table.constraints.values().filter(|c| rests(c)).map(|c| c.name.as_str());
        let constraints = repeated.into_iter().chain(resting).collect();
        Self { columns: columns_apart, defaults, constraints }
    }
}

/// The constraints that say again what a key or another one says: of two in one `CREATE TABLE`, PostgreSQL makes the first
/// alone (`transformIndexConstraints`).
fn repeated(table: &Table) -> Vec<&str> {
    let is_key = |c: &&Constraint| matches!(c.kind, ConstraintKind::PrimaryKey(_));
    let (keys, others): (Vec<&Constraint>, Vec<&Constraint>) = table.constraints.values().partition(is_key);
    let (mut seen, mut repeated) = (Vec::new(), Vec::new());
    for constraint in keys.into_iter().chain(others) {
        let Some(said) = said(&constraint.kind) else { continue };
        match seen.contains(&said) {
            true => repeated.push(constraint.name.as_str()),
            false => seen.push(said),
        }
    }
    repeated
}

/// What PostgreSQL compares of two constraints with an index: not how that is stored.
fn said(kind: &ConstraintKind) -> Option<ConstraintKind> {
    let mut said = match kind {
        ConstraintKind::PrimaryKey(PrimaryKey { columns, include, deferrable, .. }) => {
            let (columns, include) = (columns.clone(), include.clone());
            ConstraintKind::Unique(Unique { columns, include, deferrable: *deferrable, ..Unique::default() })
        }
        ConstraintKind::Unique(unique) => {
            ConstraintKind::Unique(Unique { without_overlaps: false, ..unique.clone() })
        }
        ConstraintKind::Exclusion(exclusion) => ConstraintKind::Exclusion(exclusion.clone()),
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) => return None,
    };
    if let Some((parameters, tablespace)) = said.index_storage_mut() {
        parameters.clear();
        *tablespace = None;
    }
    Some(said)
}

/// Whether a constraint stands in `CREATE TABLE`.
fn is_inline(constraint: &Constraint) -> bool {
    match &constraint.kind {
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclusion(_) => true,
        ConstraintKind::Check(check) => !check.not_valid,
        ConstraintKind::ForeignKey(_) => false,
    }
}

fn push_create(planner: &mut Planner<'_>, table: &Table, apart: &Apart<'_>) {
    let Table {
        name,
        unlogged,
        storage,
        // What there are no words for follows.
        replica_identity: _,
        row_security: _,
        cluster_on: _,
        of,
        inherits,
        partitioned,
        partition,
        foreign,
        distribution: _,
        columns,
        constraints,
        indexes: _,
        comment: _,
    } = table;
    let mut needs = planner.after.uses(&Fact::table(name)).to_vec();
    let mut provides = vec![Fact::table(name), Fact::Relation(name.clone()), Fact::TypeName(name.clone())];
    let mut lines = Vec::new();
    let inline: Vec<&Constraint> = constraints
        .values()
        .filter(|c| is_inline(c) && !child::is_part(c) && !apart.constraints.contains(&c.name.as_str()))
        .collect();
    for column in columns.iter().filter(|column| !apart.columns.contains(&column.name.as_str())) {
        let mut column = column.clone();
        if apart.defaults.contains(&column.name.as_str()) {
            column.default = None;
        }
        column.not_null &= !column.not_null_constraint.not_valid;
        column::facts(planner, name, &column, &mut needs, &mut provides);
        if is_from_elsewhere(table, &column) {
            continue;
        }
        lines.push(ColumnDefinition {
            serial: planner.serial(name, &column).is_some(),
            primary_key: inline.iter().any(|c| is_key_of(c, name, &column.name, "PRIMARY KEY")),
            unique: inline.iter().any(|c| is_key_of(c, name, &column.name, "UNIQUE")),
            constraints: Vec::new(),
            column,
        });
    }
    let mut own_lines = Vec::new();
    let parts = constraints.values().filter(|constraint| child::is_part(constraint));
    provides.extend(parts.map(|constraint| Fact::constraint(name, &constraint.name)));
    let parts = table.indexes.values().filter(|index| index.part_of.is_some());
    provides.extend(parts.map(|index| Fact::index(name, &index.name)));
    let unsaid = |constraint: &Constraint| {
        let columns = constraint.kind.columns();
        let column = columns.first().and_then(|column| table.columns.get(column));
        column.is_some_and(|column| is_from_elsewhere(table, column))
    };
    for constraint in inline {
        let fact = Fact::constraint(name, &constraint.name);
        needs.extend(planner.after.uses(&fact).iter().cloned());
        provides.push(fact);
        provides.push(Fact::Relation(name.sibling(&constraint.name)));
        let columns = constraint.kind.columns();
        let beside = columns.len() == 1
            && !unsaid(constraint)
            && ["PRIMARY KEY", "UNIQUE"].iter().any(|word| is_key_of(constraint, name, &columns[0], word));
        if !beside {
            own_lines.push(constraint.clone());
        }
    }
    // A table's own parts come with it.
    needs.retain(|fact| !provides.contains(fact));
    own_lines.sort_by_key(|constraint| rank(&constraint.kind));
    let create = CreateTable {
        name: name.clone(),
        unlogged: *unlogged,
        of: of.clone(),
        columns: lines,
        constraints: own_lines,
        unnamed: BTreeSet::new(),
        inherits: inherits.clone(),
        partition: partition.clone(),
        partitioned: partitioned.clone(),
        storage: storage.clone(),
        foreign: foreign.clone(),
    };
    let statement = Statement::Table(TableStatement::Create(create));
    let (operation, locked) = parents_locked(planner, table);
    let mut step = Step::new(Phase::Table, operation, statement).needs(needs).provides(provides);
    step.tables = locked;
    planner.push(step);
}

/// What a new table does to the tables that it gets its columns from.
fn parents_locked(planner: &Planner<'_>, table: &Table) -> (Operation, Vec<QName>) {
    let (operation, locked) = match &table.partition {
        Some(partition) => {
            let default = planner.default_partition(&partition.parent);
            let locked = planner.existing(std::iter::once(&partition.parent).chain(default));
            (Operation::CreatePartition, locked)
        }
        None => (Operation::JoinParent, planner.existing(&table.inherits)),
    };
    if locked.is_empty() { (Operation::New, locked) } else { (operation, locked) }
}

/// What `DROP TABLE` locks: the table, the other tables of its foreign keys, and of a partition its parent.
fn locked_by_drop(planner: &Planner<'_>, table: &Table) -> Vec<QName> {
    let mut locked = vec![table.name.clone()];
    for constraint in table.constraints.values() {
        if let ConstraintKind::ForeignKey(key) = &constraint.kind {
            locked.push(key.table.clone());
        }
    }
    if let Some(partition) = &table.partition {
        locked.push(partition.parent.clone());
        locked.extend(planner.default_partition(&partition.parent).cloned());
    }
    // What goes in the same plan is told by its own step.
    let goes = |name: &QName| planner.work.drops(&ObjectId::Table(name.clone()));
    let mut seen = BTreeSet::new();
    locked.retain(|name| (*name == table.name || !goes(name)) && seen.insert(name.clone()));
    locked
}

/// Keys first, as people write them.
pub(in crate::plan) fn rank(kind: &ConstraintKind) -> u8 {
    match kind {
        ConstraintKind::PrimaryKey(_) => 0,
        ConstraintKind::Unique(_) => 1,
        ConstraintKind::ForeignKey(_) => 2,
        ConstraintKind::Check(_) => 3,
        ConstraintKind::Exclusion(_) => 4,
    }
}

/// `DROP TABLE`, which takes everything of the table along.
pub(super) fn drop(planner: &mut Planner<'_>, name: &QName) {
    let Some(table) = planner.old.tables.get(name) else { return };
    let Table { columns, constraints, indexes, .. } = table;
    let drop = if table.foreign.is_some() { TableStatement::DropForeign } else { TableStatement::Drop };
    let statement = Statement::Table(drop(name.clone()));
    let mut step = planner.on(name, Phase::Drop, Operation::DropTable, statement);
    step.tables = locked_by_drop(planner, table);
    step = step.releases(planner.before.uses(&Fact::table(name)).to_vec());
    step = step.destroys([Fact::table(name), Fact::Relation(name.clone()), Fact::TypeName(name.clone())]);
    for column in columns {
        let default = Fact::Default(name.clone(), column.name.clone());
        let fact = Fact::column(name, &column.name);
        step = step.releases(planner.before.uses(&fact).to_vec()).destroys([fact]);
        if !planner.apart.contains(name) {
            step = step.releases(planner.before.uses(&default).to_vec()).destroys([default]);
        }
        if let Some(sequence) = planner.owned_before(name, &column.name)
            && planner.work.drops(&ObjectId::Sequence(sequence.name.clone()))
        {
            step = step.destroys([Fact::sequence(&sequence.name), Fact::Relation(sequence.name.clone())]);
        }
    }
    let apart = planner.apart.contains(name);
    if apart {
        column::drop_defaults(planner, table);
    }
    for constraint in constraints.values() {
        let uses = planner.before.uses(&Fact::constraint(name, &constraint.name));
        let calls = uses.iter().any(|used| matches!(used, Fact::Object(ObjectId::Function(..))));
        if is_in_circle(planner, name, constraint) || (apart && calls) {
            constraint::push_drop(planner, name, constraint);
        } else {
            step = constraint::gone(planner, name, constraint, step);
        }
    }
    for index in indexes.keys() {
        let fact = Fact::index(name, index);
        step = step.releases(planner.before.uses(&fact).to_vec());
        step = step.destroys([fact, Fact::Relation(name.sibling(index))]);
    }
    step = definition::gone_with(planner, name, step);
    // The rows of a partitioned table are in its partitions, and a foreign table has none here.
    if table.partitioned.is_none() && table.foreign.is_none() {
        step = step.hazard(Hazard::Loss(Destruction::Table(name.clone())));
    }
    if !planner.work.creates(&ObjectId::Table(name.clone())) {
        step = step.hazard(Hazard::Breaks(format!("table {name} is gone")));
    }
    planner.push(step);
}

/// Whether a foreign key is part of a circle of tables that all go: then it has to go before any of them.
fn is_in_circle(planner: &Planner<'_>, table: &QName, constraint: &Constraint) -> bool {
    let ConstraintKind::ForeignKey(key) = &constraint.kind else { return false };
    let goes = |name: &QName| planner.work.drops(&ObjectId::Table(name.clone()));
    if key.table == *table || !goes(&key.table) {
        return false;
    }
    let mut seen = BTreeSet::from([&key.table]);
    let mut queue = vec![&key.table];
    while let Some(next) = queue.pop() {
        if next == table {
            return true;
        }
        let keys = planner.old.tables.get(next).into_iter().flat_map(Table::foreign_keys);
        queue.extend(keys.map(|(_, key)| &key.table).filter(|parent| goes(parent) && seen.insert(parent)));
    }
    false
}

/// Whether the constraint is a key of that column alone, under the name that PostgreSQL derives, so that two words
/// behind the column say all of it.
fn is_key_of(constraint: &Constraint, table: &QName, column: &str, word: &str) -> bool {
    let plain = match &constraint.kind {
        ConstraintKind::PrimaryKey(key) if word == "PRIMARY KEY" => {
            *key == PrimaryKey { columns: key.columns.clone(), ..PrimaryKey::default() }
        }
        ConstraintKind::Unique(key) if word == "UNIQUE" => {
            *key == Unique { columns: key.columns.clone(), ..Unique::default() }
        }
        ConstraintKind::PrimaryKey(_)
        | ConstraintKind::Unique(_)
        | ConstraintKind::Check(_)
        | ConstraintKind::ForeignKey(_)
        | ConstraintKind::Exclusion(_) => return false,
    };
    let derived = match word {
        "UNIQUE" => derive_name(&table.name, Some(column), "key"),
        _ => derive_name(&table.name, None, "pkey"),
    };
    plain && constraint.kind.columns() == [column] && constraint.name == derived
}
