//! An enum to the model.

use super::place::place;
use super::structs::Item;
use super::table::{comment_text, docs_note, namespace};
use crate::load::Described;
use crate::model::{Enum, ObjectId};
use crate::report::{Code, Diagnostic, Errors};
use crate::rust::decl::EnumDecl;

/// Lowers one enum.
pub(super) fn enumeration(item: &Item<EnumDecl>, described: &mut Described, errors: &mut Errors) {
    let Item { decl, source, name } = item;
    let id = ObjectId::Enum(name.clone());
    let here = place(source, decl.name.span);
    if let Some(first) = described.notes.place(&id) {
        let mistake = Diagnostic::new(Code::Duplicate, format!("enum `{name}` is declared twice"))
            .with(first.clone(), "first here")
            .at(here, "again here")
            .help("give one of them another `name`");
        errors.push(mistake);
        return;
    }
    let values = decl.variants.iter().map(|variant| variant.value.value.clone()).collect();
    let comment = comment_text(decl.comment.as_ref(), &decl.docs);
    namespace(name, described);
    described.schema.enums.insert(name.clone(), Enum { name: name.clone(), values, comment });
    let note = described.notes.entry(id);
    note.place = Some(here);
    note.docs = docs_note(&decl.docs);
    note.rust_name = Some(decl.ident.to_string());
}
