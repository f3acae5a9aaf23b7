//! Constraints: at their field where they concern one column and nothing about them is unusual, otherwise as a
//! `#[table(..)]` line of their own.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::table::Context;
use super::text::{expr, literal};
use crate::ddl;
use crate::model::{
    Check, Constraint, ConstraintKind, Deferrable, Exclusion, ForeignKey, MatchKind, PrimaryKey, QName,
    ReferentialAction, Table, Unique,
};
use crate::rust::derived;

/// Where a constraint is written.
pub(super) enum Written {
    /// As entries of the column's `#[column(..)]`.
    AtColumn(String, TokenStream),
    /// As an entry of `#[table(..)]`.
    AtTable(TokenStream),
}

/// Writes one constraint.
pub(super) fn constraint(table: &Table, constraint: &Constraint, context: &Context<'_, '_>) -> Written {
    let is_derived = derived::constraint(table, &constraint.kind) == constraint.name;
    let short = is_derived && constraint.comment.is_none();
    let mut entries = Vec::new();
    let word = match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => {
            if let ([column], true) = (key.columns.as_slice(), short && is_plain_key(key)) {
                return Written::AtColumn(column.clone(), quote!(primary_key));
            }
            primary_key(&table.name, key, context, &mut entries)
        }
        ConstraintKind::Unique(key) => {
            if let ([column], true) = (key.columns.as_slice(), short && is_plain_unique(key)) {
                return Written::AtColumn(column.clone(), quote!(unique));
            }
            unique(&table.name, key, context, &mut entries)
        }
        ConstraintKind::Check(check) => {
            let plain = !check.no_inherit && !check.not_valid;
            if let (Some(column), true) = (derived::column_of(table, &check.expr), short && plain) {
                let text = expr(&check.expr);
                return Written::AtColumn(column, quote!(check = #text));
            }
            check_entries(check, &mut entries)
        }
        ConstraintKind::ForeignKey(key) => {
            if let ([column], true) = (key.columns.as_slice(), short && is_plain_foreign_key(key)) {
                return Written::AtColumn(column.clone(), references(key, context));
            }
            foreign_key(&table.name, key, context, &mut entries)
        }
        ConstraintKind::Exclusion(exclusion) => exclude(&table.name, exclusion, context, &mut entries),
    };
    if !is_derived {
        let name = literal(&constraint.name);
        entries.insert(0, quote!(name = #name));
    }
    if let Some(comment) = &constraint.comment {
        let comment = literal(comment);
        entries.push(quote!(comment = #comment));
    }
    let word = super::ident::ident(word);
    Written::AtTable(quote!(#word(#(#entries),*)))
}

fn is_plain_key(key: &PrimaryKey) -> bool {
    key.include.is_empty() && key.deferrable == Deferrable::No
}

fn is_plain_unique(key: &Unique) -> bool {
    key.include.is_empty() && key.deferrable == Deferrable::No && !key.nulls_not_distinct
}

fn is_plain_foreign_key(key: &ForeignKey) -> bool {
    let one = key.references.len() == 1 && key.match_kind == MatchKind::Simple;
    one && key.deferrable == Deferrable::No && !key.not_valid
}

/// `primary_key(columns(a, b), include(c))`.
fn primary_key(
    table: &QName,
    key: &PrimaryKey,
    context: &Context<'_, '_>,
    entries: &mut Vec<TokenStream>,
) -> &'static str {
    entries.push(columns(table, &key.columns, context));
    entries.extend(include(table, &key.include, context));
    deferrable(key.deferrable, entries);
    "primary_key"
}

/// `unique(columns(a, b), include(c), nulls_not_distinct)`.
fn unique(
    table: &QName,
    key: &Unique,
    context: &Context<'_, '_>,
    entries: &mut Vec<TokenStream>,
) -> &'static str {
    entries.push(columns(table, &key.columns, context));
    entries.extend(include(table, &key.include, context));
    if key.nulls_not_distinct {
        entries.push(quote!(nulls_not_distinct));
    }
    deferrable(key.deferrable, entries);
    "unique"
}

/// `check(expr = "..", no_inherit, not_valid)`.
fn check_entries(check: &Check, entries: &mut Vec<TokenStream>) -> &'static str {
    let text = expr(&check.expr);
    entries.push(quote!(expr = #text));
    if check.no_inherit {
        entries.push(quote!(no_inherit));
    }
    if check.not_valid {
        entries.push(quote!(not_valid));
    }
    "check"
}

/// `references = User::id, on_delete = "cascade"`.
fn references(key: &ForeignKey, context: &Context<'_, '_>) -> TokenStream {
    let table = context.table(&key.table);
    let columns = key.references.iter().map(|column| context.column(&key.table, column));
    let actions = actions(key);
    quote!(references = #table::#(#columns)* #(, #actions)*)
}

/// `foreign_key(columns(a, b), references(Other, c, d), on_delete = "cascade", match_full)`.
fn foreign_key(
    table: &QName,
    key: &ForeignKey,
    context: &Context<'_, '_>,
    entries: &mut Vec<TokenStream>,
) -> &'static str {
    entries.push(columns(table, &key.columns, context));
    let other = context.table(&key.table);
    let referenced = key.references.iter().map(|column| context.column(&key.table, column));
    entries.push(quote!(references(#other #(, #referenced)*)));
    entries.extend(actions(key));
    if key.match_kind == MatchKind::Full {
        entries.push(quote!(match_full));
    }
    deferrable(key.deferrable, entries);
    if key.not_valid {
        entries.push(quote!(not_valid));
    }
    "foreign_key"
}

/// `exclude(using = "gist", elements("room WITH =", ..), include(..), with(".."), where = "..")`.
fn exclude(
    table: &QName,
    exclusion: &Exclusion,
    context: &Context<'_, '_>,
    entries: &mut Vec<TokenStream>,
) -> &'static str {
    if exclusion.method != "btree" {
        let method = literal(&exclusion.method);
        entries.push(quote!(using = #method));
    }
    let elements = exclusion.elements.iter().map(|element| literal(&ddl::exclusion_element(element)));
    entries.push(quote!(elements(#(#elements),*)));
    entries.extend(include(table, &exclusion.include, context));
    entries.extend(super::index::with(&exclusion.parameters));
    entries.extend(super::index::predicate(exclusion.predicate.as_ref()));
    deferrable(exclusion.deferrable, entries);
    "exclude"
}

fn actions(key: &ForeignKey) -> Vec<TokenStream> {
    let mut entries = Vec::new();
    for (word, action) in [("on_delete", &key.on_delete), ("on_update", &key.on_update)] {
        if let Some(text) = action_text(action) {
            let word = super::ident::ident(word);
            let text = literal(&text);
            entries.push(quote!(#word = #text));
        }
    }
    entries
}

/// `cascade`, `set null (author_id)`; nothing for the default.
fn action_text(action: &ReferentialAction) -> Option<String> {
    let with = |words: &str, columns: &[String]| {
        if columns.is_empty() { words.to_owned() } else { format!("{words} ({})", ddl::idents(columns)) }
    };
    match action {
        ReferentialAction::NoAction => None,
        ReferentialAction::Restrict => Some("restrict".to_owned()),
        ReferentialAction::Cascade => Some("cascade".to_owned()),
        ReferentialAction::SetNull(columns) => Some(with("set null", columns)),
        ReferentialAction::SetDefault(columns) => Some(with("set default", columns)),
    }
}

fn deferrable(deferrable: Deferrable, entries: &mut Vec<TokenStream>) {
    match deferrable {
        Deferrable::No => {}
        Deferrable::Immediate => entries.push(quote!(deferrable)),
        Deferrable::Deferred => entries.push(quote!(initially_deferred)),
    }
}

fn columns(table: &QName, columns: &[String], context: &Context<'_, '_>) -> TokenStream {
    let idents = idents(table, columns, context);
    quote!(columns(#(#idents),*))
}

/// `include(a, b)`, when there is something to include.
pub(super) fn include(table: &QName, columns: &[String], context: &Context<'_, '_>) -> Option<TokenStream> {
    let idents = idents(table, columns, context);
    (!idents.is_empty()).then(|| quote!(include(#(#idents),*)))
}

fn idents(table: &QName, columns: &[String], context: &Context<'_, '_>) -> Vec<Ident> {
    columns.iter().map(|column| context.column(table, column)).collect()
}
