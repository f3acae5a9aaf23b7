//! Domains.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{DomainStatement, Statement, Target};
use crate::model::{Domain, ObjectId, QName};

pub(super) fn create(planner: &mut Planner<'_>, name: &QName) {
    let Some(new) = planner.new.domains.get(name) else { return };
    let statement = Statement::Domain(DomainStatement::Create(new.clone()));
    let step = Step::new(Phase::Type, Operation::New, statement);
    let step = step.needs(planner.after.uses(&fact(name)).to_vec());
    planner.push(step.provides([fact(name), Fact::TypeName(name.clone())]));
    comments(planner, new);
}

/// The comments of a domain that was just made.
pub(super) fn comments(planner: &mut Planner<'_>, domain: &Domain) {
    let name = &domain.name;
    planner.comment_new(Phase::Type, Target::Domain(name.clone()), fact(name), &domain.comment);
    for (check, on) in &domain.checks {
        let target = Target::DomainCheck { domain: name.clone(), name: check.clone() };
        planner.comment_new(Phase::Type, target, fact(name), &on.comment);
    }
}

pub(super) fn fact(name: &QName) -> Fact {
    Fact::Object(ObjectId::Domain(name.clone()))
}
