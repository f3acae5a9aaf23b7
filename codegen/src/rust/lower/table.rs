//! A struct to a table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::place::place;
use super::structs::{Item, Structs};
use super::{column, constraint, index};
use crate::load::Described;
use crate::model::{Allow, Audience, Namespace, ObjectId, QName, Table, first_free_name};
use crate::report::{Code, Diagnostic, Errors, Source};
use crate::rust::decl::{Comment, TableDecl, Text};

/// Lowers one struct.
pub(super) fn table(
    item: &Item<TableDecl>,
    structs: &Structs<'_>,
    taken: &mut Taken,
    described: &mut Described,
    errors: &mut Errors,
) {
    let Item { decl, source, name } = item;
    let id = ObjectId::Table(name.clone());
    let here = place(source, decl.name.span);
    if let Some(first) = described.notes.place(&id) {
        let mistake = Diagnostic::new(Code::Duplicate, format!("table `{name}` is declared twice"))
            .with(first.clone(), "first here")
            .at(here, "again here")
            .help("give one of them another `name`");
        errors.push(mistake);
        return;
    }
    namespace(name, described);
    let mut table = Table::new(name.clone());
    table.unlogged = decl.unlogged;
    table.comment = comment_text(decl.comment.as_ref(), &decl.docs);
    let key = decl.primary_key();
    for field in &decl.columns {
        let in_key = key.contains(&field.name.value);
        let column = column::column(item, field, in_key, structs, described, errors);
        // The parser has reported two fields of one name.
        table.columns.push(column);
    }
    for constraint in &decl.constraints {
        constraint::constraint(item, constraint, &mut table, structs, taken, described, errors);
    }
    for index in &decl.indexes {
        index::index(item, index, &mut table, taken, described, errors);
    }
    described.schema.tables.insert(name.clone(), table);
    let allow = allowed(source, &decl.allow, errors);
    let note = described.notes.entry(id);
    note.place = Some(here);
    note.allow = allow;
    note.audience = decl.private.then_some(Audience::Private);
    note.docs = docs_note(&decl.docs);
    note.renamed_from = decl.renamed_from.as_ref().map(|old| old_name(&old.value, name));
    note.rust_name = Some(decl.ident.to_string());
}

/// `TW012`, or several with commas between them.
pub(super) fn allowed(source: &Arc<Source>, texts: &[Text], errors: &mut Errors) -> Vec<Allow> {
    let mut allowed = Vec::new();
    for Text { value, span } in texts {
        let at = place(source, *span);
        for word in value.split([',', ' ']).filter(|word| !word.is_empty()) {
            let Some(lint) = crate::lint::find(word) else {
                let message = format!("there is no lint `{word}`; `tablewright explain-lint` lists all");
                errors.push(Diagnostic::new(Code::UnknownDirective, message).at(at.clone(), ""));
                continue;
            };
            allowed.push(Allow { code: lint.code.to_owned(), place: Some(at.clone()) });
        }
    }
    allowed
}

/// `old`, in the same namespace, or `namespace.old`.
fn old_name(text: &str, name: &QName) -> QName {
    match text.split_once('.') {
        Some((namespace, old)) => QName::new(namespace, old),
        None => name.sibling(text),
    }
}

/// What `COMMENT ON` says.
pub(super) fn comment_text(comment: Option<&Comment>, docs: &[String]) -> Option<String> {
    match comment? {
        Comment::Docs => Some(docs.join("\n")),
        Comment::Text(text) => Some(text.value.clone()),
    }
}

/// The doc comment as a note.
pub(super) fn docs_note(docs: &[String]) -> Option<Arc<str>> {
    (!docs.is_empty()).then(|| docs.join("\n").into())
}

/// A namespace that is named is there: a struct has no other way to declare it.
pub(super) fn namespace(name: &QName, described: &mut Described) {
    let namespace = Namespace { name: name.namespace.clone(), comment: None };
    described.schema.namespaces.entry(name.namespace.clone()).or_insert(namespace);
}

/// The names that are given in each namespace: an unnamed constraint or index gets one that is free.
pub(super) struct Taken {
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Taken {
    /// The names that authors wrote: they come first, wherever they stand.
    pub(super) fn new(structs: &Structs<'_>) -> Self {
        let mut taken = Self { names: BTreeMap::new() };
        for item in &structs.tables {
            let names = taken.names.entry(item.name.namespace.clone()).or_default();
            names.insert(item.name.name.clone());
            let constraints = item.decl.constraints.iter().filter_map(|c| c.name.as_ref());
            let indexes = item.decl.indexes.iter().filter_map(|index| index.name.as_ref());
            names.extend(constraints.chain(indexes).map(|name| name.value.clone()));
        }
        taken
    }

    /// The first free name of these parts.
    pub(super) fn give(&mut self, table: &QName, second: Option<&str>, label: &str) -> String {
        let names = self.names.entry(table.namespace.clone()).or_default();
        let given = first_free_name(&table.name, second, label, |name| names.contains(name));
        names.insert(given.clone());
        given
    }
}
