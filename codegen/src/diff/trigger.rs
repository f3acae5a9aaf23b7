//! Triggers and event triggers.

use super::{Attribute, Because, Changes};
use crate::model::{EventTrigger, ObjectId, Trigger};

/// `CREATE OR REPLACE TRIGGER` takes every change, but not from or to a constraint trigger.
pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Trigger, new: &Trigger) {
    let Trigger {
        name: _,
        relation: _,
        timing,
        events,
        columns,
        for_each_row,
        constraint,
        old_table,
        new_table,
        when,
        function,
        arguments,
        enabled,
        comment,
    } = new;
    let same = old.timing == *timing
        && old.events == *events
        && old.columns == *columns
        && old.for_each_row == *for_each_row
        && old.constraint == *constraint
        && old.old_table == *old_table
        && old.new_table == *new_table
        && old.when == *when
        && old.function == *function
        && old.arguments == *arguments;
    if !same && (old.constraint.is_some() || constraint.is_some()) {
        return changes.rebuild(&id, Because::Definition);
    }
    changes.alter(&id, Attribute::Definition, &same, &true);
    changes.alter(&id, Attribute::Enabled, &old.enabled, enabled);
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}

/// Only whether it fires can change in place.
pub(super) fn compare_event(changes: &mut Changes, id: ObjectId, old: &EventTrigger, new: &EventTrigger) {
    let EventTrigger { name: _, event, tags, function, enabled, comment } = new;
    if old.event != *event || old.tags != *tags || old.function != *function {
        return changes.rebuild(&id, Because::Definition);
    }
    changes.alter(&id, Attribute::Enabled, &old.enabled, enabled);
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}
