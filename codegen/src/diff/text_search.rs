//! Text search objects.

use super::{Attribute, Because, Changes};
use crate::model::{ObjectId, TextSearch, TextSearchKind};

pub(super) fn compare(changes: &mut Changes, id: &ObjectId, old: &TextSearch, new: &TextSearch) {
    let TextSearch { kind, name: _, options, mappings, comment } = new;
    let in_place = match kind {
        TextSearchKind::Dictionary => old.options.get("template") == options.get("template"),
        TextSearchKind::Configuration | TextSearchKind::Parser | TextSearchKind::Template => {
            old.options == *options
        }
    };
    if !in_place {
        return changes.rebuild(id, Because::Definition);
    }
    changes.alter(id, Attribute::Definition, &(&old.options, &old.mappings), &(options, mappings));
    changes.alter(id, Attribute::Comment, &old.comment, comment);
}
