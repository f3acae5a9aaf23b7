//! `#[derive(Table)]`: the struct.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident};

use super::enumeration::snake;
use super::items::{self, Item};
use super::mistakes::Mistakes;
use super::values::docs;
use super::{column, constraint, index};
use crate::rust::decl::{ColumnDecl, ConstraintDecl, ConstraintDeclKind, IndexElementDecl, TableDecl};

const KEYS: &[&str] = &[
    "name",
    "namespace",
    "private",
    "unlogged",
    "renamed_from",
    "comment",
    "allow",
    "primary_key",
    "unique",
    "check",
    "foreign_key",
    "exclude",
    "index",
];

/// Reads a struct.
pub(super) fn table(input: &DeriveInput, mistakes: &mut Mistakes) -> TableDecl {
    let mut table = TableDecl {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        docs: docs(&input.attrs),
        namespace: None,
        name: snake(&input.ident),
        private: false,
        unlogged: false,
        renamed_from: None,
        comment: None,
        allow: Vec::new(),
        columns: Vec::new(),
        constraints: Vec::new(),
        indexes: Vec::new(),
    };
    for item in items::of_attributes(&input.attrs, "table", mistakes) {
        self::item(item, &mut table, mistakes);
    }
    if !input.generics.params.is_empty() {
        mistakes
            .append(syn::Error::new_spanned(&input.generics, "a table's struct has no generic parameters"));
    }
    fields(input, &mut table, mistakes);
    check_fields(&table, mistakes);
    check_primary_key(&table, mistakes);
    table
}

fn item(item: Item, table: &mut TableDecl, mistakes: &mut Mistakes) {
    match item.key.as_str() {
        "name" => {
            if let Some(name) = item.text(mistakes) {
                table.name = name;
            }
        }
        "namespace" => table.namespace = item.text(mistakes),
        "private" => table.private = item.flag(mistakes),
        "unlogged" => table.unlogged = item.flag(mistakes),
        "renamed_from" => table.renamed_from = item.text(mistakes),
        "comment" => table.comment = item.comment(mistakes),
        "allow" => table.allow.extend(item.text(mistakes)),
        "primary_key" => table.constraints.extend(constraint::primary_key(item, None, mistakes)),
        "unique" => table.constraints.extend(constraint::unique(item, None, mistakes)),
        "check" => table.constraints.extend(constraint::check(item, None, mistakes)),
        "foreign_key" => table.constraints.extend(constraint::foreign_key(item, mistakes)),
        "exclude" => table.constraints.extend(constraint::exclude(item, mistakes)),
        "index" => table.indexes.extend(index::index(item, None, mistakes)),
        _ => mistakes.unknown("key", &item.key, item.span, KEYS),
    }
}

fn fields(input: &DeriveInput, table: &mut TableDecl, mistakes: &mut Mistakes) {
    let Data::Struct(syn::DataStruct { fields: Fields::Named(fields), .. }) = &input.data else {
        mistakes.push(
            input.ident.span(),
            "`Table` is derived for a struct with named fields, one for each column",
        );
        return;
    };
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let read = column::column(field, ident, mistakes);
        if table.columns.iter().any(|other| other.name.value == read.column.name.value) {
            let message = format!("two fields stand for the column \"{}\"", read.column.name.value);
            mistakes.push(read.column.name.span, message);
        }
        table.columns.push(read.column);
        table.constraints.extend(read.constraints);
        table.indexes.extend(read.indexes);
    }
}

/// Whether every field that a constraint or an index names is there.
fn check_fields(table: &TableDecl, mistakes: &mut Mistakes) {
    let known: Vec<String> = table.columns.iter().map(|column| column.ident.unraw().to_string()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let constraints = table.constraints.iter().flat_map(named_fields);
    let indexes = table.indexes.iter().flat_map(|index| {
        let elements = index.elements.iter().filter_map(|element| match element {
            IndexElementDecl::Column(ident) => Some(ident),
            IndexElementDecl::Sql(_) => None,
        });
        elements.chain(&index.include)
    });
    for ident in constraints.chain(indexes) {
        let name = ident.unraw().to_string();
        if !known.contains(&name.as_str()) {
            mistakes.unknown("field", &name, ident.span(), &known);
        }
    }
}

/// The fields of this struct that a constraint names.
fn named_fields(constraint: &ConstraintDecl) -> Vec<&Ident> {
    match &constraint.kind {
        ConstraintDeclKind::PrimaryKey { columns, include }
        | ConstraintDeclKind::Unique { columns, include, nulls_not_distinct: _ } => {
            columns.iter().chain(include).collect()
        }
        ConstraintDeclKind::Check { column, .. } => column.iter().collect(),
        ConstraintDeclKind::ForeignKey { columns, .. } => columns.iter().collect(),
        ConstraintDeclKind::Exclusion { include, .. } => include.iter().collect(),
    }
}

fn check_primary_key(table: &TableDecl, mistakes: &mut Mistakes) {
    let mut first: Option<Span> = None;
    for constraint in &table.constraints {
        let ConstraintDeclKind::PrimaryKey { columns, .. } = &constraint.kind else { continue };
        if first.replace(constraint.span).is_some() {
            let way_out = "write `#[table(primary_key(columns(a, b)))]` for a key of several columns";
            mistakes.push(constraint.span, format_args!("a table has one primary key; {way_out}"));
        }
        for column in columns.iter().filter_map(|ident| find(table, ident)).filter(|column| column.nullable) {
            let message = format!(
                "the primary key's field `{}` cannot be an `Option`: PostgreSQL makes its column NOT NULL",
                column.ident
            );
            mistakes.append(syn::Error::new_spanned(&column.ty, message));
        }
    }
}

fn find<'a>(table: &'a TableDecl, ident: &Ident) -> Option<&'a ColumnDecl> {
    table.columns.iter().find(|column| column.ident == *ident)
}
