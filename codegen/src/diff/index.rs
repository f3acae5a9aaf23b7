//! Indexes.

use super::{Attribute, Because, Changes};
use crate::model::{Index, ObjectId};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Index, new: &Index) {
    let Index {
        name: _,
        unique,
        method,
        elements,
        include,
        nulls_not_distinct,
        parameters,
        tablespace,
        predicate,
        statistics,
        part_of: _,
        comment,
    } = new;
    // Parameters too: an index built with others (`m`, `lists`, `fillfactor`) only has them once it is built again.
    let same = old.unique == *unique
        && old.method == *method
        && old.elements == *elements
        && old.include == *include
        && old.nulls_not_distinct == *nulls_not_distinct
        && old.parameters == *parameters
        && old.predicate == *predicate;
    if same {
        changes.alter(&id, Attribute::Tablespace, &old.tablespace, tablespace);
        changes.alter(&id, Attribute::Statistics, &old.statistics, statistics);
        changes.alter(&id, Attribute::Comment, &old.comment, comment);
    } else {
        changes.rebuild(&id, Because::Definition);
    }
}
