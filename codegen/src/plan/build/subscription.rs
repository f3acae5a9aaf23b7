//! Subscriptions: nothing that is planned connects to the publisher.

use super::super::hazard::Hazard;
use super::super::planner::Planner;
use super::super::step::Phase;
use super::definition::{fact, phase, step};
use super::foreign;
use crate::ddl::{DefinitionStatement, SubscriptionStatement};
use crate::diff::{Attribute, changed_parameters};
use crate::model::{Definition, DefinitionId, ObjectId, Subscription};

/// What is left to do by hand for a new one.
pub(super) fn unfinished(new: &Definition) -> Option<Hazard> {
    let Definition::Subscription(new) = new else { return None };
    let name = &new.name;
    Some(Hazard::Remark(format!(
        "subscription {name} is made without connecting: make its slot on the publisher, then enable and refresh it by hand"
    )))
}

pub(super) fn alter(planner: &mut Planner<'_>, old: &Subscription, new: &Subscription) {
    let id = DefinitionId::Subscription(new.name.clone());
    let alters = |attribute| planner.work.alters(&ObjectId::Definition(id.clone()), attribute);
    let (connection, published) = (alters(Attribute::Connection), alters(Attribute::Published));
    let parameters = alters(Attribute::Parameters);
    let name = new.name.clone();
    if connection {
        let hazard = new
            .connection
            .is_none()
            .then(|| foreign::missing(&format!("the connection string of subscription {name}")));
        let statement =
            SubscriptionStatement::Connection { name: name.clone(), connection: new.connection.clone() };
        push(planner, &id, statement, hazard);
    }
    if published {
        let hazard = Hazard::Remark(format!(
            "the tables of subscription {name} change with ALTER SUBSCRIPTION {name} REFRESH PUBLICATION, by hand"
        ));
        let publications = new.publications.clone();
        push(
            planner,
            &id,
            SubscriptionStatement::Publications { name: name.clone(), publications },
            Some(hazard),
        );
    }
    if parameters {
        let parameters = changed_parameters(old, new);
        let stopped =
            |(name, _): &&(String, String)| matches!(name.as_str(), "failover" | "slot_name" | "two_phase");
        let hazard = parameters.iter().find(stopped).map(|(parameter, _)| {
            Hazard::Fails(format!("{parameter} changes only while subscription {name} is disabled"))
        });
        push(planner, &id, SubscriptionStatement::Parameters { name, parameters }, hazard);
    }
}

fn push(
    planner: &mut Planner<'_>,
    id: &DefinitionId,
    statement: SubscriptionStatement,
    hazard: Option<Hazard>,
) {
    let mut step =
        step(planner, id, phase(id), DefinitionStatement::Subscription(statement)).needs([fact(id)]);
    step.hazards.extend(hazard);
    planner.push(step);
}

/// Lets go of the slot on the publisher, so that dropping the subscription needs no connection. The last of the steps.
pub(super) fn detach(planner: &mut Planner<'_>, id: &DefinitionId, phase: Phase) -> Option<usize> {
    let DefinitionId::Subscription(name) = id else { return None };
    let statement = |statement| DefinitionStatement::Subscription(statement);
    let disable = step(planner, id, phase, statement(SubscriptionStatement::Disable(name.clone())));
    let disabled = planner.push(disable.hazard(Hazard::Remark(format!(
        "the slot of subscription {name} stays on the publisher, and has to be dropped there by hand"
    ))));
    let detached = step(planner, id, phase, statement(SubscriptionStatement::Detach(name.clone())));
    let detached = planner.push(detached);
    planner.graph.after(detached, disabled);
    planner.graph.steps[detached].behind = Some(disabled);
    Some(detached)
}
