//! Views.

use std::collections::BTreeSet;

use super::super::fact::Fact;
use super::super::hazard::{Destruction, Hazard};
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::super::work::Reason;
use super::index;
use crate::ddl::{Statement, Target, ViewAction, ViewStatement};
use crate::diff::Attribute;
use crate::model::{ObjectId, QName, View, ViewColumn};

pub(super) fn create(planner: &mut Planner<'_>, name: &QName) {
    let Some(view) = planner.new.views.get(name) else { return };
    let provided = [fact(name), Fact::Relation(name.clone()), Fact::TypeName(name.clone())];
    let placeholder = view.placeholder.0.clone().filter(|_| planner.placeholders.contains(name));
    let replaces = placeholder.is_some();
    if let Some(query) = placeholder {
        let statement = Statement::View(ViewStatement::Create(View::new(name.clone(), query)));
        planner.push(Step::new(Phase::Table, Operation::New, statement).provides(provided.clone()));
    }
    let statement = match replaces {
        true => ViewStatement::Replace(view.clone()),
        false => ViewStatement::Create(view.clone()),
    };
    let mut step = Step::new(Phase::View, Operation::New, Statement::View(statement));
    step.hazards.extend(planner.old.views.get(name).into_iter().flat_map(|old| loosened(old, view)));
    let step = step.needs(planner.after.uses(&fact(name)).to_vec());
    // What it read before may be what it was taken down for.
    let step = step.awaits(planner.before.uses(&fact(name)).to_vec());
    planner.push(if replaces { step.needs([fact(name)]) } else { step.provides(provided) });
    let on = Target::View { name: name.clone(), materialized: view.materialized };
    planner.comment_new(Phase::View, on, fact(name), &view.comment);
    view.indexes.keys().for_each(|index| index::make(planner, name, index));
    details(planner, &View::new(name.clone(), view.query.clone()), view);
}

pub(super) fn alter(planner: &mut Planner<'_>, name: &QName) {
    let (Some(old), Some(new)) = (planner.old.views.get(name), planner.new.views.get(name)) else { return };
    let id = ObjectId::View(name.clone());
    if planner.work.alters(&id, Attribute::Definition) {
        replace(planner, old, new);
        details(planner, old, new);
    } else if planner.work.alters(&id, Attribute::Options) {
        set_options(planner, old, new);
        details(planner, old, new);
        if old.tablespace != new.tablespace {
            let tablespace = new.tablespace.clone().unwrap_or_else(|| "pg_default".to_owned());
            let because = format!("it moves to tablespace {tablespace}");
            let step = action(planner, new, ViewAction::Tablespace(tablespace));
            planner.push(step.hazard(Hazard::Rewrite { table: name.clone(), because }));
        }
    }
    if planner.work.alters(&id, Attribute::Comment) {
        let on = Target::View { name: name.clone(), materialized: new.materialized };
        planner.comment(Phase::View, on, fact(name), &new.comment);
    }
}

/// `CREATE OR REPLACE`: what uses the view, its comments, triggers and privileges stay.
fn replace(planner: &mut Planner<'_>, old: &View, new: &View) {
    let fact = fact(&new.name);
    let statement = Statement::View(ViewStatement::Replace(new.clone()));
    let mut step = Step::new(Phase::View, Operation::New, statement)
        .needs(planner.after.uses(&fact).to_vec())
        .releases(planner.before.uses(&fact).to_vec())
        .provides([fact]);
    step.hazards.extend(loosened(old, new));
    planner.push(step);
}

/// What is said of single columns, and the order of the rows.
fn details(planner: &mut Planner<'_>, old: &View, new: &View) {
    let none = ViewColumn::default();
    let columns: BTreeSet<&String> = old.details.keys().chain(new.details.keys()).collect();
    for column in columns {
        let (before, after) =
            (old.details.get(column).unwrap_or(&none), new.details.get(column).unwrap_or(&none));
        let ViewColumn { default, statistics, storage, comment } = after;
        let mut actions = Vec::new();
        if before.default != *default {
            actions.push(ViewAction::Default(column.clone(), default.clone()));
        }
        if before.statistics != *statistics {
            actions.push(ViewAction::Statistics(column.clone(), *statistics));
        }
        if before.storage != *storage {
            let storage =
                storage.clone().unwrap_or_else(|| default_storage(planner.options.target).to_owned());
            actions.push(ViewAction::Storage(column.clone(), storage));
        }
        for one in actions {
            let step = action(planner, new, one);
            planner.push(step);
        }
        if before.comment != *comment {
            let on = Target::Column { table: new.name.clone(), name: column.clone() };
            planner.comment(Phase::View, on, fact(&new.name), comment);
        }
    }
    if old.clustered != new.clustered {
        let indexes = old.clustered.iter().chain(&new.clustered);
        let needs: Vec<Fact> = indexes
            .filter(|index| new.indexes.contains_key(*index))
            .map(|index| Fact::index(&new.name, index))
            .collect();
        let step = action(planner, new, ViewAction::Cluster(new.clustered.clone()));
        planner.push(step.needs(needs));
    }
}

/// The way back: before version 16 nothing says "as the type has it", and what is not fixed to begin with is extended.
fn default_storage(target: u8) -> &'static str {
    if target >= 16 { "default" } else { "extended" }
}

fn action(planner: &Planner<'_>, view: &View, action: ViewAction) -> Step {
    let (name, materialized) = (view.name.clone(), view.materialized);
    let mut uses = vec![fact(&name)];
    if let ViewAction::Default(column, Some(_)) = &action {
        uses.extend(planner.after.uses(&Fact::Default(name.clone(), column.clone())).iter().cloned());
    }
    let statement = Statement::View(ViewStatement::Alter { name, materialized, action });
    Step::new(Phase::View, Operation::New, statement).needs(uses)
}

fn set_options(planner: &mut Planner<'_>, old: &View, new: &View) {
    let (name, materialized) = (new.name.clone(), new.materialized);
    let gone = old.options.iter().filter(|(option, _)| new.options.iter().all(|(other, _)| other != option));
    let gone: Vec<String> = gone.map(|(option, _)| option.clone()).collect();
    let options: Vec<(String, String)> =
        new.options.iter().filter(|option| !old.options.contains(option)).cloned().collect();
    let mut hazards = loosened(old, new);
    let mut push = |statement| {
        let mut step = Step::new(Phase::View, Operation::New, Statement::View(statement));
        step.hazards.append(&mut hazards);
        planner.push(step);
    };
    if !gone.is_empty() {
        push(ViewStatement::ResetOptions { name: name.clone(), materialized, options: gone });
    }
    if !options.is_empty() {
        push(ViewStatement::SetOptions { name, materialized, options });
    }
}

pub(super) fn drop(planner: &mut Planner<'_>, name: &QName) {
    let Some(old) = planner.old.views.get(name) else { return };
    let comes_back = planner.work.creates(&ObjectId::View(name.clone()));
    let statement = ViewStatement::Drop { name: name.clone(), materialized: old.materialized };
    let in_the_way = planner.work.drop.get(&ObjectId::View(name.clone())) == Some(&Reason::PutBack);
    let phase = if comes_back || in_the_way { Phase::Teardown } else { Phase::Drop };
    let emptied = emptied(planner, old, phase);
    let mut step = Step::new(phase, Operation::New, Statement::View(statement))
        .releases(planner.before.uses(&fact(name)).iter().filter(|_| emptied.is_none()).cloned())
        .destroys([fact(name), Fact::Relation(name.clone()), Fact::TypeName(name.clone())]);
    if old.materialized {
        step = step.hazard(if comes_back {
            Hazard::Remark(format!("materialized view {name} is computed again"))
        } else {
            Hazard::Loss(Destruction::MaterializedView(name.clone()))
        });
    }
    step = super::definition::gone_with(planner, name, step);
    for index in old.indexes.keys() {
        step = index::gone(planner, name, index, step);
    }
    if !comes_back {
        let kind = if old.materialized { "materialized view" } else { "view" };
        step = step.hazard(Hazard::Breaks(format!("{kind} {name} is gone")));
    }
    let dropped = planner.push(step);
    if let Some(emptied) = emptied {
        planner.graph.after(dropped, emptied);
    }
}

/// A view in a circle lets go of what its query uses before it goes: it is columns of nothing until then.
fn emptied(planner: &mut Planner<'_>, old: &View, phase: Phase) -> Option<usize> {
    let query = old.placeholder.0.clone().filter(|_| planner.placeholders.contains(&old.name))?;
    let columns = View::new(old.name.clone(), query);
    let statement = Statement::View(ViewStatement::Replace(columns));
    let step = Step::new(phase, Operation::New, statement);
    let uses = planner.before.uses(&fact(&old.name)).to_vec();
    Some(planner.push(step.releases(uses)))
}

/// Options that keep rows from those who may not see them, and which the new view does not have.
fn loosened(old: &View, new: &View) -> Vec<Hazard> {
    let is_on = |view: &View, option: &str| {
        let value = view.options.iter().find(|(name, _)| name == option).map(|(_, value)| value.as_str());
        value.is_some_and(|value| !matches!(value, "false" | "off" | "no" | "0"))
    };
    let lost = |option: &str| is_on(old, option) && !is_on(new, option);
    let name = &new.name;
    let mut hazards = Vec::new();
    if lost("security_invoker") {
        let text = format!("view {name} reads with the rights of its owner instead of those of the reader");
        hazards.push(Hazard::Loosens(text));
    }
    if lost("security_barrier") {
        let text = format!("view {name} lets conditions of a query see rows that its own would filter out");
        hazards.push(Hazard::Loosens(text));
    }
    if lost("check_option") {
        let text = format!("view {name} lets rows be written that it does not show");
        hazards.push(Hazard::Loosens(text));
    }
    hazards
}

fn fact(name: &QName) -> Fact {
    Fact::Object(ObjectId::View(name.clone()))
}
