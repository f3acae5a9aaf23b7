//! Constraints.

use std::collections::BTreeMap;

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::super::work::Reason;
use super::table_alter::changed;
use super::{child, distribution};
use crate::ddl::{ConstraintStatement, IndexStatement, Statement, Target};
use crate::diff::Attribute;
use crate::model::{
    Check, Constraint, ConstraintKind, ForeignKey, Index, IndexElement, IndexKey, ObjectId, PrimaryKey,
    QName, Table, Unique,
};
use crate::name::with_suffix;

pub(super) fn create(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(constraint) = planner.new.tables.get(table).and_then(|t| t.constraints.get(name)) else {
        return;
    };
    // It comes with its parent's.
    if !child::is_part(constraint) {
        make(planner, table, name);
    }
}

/// The constraint by a statement of its own.
pub(super) fn make(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(constraint) = planner.new.tables.get(table).and_then(|t| t.constraints.get(name)) else {
        return;
    };
    match &constraint.kind {
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) => {
            if is_built_online(planner, table, name) {
                add_key_online(planner, table, constraint);
            } else {
                add_at_once(planner, table, constraint, Operation::AddKey);
            }
        }
        ConstraintKind::Exclusion(_) => {
            add_at_once(planner, table, constraint, Operation::AddExclusion);
        }
        ConstraintKind::Check(Check { expr: _, no_inherit: _, not_valid, not_enforced }) => {
            // What is not enforced is never looked at.
            if *not_enforced {
                add_at_once(planner, table, constraint, Operation::AddCheckNotValid);
            } else if planner.is_online(table) || *not_valid {
                add_not_valid(planner, table, constraint, Operation::AddCheckNotValid, *not_valid);
            } else {
                add_at_once(planner, table, constraint, Operation::AddCheck);
            }
        }
        ConstraintKind::ForeignKey(key) => {
            if key.not_enforced {
                add_at_once(planner, table, constraint, Operation::AddForeignKeyNotValid);
            } else if (planner.is_online(table) && can_wait(planner, table)) || key.not_valid {
                add_not_valid(planner, table, constraint, Operation::AddForeignKeyNotValid, key.not_valid);
            } else {
                add_at_once(planner, table, constraint, Operation::AddForeignKey);
            }
        }
    }
}

/// Whether a foreign key of the table can be added before its rows are looked at.
fn can_wait(planner: &Planner<'_>, table: &QName) -> bool {
    !planner.is_partitioned(table) || planner.options.target >= PARTITIONED_NOT_VALID
}

/// From this version, a foreign key of a partitioned table can be `NOT VALID`.
const PARTITIONED_NOT_VALID: u8 = 18;

/// The phase of what is added to a table at once: with it when it is new.
fn phase(planner: &Planner<'_>, table: &QName) -> Phase {
    if planner.is_existing(table) { Phase::Constraint } else { Phase::Table }
}

fn add_step(
    planner: &Planner<'_>,
    phase: Phase,
    table: &QName,
    constraint: Constraint,
    operation: Operation,
) -> Step {
    let fact = Fact::constraint(table, &constraint.name);
    let mut tables = vec![table];
    let mut not_null = Vec::new();
    let mut relation = Some(Fact::Relation(table.sibling(&constraint.name)));
    let mut spread = Vec::new();
    match &constraint.kind {
        ConstraintKind::ForeignKey(key) => {
            tables.push(&key.table);
            spread = distribution::before_key(planner.new, [table, &key.table]);
            relation = None;
        }
        ConstraintKind::PrimaryKey(key) => {
            not_null.extend(key.columns.iter().map(|column| Fact::NotNull(table.clone(), column.clone())));
        }
        ConstraintKind::Check(_) => relation = None,
        ConstraintKind::Unique(_) | ConstraintKind::Exclusion(_) => {}
    }
    let tables = planner.existing(tables);
    let statement = ConstraintStatement::Add { table: table.clone(), constraint };
    let mut step = Step::new(phase, operation, Statement::Constraint(statement));
    step.tables = tables;
    let step = step.needs(planner.after.uses(&fact).to_vec()).needs(not_null).needs([Fact::table(table)]);
    step.needs(spread).provides([fact]).provides(relation)
}

fn add_at_once(planner: &mut Planner<'_>, table: &QName, constraint: &Constraint, operation: Operation) {
    let (phase, name) = (
        match &constraint.kind {
            // Both tables have to be there.
            ConstraintKind::ForeignKey(_) => Phase::Constraint,
            ConstraintKind::PrimaryKey(_)
            | ConstraintKind::Unique(_)
            | ConstraintKind::Check(_)
            | ConstraintKind::Exclusion(_) => phase(planner, table),
        },
        &constraint.name,
    );
    // A new table has no rows that a key could be checked against.
    let key = matches!(constraint.kind, ConstraintKind::ForeignKey(_));
    let operation =
        if key && !planner.is_existing(table) { Operation::AddForeignKeyNotValid } else { operation };
    let mut step = add_step(planner, phase, table, constraint.clone(), operation);
    if planner.is_existing(table) && matches!(operation, Operation::AddKey | Operation::AddExclusion) {
        step = step
            .hazard(Hazard::Build { table: table.clone(), because: format!("the index of {name} is built") });
    }
    planner.push(step);
    comment_new(planner, phase, table, constraint);
}

/// `NOT VALID`, and a validation in a later transaction unless it is meant to stay that way.
fn add_not_valid(
    planner: &mut Planner<'_>,
    table: &QName,
    constraint: &Constraint,
    operation: Operation,
    stays: bool,
) {
    let mut not_valid = constraint.clone();
    match &mut not_valid.kind {
        ConstraintKind::Check(check) => check.not_valid = true,
        ConstraintKind::ForeignKey(key) => key.not_valid = true,
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclusion(_) => {}
    }
    let step = add_step(planner, Phase::Constraint, table, not_valid, operation);
    let added = planner.push(step);
    comment_new(planner, Phase::Constraint, table, constraint);
    if !stays {
        let validated = validate(planner, table, &constraint.name);
        planner.graph.after_commit(validated, added);
    }
}

fn validate(planner: &mut Planner<'_>, table: &QName, name: &str) -> usize {
    let statement = ConstraintStatement::Validate { table: table.clone(), name: name.to_owned() };
    let step = planner.on(table, Phase::Validate, Operation::Validate, Statement::Constraint(statement));
    planner.push(step)
}

/// Whether a key is built beside the running table. One that is put back stands in for what fell with its column, in
/// the same transaction, so that nobody sees the table without it; and so is one that other tables' keys wait for.
fn is_built_online(planner: &Planner<'_>, table: &QName, name: &str) -> bool {
    let id = ObjectId::Constraint(table.clone(), name.to_owned());
    let put_back = planner.work.create.get(&id) == Some(&Reason::PutBack);
    let awaited = planner.before.users(&Fact::Object(id.clone())).iter().any(|user| match user {
        Fact::Object(user) => planner.work.creates(user),
        _ => false,
    });
    let constraint = planner.new.tables.get(table).and_then(|t| t.constraints.get(name));
    let ready = constraint.is_some_and(|constraint| index_of(constraint).is_some());
    // A partitioned table has no `USING INDEX`.
    planner.is_online(table) && !put_back && !awaited && ready && !planner.is_partitioned(table)
}

/// A unique index built without blocking writes, which then becomes the key.
fn add_key_online(planner: &mut Planner<'_>, table: &QName, constraint: &Constraint) {
    let Some(mut index) = index_of(constraint) else { return };
    let fact = Fact::constraint(table, &constraint.name);
    index.name = online_name(planner, table, &constraint.name);
    let name = index.name.clone();
    let statement = IndexStatement::Create { table: table.clone(), index, concurrently: true, only: false };
    let statement = Statement::Index(statement);
    let step = planner.on(table, Phase::Online, Operation::CreateIndexConcurrently, statement);
    let step = step.needs(planner.after.uses(&fact).to_vec()).needs([Fact::table(table)]);
    let ready = Fact::Relation(table.sibling(&name));
    planner.push(step.outside_transaction().provides([Fact::index(table, &name), ready]));

    let statement = ConstraintStatement::AddUsingIndex {
        table: table.clone(),
        constraint: constraint.clone(),
        index: name.clone(),
    };
    let statement = Statement::Constraint(statement);
    let mut step = planner.on(table, Phase::Settle, Operation::AddKeyUsingIndex, statement);
    if let ConstraintKind::PrimaryKey(key) = &constraint.kind {
        step = step.needs(key.columns.iter().map(|column| Fact::NotNull(table.clone(), column.clone())));
    }
    planner.push(step.needs([Fact::index(table, &name)]).provides([fact]));
    comment_new(planner, Phase::Settle, table, constraint);
}

/// The name of the index while it is built: the constraint's own, or another one while that is taken.
fn online_name(planner: &Planner<'_>, table: &QName, name: &str) -> String {
    let id = ObjectId::Constraint(table.clone(), name.to_owned());
    if planner.work.drops(&id) { with_suffix(name, "_new") } else { name.to_owned() }
}

fn index_of(constraint: &Constraint) -> Option<Index> {
    let (columns, include, nulls_not_distinct, parameters, tablespace) = match &constraint.kind {
        // `WITHOUT OVERLAPS` has no `USING INDEX`.
        ConstraintKind::PrimaryKey(PrimaryKey { without_overlaps: true, .. })
        | ConstraintKind::Unique(Unique { without_overlaps: true, .. }) => return None,
        ConstraintKind::PrimaryKey(key) => {
            (&key.columns, &key.include, false, &key.parameters, &key.tablespace)
        }
        ConstraintKind::Unique(key) => {
            (&key.columns, &key.include, key.nulls_not_distinct, &key.parameters, &key.tablespace)
        }
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => {
            return None;
        }
    };
    Some(Index {
        name: constraint.name.clone(),
        unique: true,
        method: "btree".to_owned(),
        elements: columns.iter().map(IndexElement::column).collect(),
        include: include.clone(),
        nulls_not_distinct,
        parameters: parameters.clone(),
        tablespace: tablespace.clone(),
        predicate: None,
        statistics: BTreeMap::new(),
        part_of: None,
        comment: None,
    })
}

/// The comment of a constraint that was just made.
pub(super) fn comment_new(planner: &mut Planner<'_>, phase: Phase, table: &QName, constraint: &Constraint) {
    let on = Target::Constraint { table: table.clone(), name: constraint.name.clone() };
    planner.comment_new(phase, on, Fact::constraint(table, &constraint.name), &constraint.comment);
}

pub(super) fn alter(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(constraint) = planner.new.tables.get(table).and_then(|t| t.constraints.get(name)) else {
        return;
    };
    let id = ObjectId::Constraint(table.clone(), name.to_owned());
    if child::is_part(constraint) {
        if planner.work.alters(&id, Attribute::Comment) {
            comment(planner, table, constraint);
        }
        return;
    }
    if planner.work.alters(&id, Attribute::Deferrable) || planner.work.alters(&id, Attribute::Enforced) {
        alter_key(planner, table, constraint);
    }
    key_storage(planner, table, constraint);
    if planner.work.alters(&id, Attribute::Validated) {
        validate(planner, table, name);
    }
    if planner.work.alters(&id, Attribute::Comment) {
        comment(planner, table, constraint);
    }
}

fn comment(planner: &mut Planner<'_>, table: &QName, constraint: &Constraint) {
    let on = Target::Constraint { table: table.clone(), name: constraint.name.clone() };
    let fact = Fact::constraint(table, &constraint.name);
    planner.comment(Phase::Constraint, on, fact, &constraint.comment);
}

/// What changes of the index behind a key. It is filled in the new way from here on, or when it is built again.
fn key_storage(planner: &mut Planner<'_>, table: &QName, constraint: &Constraint) {
    let id = ObjectId::Constraint(table.clone(), constraint.name.clone());
    let old = planner.old.tables.get(table).and_then(|t| t.constraints.get(&constraint.name));
    let (mut old, mut new) = (old.map(|old| old.kind.clone()), constraint.kind.clone());
    let (Some((before, _)), Some((after, tablespace))) =
        (old.as_mut().and_then(ConstraintKind::index_storage_mut), new.index_storage_mut())
    else {
        return;
    };
    let name = table.sibling(&constraint.name);
    if planner.work.alters(&id, Attribute::Parameters) {
        let (reset, set) = changed(before, after);
        let reset = (!reset.is_empty())
            .then(|| IndexStatement::ResetParameters { name: name.clone(), parameters: reset });
        let set =
            (!set.is_empty()).then(|| IndexStatement::SetParameters { name: name.clone(), parameters: set });
        for statement in reset.into_iter().chain(set) {
            let statement = Statement::Index(statement);
            let step = planner.on(table, Phase::Constraint, Operation::SetParameters, statement);
            planner.push(step.needs([Fact::Object(id.clone())]));
        }
    }
    if planner.work.alters(&id, Attribute::Tablespace) {
        let statement = IndexStatement::SetTablespace { name, tablespace: tablespace.clone() };
        let statement = Statement::Index(statement);
        let because = format!("the index of {} moves to another tablespace", constraint.name);
        let step = planner.on(table, Phase::Constraint, Operation::MoveIndex, statement);
        planner.push(step.hazard(Hazard::Build { table: table.clone(), because }));
    }
}

/// `ALTER CONSTRAINT` of a foreign key.
fn alter_key(planner: &mut Planner<'_>, table: &QName, constraint: &Constraint) {
    let ConstraintKind::ForeignKey(key) = &constraint.kind else { return };
    let id = ObjectId::Constraint(table.clone(), constraint.name.clone());
    let deferrable = planner.work.alters(&id, Attribute::Deferrable).then_some(key.deferrable);
    let enforced = planner.work.alters(&id, Attribute::Enforced).then_some(!key.not_enforced);
    let name = constraint.name.clone();
    let statement = ConstraintStatement::Alter { table: table.clone(), name, deferrable, enforced };
    let statement = Statement::Constraint(statement);
    // Enforced again, the rows are looked at while the lock is held.
    let operation = if enforced == Some(true) { Operation::AddCheck } else { Operation::DropForeignKey };
    let mut step = Step::new(Phase::Constraint, operation, statement);
    step.tables = planner.existing([table, &key.table]);
    if enforced == Some(true) {
        let because = format!("{} is enforced and has to hold for every row", constraint.name);
        step = step.hazard(Hazard::Scan { table: table.clone(), because });
    }
    planner.push(step.needs([Fact::Object(id)]));
}

pub(super) fn drop(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(old) = planner.old.tables.get(table) else { return };
    let Some(constraint) = old.constraints.get(name) else { return };
    if child::is_part(constraint) {
        return;
    }
    if planner.work.drops(&ObjectId::Table(table.clone())) || falls_with_column(planner, table, constraint) {
        return;
    }
    push_drop(planner, table, constraint);
}

/// `DROP CONSTRAINT`.
pub(super) fn push_drop(planner: &mut Planner<'_>, table: &QName, constraint: &Constraint) {
    let name = &constraint.name;
    let statement = ConstraintStatement::Drop { table: table.clone(), name: name.clone(), if_exists: false };
    let id = ObjectId::Constraint(table.clone(), name.clone());
    let comes_back = planner.work.creates(&id);
    let online = is_built_online(planner, table, name) && comes_back && index_of(constraint).is_some();
    let phase = match (online, comes_back) {
        // The new index stands ready, so that the table is never without a key.
        (true, _) => Phase::Settle,
        (false, true) => Phase::Teardown,
        (false, false) => Phase::Drop,
    };
    let operation = match &constraint.kind {
        ConstraintKind::ForeignKey(_) => Operation::DropForeignKey,
        ConstraintKind::PrimaryKey(_)
        | ConstraintKind::Unique(_)
        | ConstraintKind::Check(_)
        | ConstraintKind::Exclusion(_) => Operation::DropConstraint,
    };
    let mut step = planner.on(table, phase, operation, Statement::Constraint(statement));
    if let ConstraintKind::ForeignKey(key) = &constraint.kind {
        step.tables = planner.existing([table, &key.table]);
    }
    if online {
        step = step.needs([Fact::index(table, &online_name(planner, table, name))]);
    }
    planner.push(gone(planner, table, constraint, step));
}

/// Notes on a step that a constraint goes with it.
pub(super) fn gone(planner: &Planner<'_>, table: &QName, constraint: &Constraint, step: Step) -> Step {
    let fact = Fact::constraint(table, &constraint.name);
    let mut step = step.releases(planner.before.uses(&fact).to_vec()).destroys([fact]);
    if let ConstraintKind::PrimaryKey(key) = &constraint.kind {
        step = step.releases(key.columns.iter().map(|column| Fact::NotNull(table.clone(), column.clone())));
    }
    step.destroys([Fact::Relation(table.sibling(&constraint.name))])
}

/// Whether PostgreSQL drops the constraint along with a column that goes. A check is never counted on: which columns
/// it names is only known from its text.
fn falls_with_column(planner: &Planner<'_>, table: &QName, constraint: &Constraint) -> bool {
    let goes = |column: &String| planner.work.drops(&ObjectId::Column(table.clone(), column.clone()));
    columns(constraint).into_iter().any(goes)
}

/// The table's own columns that a constraint names outside expressions.
fn columns(constraint: &Constraint) -> Vec<&String> {
    match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => key.columns.iter().chain(&key.include).collect(),
        ConstraintKind::Unique(key) => key.columns.iter().chain(&key.include).collect(),
        ConstraintKind::ForeignKey(ForeignKey { columns, .. }) => columns.iter().collect(),
        ConstraintKind::Check(_) => Vec::new(),
        ConstraintKind::Exclusion(exclusion) => {
            let keys = exclusion.elements.iter().filter_map(|e| match &e.element.key {
                IndexKey::Column(name) => Some(name),
                IndexKey::Expr(_) => None,
            });
            keys.chain(&exclusion.include).collect()
        }
    }
}

/// Notes on the step that drops a column which constraints fall with it.
pub(super) fn goes_with_column(planner: &Planner<'_>, table: &Table, column: &str, mut step: Step) -> Step {
    for constraint in table.constraints.values() {
        let id = ObjectId::Constraint(table.name.clone(), constraint.name.clone());
        if planner.work.drops(&id) && super::first_to_go(planner, table, columns(constraint)) == Some(column)
        {
            step = gone(planner, &table.name, constraint, step);
        }
    }
    step
}
