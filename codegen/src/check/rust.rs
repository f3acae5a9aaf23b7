//! What `@rust` says must be Rust.

use super::Checker;
use crate::emit::is_usable;
use crate::model::Note;
use crate::report::{Code, Diagnostic};

pub(super) fn check(checker: &mut Checker<'_>) {
    let mut mistakes = Vec::new();
    for (id, note) in checker.described.notes.iter() {
        mistakes.extend(
            wrong_name(note).into_iter().chain(wrong_type(note)).map(|mistake| (id.clone(), mistake)),
        );
    }
    for (id, mistake) in mistakes {
        checker.report(mistake, &[id]);
    }
}

fn wrong_name(note: &Note) -> Option<Diagnostic> {
    let name = note.rust_name.as_deref().filter(|name| !is_usable(name))?;
    let message = format!("`{name}` cannot be a name in Rust");
    Some(Diagnostic::new(Code::UnknownDirective, message).help("use letters, digits and `_`"))
}

fn wrong_type(note: &Note) -> Option<Diagnostic> {
    let ty = note.rust_type.as_deref().filter(|ty| syn::parse_str::<syn::Type>(ty).is_err())?;
    let message = format!("`{ty}` is not a type of Rust");
    Some(
        Diagnostic::new(Code::UnknownDirective, message)
            .help("write for example `@rust type=\"crate::Settings\"`"),
    )
}
