//! A table as a struct with its `#[table(..)]`.

use std::collections::BTreeMap;

use heck::ToSnakeCase as _;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::constraint::{Written, constraint};
use super::imports::Imports;
use super::names::Names;
use super::relations::Relations;
use super::text::{documentation, literal};
use super::{column, index};
use crate::ddl;
use crate::load::Described;
use crate::model::{Audience, Constraint, ConstraintKind, Index, Notes, ObjectId, QName, Table};

/// What the writers of items share.
pub(super) struct Context<'a, 'n> {
    pub(super) described: &'a Described,
    pub(super) names: &'n Names<'a>,
    pub(super) relations: Relations,
    pub(super) imports: Imports<'n>,
    /// More derives for what is public.
    pub(super) derives: Vec<syn::Path>,
}

impl Context<'_, '_> {
    /// The struct of a table.
    pub(super) fn table(&self, name: &QName) -> Ident {
        match self.names.table(name) {
            Some(ident) => ident.clone(),
            None => super::ident::ident(&super::ident::camel(&name.name)),
        }
    }

    /// The field of a column.
    pub(super) fn column(&self, table: &QName, column: &str) -> Ident {
        column::field_ident(table, column, self)
    }
}

/// The struct.
///
/// ```text
/// /// A thing to do.
/// #[derive(Clone, Debug, PartialEq, Table)]
/// #[table(index(on(user_id, sort_order)))]
/// pub struct Todo {
///     #[column(primary_key)]
///     pub id: Uuid,
///     ..
/// }
/// ```
pub(super) fn table(table: &Table, context: &mut Context<'_, '_>) -> TokenStream {
    let ident = context.table(&table.name);
    let note = context.described.notes.get(&ObjectId::Table(table.name.clone()));
    let docs_in_source = note.and_then(|note| note.docs.as_deref());
    let (docs, comment) = documentation(table.comment.as_deref(), docs_in_source);

    let mut at_columns: BTreeMap<String, Vec<TokenStream>> = BTreeMap::new();
    let mut lines = Vec::new();
    for item in in_order(table, &context.described.notes) {
        match constraint(table, item, context) {
            Written::AtColumn(column, entry) if table.columns.contains(&column) => {
                at_columns.entry(column).or_default().push(entry);
            }
            // Nothing to write it at: `check` has reported the unknown column.
            Written::AtColumn(_, _) => {}
            Written::AtTable(entry) => lines.push(entry),
        }
    }
    for item in indexes_in_order(table, &context.described.notes) {
        match index::column_of(table, item) {
            Some(column) => at_columns.entry(column.to_owned()).or_default().push(quote!(index)),
            None => lines.push(index::index(table, item, context)),
        }
    }

    let head = head(table, &ident, comment, context);
    let derives = derives(table, context);
    let head = (!head.is_empty()).then(|| quote!(#[table(#(#head),*)]));
    let fields: Vec<TokenStream> = table
        .columns
        .iter()
        .map(|item| {
            let constraints = at_columns.get(&item.name).map(Vec::as_slice).unwrap_or_default();
            column::field(table, item, constraints, context)
        })
        .collect();
    quote! {
        #docs
        #derives
        #head
        #(#[table(#lines)])*
        pub struct #ident { #(#fields,)* }
    }
}

/// Primary key, unique, checks, foreign keys, exclusions; among themselves as in the source, else by name.
fn in_order<'t>(table: &'t Table, notes: &Notes) -> Vec<&'t Constraint> {
    let rank = |kind: &ConstraintKind| match kind {
        ConstraintKind::PrimaryKey(_) => 0,
        ConstraintKind::Unique(_) => 1,
        ConstraintKind::Check(_) => 2,
        ConstraintKind::ForeignKey(_) => 3,
        ConstraintKind::Exclusion(_) => 4,
    };
    let mut all: Vec<_> = table.constraints.values().collect();
    all.sort_by_cached_key(|item| {
        let id = ObjectId::Constraint(table.name.clone(), item.name.clone());
        (rank(&item.kind), notes.place(&id).map(|place| place.span.start))
    });
    all
}

/// Indexes as in the source, else by name.
fn indexes_in_order<'t>(table: &'t Table, notes: &Notes) -> Vec<&'t Index> {
    let mut all: Vec<_> = table.indexes.values().collect();
    all.sort_by_cached_key(|item| {
        let id = ObjectId::Index(table.name.clone(), item.name.clone());
        notes.place(&id).map(|place| place.span.start)
    });
    all
}

/// What is said of the table itself: `name = "users", private`.
fn head(
    table: &Table,
    ident: &Ident,
    comment: Option<TokenStream>,
    context: &Context<'_, '_>,
) -> Vec<TokenStream> {
    let mut entries = Vec::new();
    if table.name.namespace != "public" {
        let namespace = literal(&table.name.namespace);
        entries.push(quote!(namespace = #namespace));
    }
    if ident.to_string().to_snake_case() != table.name.name {
        let name = literal(&table.name.name);
        entries.push(quote!(name = #name));
    }
    let notes = &context.described.notes;
    if notes.table_audience(&table.name) == Audience::Private {
        entries.push(quote!(private));
    }
    if table.unlogged {
        entries.push(quote!(unlogged));
    }
    let note = notes.get(&ObjectId::Table(table.name.clone()));
    if let Some(old) = note.and_then(|note| note.renamed_from.as_ref()) {
        let old = literal(&ddl::name(old));
        entries.push(quote!(renamed_from = #old));
    }
    entries.extend(comment);
    entries
}

/// `#[derive(Clone, Debug, PartialEq, Table)]`. What is private has no `Debug` here: the derive writes one that redacts.
fn derives(table: &Table, context: &mut Context<'_, '_>) -> TokenStream {
    let derive = context.imports.derive("Table");
    if has_private(table, &context.described.notes) {
        return quote!(#[derive(Clone, PartialEq, #derive)]);
    }
    let more = &context.derives;
    quote!(#[derive(Clone, Debug, PartialEq, #derive #(, #more)*)])
}

/// Whether the table or one of its columns is private.
fn has_private(table: &Table, notes: &Notes) -> bool {
    let private = |name: &str| notes.column_audience(&table.name, name) == Audience::Private;
    notes.table_audience(&table.name) == Audience::Private || table.columns.iter().any(|c| private(&c.name))
}
