//! Indexes.

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::super::work::Reason;
use crate::ddl::{IndexStatement, Rename, Statement, Target};
use crate::diff::Attribute;
use crate::model::{Index, IndexKey, ObjectId, QName, Schema, Table};
use crate::name::with_suffix;

pub(super) fn create(planner: &mut Planner<'_>, table: &QName, name: &str) {
    // A materialized view comes with its indexes.
    if !planner.work.creates(&ObjectId::View(table.clone())) {
        make(planner, table, name);
    }
}

/// The index of a relation that is there, or was just made.
pub(super) fn make(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(index) = planner.new.index(table, name) else { return };
    if index.part_of.is_some() {
        return;
    }
    match how(planner, table, index) {
        How::AtOnce => {
            let phase = match (planner.is_existing(table), planner.new.views.contains_key(table)) {
                (true, _) => Phase::Constraint,
                (false, true) => Phase::View,
                (false, false) => Phase::Table,
            };
            let mut step = create_step(planner, phase, table, index, Operation::CreateIndex);
            for child in planner.children(table) {
                let key = key_of(planner.new, &child, name).map(|key| Fact::constraint(&child, key));
                step = step.needs(key);
            }
            if planner.is_existing(table) {
                let because = format!("index {name} is built");
                step = step.hazard(Hazard::Build { table: table.clone(), because });
            }
            planner.push(step);
            comment_new(planner, phase, table, index);
        }
        How::Online => {
            let step = create_step(planner, Phase::Online, table, index, Operation::CreateIndexConcurrently);
            planner.push(step.outside_transaction());
            comment_new(planner, Phase::Settle, table, index);
        }
        How::Beside => replace(planner, table, index),
        How::Parts => {
            let made = create_parts(planner, table, index);
            planner.graph.steps[made].phase = Phase::Online;
            comment_new(planner, Phase::Settle, table, index);
        }
    }
}

/// An index of a partitioned table while it is in use: of the table alone, which costs nothing, then of each partition
/// concurrently, and each is attached to the one above it. Returns the step that makes the first.
fn create_parts(planner: &mut Planner<'_>, table: &QName, index: &Index) -> usize {
    let fact = Fact::index(table, &index.name);
    let uses = planner.after.uses(&fact).to_vec();
    let name = table.sibling(&index.name);
    let statement = IndexStatement::Create {
        table: table.clone(),
        index: index.clone(),
        concurrently: false,
        only: true,
    };
    let step = planner.on(table, Phase::Online, Operation::CreateIndexOnly, Statement::Index(statement));
    let step = step.needs(uses).needs([Fact::table(table)]).provides([Fact::Relation(name.clone())]);
    let made = planner.push(step);
    let mut last = made;
    for child in planner.children(table) {
        let Some(part) = part_of(planner, &child, &index.name) else {
            attach_key(planner, &child, &name, made);
            continue;
        };
        let partition = child.sibling(&part.name);
        let built = if planner.is_partitioned(&child) {
            create_parts(planner, &child, &part)
        } else if let Some(own) = taken_up(planner, &child, &part) {
            let object = Target::Index(child.sibling(&own));
            let rename = Statement::Rename(Rename::To { object, name: part.name.clone() });
            let step = planner.on(&child, Phase::Online, Operation::RenameIndex, rename);
            planner.push(step.provides([Fact::index(&child, &part.name), Fact::Relation(partition.clone())]))
        } else {
            let concurrently = planner.is_online(&child);
            let operation =
                if concurrently { Operation::CreateIndexConcurrently } else { Operation::CreateIndex };
            let step = create_step(planner, Phase::Online, &child, &part, operation);
            planner.push(if concurrently { step.outside_transaction() } else { step })
        };
        let statement = Statement::Index(IndexStatement::Attach { name: name.clone(), partition });
        let step = planner.on(&child, Phase::Settle, Operation::AttachIndex, statement);
        let attached = planner.push(step);
        planner.graph.after(attached, made);
        planner.graph.after(attached, built);
        if last != made {
            planner.graph.after(attached, last);
        }
        last = attached;
    }
    planner.graph.provide(last, fact);
    made
}

/// A key of a partition can be the part of an index that is no key.
fn attach_key(planner: &mut Planner<'_>, child: &QName, index: &QName, made: usize) {
    let Some(key) = key_of(planner.new, child, &index.name) else { return };
    let key = key.to_owned();
    let there = planner.old.tables.get(child).is_some_and(|table| table.constraints.contains_key(&key));
    if !there {
        super::constraint::make(planner, child, &key);
    }
    let statement = IndexStatement::Attach { name: index.clone(), partition: child.sibling(&key) };
    let step = planner.on(child, Phase::Settle, Operation::AttachIndex, Statement::Index(statement));
    let attached = planner.push(step.needs([Fact::constraint(child, &key)]));
    planner.graph.after(attached, made);
}

/// The key of a partition that is the part of an index.
fn key_of<'s>(schema: &'s Schema, child: &QName, index: &str) -> Option<&'s str> {
    let keys = schema.tables.get(child)?.constraints.values();
    keys.into_iter().find(|key| key.part_of.as_deref() == Some(index)).map(|key| key.name.as_str())
}

/// The index of a partition that is the part of this one.
fn part_of(planner: &Planner<'_>, child: &QName, name: &str) -> Option<Index> {
    let indexes = planner.new.tables.get(child)?.indexes.values();
    indexes.into_iter().find(|index| index.part_of.as_deref() == Some(name)).cloned()
}

/// The index that the partition has had for itself, and that becomes this part. `diff` says no drop of such a one.
fn taken_up(planner: &Planner<'_>, child: &QName, part: &Index) -> Option<String> {
    let stays = |name: &String| planner.new.index(child, name).is_some();
    let same = |own: &&Index| {
        let alone = own.part_of.is_none() && !stays(&own.name);
        let comparable = Index {
            name: part.name.clone(),
            comment: part.comment.clone(),
            part_of: part.part_of.clone(),
            ..(*own).clone()
        };
        alone && comparable == *part
    };
    planner.old.tables.get(child)?.indexes.values().find(same).map(|own| own.name.clone())
}

/// How an index comes to be.
#[derive(PartialEq, Eq)]
enum How {
    /// In the transaction, which blocks writes.
    AtOnce,
    /// Concurrently.
    Online,
    /// Concurrently under another name, while the one that it replaces still serves.
    Beside,
    /// Concurrently on each partition.
    Parts,
}

fn how(planner: &Planner<'_>, table: &QName, index: &Index) -> How {
    let id = ObjectId::Index(table.clone(), index.name.clone());
    match planner.work.create.get(&id) {
        _ if !planner.is_online(table) => How::AtOnce,
        _ if planner.is_partitioned(table) && !planner.children(table).is_empty() => How::Parts,
        _ if planner.is_partitioned(table) => How::AtOnce,
        // What kept values unique is put back before the transaction ends.
        Some(Reason::PutBack) if index.unique => How::AtOnce,
        // The old one has to go first.
        Some(Reason::Rebuilt(_)) if falls_with_column(planner, table, &index.name) => How::Online,
        Some(Reason::Rebuilt(_)) if was_in_the_way(planner, table, &index.name) => {
            if index.unique {
                How::AtOnce
            } else {
                How::Online
            }
        }
        Some(Reason::Rebuilt(_)) => How::Beside,
        Some(Reason::PutBack | Reason::Changed) | None => How::Online,
    }
}

fn create_step(
    planner: &Planner<'_>,
    phase: Phase,
    table: &QName,
    index: &Index,
    operation: Operation,
) -> Step {
    let fact = Fact::index(table, &index.name);
    let uses = planner.after.uses(&fact).to_vec();
    let concurrently = operation == Operation::CreateIndexConcurrently;
    let statement =
        IndexStatement::Create { table: table.clone(), index: index.clone(), concurrently, only: false };
    let step = planner.on(table, phase, operation, Statement::Index(statement));
    let step = step.needs(uses).needs([relation(planner, table)]);
    step.provides([fact, Fact::Relation(table.sibling(&index.name))])
}

/// Builds the new index beside the old one, drops that, and takes over its name.
fn replace(planner: &mut Planner<'_>, table: &QName, index: &Index) {
    let name = &index.name;
    let fact = Fact::index(table, name);
    let mut beside = index.clone();
    beside.name = with_suffix(name, "_new");
    let target = Target::Index(table.sibling(&beside.name));
    let statement =
        IndexStatement::Create { table: table.clone(), index: beside, concurrently: true, only: false };
    let statement = Statement::Index(statement);
    let step = planner.on(table, Phase::Online, Operation::CreateIndexConcurrently, statement);
    let step = step.needs(planner.after.uses(&fact).to_vec()).needs([relation(planner, table)]);
    let built = planner.push(step.outside_transaction());

    let statement = IndexStatement::Drop { name: table.sibling(name), concurrently: true, cascade: false };
    let statement = Statement::Index(statement);
    let step = planner.on(table, Phase::Replaced, Operation::DropIndexConcurrently, statement);
    let step = step.releases(planner.before.uses(&fact).to_vec()).destroys([fact.clone()]);
    let dropped = planner.push(step.outside_transaction());
    planner.graph.after(dropped, built);

    let rename = Statement::Rename(Rename::To { object: target, name: name.clone() });
    let step = planner.on(table, Phase::Replaced, Operation::RenameIndex, rename).provides([fact]);
    let renamed = planner.push(step);
    planner.graph.after(renamed, dropped);
    comment_new(planner, Phase::Replaced, table, index);
}

/// The table or materialized view that it is on.
fn relation(planner: &Planner<'_>, name: &QName) -> Fact {
    match planner.new.views.contains_key(name) {
        true => Fact::Object(ObjectId::View(name.clone())),
        false => Fact::table(name),
    }
}

/// What `CREATE INDEX` has no words for.
fn comment_new(planner: &mut Planner<'_>, phase: Phase, table: &QName, index: &Index) {
    for (element, target) in &index.statistics {
        statistics(planner, phase, table, index, *element, Some(*target));
    }
    let on = Target::Index(table.sibling(&index.name));
    planner.comment_new(phase, on, Fact::index(table, &index.name), &index.comment);
}

pub(super) fn alter(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(index) = planner.new.index(table, name) else { return };
    let Some(old) = planner.old.index(table, name) else { return };
    let id = ObjectId::Index(table.clone(), name.to_owned());
    if planner.work.alters(&id, Attribute::Tablespace) {
        let tablespace = index.tablespace.clone();
        let statement = IndexStatement::SetTablespace { name: table.sibling(name), tablespace };
        let statement = Statement::Index(statement);
        let because = format!("index {name} moves to another tablespace");
        let step = planner.on(table, Phase::Constraint, Operation::MoveIndex, statement);
        planner.push(step.hazard(Hazard::Build { table: table.clone(), because }));
    }
    if planner.work.alters(&id, Attribute::Statistics) {
        let gone = old.statistics.keys().filter(|element| !index.statistics.contains_key(element));
        let gone = gone.map(|element| (*element, None)).collect::<Vec<_>>();
        let set =
            index.statistics.iter().filter(|(element, target)| old.statistics.get(element) != Some(target));
        for (element, target) in
            gone.into_iter().chain(set.map(|(element, target)| (*element, Some(*target))))
        {
            statistics(planner, Phase::Constraint, table, index, element, target);
        }
    }
    if planner.work.alters(&id, Attribute::Comment) {
        let on = Target::Index(table.sibling(name));
        planner.comment(Phase::Constraint, on, Fact::index(table, name), &index.comment);
    }
}

/// `ALTER INDEX .. ALTER COLUMN number SET STATISTICS`.
fn statistics(
    planner: &mut Planner<'_>,
    phase: Phase,
    table: &QName,
    index: &Index,
    element: u16,
    target: Option<i32>,
) {
    let name = table.sibling(&index.name);
    let statement = Statement::Index(IndexStatement::SetStatistics { name, element, target });
    let step = planner.on(table, phase, Operation::SetParameters, statement);
    planner.push(step.needs([Fact::index(table, &index.name)]));
}

pub(super) fn drop(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(index) = planner.old.index(table, name) else { return };
    if index.part_of.is_some() {
        return;
    }
    let id = ObjectId::Index(table.clone(), name.to_owned());
    let comes_back = planner.new.index(table, name);
    let replaced =
        planner.work.creates(&id) && comes_back.is_some_and(|new| how(planner, table, new) == How::Beside);
    let goes = |id: ObjectId| planner.work.drops(&id);
    let table_goes = goes(ObjectId::Table(table.clone())) || goes(ObjectId::View(table.clone()));
    if table_goes || replaced || falls_with_column(planner, table, name) {
        return;
    }
    // What is in the way of a change has to go in its transaction.
    let concurrently = planner.is_online(table)
        && planner.work.drop.get(&id) == Some(&Reason::Changed)
        && !planner.is_partitioned(table)
        && !is_in_the_way(planner, table, index);
    let (phase, operation) = match (concurrently, planner.work.creates(&id)) {
        (true, _) => (Phase::Replaced, Operation::DropIndexConcurrently),
        (false, true) => (Phase::Teardown, Operation::DropIndex),
        (false, false) => (Phase::Drop, Operation::DropIndex),
    };
    // The constraints that stand on parts of it; PostgreSQL drops these neither alone nor without being told.
    let keys: Vec<(QName, String)> = planner
        .children(table)
        .into_iter()
        .filter_map(|child| key_of(planner.old, &child, name).map(str::to_owned).map(|key| (child, key)))
        .collect();
    let statement =
        IndexStatement::Drop { name: table.sibling(name), concurrently, cascade: !keys.is_empty() };
    let step = planner.on(table, phase, operation, Statement::Index(statement));
    let mut step = gone(planner, table, name, step);
    for (child, key) in keys {
        let key = planner.old.tables.get(&child).and_then(|table| table.constraints.get(&key));
        step = key.into_iter().fold(step, |step, key| super::constraint::gone(planner, &child, key, step));
    }
    planner.push(if concurrently { step.outside_transaction() } else { step });
}

fn was_in_the_way(planner: &Planner<'_>, table: &QName, name: &str) -> bool {
    let index = planner.old.index(table, name);
    index.is_some_and(|index| is_in_the_way(planner, table, index))
}

/// Whether something that the index uses changes under it.
fn is_in_the_way(planner: &Planner<'_>, table: &QName, index: &Index) -> bool {
    planner.before.uses(&Fact::index(table, &index.name)).iter().any(|used| match used {
        Fact::Object(id) => {
            let work = planner.work;
            work.drops(id) || work.alters(id, Attribute::Type) || work.swapped.contains(id)
        }
        _ => false,
    })
}

pub(super) fn gone(planner: &Planner<'_>, table: &QName, name: &str, step: Step) -> Step {
    let fact = Fact::index(table, name);
    let step = step.releases(planner.before.uses(&fact).to_vec());
    step.destroys([fact, Fact::Relation(table.sibling(name))])
}

/// Whether PostgreSQL drops the index along with a column that goes. Expressions are not counted on.
fn falls_with_column(planner: &Planner<'_>, table: &QName, name: &str) -> bool {
    let index = planner.old.index(table, name);
    let goes = |column: &String| planner.work.drops(&ObjectId::Column(table.clone(), column.clone()));
    index.is_some_and(|index| columns(index).any(goes))
}

/// The columns that an index names outside expressions.
fn columns(index: &Index) -> impl Iterator<Item = &String> {
    let keys = index.elements.iter().filter_map(|element| match &element.key {
        IndexKey::Column(name) => Some(name),
        IndexKey::Expr(_) => None,
    });
    keys.chain(&index.include)
}

/// Notes on the step that drops a column which indexes fall with it.
pub(super) fn goes_with_column(planner: &Planner<'_>, table: &Table, column: &str, mut step: Step) -> Step {
    for index in table.indexes.values() {
        let id = ObjectId::Index(table.name.clone(), index.name.clone());
        if planner.work.drops(&id) && super::first_to_go(planner, table, columns(index)) == Some(column) {
            step = gone(planner, &table.name, &index.name, step);
        }
    }
    step
}
