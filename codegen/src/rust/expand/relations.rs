//! A constant for each way that a foreign key opens: `Todo::USER` there, `User::TODOS` back.

use std::collections::BTreeSet;

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Ident, Path};

use super::columns::constant;
use crate::rust::decl::{ColumnDecl, ConstraintDeclKind, TableDecl, Text};

/// A foreign key, with what its ways are called.
struct Key<'a> {
    columns: &'a [Ident],
    table: &'a Path,
    references: &'a [Ident],
    relation: Option<&'a Text>,
    reverse: Option<&'a Text>,
}

fn keys(table: &TableDecl) -> Vec<Key<'_>> {
    fn key(kind: &ConstraintDeclKind) -> Option<Key<'_>> {
        match kind {
            ConstraintDeclKind::ForeignKey { columns, table, references, relation, reverse, .. } => {
                let (relation, reverse) = (relation.as_ref(), reverse.as_ref());
                Some(Key { columns, table, references, relation, reverse })
            }
            ConstraintDeclKind::PrimaryKey { .. }
            | ConstraintDeclKind::Unique { .. }
            | ConstraintDeclKind::Check { .. }
            | ConstraintDeclKind::Exclusion { .. } => None,
        }
    }
    table.constraints.iter().filter_map(|constraint| key(&constraint.kind)).collect()
}

/// The ways from this table to those that it references.
pub(super) fn own(table: &TableDecl) -> TokenStream {
    let mut taken: BTreeSet<String> =
        table.columns.iter().map(|column| constant(&column.ident).to_string()).collect();
    let mut constants = TokenStream::new();
    for key in keys(table) {
        let name = own_name(&key, &taken);
        if !taken.insert(name.to_string()) {
            continue; // Two keys between the same columns lead the same way.
        }
        let (vis, target) = (&table.vis, key.table);
        let shape = match key.columns.iter().filter_map(|ident| find(table, ident)).any(|c| c.nullable) {
            true => quote!(OptionalOne),
            false => quote!(One),
        };
        let pairs = pairs(table, &key).map(|(own, other)| quote!((#own, #other)));
        // pub const USER: Relation<Self, User, One> = Relation::new(&[("user_id", User::ID.name())]);
        constants.extend(quote! {
            #vis const #name: ::tablewright::Relation<Self, #target, ::tablewright::relation::#shape> =
                ::tablewright::Relation::new(&[#(#pairs),*]);
        });
    }
    constants
}

/// The ways back, one impl for each table that is referenced.
pub(super) fn reverse(table: &TableDecl) -> TokenStream {
    let mut taken = BTreeSet::new();
    let mut impls = TokenStream::new();
    let keys = keys(table);
    for key in &keys {
        let several = keys.iter().filter(|other| name_of(other.table) == name_of(key.table)).count() > 1;
        let at_most_one = is_unique(table, key.columns);
        let name = reverse_name(table, key, several, at_most_one);
        if !taken.insert((name_of(key.table), name.to_string())) {
            continue;
        }
        let (vis, ident, target) = (&table.vis, &table.ident, key.table);
        let shape = if at_most_one { quote!(OptionalOne) } else { quote!(Many) };
        let pairs = pairs(table, key).map(|(own, other)| quote!((#other, #own)));
        // impl User { pub const TODOS: Relation<Self, Todo, Many> = ..; }
        impls.extend(quote! {
            #[allow(dead_code, missing_docs)]
            impl #target {
                #vis const #name: ::tablewright::Relation<Self, #ident, ::tablewright::relation::#shape> =
                    ::tablewright::Relation::new(&[#(#pairs),*]);
            }
        });
    }
    impls
}

/// Own column and referenced column, by their names in the database.
fn pairs<'a>(
    table: &'a TableDecl,
    key: &'a Key<'_>,
) -> impl Iterator<Item = (&'a str, TokenStream)> + use<'a> {
    let target = key.table;
    key.columns.iter().enumerate().map(move |(i, ident)| {
        let own = find(table, ident).map_or("", |column| column.name.value.as_str());
        let other = match key.references.get(i) {
            Some(field) => {
                let constant = constant(field);
                quote!(<#target>::#constant.name())
            }
            // Nothing named: the primary key.
            None => quote!(::tablewright::private::key_column::<#target>(#i)),
        };
        (own, other)
    })
}

fn find<'a>(table: &'a TableDecl, ident: &Ident) -> Option<&'a ColumnDecl> {
    table.columns.iter().find(|column| column.ident == *ident)
}

fn name_of(path: &Path) -> String {
    path.segments.last().map(|last| last.ident.unraw().to_string()).unwrap_or_default()
}

/// `USER` for `user_id`; the referenced table for `id` and for several columns, and behind a name that is a column's already.
fn own_name(key: &Key<'_>, taken: &BTreeSet<String>) -> Ident {
    if let Some(name) = key.relation {
        return format_ident!("{}", name.value.to_shouty_snake_case(), span = name.span);
    }
    let target = name_of(key.table).to_shouty_snake_case();
    let name = match key.columns {
        // A key that is the primary key as well has no name of its own.
        [column] if without_id(column) != "ID" => without_id(column),
        _ => target.clone(),
    };
    let name = if taken.contains(&name) { format!("{name}_{target}") } else { name };
    format_ident!("{name}")
}

/// `USER` for `user_id` and `USER_ID`, `OWNER` for `owner`.
pub(crate) fn without_id(column: &Ident) -> String {
    let name = column.unraw().to_string().to_uppercase();
    match name.strip_suffix("_ID") {
        Some(short) if !short.is_empty() => short.to_owned(),
        Some(_) | None => name,
    }
}

/// `TODOS`, `TODOS_BY_AUTHOR` where several keys lead to that table, `PROFILE` where there is at most one row.
fn reverse_name(table: &TableDecl, key: &Key<'_>, several: bool, at_most_one: bool) -> Ident {
    if let Some(name) = key.reverse {
        return format_ident!("{}", name.value.to_shouty_snake_case(), span = name.span);
    }
    let own = table.ident.unraw().to_string().to_shouty_snake_case();
    let name = if at_most_one { own } else { plural(&own) };
    let to_itself = table.ident.unraw() == name_of(key.table);
    if several || to_itself {
        let by: Vec<String> = key.columns.iter().map(without_id).collect();
        return format_ident!("{name}_BY_{}", by.join("_"));
    }
    format_ident!("{name}")
}

/// English, as far as names of tables need it; `reverse = ".."` says it better.
pub(crate) fn plural(name: &str) -> String {
    let consonant_before_y = || {
        let before = name.chars().rev().nth(1);
        before.is_some_and(|c| !"AEIOU".contains(c))
    };
    match name {
        _ if name.ends_with('Y') && consonant_before_y() => format!("{}IES", &name[..name.len() - 1]),
        _ if ["S", "X", "Z", "CH", "SH"].iter().any(|end| name.ends_with(end)) => format!("{name}ES"),
        _ => format!("{name}S"),
    }
}

/// Whether no two rows have the same values in these columns.
fn is_unique(table: &TableDecl, columns: &[Ident]) -> bool {
    let of_key: BTreeSet<&Ident> = columns.iter().collect();
    table.constraints.iter().any(|constraint| match &constraint.kind {
        ConstraintDeclKind::PrimaryKey { columns, .. } | ConstraintDeclKind::Unique { columns, .. } => {
            columns.iter().collect::<BTreeSet<_>>().is_subset(&of_key)
        }
        ConstraintDeclKind::Check { .. }
        | ConstraintDeclKind::ForeignKey { .. }
        | ConstraintDeclKind::Exclusion { .. } => false,
    })
}
