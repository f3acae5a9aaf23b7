//! Indexes to the model.

use std::collections::BTreeMap;

use super::column::at;
use super::place::place;
use super::structs::Item;
use super::table::Taken;
use crate::load::Described;
use crate::model::{Index, IndexElement, ObjectId, Table};
use crate::report::{Code, Diagnostic, Errors};
use crate::rust::decl::{IndexDecl, IndexElementDecl, TableDecl, Text};
use crate::rust::derived;
use crate::sql;

/// Lowers one index into its table.
pub(super) fn index(
    item: &Item<TableDecl>,
    decl: &IndexDecl,
    table: &mut Table,
    taken: &mut Taken,
    described: &mut Described,
    errors: &mut Errors,
) {
    let mut index = Index {
        name: String::new(),
        unique: decl.unique,
        method: method(decl.method.as_ref()),
        elements: elements(item, &decl.elements, errors),
        include: item.decl.column_names(&decl.include),
        nulls_not_distinct: decl.nulls_not_distinct,
        parameters: parameters(&decl.parameters),
        tablespace: decl.tablespace.as_ref().map(|text| text.value.clone()),
        predicate: decl.predicate.as_ref().map(|text| sql::expr(&text.value)),
        statistics: BTreeMap::new(),
        part_of: None,
        comment: decl.comment.as_ref().map(|text| text.value.clone()),
    };
    index.name = match &decl.name {
        Some(name) => name.value.clone(),
        None => taken.give(&item.name, Some(&derived::index_parts(&index)), "idx"),
    };
    let id = ObjectId::Index(item.name.clone(), index.name.clone());
    let here = place(&item.source, decl.name.as_ref().map_or(decl.span, |name| name.span));
    if let Some(first) = described.notes.place(&id) {
        let message = format!("two indexes of `{}` are called `{}`", item.name, index.name);
        let mistake = Diagnostic::new(Code::Duplicate, message)
            .with(first.clone(), "first here")
            .at(here, "again here")
            .help("give one of them another name");
        errors.push(mistake);
        return;
    }
    described.notes.entry(id).place = Some(here);
    table.indexes.insert(index.name.clone(), index);
}

fn elements(item: &Item<TableDecl>, decls: &[IndexElementDecl], errors: &mut Errors) -> Vec<IndexElement> {
    let mut elements = Vec::new();
    for decl in decls {
        match decl {
            IndexElementDecl::Column(field) => {
                elements.push(IndexElement::column(item.decl.column_name(field)));
            }
            IndexElementDecl::Sql(text) => match sql::index_element(&text.value) {
                Ok(element) => elements.push(element),
                Err(error) => errors.push(at(error, text, &item.source)),
            },
        }
    }
    elements
}

/// `using = ".."`.
pub(super) fn method(using: Option<&Text>) -> String {
    using.map_or_else(|| "btree".to_owned(), |text| text.value.clone())
}

/// `with("m = 16", ..)`, sorted by name. A name alone is `true`.
pub(super) fn parameters(texts: &[Text]) -> Vec<(String, String)> {
    let unquoted = |value: &str| match value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')) {
        Some(inner) => inner.replace("''", "'"),
        None => value.to_owned(),
    };
    let mut parameters: Vec<(String, String)> = texts
        .iter()
        .map(|text| match text.value.split_once('=') {
            Some((name, value)) => (name.trim().to_owned(), unquoted(value.trim())),
            None => (text.value.trim().to_owned(), "true".to_owned()),
        })
        .collect();
    parameters.sort();
    parameters
}
