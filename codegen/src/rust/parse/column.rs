//! `#[derive(Table)]`: a field.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Field, GenericArgument, Ident, Meta, PathArguments, Type};

use super::constraint::{self, References};
use super::index;
use super::items::{self, Item, Value};
use super::mistakes::Mistakes;
use super::values::docs;
use crate::rust::decl::{ColumnDecl, ConstraintDecl, GeneratedDecl, IdentityDecl, IndexDecl, Text};

const KEYS: &[&str] = &[
    "name",
    "sql_type",
    "default",
    "serial",
    "identity",
    "generated",
    "generated_virtual",
    "collate",
    "private",
    "renamed_from",
    "comment",
    "allow",
    "primary_key",
    "unique",
    "check",
    "references",
    "on_delete",
    "on_update",
    "match_full",
    "deferrable",
    "initially_deferred",
    "not_valid",
    "relation",
    "reverse",
    "index",
];

const IDENTITY_KEYS: &[&str] = &["by_default", "start", "increment", "min", "max", "cache", "cycle"];

/// A field with the constraints and indexes that are written at it.
pub(super) struct Read {
    pub(super) column: ColumnDecl,
    pub(super) constraints: Vec<ConstraintDecl>,
    pub(super) indexes: Vec<IndexDecl>,
}

/// Reads a field.
pub(super) fn column(field: &Field, ident: &Ident, mistakes: &mut Mistakes) -> Read {
    let column = ColumnDecl {
        ident: ident.clone(),
        ty: field.ty.clone(),
        docs: docs(&field.attrs),
        name: Text { value: ident.unraw().to_string(), span: ident.span() },
        sql_type: None,
        nullable: option_of(&field.ty).is_some(),
        default: None,
        serial: false,
        identity: None,
        generated: None,
        collation: None,
        private: false,
        serde_skip: serde_skip(field),
        renamed_from: None,
        comment: None,
        allow: Vec::new(),
    };
    let mut read = Read { column, constraints: Vec::new(), indexes: Vec::new() };
    let mut references = References::default();
    for item in items::of_attributes(&field.attrs, "column", mistakes) {
        self::item(item, &mut read, &mut references, mistakes);
    }
    read.constraints.extend(references.finish(ident, mistakes));
    check_value(&read.column, mistakes);
    read
}

fn item(item: Item, read: &mut Read, references: &mut References, mistakes: &mut Mistakes) {
    let column = &mut read.column;
    let field = column.ident.clone();
    match item.key.as_str() {
        "name" => {
            if let Some(name) = item.text(mistakes) {
                column.name = name;
            }
        }
        "sql_type" => column.sql_type = item.text(mistakes),
        "default" => column.default = item.text(mistakes),
        "serial" => column.serial = item.flag(mistakes),
        "identity" => column.identity = Some(identity(item, mistakes)),
        "generated" => column.generated = generated(item, false, mistakes),
        "generated_virtual" => column.generated = generated(item, true, mistakes),
        "collate" => column.collation = item.text(mistakes),
        "private" => column.private = item.flag(mistakes),
        "renamed_from" => column.renamed_from = item.text(mistakes),
        "comment" => column.comment = item.comment(mistakes),
        "allow" => column.allow.extend(item.text(mistakes)),
        "primary_key" => read.constraints.extend(constraint::primary_key(item, Some(field), mistakes)),
        "unique" => read.constraints.extend(constraint::unique(item, Some(field), mistakes)),
        "check" => read.constraints.extend(constraint::check(item, Some(field), mistakes)),
        "index" => read.indexes.extend(index::index(item, Some(field), mistakes)),
        _ => references.item(item, mistakes, KEYS),
    }
}

fn identity(item: Item, mistakes: &mut Mistakes) -> IdentityDecl {
    let mut identity = IdentityDecl::default();
    let options = match item.value {
        Value::Flag => Vec::new(),
        Value::Group(tokens) => items::of_tokens(tokens, mistakes),
        Value::Assigned(_) => {
            mistakes.push(item.span, "write `identity` or `identity(by_default, start = 100, ..)`");
            Vec::new()
        }
    };
    for option in options {
        match option.key.as_str() {
            "by_default" => identity.by_default = option.flag(mistakes),
            "start" => identity.start = option.number(mistakes),
            "increment" => identity.increment = option.number(mistakes),
            "min" => identity.min = option.number(mistakes),
            "max" => identity.max = option.number(mistakes),
            "cache" => identity.cache = option.number(mistakes),
            "cycle" => identity.cycle = option.flag(mistakes),
            _ => mistakes.unknown("identity option", &option.key, option.span, IDENTITY_KEYS),
        }
    }
    identity
}

fn generated(item: Item, is_virtual: bool, mistakes: &mut Mistakes) -> Option<GeneratedDecl> {
    item.text(mistakes).map(|expr| GeneratedDecl { expr, is_virtual })
}

/// A column's value comes from one place: PostgreSQL refuses a default beside an identity or a generated expression.
fn check_value(column: &ColumnDecl, mistakes: &mut Mistakes) {
    let sources: Vec<&str> = [
        column.default.as_ref().map(|_| "default"),
        column.serial.then_some("serial"),
        column.identity.map(|_| "identity"),
        column.generated.as_ref().map(|_| "generated"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let [first, second, ..] = sources.as_slice() {
        let span: Span = column.ident.span();
        mistakes.push(span, format_args!("a column cannot have both `{first}` and `{second}`"));
    }
    if column.nullable && (column.serial || column.identity.is_some()) {
        let message = "an identity or serial column is NOT NULL: leave the `Option` out";
        mistakes.append(syn::Error::new_spanned(&column.ty, message));
    }
}

/// Whether serde leaves the field out of what it writes.
fn serde_skip(field: &Field) -> bool {
    field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")).any(|attribute| {
        let Meta::List(list) = &attribute.meta else { return false };
        items::chunks(list.tokens.clone())
            .iter()
            .any(|chunk| matches!(chunk.to_string().as_str(), "skip" | "skip_serializing"))
    })
}

/// The `T` of an `Option<T>`.
pub(crate) fn option_of(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    if last.ident != "Option" {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
