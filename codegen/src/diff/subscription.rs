//! Subscriptions.

use super::{Attribute, Changes};
use crate::model::{ObjectId, Subscription};

/// All of it changes in place.
pub(super) fn compare(changes: &mut Changes, id: &ObjectId, old: &Subscription, new: &Subscription) {
    let Subscription { name: _, connection, publications, parameters, comment } = new;
    changes.alter(id, Attribute::Connection, &old.connection, connection);
    changes.alter(id, Attribute::Published, &old.publications, publications);
    if !changed_parameters(old, new).is_empty() {
        changes.alter(id, Attribute::Parameters, &old.parameters, parameters);
    }
    changes.alter(id, Attribute::Comment, &old.comment, comment);
}

/// The parameters that change, with what they are then. Where the slot's name or `streaming` is not said, it is whatever it
/// is: the first follows no rename, and the second became another one in version 18.
pub(crate) fn changed_parameters(old: &Subscription, new: &Subscription) -> Vec<(String, String)> {
    let said = new.parameters.iter().filter(|parameter| !old.parameters.contains(parameter)).cloned();
    let back =
        old.parameters.iter().filter(|(name, _)| !new.parameters.iter().any(|(known, _)| known == name));
    let back = back.filter_map(|(name, _)| Some((name.clone(), usual(name)?.to_owned())));
    let mut changed: Vec<(String, String)> = said.chain(back).collect();
    changed.sort();
    changed
}

/// What a parameter is when nothing is said, where that is always the same.
fn usual(parameter: &str) -> Option<&'static str> {
    match parameter {
        "slot_name" | "streaming" => None,
        "origin" => Some("any"),
        "password_required" => Some("true"),
        "synchronous_commit" => Some("off"),
        _ => Some("false"),
    }
}
