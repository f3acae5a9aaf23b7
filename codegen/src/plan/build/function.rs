//! Functions and procedures.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{FunctionStatement, Statement, Target};
use crate::diff::Attribute;
use crate::model::{ObjectId, QName, Type};

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
    let step = step.releases(if replace { planner.before.uses(&fact).to_vec() } else { Vec::new() });
    let step = step.awaits(if replace { Vec::new() } else { planner.before.uses(&fact).to_vec() });
    planner.push(step.provides([fact.clone()]));
    let on = Target::Function { name: name.clone(), kind: function.kind, signature: types.to_vec() };
    if !replace {
        planner.comment_new(Phase::Function, on, fact, &function.comment);
    }
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
    let fact = Fact::Object(id);
    let statement = FunctionStatement::Drop { name: name.clone(), kind: old.kind, signature: types.to_vec() };
    let step = Step::new(phase, Operation::New, Statement::Function(statement));
    planner.push(step.releases(planner.before.uses(&fact).to_vec()).destroys([fact]));
}
