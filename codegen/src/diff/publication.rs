//! Publications.

use super::{Attribute, Because, Changes};
use crate::model::{ObjectId, Publication};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Publication, new: &Publication) {
    let Publication { name: _, all_tables, tables, namespaces, publish, via_root, generated, comment } = new;
    if old.all_tables != *all_tables {
        return changes.rebuild(&id, Because::Definition);
    }
    changes.alter(&id, Attribute::Published, &(&old.tables, &old.namespaces), &(tables, namespaces));
    changes.alter(
        &id,
        Attribute::Parameters,
        &(&old.publish, old.via_root, old.generated),
        &(publish, *via_root, *generated),
    );
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}
