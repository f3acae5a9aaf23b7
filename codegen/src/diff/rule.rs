//! Rules.

use super::{Attribute, Changes};
use crate::model::{ObjectId, Rule};

/// `CREATE OR REPLACE RULE` takes every change.
pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Rule, new: &Rule) {
    let Rule { name: _, relation: _, event, condition, instead, commands, enabled, comment } = new;
    changes.alter(
        &id,
        Attribute::Definition,
        &(&old.event, &old.condition, old.instead, &old.commands),
        &(event, condition, *instead, commands),
    );
    changes.alter(&id, Attribute::Enabled, &old.enabled, enabled);
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}
