//! A composite type to the model.

use super::column::{add_extension, collation, ty};
use super::place::place;
use super::structs::{Item, Structs};
use super::table::{comment_text, docs_note, namespace};
use crate::load::Described;
use crate::model::{Composite, CompositeAttribute, Definition, DefinitionId, ObjectId};
use crate::report::{Code, Diagnostic, Errors};
use crate::rust::decl::{ColumnDecl, CompositeDecl};

/// Lowers one composite type.
pub(super) fn composite(
    item: &Item<CompositeDecl>,
    structs: &Structs<'_>,
    described: &mut Described,
    errors: &mut Errors,
) {
    let Item { decl, source, name } = item;
    let definition = DefinitionId::Composite(name.clone());
    let id = ObjectId::Definition(definition.clone());
    let here = place(source, decl.name.span);
    if let Some(first) = described.notes.place(&id) {
        let mistake = Diagnostic::new(Code::Duplicate, format!("composite type `{name}` is declared twice"))
            .with(first.clone(), "first here")
            .at(here, "again here")
            .help("give one of them another `name`");
        errors.push(mistake);
        return;
    }
    namespace(name, described);
    let attributes =
        decl.fields.iter().map(|field| attribute(item, field, structs, described, errors)).collect();
    let comment = comment_text(decl.comment.as_ref(), &decl.docs);
    let composite = Composite { name: name.clone(), attributes, comment };
    described.schema.definitions.insert(definition, Definition::Composite(composite));
    let note = described.notes.entry(id);
    note.place = Some(here);
    note.docs = docs_note(&decl.docs);
    note.rust_name = Some(decl.ident.to_string());
}

fn attribute(
    item: &Item<CompositeDecl>,
    decl: &ColumnDecl,
    structs: &Structs<'_>,
    described: &mut Described,
    errors: &mut Errors,
) -> CompositeAttribute {
    let (ty, _) = ty(decl, &item.source, structs, errors);
    add_extension(&ty, described);
    let note = described.notes.entry(ObjectId::Column(item.name.clone(), decl.name.value.clone()));
    note.place = Some(place(&item.source, decl.ident.span()));
    note.docs = docs_note(&decl.docs);
    note.renamed_from = decl.renamed_from.as_ref().map(|old| item.name.sibling(&old.value));
    CompositeAttribute {
        name: decl.name.value.clone(),
        ty,
        collation: decl.collation.as_ref().map(collation),
        comment: comment_text(decl.comment.as_ref(), &decl.docs),
    }
}
