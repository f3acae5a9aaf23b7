//! The row: `impl Table`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::{TUPLE, sql_type};
use crate::rust::decl::{ConstraintDeclKind, TableDecl};

/// `impl Table for Todo`.
pub(super) fn expand(table: &TableDecl) -> TokenStream {
    let ident = &table.ident;
    let name = &table.name.value;
    let namespace = match table.namespace.as_ref().map(|namespace| namespace.value.as_str()) {
        None | Some("public") => quote!(None),
        Some(namespace) => quote!(Some(#namespace)),
    };
    let columns = table.columns.iter().map(|column| {
        let (name, ty) = (&column.name.value, sql_type::of(column));
        quote!((#name, #ty))
    });
    let primary_key = primary_key(table);
    let key = match key(table, &primary_key) {
        Some(position) => quote!(Some(#position)),
        None => quote!(None),
    };
    let primary_key = primary_key.iter().filter_map(|ident| {
        table.columns.iter().find(|column| column.ident == *ident).map(|column| &column.name.value)
    });
    let fields: Vec<&Ident> = table.columns.iter().map(|column| &column.ident).collect();
    let reads = fields
        .chunks(TUPLE)
        .map(|fields| quote!(let (#(#fields,)*) = ::tablewright::private::row(__cells)?;));
    // impl Table for Todo {
    //     const INFO: &'static TableInfo = &TableInfo { namespace: None, name: "todo", columns: &[("id", "bigint"), ..], .. };
    //     fn decode(cells: &mut Cells<'_>) -> Result<Self> {
    //         let (id, title) = row(cells)?;
    //         Ok(Self { id, title })
    //     }
    // }
    quote! {
        #[automatically_derived]
        impl ::tablewright::Table for #ident {
            const INFO: &'static ::tablewright::private::TableInfo = &::tablewright::private::TableInfo {
                namespace: #namespace,
                name: #name,
                alias: None,
                columns: &[#(#columns),*],
                primary_key: &[#(#primary_key),*],
                key: #key,
            };
            fn decode(__cells: &mut ::tablewright::private::Cells<'_>) -> ::tablewright::Result<Self> {
                #(#reads)*
                Ok(Self { #(#fields),* })
            }
        }
    }
}

fn primary_key(table: &TableDecl) -> Vec<Ident> {
    let key = table.constraints.iter().find_map(|constraint| match &constraint.kind {
        ConstraintDeclKind::PrimaryKey { columns, .. } => Some(columns.clone()),
        ConstraintDeclKind::Unique { .. }
        | ConstraintDeclKind::Check { .. }
        | ConstraintDeclKind::ForeignKey { .. }
        | ConstraintDeclKind::Exclusion { .. } => None,
    });
    key.unwrap_or_default()
}

/// The position of a column that is never NULL: of the primary key if there is one.
fn key(table: &TableDecl, primary_key: &[Ident]) -> Option<usize> {
    let first = primary_key.first();
    let of_key = table.columns.iter().position(|column| Some(&column.ident) == first);
    of_key.or_else(|| table.columns.iter().position(|column| !column.nullable))
}
