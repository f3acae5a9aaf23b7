//! Extensions. What they provide is not in the model, so they come before everything and go after everything.

use super::super::fact::Fact;
use super::super::hazard::{Destruction, Hazard};
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{ExtensionStatement, Rename, Statement, Target};
use crate::diff::Attribute;
use crate::model::ObjectId;

pub(super) fn create(planner: &mut Planner<'_>, name: &str) {
    let Some(extension) = planner.new.extensions.get(name) else { return };
    let statement = Statement::Extension(ExtensionStatement::Create(extension.clone()));
    planner.push(Step::new(Phase::Foundation, Operation::New, statement).provides([fact(name)]));
    let (on, fact) = (Target::Extension(name.to_owned()), fact(name));
    planner.comment_new(Phase::Foundation, on, fact, &extension.comment);
}

pub(super) fn alter(planner: &mut Planner<'_>, name: &str) {
    let Some(extension) = planner.new.extensions.get(name) else { return };
    let id = ObjectId::Extension(name.to_owned());
    let on = Target::Extension(name.to_owned());
    if planner.work.alters(&id, Attribute::Namespace)
        && let Some(namespace) = extension.namespace.clone()
    {
        let statement = Statement::Rename(Rename::Move { object: on.clone(), namespace });
        planner.push(Step::new(Phase::Foundation, Operation::New, statement));
    }
    if planner.work.alters(&id, Attribute::Version) {
        let update = ExtensionStatement::Update { name: name.to_owned(), version: extension.version.clone() };
        planner.push(Step::new(Phase::Foundation, Operation::New, Statement::Extension(update)));
    }
    if planner.work.alters(&id, Attribute::Comment) {
        planner.comment(Phase::Foundation, on, fact(name), &extension.comment);
    }
}

pub(super) fn drop(planner: &mut Planner<'_>, name: &str) {
    let statement = Statement::Extension(ExtensionStatement::Drop(name.to_owned()));
    let step = Step::new(Phase::DropExtension, Operation::New, statement);
    let step = step.hazard(Hazard::Loss(Destruction::Extension(name.to_owned())));
    planner.push(step.hazard(Hazard::Breaks(format!("what extension {name} brought is gone"))));
}

fn fact(name: &str) -> Fact {
    Fact::Object(ObjectId::Extension(name.to_owned()))
}
