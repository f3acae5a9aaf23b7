//! Namespaces.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{NamespaceStatement, Rename, Statement, Target};
use crate::diff::Attribute;
use crate::model::{ObjectId, PUBLIC_COMMENT};

pub(super) fn create(planner: &mut Planner<'_>, name: &str) {
    let Some(namespace) = planner.new.namespaces.get(name) else { return };
    let statement = Statement::Namespace(NamespaceStatement::Create(name.to_owned()));
    planner.push(Step::new(Phase::Foundation, Operation::New, statement).provides([Fact::Object(id(name))]));
    if namespace.comment.is_some() {
        comment(planner, name);
    }
}

/// Its comment.
pub(super) fn comment(planner: &mut Planner<'_>, name: &str) {
    let Some(namespace) = planner.new.namespaces.get(name) else { return };
    if !planner.work.creates(&id(name)) && !planner.work.alters(&id(name), Attribute::Comment) {
        return;
    }
    let fact = Fact::Object(ObjectId::Namespace(name.to_owned()));
    // A database is made with this comment on `public`, and what differs from it is dumped.
    let usual = (name == "public").then(|| PUBLIC_COMMENT.to_owned());
    let comment = namespace.comment.clone().or(usual);
    // One that was there may first get the name under which the comment finds it.
    let phase = if planner.work.creates(&id(name)) { Phase::Foundation } else { Phase::Type };
    planner.comment(phase, Target::Namespace(name.to_owned()), fact, &comment);
}

pub(super) fn drop(planner: &mut Planner<'_>, name: &str) {
    // An extension that is not told where to be any more cannot stay in a namespace that goes.
    let stranded = planner.old.extensions.values().filter(|extension| {
        let stays = planner.new.extensions.get(&extension.name).is_some_and(|new| new.namespace.is_none());
        extension.namespace.as_deref() == Some(name) && stays
    });
    for extension in stranded {
        let object = Target::Extension(extension.name.clone());
        let statement = Statement::Rename(Rename::Move { object, namespace: "public".to_owned() });
        planner.push(Step::new(Phase::Foundation, Operation::New, statement));
    }
    let statement = Statement::Namespace(NamespaceStatement::Drop(name.to_owned()));
    planner.push(Step::new(Phase::DropNamespace, Operation::New, statement));
}

fn id(name: &str) -> ObjectId {
    ObjectId::Namespace(name.to_owned())
}
