//! Views.

use super::{Attribute, Because, Changes};
use crate::model::{ObjectId, View};

/// A changed query is a new view: `CREATE OR REPLACE` only works while the columns, with their names and types, stay
/// as they were, and those are not known without a server.
pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &View, new: &View) {
    let View { name: _, materialized, columns, options, query, comment } = new;
    if old.materialized == *materialized && old.columns == *columns && old.query == *query {
        changes.alter(&id, Attribute::Options, &old.options, options);
        changes.alter(&id, Attribute::Comment, &old.comment, comment);
    } else {
        changes.rebuild(&id, Because::Definition);
    }
}
