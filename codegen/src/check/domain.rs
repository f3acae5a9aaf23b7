//! Domains: none is made of itself.

use super::{Checker, invalid};
use crate::model::{ObjectId, QName, Schema};

pub(super) fn check(checker: &mut Checker<'_>) {
    for name in checker.described.schema.domains.keys() {
        if is_made_of_itself(name, &checker.described.schema) {
            let message = format!("domain `{name}` is made of itself");
            let mistake = invalid(message).help("give it a type that exists without it");
            checker.report(mistake, &[ObjectId::Domain(name.clone())]);
        }
    }
}

fn is_made_of_itself(start: &QName, schema: &Schema) -> bool {
    let mut name = start;
    for _ in 0..schema.domains.len() {
        let Some(next) = schema.domains.get(name).and_then(|domain| domain.ty.user_type()) else {
            return false;
        };
        if next == start {
            return true;
        }
        name = next;
    }
    false
}
