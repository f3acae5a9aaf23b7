//! What a change lets somebody see or do that they could not before. Values of the model go in, hazards come out; the
//! builders of steps put them where the statement is.

use super::hazard::Hazard;
use crate::model::{DefinitionId, Expr, Policy, PolicyCommand};

/// What a policy lets through that the old one of its name did not; `None` is one that is not there. `guarded` says
/// whether they counted before: only then was anything kept from anybody.
pub(super) fn policy(old: Option<&Policy>, new: Option<&Policy>, guarded: bool) -> Vec<Hazard> {
    match (old, new) {
        (None, None) => Vec::new(),
        (None, Some(new)) if new.permissive && guarded => {
            let text = format!("policy {}.{} lets {} through to more rows", new.table, new.name, roles(new));
            vec![Hazard::Loosens(text)]
        }
        (None, Some(_)) => Vec::new(),
        // Without a permissive policy less is seen; without a restrictive one, more.
        (Some(old), None) if old.permissive => Vec::new(),
        (Some(old), None) => {
            vec![Hazard::Loosens(format!("policy {}.{} restricts nobody any more", old.table, old.name))]
        }
        (Some(old), Some(new)) => widened(old, new),
    }
}

fn widened(old: &Policy, new: &Policy) -> Vec<Hazard> {
    let Policy { name, table, permissive, command, roles: to, using, check, comment: _ } = new;
    let mut loosened = Vec::new();
    if *permissive && !old.permissive {
        loosened.push("allows instead of restricting".to_owned());
    }
    // A permissive policy that is for more lets more through; a restrictive one that is for less does.
    let gained = if *permissive { to.difference(&old.roles) } else { old.roles.difference(to) };
    let gained: Vec<String> = gained.map(ToString::to_string).collect();
    if !gained.is_empty() {
        let verb = if *permissive { "is for" } else { "is no more for" };
        loosened.push(format!("{verb} {}", gained.join(", ")));
    }
    if *command != old.command {
        let wide = if *permissive { *command } else { old.command };
        if wide == PolicyCommand::All || *command != PolicyCommand::All {
            loosened.push("is for other commands".to_owned());
        }
    }
    for (word, before, after) in [("USING", &old.using, using), ("WITH CHECK", &old.check, check)] {
        if before != after {
            loosened.push(match after {
                Some(expr) if !is_true(expr) => {
                    format!("has another {word} condition, which may let more through")
                }
                Some(_) => format!("has {word} (true)"),
                None => format!("has no {word} condition any more"),
            });
        }
    }
    loosened.into_iter().map(|what| Hazard::Loosens(format!("policy {table}.{name} {what}"))).collect()
}

fn is_true(expr: &Expr) -> bool {
    expr.canonical.trim_matches(['(', ')', ' ']) == "true"
}

fn roles(policy: &Policy) -> String {
    let roles: Vec<String> = policy.roles.iter().map(ToString::to_string).collect();
    if roles.is_empty() { "PUBLIC".to_owned() } else { roles.join(", ") }
}

/// What running code misses when a definition goes for good. Triggers, rules and policies work behind its back.
pub(super) fn broken(id: &DefinitionId) -> Option<Hazard> {
    let named = match id {
        DefinitionId::Composite(_)
        | DefinitionId::Range(_)
        | DefinitionId::Collation(_)
        | DefinitionId::Cast(..)
        | DefinitionId::Operator(..)
        | DefinitionId::TextSearch(..)
        | DefinitionId::Server(_)
        | DefinitionId::UserMapping(..)
        | DefinitionId::Subscription(_) => true,
        DefinitionId::OperatorFamily(..)
        | DefinitionId::OperatorClass(..)
        | DefinitionId::ForeignDataWrapper(_)
        | DefinitionId::Statistics(_)
        | DefinitionId::Rule(..)
        | DefinitionId::Trigger(..)
        | DefinitionId::Policy(..)
        | DefinitionId::EventTrigger(_)
        | DefinitionId::Opaque(_) => false,
    };
    named.then(|| Hazard::Breaks(format!("{} {id} is gone", id.kind())))
}
