//! Finding the structs and enums of a file, inline modules included.

use syn::{Attribute, DeriveInput, Item, Meta, Token, punctuated::Punctuated};

/// One item that derives `Table`, `PgEnum`, `PgComposite` or `PgDomain`.
pub(super) enum Found {
    /// A table.
    Table(DeriveInput),
    /// An enum.
    Enum(DeriveInput),
    /// A composite type.
    Composite(DeriveInput),
    /// A domain.
    Domain(DeriveInput),
}

/// The items of a file in their order.
pub(super) fn find(items: Vec<Item>, found: &mut Vec<Found>) {
    for item in items {
        match item {
            Item::Struct(item) if derives(&item.attrs, "Table") => found.push(Found::Table(item.into())),
            Item::Struct(item) if derives(&item.attrs, "PgComposite") => {
                found.push(Found::Composite(item.into()));
            }
            Item::Struct(item) if derives(&item.attrs, "PgDomain") => found.push(Found::Domain(item.into())),
            Item::Enum(item) if derives(&item.attrs, "PgEnum") => found.push(Found::Enum(item.into())),
            Item::Mod(module) if !is_test(&module.attrs) => {
                if let Some((_, items)) = module.content {
                    find(items, found);
                }
            }
            _ => {}
        }
    }
}

/// Whether `#[derive(..)]` names a macro, with or without the path to it.
fn derives(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("derive")).any(|attribute| {
        let paths = attribute.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated);
        paths.is_ok_and(|paths| {
            paths.iter().any(|path| path.segments.last().is_some_and(|last| last.ident == name))
        })
    })
}

/// `#[cfg(test)]`: tables of a test are no part of the schema.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Meta::List(list) = &attribute.meta else { return false };
        list.path.is_ident("cfg") && list.tokens.to_string() == "test"
    })
}
