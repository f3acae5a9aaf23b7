//! Constraints: at their field where they concern one column, otherwise as a `#[table(..)]` line of their own.

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
    match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => primary_key(table, constraint, key, context),
        ConstraintKind::Unique(key) => unique(table, constraint, key, context),
        ConstraintKind::Check(check) => self::check(table, constraint, check),
        ConstraintKind::ForeignKey(key) => foreign_key(table, constraint, key, context),
        ConstraintKind::Exclusion(exclusion) => exclude(table, constraint, exclusion, context),
    }
}

/// `name = ".."` unless it follows, and `comment = ".."`, around what else is said.
fn named(table: &Table, constraint: &Constraint, entries: Vec<TokenStream>) -> Vec<TokenStream> {
    let follows = derived::constraint(table, &constraint.kind) == constraint.name;
    let name = (!follows).then(|| {
        let name = literal(&constraint.name);
        quote!(name = #name)
    });
    let comment = constraint.comment.as_deref().map(|comment| {
        let comment = literal(comment);
        quote!(comment = #comment)
    });
    name.into_iter().chain(entries).chain(comment).collect()
}

/// `word`, or `word(..)`.
fn word(word: &str, entries: &[TokenStream]) -> TokenStream {
    let word = super::ident::ident(word);
    if entries.is_empty() { quote!(#word) } else { quote!(#word(#(#entries),*)) }
}

/// `primary_key` at its field, or `primary_key(columns(a, b), include(c))`.
fn primary_key(
    table: &Table,
    constraint: &Constraint,
    key: &PrimaryKey,
    context: &Context<'_, '_>,
) -> Written {
    let mut entries = Vec::new();
    entries.extend(include(&table.name, &key.include, context));
    deferrable(key.deferrable, &mut entries);
    at_column_or_table("primary_key", table, constraint, &key.columns, entries, context)
}

/// `unique` at its field, or `unique(columns(a, b), include(c), nulls_not_distinct)`.
fn unique(table: &Table, constraint: &Constraint, key: &Unique, context: &Context<'_, '_>) -> Written {
    let mut entries = Vec::new();
    entries.extend(include(&table.name, &key.include, context));
    if key.nulls_not_distinct {
        entries.push(quote!(nulls_not_distinct));
    }
    deferrable(key.deferrable, &mut entries);
    at_column_or_table("unique", table, constraint, &key.columns, entries, context)
}

fn at_column_or_table(
    kind: &str,
    table: &Table,
    constraint: &Constraint,
    names: &[String],
    mut entries: Vec<TokenStream>,
    context: &Context<'_, '_>,
) -> Written {
    if let [column] = names {
        return Written::AtColumn(column.clone(), word(kind, &named(table, constraint, entries)));
    }
    entries.insert(0, columns(&table.name, names, context));
    Written::AtTable(word(kind, &named(table, constraint, entries)))
}

/// `check = ".."` at its field, `check(expr = "..", no_inherit, not_valid)` there or at the table.
fn check(table: &Table, constraint: &Constraint, check: &Check) -> Written {
    let text = expr(&check.expr);
    let mut entries = Vec::new();
    if check.no_inherit {
        entries.push(quote!(no_inherit));
    }
    if check.not_valid {
        entries.push(quote!(not_valid));
    }
    let is_plain = entries.is_empty();
    entries.insert(0, quote!(expr = #text));
    let entries = named(table, constraint, entries);
    match derived::column_of(table, &check.expr) {
        Some(column) if is_plain && entries.len() == 1 => Written::AtColumn(column, quote!(check = #text)),
        Some(column) => Written::AtColumn(column, word("check", &entries)),
        None => Written::AtTable(word("check", &entries)),
    }
}

/// `references = User::id, on_delete = "cascade"` at its field, there with a name `references(User::id, name = "..")`, or
/// `foreign_key(columns(a, b), references(Other, c, d), on_delete = "cascade")`.
fn foreign_key(
    table: &Table,
    constraint: &Constraint,
    key: &ForeignKey,
    context: &Context<'_, '_>,
) -> Written {
    let other = context.table(&key.table);
    let referenced = idents(&key.table, &key.references, context);
    let mut entries = actions(key);
    if key.match_kind == MatchKind::Full {
        entries.push(quote!(match_full));
    }
    deferrable(key.deferrable, &mut entries);
    if key.not_valid {
        entries.push(quote!(not_valid));
    }
    if let Some(reverse) = context.relations.reverse(&table.name, &constraint.name) {
        entries.push(quote!(reverse = #reverse));
    }
    if let ([column], [to], true) =
        (key.columns.as_slice(), referenced.as_slice(), is_first(table, constraint, key))
    {
        let plain = entries.clone();
        let entries = named(table, constraint, entries);
        // Only a name or a comment would be taken for the column's own.
        let entry = if entries.len() == plain.len() {
            quote!(references = #other::#to #(, #plain)*)
        } else {
            quote!(references(#other::#to #(, #entries)*))
        };
        return Written::AtColumn(column.clone(), entry);
    }
    entries.insert(0, quote!(references(#other #(, #referenced)*)));
    entries.insert(0, columns(&table.name, &key.columns, context));
    Written::AtTable(word("foreign_key", &named(table, constraint, entries)))
}

/// A field has room for one foreign key: the first by name.
fn is_first(table: &Table, constraint: &Constraint, key: &ForeignKey) -> bool {
    let first = table.foreign_keys().find(|(_, other)| other.columns == key.columns);
    first.is_some_and(|(name, _)| name == constraint.name)
}

/// `exclude(using = "gist", elements("room WITH =", ..), include(..), with(".."), where = "..")`.
fn exclude(
    table: &Table,
    constraint: &Constraint,
    exclusion: &Exclusion,
    context: &Context<'_, '_>,
) -> Written {
    let name = literal(&constraint.name);
    let mut entries = vec![quote!(name = #name)];
    if exclusion.method != "btree" {
        let method = literal(&exclusion.method);
        entries.push(quote!(using = #method));
    }
    let elements = exclusion.elements.iter().map(|element| literal(&ddl::exclusion_element(element)));
    entries.push(quote!(elements(#(#elements),*)));
    entries.extend(include(&table.name, &exclusion.include, context));
    entries.extend(super::index::with(&exclusion.parameters));
    entries.extend(super::index::predicate(exclusion.predicate.as_ref()));
    deferrable(exclusion.deferrable, &mut entries);
    if let Some(comment) = &constraint.comment {
        let comment = literal(comment);
        entries.push(quote!(comment = #comment));
    }
    Written::AtTable(word("exclude", &entries))
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
