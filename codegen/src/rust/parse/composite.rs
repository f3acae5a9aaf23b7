//! `#[derive(PgComposite)]` and `#[derive(PgDomain)]`.

use syn::{Data, DeriveInput, Fields};

use super::column::{self, Read};
use super::enumeration::snake;
use super::items;
use super::mistakes::Mistakes;
use super::values::docs;
use crate::rust::decl::{ColumnDecl, Comment, CompositeDecl, DomainDecl};

const COMPOSITE_KEYS: &[&str] = &["name", "namespace", "comment"];
const DOMAIN_KEYS: &[&str] = &["name", "namespace"];

/// Reads a composite type.
pub(super) fn composite(input: &DeriveInput, mistakes: &mut Mistakes) -> CompositeDecl {
    let (mut name, mut namespace, mut comment) = (None, None, None::<Comment>);
    for item in items::of_attributes(&input.attrs, "pg_composite", mistakes) {
        match item.key.as_str() {
            "name" => name = item.text(mistakes),
            "namespace" => namespace = item.text(mistakes),
            "comment" => comment = item.comment(mistakes),
            _ => mistakes.unknown("key", &item.key, item.span, COMPOSITE_KEYS),
        }
    }
    CompositeDecl {
        ident: input.ident.clone(),
        docs: docs(&input.attrs),
        namespace,
        name: name.unwrap_or_else(|| snake(&input.ident)),
        comment,
        fields: fields(input, mistakes),
    }
}

fn fields(input: &DeriveInput, mistakes: &mut Mistakes) -> Vec<ColumnDecl> {
    let Data::Struct(data) = &input.data else {
        mistakes.push(input.ident.span(), "`PgComposite` is derived for a struct with named fields");
        return Vec::new();
    };
    let Fields::Named(named) = &data.fields else {
        mistakes
            .push(input.ident.span(), "give the fields names: each is an attribute of the composite type");
        return Vec::new();
    };
    let fields = named.named.iter().filter_map(|field| Some((field, field.ident.as_ref()?)));
    fields.map(|(field, ident)| attribute(column::column(field, ident, mistakes), mistakes)).collect()
}

/// An attribute has a name, a type, a collation and a comment, and nothing else that a column has.
fn attribute(read: Read, mistakes: &mut Mistakes) -> ColumnDecl {
    let Read { column, constraints, indexes } = read;
    let has_value = column.default.is_some()
        || column.serial
        || column.identity.is_some()
        || column.generated.is_some()
        || column.private;
    if has_value || !constraints.is_empty() || !indexes.is_empty() {
        let message = "an attribute of a composite type has only `name`, `sql_type`, `collate`, `renamed_from` and `comment`";
        mistakes.push(column.ident.span(), message);
    }
    column
}

/// Reads a domain.
pub(super) fn domain(input: &DeriveInput, mistakes: &mut Mistakes) -> Option<DomainDecl> {
    let (mut name, mut namespace) = (None, None);
    for item in items::of_attributes(&input.attrs, "pg_domain", mistakes) {
        match item.key.as_str() {
            "name" => name = item.text(mistakes),
            "namespace" => namespace = item.text(mistakes),
            _ => mistakes.unknown("key", &item.key, item.span, DOMAIN_KEYS),
        }
    }
    let base = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
            Fields::Unnamed(_) | Fields::Named(_) | Fields::Unit => None,
        },
        Data::Enum(_) | Data::Union(_) => None,
    };
    let Some(base) = base else {
        let message = "`PgDomain` is derived for a struct around one value: `struct Email(String);`";
        mistakes.push(input.ident.span(), message);
        return None;
    };
    let name = name.unwrap_or_else(|| snake(&input.ident));
    Some(DomainDecl { ident: input.ident.clone(), namespace, name, base: base.ty.clone() })
}
