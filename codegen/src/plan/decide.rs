//! Decisions that only the author can take: is this a rename, may this be destroyed. All of them are told together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Options;
use super::hazard::{Destruction, Hazard};
use super::step::Step;
use super::work::{Reason, Work};
use crate::model::{Column, ObjectId, QName, Schema, Table};
use crate::report::{Answer, Code, Diagnostic, Errors};

/// Every decision that is still open.
pub(super) fn decide(
    (old, new): (&Schema, &Schema),
    work: &Work,
    steps: &[Step],
    options: &Options,
    errors: &mut Errors,
) {
    let asked = lookalikes(old, new, work, options, errors);
    let mut told = BTreeSet::new();
    for hazard in steps.iter().flat_map(|step| &step.hazards) {
        let Hazard::Loss(destruction) = hazard else { continue };
        let covered = destruction.object().is_some_and(|object| asked.contains(&object));
        if !covered && !is_accepted(options, destruction) && told.insert(destruction.clone()) {
            let accept = Answer::Accept(destruction.code());
            errors.push(
                Diagnostic::new(Code::Destroys, destruction.to_string())
                    .help(format!("if that is meant, accept it: {accept}"))
                    .answers([accept]),
            );
        }
    }
}

fn is_accepted(options: &Options, destruction: &Destruction) -> bool {
    options.accept.contains(&destruction.code())
}

/// Asks where a drop and an add look like a rename; returns what goes in each such pair.
fn lookalikes(
    old: &Schema,
    new: &Schema,
    work: &Work,
    options: &Options,
    errors: &mut Errors,
) -> BTreeSet<ObjectId> {
    let mut asked = BTreeSet::new();
    for (from, candidates) in tables(old, new, work) {
        let gone = Destruction::Table(from.clone());
        if !is_accepted(options, &gone) {
            let candidates: Vec<String> = candidates.iter().map(ToString::to_string).collect();
            errors.push(question("table", &from.to_string(), &candidates, &gone));
            asked.insert(ObjectId::Table(from));
        }
    }
    for (id, candidates) in columns(old, new, work) {
        let ObjectId::Column(table, name) = &id else { continue };
        let gone = Destruction::Column(table.clone(), name.clone());
        if !is_accepted(options, &gone) {
            let candidates: Vec<String> = candidates.iter().map(|to| format!("{table}.{to}")).collect();
            errors.push(question("column", &format!("{table}.{name}"), &candidates, &gone));
            asked.insert(id);
        }
    }
    asked
}

fn question(kind: &str, from: &str, candidates: &[String], gone: &Destruction) -> Diagnostic {
    let rename = |to: &String| Answer::Rename { from: from.to_owned(), to: to.clone() };
    let mut answers: Vec<Answer> = candidates.iter().map(rename).collect();
    let renames: Vec<String> = answers.iter().map(ToString::to_string).collect();
    let accept = Answer::Accept(gone.code());
    let help = format!("to keep the data: {}; to drop it: {accept}", renames.join(" or "));
    answers.push(accept);
    let message = format!("{kind} {from} goes and {} comes: is that a rename?", candidates.join(" or "));
    Diagnostic::new(Code::Rename, message).help(help).answers(answers)
}

/// Columns that go, with those of the same type that come in the same table.
fn columns(old: &Schema, new: &Schema, work: &Work) -> BTreeMap<ObjectId, Vec<String>> {
    let column = |schema: &Schema, table: &QName, name: &str| -> Option<Column> {
        schema.tables.get(table)?.columns.get(name).cloned()
    };
    let mut coming: BTreeMap<&QName, Vec<Column>> = BTreeMap::new();
    for (id, reason) in &work.create {
        if let (ObjectId::Column(table, name), Reason::Changed) = (id, reason) {
            coming.entry(table).or_default().extend(column(new, table, name));
        }
    }
    let mut pairs = BTreeMap::new();
    for (id, reason) in &work.drop {
        let (ObjectId::Column(table, name), Reason::Changed) = (id, reason) else { continue };
        let Some(gone) = column(old, table, name).filter(|gone| gone.generated.is_none()) else { continue };
        let like = coming.get(table).into_iter().flatten();
        let like = like.filter(|new| new.ty == gone.ty && new.generated.is_none());
        let like: Vec<String> = like.map(|column| column.name.clone()).collect();
        if !like.is_empty() {
            pairs.insert(id.clone(), like);
        }
    }
    pairs
}

/// Tables that go, with those that come with more than half of the same columns.
fn tables(old: &Schema, new: &Schema, work: &Work) -> BTreeMap<QName, Vec<QName>> {
    // By column, so that the cost is that of what the tables share.
    let mut coming: HashMap<(&str, &crate::model::Type), Vec<&Table>> = HashMap::new();
    for id in work.create.keys() {
        if let ObjectId::Table(name) = id
            && let Some(table) = new.tables.get(name)
        {
            table.columns.iter().for_each(|c| coming.entry((&c.name, &c.ty)).or_default().push(table));
        }
    }
    let mut pairs = BTreeMap::new();
    for id in work.drop.keys() {
        let ObjectId::Table(name) = id else { continue };
        let Some(gone) = old.tables.get(name) else { continue };
        let mut shared: BTreeMap<&QName, usize> = BTreeMap::new();
        for column in &gone.columns {
            for table in coming.get(&(column.name.as_str(), &column.ty)).into_iter().flatten() {
                *shared.entry(&table.name).or_default() += 1;
            }
        }
        let most = |table: &QName, count: usize| {
            let size = new.tables.get(table).map_or(0, |table| table.columns.len());
            count * 2 > size.max(gone.columns.len())
        };
        let like: Vec<QName> = shared
            .into_iter()
            .filter(|(table, count)| most(table, *count))
            .map(|(table, _)| table.clone())
            .collect();
        if !like.is_empty() {
            pairs.insert(name.clone(), like);
        }
    }
    pairs
}
