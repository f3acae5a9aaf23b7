//! Namespaces.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{NamespaceStatement, Statement, Target};
use crate::model::ObjectId;

pub(super) fn create(planner: &mut Planner<'_>, name: &str) {
    let Some(namespace) = planner.new.namespaces.get(name) else { return };
    let statement = Statement::Namespace(NamespaceStatement::Create(name.to_owned()));
    planner.push(Step::new(Phase::Foundation, Operation::New, statement));
    if namespace.comment.is_some() {
        comment(planner, name);
    }
}

/// Its comment.
pub(super) fn comment(planner: &mut Planner<'_>, name: &str) {
    let Some(namespace) = planner.new.namespaces.get(name) else { return };
    let fact = Fact::Object(ObjectId::Namespace(name.to_owned()));
    planner.comment(Phase::Foundation, Target::Namespace(name.to_owned()), fact, &namespace.comment);
}

pub(super) fn drop(planner: &mut Planner<'_>, name: &str) {
    let statement = Statement::Namespace(NamespaceStatement::Drop(name.to_owned()));
    planner.push(Step::new(Phase::Foundations, Operation::New, statement));
}
