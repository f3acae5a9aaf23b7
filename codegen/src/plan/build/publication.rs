//! Publications.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{PublicationStatement, Statement, Target};
use crate::model::ObjectId;

pub(super) fn create(planner: &mut Planner<'_>, name: &str) {
    let Some(publication) = planner.new.publications.get(name) else { return };
    let statement = Statement::Publication(PublicationStatement::Create(publication.clone()));
    let step = Step::new(Phase::Publication, Operation::New, statement);
    let step = step.needs(planner.after.uses(&fact(name)).to_vec());
    planner.push(step.provides([fact(name)]));
    planner.comment_new(
        Phase::Publication,
        Target::Publication(name.to_owned()),
        fact(name),
        &publication.comment,
    );
}

fn fact(name: &str) -> Fact {
    Fact::Object(ObjectId::Publication(name.to_owned()))
}
