//! Publications. One that stays is altered, never dropped and made again: whoever replicates from it would lose what
//! is written in between.

use std::collections::BTreeMap;

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{PublicationStatement, Statement, Target};
use crate::diff::Attribute;
use crate::model::{ObjectId, Publication, PublicationTable, QName};

pub(super) fn create(planner: &mut Planner<'_>, name: &str) {
    let Some(publication) = planner.new.publications.get(name) else { return };
    let statement = PublicationStatement::Create(publication.clone());
    let step = step(planner, Phase::Publication, publication.tables.keys(), statement);
    let step = step.needs(planner.after.uses(&fact(name)).to_vec());
    planner.push(step.provides([fact(name)]));
    planner.comment_new(
        Phase::Publication,
        Target::Publication(name.to_owned()),
        fact(name),
        &publication.comment,
    );
}

pub(super) fn alter(planner: &mut Planner<'_>, name: &str) {
    let (Some(old), Some(new)) = (planner.old.publications.get(name), planner.new.publications.get(name))
    else {
        return;
    };
    let id = ObjectId::Publication(name.to_owned());
    if planner.work.alters(&id, Attribute::Published) && !has_unpublished(planner, name) {
        publish(planner, &without_dropped(planner, old), new);
    }
    if planner.work.alters(&id, Attribute::Parameters) {
        let statement = PublicationStatement::SetParameters { from: old.clone(), to: new.clone() };
        let step = step(planner, Phase::Publication, [], statement);
        planner.push(step);
    }
    if planner.work.alters(&id, Attribute::Comment) {
        planner.comment(Phase::Publication, Target::Publication(name.to_owned()), fact(name), &new.comment);
    }
}

pub(super) fn drop(planner: &mut Planner<'_>, name: &str) {
    let statement = Statement::Publication(PublicationStatement::Drop(name.to_owned()));
    let comes_back = planner.work.creates(&ObjectId::Publication(name.to_owned()));
    let phase = if comes_back { Phase::Teardown } else { Phase::Drop };
    let mut step = Step::new(phase, Operation::New, statement);
    if comes_back {
        let lost =
            format!("subscribers of {name} miss what is written before it is back, and must be refreshed");
        step = step.hazard(Hazard::Remark(lost));
    } else {
        step =
            step.hazard(Hazard::Breaks(format!("publication {name} is gone, and with it its replication")));
    }
    let step = step.releases(planner.before.uses(&fact(name)).to_vec());
    planner.push(step.destroys([fact(name)]));
}

/// Takes the tables out whose columns are in the works, and publishes them again afterwards.
pub(super) fn unpublish(planner: &mut Planner<'_>) {
    let work = planner.work;
    let mut by_publication: BTreeMap<&str, Vec<QName>> = BTreeMap::new();
    for (publication, table) in &work.unpublished {
        by_publication.entry(publication).or_default().push(table.clone());
    }
    for (name, tables) in by_publication {
        let (Some(old), Some(new)) = (planner.old.publications.get(name), planner.new.publications.get(name))
        else {
            continue;
        };
        let mut rest = without_dropped(planner, old);
        rest.tables.retain(|table, _| !tables.contains(table));
        let statement = PublicationStatement::Remove {
            name: name.to_owned(),
            tables: tables.clone(),
            namespaces: Vec::new(),
        };
        let mut step = step(planner, Phase::Teardown, &tables, statement);
        if planner.options.zero.as_deref() == Some(name) {
            let names: Vec<String> = tables.iter().map(ToString::to_string).collect();
            let names = names.join(", ");
            let again =
                format!("Zero copies {names} again, since it is not told what becomes of stored values");
            step = step.hazard(Hazard::Remark(again));
        }
        let left = tables.iter().flat_map(|table| columns_of(planner, name, table)).collect::<Vec<_>>();
        let removed = planner.push(step.releases(left));
        if let Some(published) = publish(planner, &rest, new) {
            planner.graph.after(published, removed);
        }
    }
}

fn has_unpublished(planner: &Planner<'_>, name: &str) -> bool {
    planner.work.unpublished.iter().any(|(publication, _)| publication == name)
}

/// What the publication uses of one table.
fn columns_of(planner: &Planner<'_>, name: &str, table: &QName) -> Vec<Fact> {
    let of_table = |fact: &&Fact| match fact {
        Fact::Object(ObjectId::Column(owner, _) | ObjectId::Table(owner)) => owner == table,
        // In the row filter.
        Fact::Object(
            ObjectId::Enum(_) | ObjectId::Domain(_) | ObjectId::Function(..) | ObjectId::Definition(_),
        ) => true,
        _ => false,
    };
    planner.before.uses(&fact(name)).iter().filter(of_table).cloned().collect()
}

/// A table that goes leaves its publications by itself.
fn without_dropped(planner: &Planner<'_>, old: &Publication) -> Publication {
    let mut rest = old.clone();
    rest.tables.retain(|table, _| !planner.work.drops(&ObjectId::Table(table.clone())));
    rest
}

/// The statement that brings the list of what is published from one state to another.
fn publish(planner: &mut Planner<'_>, old: &Publication, new: &Publication) -> Option<usize> {
    let name = new.name.clone();
    let kept = old.tables.iter().filter(|(table, _)| new.tables.contains_key(*table));
    let changed = kept.clone().any(|(table, entry)| new.tables.get(table) != Some(entry));
    let added: BTreeMap<QName, PublicationTable> = new
        .tables
        .iter()
        .filter(|(t, _)| !old.tables.contains_key(*t))
        .map(|(t, e)| (t.clone(), e.clone()))
        .collect();
    let removed: Vec<QName> = old.tables.keys().filter(|t| !new.tables.contains_key(*t)).cloned().collect();
    let missing = |from: &[String], to: &[String]| -> Vec<String> {
        to.iter().filter(|namespace| !from.contains(namespace)).cloned().collect()
    };
    let (entered, left) =
        (missing(&old.namespaces, &new.namespaces), missing(&new.namespaces, &old.namespaces));
    if changed {
        let (tables, namespaces) = (new.tables.clone(), new.namespaces.clone());
        return Some(push(planner, new, PublicationStatement::SetObjects { name, tables, namespaces }));
    }
    let mut last = None;
    if !removed.is_empty() || !left.is_empty() {
        let statement =
            PublicationStatement::Remove { name: name.clone(), tables: removed, namespaces: left };
        last = Some(push(planner, new, statement));
    }
    if !added.is_empty() || !entered.is_empty() {
        let statement = PublicationStatement::Add { name, tables: added, namespaces: entered };
        last = Some(push(planner, new, statement));
    }
    last
}

/// A step that leaves the publication as the new schema has it.
fn push(planner: &mut Planner<'_>, new: &Publication, statement: PublicationStatement) -> usize {
    let step = step(planner, Phase::Publication, new.tables.keys(), statement);
    let step = step.needs(planner.after.uses(&fact(&new.name)).to_vec());
    let adds = matches!(step.statement, Statement::Publication(PublicationStatement::Add { .. }));
    // Tables that left for a while have let go of their columns already.
    let held = planner.before.uses(&fact(&new.name)).iter().filter(|used| match used {
        Fact::Object(ObjectId::Column(table, _)) => {
            !planner.work.unpublished.contains(&(new.name.clone(), table.clone()))
        }
        _ => true,
    });
    let held: Vec<Fact> = held.cloned().collect();
    // What only adds lets go of nothing.
    planner.push(if adds { step } else { step.releases(held) })
}

fn step<'t>(
    planner: &Planner<'_>,
    phase: Phase,
    tables: impl IntoIterator<Item = &'t QName>,
    statement: PublicationStatement,
) -> Step {
    let mut step = Step::new(phase, Operation::Publish, Statement::Publication(statement));
    step.tables = planner.existing(tables);
    step
}

fn fact(name: &str) -> Fact {
    Fact::Object(ObjectId::Publication(name.to_owned()))
}
