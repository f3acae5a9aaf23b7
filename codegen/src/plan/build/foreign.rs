//! Foreign-data wrappers, servers and user mappings: what changes in place, and what no schema says.

use super::super::hazard::Hazard;
use super::super::planner::Planner;
use super::definition::{fact, phase, step};
use crate::ddl::{DefinitionStatement, ForeignStatement};
use crate::diff::Attribute;
use crate::model::{Definition, ForeignDataWrapper, ObjectId, SECRET, Server, is_secret};

type Options = Vec<(String, String)>;

pub(super) fn alter(planner: &mut Planner<'_>, old: &Definition, new: &Definition) {
    let alters = |attribute| planner.work.alters(&ObjectId::Definition(new.id()), attribute);
    let (functions, version) = (alters(Attribute::Definition), alters(Attribute::Version));
    let options = alters(Attribute::ForeignOptions);
    match (old, new) {
        (Definition::ForeignDataWrapper(from), Definition::ForeignDataWrapper(to)) if functions => {
            let statement = changed_functions(from, to);
            push(planner, new, statement, Vec::new());
        }
        (Definition::Server(_), Definition::Server(Server { name, version: to, .. })) if version => {
            let statement = ForeignStatement::Version { name: name.clone(), version: to.clone() };
            push(planner, new, statement, Vec::new());
        }
        _ => {}
    }
    let (Some(from), Some(to)) = (options_of(old), options_of(new)) else { return };
    if options {
        let added = to.iter().filter(|(name, _)| !from.iter().any(|(known, _)| known == name));
        let hazards = secrets(new, added.map(|(name, _)| name.as_str()));
        let statement = ForeignStatement::Options { of: new.id(), from: from.clone(), to: to.clone() };
        push(planner, new, statement, hazards);
    }
}

fn changed_functions(from: &ForeignDataWrapper, to: &ForeignDataWrapper) -> ForeignStatement {
    ForeignStatement::Functions {
        name: to.name.clone(),
        handler: (from.handler != to.handler).then(|| to.handler.clone()),
        validator: (from.validator != to.validator).then(|| to.validator.clone()),
    }
}

fn push(planner: &mut Planner<'_>, new: &Definition, statement: ForeignStatement, hazards: Vec<Hazard>) {
    let id = new.id();
    let mut step = step(planner, &id, phase(&id), DefinitionStatement::Foreign(statement))
        .needs([fact(&id)])
        .needs(planner.after.uses(&fact(&id)).to_vec())
        .releases(planner.before.uses(&fact(&id)).to_vec());
    step.hazards.extend(hazards);
    planner.push(step);
}

fn options_of(definition: &Definition) -> Option<&Options> {
    match definition {
        Definition::ForeignDataWrapper(wrapper) => Some(&wrapper.options),
        Definition::Server(server) => Some(&server.options),
        Definition::UserMapping(mapping) => Some(&mapping.options),
        Definition::Collation(_)
        | Definition::Composite(_)
        | Definition::Range(_)
        | Definition::Cast(_)
        | Definition::Operator(_)
        | Definition::OperatorFamily(_)
        | Definition::OperatorClass(_)
        | Definition::TextSearch(_)
        | Definition::Statistics(_)
        | Definition::Rule(_)
        | Definition::Trigger(_)
        | Definition::Policy(_)
        | Definition::EventTrigger(_)
        | Definition::Subscription(_)
        | Definition::Opaque(_) => None,
    }
}

/// What somebody has to fill in before a new one can be made.
pub(super) fn unsaid(new: &Definition) -> Vec<Hazard> {
    match new {
        Definition::Subscription(subscription) if subscription.connection.is_none() => {
            vec![missing(&format!("the connection string of subscription {}", subscription.name))]
        }
        other => {
            let options = options_of(other);
            secrets(other, options.into_iter().flatten().map(|(name, _)| name.as_str()))
        }
    }
}

/// The secrets among the options.
fn secrets<'n>(of: &Definition, options: impl Iterator<Item = &'n str>) -> Vec<Hazard> {
    let id = of.id();
    options
        .filter(|name| is_secret(name))
        .map(|name| missing(&format!("option {name} of {} {id}", id.kind())))
        .collect()
}

pub(super) fn missing(what: &str) -> Hazard {
    Hazard::Fails(format!("{what} is a secret that no schema keeps, and has to be put where {SECRET} stands"))
}
