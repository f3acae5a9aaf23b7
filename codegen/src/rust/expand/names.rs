//! The names that PostgreSQL gives to what has none.

use std::collections::BTreeSet;

use syn::Ident;

use crate::name::first_free_name;
use crate::rust::decl::{ConstraintDecl, ConstraintDeclKind, IndexElementDecl, TableDecl};

/// The name of each constraint, in the order of [`TableDecl::constraints`].
pub fn constraint_names(table: &TableDecl) -> Vec<String> {
    let mut taken: BTreeSet<String> = table
        .constraints
        .iter()
        .filter_map(|constraint| Some(constraint.name.as_ref()?.value.clone()))
        .collect();
    let name = |constraint: &ConstraintDecl| match &constraint.name {
        Some(name) => name.value.clone(),
        None => {
            let (columns, label) = derived(table, constraint);
            let name =
                first_free_name(&table.name.value, columns.as_deref(), label, |name| taken.contains(name));
            taken.insert(name.clone());
            name
        }
    };
    table.constraints.iter().map(name).collect()
}

/// The names of unique indexes: the server reports a violation under them. One on an expression is left out unless it is
/// named, since how its name is derived depends on how the server reads the expression.
pub(super) fn unique_index_names(table: &TableDecl) -> Vec<String> {
    let unique = table.indexes.iter().filter(|index| index.unique);
    let name = |index: &crate::rust::decl::IndexDecl| {
        if let Some(name) = &index.name {
            return Some(name.value.clone());
        }
        let columns: Option<Vec<Ident>> = index
            .elements
            .iter()
            .map(|element| match element {
                IndexElementDecl::Column(ident) => Some(ident.clone()),
                IndexElementDecl::Sql(_) => None,
            })
            .collect();
        let columns = joined(table, columns?.iter().chain(&index.include));
        Some(first_free_name(&table.name.value, Some(&columns), "idx", |_| false))
    };
    unique.filter_map(name).collect()
}

/// The middle and the end of a constraint's derived name (`ChooseConstraintName`, `ChooseIndexName` in the server).
fn derived(table: &TableDecl, constraint: &ConstraintDecl) -> (Option<String>, &'static str) {
    match &constraint.kind {
        ConstraintDeclKind::PrimaryKey { .. } => (None, "pkey"),
        ConstraintDeclKind::Unique { columns, include, .. } => {
            (Some(joined(table, columns.iter().chain(include))), "key")
        }
        ConstraintDeclKind::Check { expr, .. } => (only_column(table, &expr.value), "check"),
        ConstraintDeclKind::ForeignKey { columns, .. } => (Some(joined(table, columns)), "fkey"),
        ConstraintDeclKind::Exclusion { elements, include, .. } => {
            let elements = elements.iter().map(|element| element_name(table, &element.value));
            let include = include.iter().map(|ident| column_name(table, ident));
            (Some(elements.chain(include).collect::<Vec<_>>().join("_")), "excl")
        }
    }
}

fn joined<'a>(table: &TableDecl, fields: impl IntoIterator<Item = &'a Ident>) -> String {
    let names: Vec<String> = fields.into_iter().map(|ident| column_name(table, ident)).collect();
    names.join("_")
}

fn column_name(table: &TableDecl, field: &Ident) -> String {
    let column = table.columns.iter().find(|column| column.ident == *field);
    column.map_or_else(|| field.to_string(), |column| column.name.value.clone())
}

/// The column of an exclusion's element, or `expr`, as the server calls an expression.
fn element_name(table: &TableDecl, element: &str) -> String {
    let words = words(element);
    let is_call = element.trim_start().split_once(|c: char| !c.is_alphanumeric() && c != '_' && c != '"');
    match words.first() {
        Some(word) if is_column(table, word) && !is_call.is_some_and(|(_, rest)| rest.starts_with('(')) => {
            word.clone()
        }
        Some(_) | None => "expr".to_owned(),
    }
}

/// The only column that a check reads: its name then is part of the check's.
fn only_column(table: &TableDecl, expr: &str) -> Option<String> {
    let columns: BTreeSet<String> = words(expr).into_iter().filter(|word| is_column(table, word)).collect();
    match columns.len() {
        1 => columns.into_iter().next(),
        _ => None,
    }
}

fn is_column(table: &TableDecl, word: &str) -> bool {
    table.columns.iter().any(|column| column.name.value == word)
}

/// The identifiers in SQL, folded as the server folds them; text in quotes is none.
pub(crate) fn words(sql: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = sql.chars().peekable();
    while let Some(first) = rest.next() {
        match first {
            '\'' => rest.by_ref().find(|c| *c == '\'').map_or((), drop),
            '"' => words.push(rest.by_ref().take_while(|c| *c != '"').collect()),
            first if first.is_alphabetic() || first == '_' => {
                let mut word = String::from(first);
                while let Some(next) = rest.next_if(|c| c.is_alphanumeric() || *c == '_' || *c == '$') {
                    word.push(next);
                }
                words.push(word.to_lowercase());
            }
            _ => {}
        }
    }
    words
}
