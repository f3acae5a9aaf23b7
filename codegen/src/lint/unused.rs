//! Types that nothing is made of.

use super::Linter;
use super::registry::{TW040, TW041};
use crate::model::ObjectId;

pub(super) fn lint(linter: &mut Linter<'_>) {
    let enums = linter.schema.enums.keys().map(|name| (&TW040, ObjectId::Enum(name.clone())));
    let domains = linter.schema.domains.keys().map(|name| (&TW041, ObjectId::Domain(name.clone())));
    let all: Vec<_> = enums.chain(domains).filter(|(_, id)| !linter.uses.is_used(id)).collect();
    for (lint, id) in all {
        let message = format!("{} `{id}` is used by nothing", id.kind());
        linter.report(lint, message, "take it out, or give a column that type".to_owned(), vec![id]);
    }
}
