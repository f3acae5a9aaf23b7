//! Foreign-data wrappers, servers and user mappings.

use super::{Attribute, Because, Changes};
use crate::model::{ForeignDataWrapper, ObjectId, Server, UserMapping};

pub(super) fn compare_wrapper(
    changes: &mut Changes,
    id: &ObjectId,
    old: &ForeignDataWrapper,
    new: &ForeignDataWrapper,
) {
    let ForeignDataWrapper { name: _, handler, validator, options, comment } = new;
    changes.alter(id, Attribute::Definition, &(&old.handler, &old.validator), &(handler, validator));
    changes.alter(id, Attribute::ForeignOptions, &old.options, options);
    changes.alter(id, Attribute::Comment, &old.comment, comment);
}

/// A server keeps its wrapper and its type.
pub(super) fn compare_server(changes: &mut Changes, id: &ObjectId, old: &Server, new: &Server) {
    let Server { name: _, ty, version, wrapper, options, comment } = new;
    if old.wrapper != *wrapper || old.ty != *ty {
        return changes.rebuild(id, Because::Definition);
    }
    changes.alter(id, Attribute::Version, &old.version, version);
    changes.alter(id, Attribute::ForeignOptions, &old.options, options);
    changes.alter(id, Attribute::Comment, &old.comment, comment);
}

pub(super) fn compare_mapping(changes: &mut Changes, id: &ObjectId, old: &UserMapping, new: &UserMapping) {
    let UserMapping { server: _, user: _, options } = new;
    changes.alter(id, Attribute::ForeignOptions, &old.options, options);
}
