//! `@allow` in place: at the object, or at the table that it belongs to.

use std::collections::HashSet;

use super::finding::Finding;
use crate::model::Notes;
use crate::report::{Code, Diagnostic, Errors};

/// The findings that nobody allows.
///
/// # Errors
/// What is allowed and not found: the reason is gone, so the permission goes too.
pub(super) fn allow(found: Vec<Finding>, notes: &Notes) -> Result<Vec<Finding>, Errors> {
    let mut used = HashSet::new();
    let mut left = Vec::new();
    for finding in found {
        let code = finding.lint.code;
        let at = finding
            .objects
            .iter()
            .find(|id| notes.get(id).is_some_and(|note| note.allow.iter().any(|allow| allow.code == code)));
        match at {
            Some(id) => {
                used.insert((id.clone(), code));
            }
            None => left.push(finding),
        }
    }
    let mut errors = Errors::new();
    for (id, note) in notes.iter() {
        for allow in note.allow.iter().filter(|allow| !used.contains(&(id.clone(), allow.code.as_str()))) {
            let message = format!("`{}` finds nothing at {} `{id}`", allow.code, id.kind());
            let error = Diagnostic::new(Code::UnusedDirective, message).help("take the `@allow` out");
            errors.push(match &allow.place {
                Some(place) => error.at(place.clone(), ""),
                None => error,
            });
        }
    }
    errors.finish()?;
    Ok(left)
}
