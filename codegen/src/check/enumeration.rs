//! Enums: each value once, none longer than the server keeps.

use super::{Checker, invalid, repeated};
use crate::model::ObjectId;
use crate::report::{Code, Diagnostic};

/// A value of an enum is a name (manual, 8.7.4).
const LONGEST: usize = 63;

pub(super) fn check(checker: &mut Checker<'_>) {
    for item in checker.described.schema.enums.values() {
        let id = [ObjectId::Enum(item.name.clone())];
        if let Some(value) = repeated(&item.values) {
            let message = format!("enum `{}` has the value `{value}` twice", item.name);
            checker.report(Diagnostic::new(Code::Duplicate, message).help("keep one of them"), &id);
        }
        for value in item.values.iter().filter(|value| value.len() > LONGEST) {
            let message = format!("a value of enum `{}` has {} bytes: `{value}`", item.name, value.len());
            checker.report(invalid(message).help("63 bytes are possible: shorten it"), &id);
        }
    }
}
