//! Functions and procedures.

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::super::work::Reason;
use crate::ddl::{FunctionStatement, Statement, Target};
use crate::diff::Attribute;
use crate::model::{Function, ObjectId, QName, Type};
use crate::sql::is_open_definer;

pub(super) fn create(planner: &mut Planner<'_>, name: &QName, types: &[Type]) {
    define(planner, name, types, false);
}

/// `CREATE FUNCTION`, or `CREATE OR REPLACE` for one that stays.
fn define(planner: &mut Planner<'_>, name: &QName, types: &[Type], replace: bool) {
    let Some(function) = planner.new.functions.get(&(name.clone(), types.to_vec())) else { return };
    let id = ObjectId::Function(name.clone(), types.to_vec());
    let fact = Fact::Object(id.clone());
    let statement = FunctionStatement::Create { function: function.clone(), replace };
    let step = Step::new(Phase::Function, Operation::New, Statement::Function(statement));
    let late = if planner.late.contains(&id) { &[][..] } else { planner.after.late(&id) };
    let step = step.needs(planner.after.uses(&fact).to_vec()).needs(late.to_vec());
    let step = step.needs(new_columns(planner, function));
    let step = step.releases(if replace { planner.before.uses(&fact).to_vec() } else { Vec::new() });
    let step = step.awaits(if replace { Vec::new() } else { planner.before.uses(&fact).to_vec() });
    let mut step = step.provides([fact.clone()]);
    step.hazards.extend(loosened(planner, &id, function));
    planner.push(step);
    let on = Target::Function { name: name.clone(), kind: function.kind, signature: types.to_vec() };
    if !replace {
        planner.comment_new(Phase::Function, on, fact, &function.comment);
    }
}

/// The columns that a table of whose rows it takes or gives one is about to get: the body may name them.
fn new_columns(planner: &Planner<'_>, function: &Function) -> Vec<Fact> {
    let tables = function.arguments.iter().filter_map(|argument| match &argument.ty {
        Type::Named { name, .. } => planner.new.tables.get(name),
        _ => None,
    });
    let columns = tables.flat_map(|table| {
        // One that is computed may need the function itself.
        let plain =
            table.columns.iter().filter(|column| column.default.is_none() && column.generated.is_none());
        plain.map(|column| ObjectId::Column(table.name.clone(), column.name.clone()))
    });
    columns.filter(|id| planner.work.creates(id)).map(Fact::Object).collect()
}

pub(super) fn alter(planner: &mut Planner<'_>, name: &QName, types: &[Type]) {
    let Some(function) = planner.new.functions.get(&(name.clone(), types.to_vec())) else { return };
    let id = ObjectId::Function(name.clone(), types.to_vec());
    if planner.work.alters(&id, Attribute::Definition) {
        define(planner, name, types, true);
    }
    if planner.work.alters(&id, Attribute::Comment) {
        let on = Target::Function { name: name.clone(), kind: function.kind, signature: types.to_vec() };
        planner.comment(Phase::Function, on, Fact::Object(id), &function.comment);
    }
}

pub(super) fn drop(planner: &mut Planner<'_>, name: &QName, types: &[Type]) {
    let Some(old) = planner.old.functions.get(&(name.clone(), types.to_vec())) else { return };
    let id = ObjectId::Function(name.clone(), types.to_vec());
    let phase = if planner.work.creates(&id) { Phase::Teardown } else { Phase::Drop };
    let fact = Fact::Object(id.clone());
    let statement = FunctionStatement::Drop { name: name.clone(), kind: old.kind, signature: types.to_vec() };
    let mut step = Step::new(phase, Operation::New, Statement::Function(statement));
    step.hazards.extend(broken(planner, &id, old));
    planner.push(step.releases(planner.before.uses(&fact).to_vec()).destroys([fact]));
}

/// A function that runs with its owner's rights finds what it names through the caller's `search_path`, unless it sets
/// its own (manual: `CREATE FUNCTION`, "Writing SECURITY DEFINER Functions Safely").
fn loosened(planner: &Planner<'_>, id: &ObjectId, new: &Function) -> Option<Hazard> {
    let old = match id {
        ObjectId::Function(name, types) => planner.old.functions.get(&(name.clone(), types.clone())),
        _ => None,
    };
    let open = is_open_definer(new) && !old.is_some_and(is_open_definer);
    open.then(|| {
        Hazard::Loosens(format!(
            "{id} is SECURITY DEFINER without SET search_path, so a caller can put objects of their own in its way"
        ))
    })
}

/// What callers miss: the function itself, or the result that it had.
fn broken(planner: &Planner<'_>, id: &ObjectId, old: &Function) -> Option<Hazard> {
    match planner.work.create.get(id) {
        None => Some(Hazard::Breaks(format!("{} {id} is gone", old.kind.word()))),
        Some(Reason::Rebuilt(_)) => Some(Hazard::Breaks(format!(
            "{} {id} has other arguments or another result under its name",
            old.kind.word()
        ))),
        Some(Reason::Changed | Reason::PutBack) => None,
    }
}
