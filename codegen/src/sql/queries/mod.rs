//! Names inside queries: which words stand for a relation, for its rows or for a column, and the query with another
//! name for one of them, as PostgreSQL has it after a rename.

mod columns;
mod read;

use std::ops::Range;

pub(super) use columns::columns;
use read::{Chain, chains};

use crate::ddl;
use crate::model::{Expr, QName};

fn names_object(parts: &[&str], name: &QName) -> bool {
    match parts {
        [only] => *only == name.name,
        [namespace, last] => *namespace == name.namespace && *last == name.name,
        _ => false,
    }
}

/// The relations that a query names where a relation stands, without those of its own `WITH`.
pub(crate) fn relations(query: &Expr) -> Vec<Vec<String>> {
    let chains = chains(&query.text);
    let named = chains.chains.iter().filter(|chain| chain.relation);
    let parts = named.map(|chain| chain.parts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    parts.filter(|parts| parts.len() > 1 || !chains.own.contains(&parts[0])).collect()
}

/// The names without a namespace that stand where a relation does, and where: without those of its own `WITH`.
pub(super) fn bare_relations(query: &str) -> Vec<(String, Range<usize>)> {
    let read = chains(query);
    let named = read.chains.into_iter().filter(|chain| chain.relation && chain.parts.len() == 1);
    named.flat_map(|chain| chain.parts).filter(|(name, _)| !read.own.contains(name)).collect()
}

/// The query after a relation got another name or namespace. `own` says that the query is about rows of that relation
/// without naming it.
pub(crate) fn rename_relation(query: &Expr, own: bool, from: &QName, to: &QName) -> Expr {
    if !mentions(&query.text, &from.name) {
        return query.clone();
    }
    let read = chains(&query.text);
    if read.own.contains(&from.name) || !(own || read.chains.iter().any(|chain| chain.is(from))) {
        return query.clone();
    }
    let mut edits = Vec::new();
    for chain in &read.chains {
        let names = chain.names();
        if chain.is(from) {
            edits.push((chain.span(), ddl::name(to)));
        } else if !chain.relation && !chain.call && names.len() > 1 {
            // A row of it: `todo.title`, `public.todo.title`.
            let owner = &names[..names.len() - 1];
            if names_object(owner, from) {
                let span = chain.parts[0].1.start..chain.parts[names.len() - 2].1.end;
                edits.push((span, ddl::idents(std::slice::from_ref(&to.name))));
            }
        }
    }
    edited(query, edits)
}

/// The query after a column of a relation got another name, where that can be followed: not through `*` or `USING`,
/// which mean other columns then. `own` says that the query is about rows of that relation without naming it.
/// `elsewhere` says whether another relation of the query has a column of the old name.
pub(crate) fn rename_column(
    query: &Expr,
    (relation, own): (&QName, bool),
    (from, to): (&str, &str),
    elsewhere: impl Fn(&[String]) -> bool,
) -> Expr {
    if !mentions(&query.text, from) {
        return query.clone();
    }
    let read = chains(&query.text);
    let mut called: Vec<&str> = if own { vec!["new", "old", &relation.name] } else { Vec::new() };
    for chain in read.chains.iter().filter(|chain| chain.is(relation)) {
        called.push(chain.alias.as_deref().unwrap_or(&relation.name));
    }
    if called.is_empty() || (!own && read.own.contains(&relation.name)) {
        return query.clone();
    }
    let others = read.chains.iter().filter(|chain| chain.relation && !chain.is(relation));
    let parts = |chain: &Chain| chain.parts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let ambiguous = others.map(parts).any(|parts| elsewhere(&parts));
    let mut edits = Vec::new();
    for chain in read.chains.iter().filter(|chain| !chain.relation && !chain.call) {
        let names = chain.names();
        let Some((last, owner)) = names.split_last() else { continue };
        let of_it = match owner {
            [] => !ambiguous && !chain.shared,
            [owner] => called.contains(owner),
            [_, _] => names_object(owner, relation),
            _ => false,
        };
        if *last == from && of_it {
            let span = chain.parts[names.len() - 1].1.clone();
            let name = ddl::idents(&[to.to_owned()]);
            let alias =
                if chain.output { format!(" AS {}", ddl::idents(&[from.to_owned()])) } else { String::new() };
            edits.push((span, name + &alias));
        }
    }
    edited(query, edits)
}

/// Whether a query surely names a column of a relation, with what [`rename_column`] would take for one. A bare word that
/// is also what the query calls a column of its own is left out.
pub(crate) fn uses_column(
    query: &Expr,
    relation: (&QName, bool),
    column: &str,
    elsewhere: impl Fn(&[String]) -> bool,
) -> bool {
    let called = query.canonical.split(' ').collect::<Vec<_>>();
    let own_name = called.windows(2).any(|two| two[0] == "as" && two[1] == column);
    // A name that nobody has: whatever changes names the column.
    !own_name && rename_column(query, relation, (column, "\u{1}"), elsewhere) != *query
}

/// Whether a query takes columns of a relation without naming them: `*`, `USING`, `NATURAL`, or a whole row.
pub(crate) fn takes_unnamed(query: &Expr, relation: &QName) -> bool {
    let read = chains(&query.text);
    let called = read.chains.iter().filter(|chain| chain.is(relation));
    let called: Vec<&str> = called.map(|chain| chain.alias.as_deref().unwrap_or(&relation.name)).collect();
    let row = |chain: &Chain| {
        !chain.relation && matches!(chain.names().as_slice(), [only] if called.contains(only))
    };
    !called.is_empty() && (read.star || read.chains.iter().any(|chain| chain.shared || row(chain)))
}

/// Whether a text can hold a name at all: cheap, and never wrong when it says no.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    if !(text.is_ascii() && name.is_ascii()) {
        return text.to_lowercase().contains(&name.to_lowercase());
    }
    let name = name.as_bytes();
    // Asked of every text of a schema: nothing is copied for it.
    name.is_empty() || text.as_bytes().windows(name.len()).any(|part| part.eq_ignore_ascii_case(name))
}

fn edited(query: &Expr, mut edits: Vec<(Range<usize>, String)>) -> Expr {
    if edits.is_empty() {
        return query.clone();
    }
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = query.text.clone();
    for (span, name) in edits {
        text.replace_range(span, &name);
    }
    super::expr(&text)
}
