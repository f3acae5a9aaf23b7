//! Views.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{Statement, Target, ViewStatement};
use crate::model::{ObjectId, QName};

pub(super) fn create(planner: &mut Planner<'_>, name: &QName) {
    let Some(view) = planner.new.views.get(name) else { return };
    let statement = Statement::View(ViewStatement::Create(view.clone()));
    let step = Step::new(Phase::View, Operation::New, statement);
    let step = step.needs(planner.after.uses(&fact(name)).to_vec());
    planner.push(step.provides([fact(name), Fact::Relation(name.clone()), Fact::TypeName(name.clone())]));
    let on = Target::View { name: name.clone(), materialized: view.materialized };
    planner.comment_new(Phase::View, on, fact(name), &view.comment);
}

fn fact(name: &QName) -> Fact {
    Fact::Object(ObjectId::View(name.clone()))
}
