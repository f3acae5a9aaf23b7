//! Views.

use super::{Attribute, Because, Changes, index};
use crate::model::{ObjectId, View};

/// A changed query is a new view: `CREATE OR REPLACE` only works while the columns, with their names and types, stay
/// as they were. Where both schemas make that certain, the planner replaces it after all. The indexes of a materialized view come and go alone, unless
/// it is made again with all that it has.
pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &View, new: &View) {
    let View {
        name,
        materialized,
        columns,
        options,
        query,
        details,
        indexes,
        clustered,
        access_method,
        tablespace,
        comment,
        placeholder: _,
    } = new;
    let same = old.materialized == *materialized
        && old.columns == *columns
        && old.query == *query
        && old.access_method == *access_method;
    if !same {
        return changes.rebuild(&id, Because::Definition);
    }
    changes.alter(
        &id,
        Attribute::Options,
        &(&old.options, &old.details, &old.clustered, &old.tablespace),
        &(options, details, clustered, tablespace),
    );
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
    let index_id = |index: &String| ObjectId::Index(name.clone(), index.clone());
    changes.objects(&old.indexes, indexes, index_id, index::compare);
}
