//! The struct of a new row: `NewTodo`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Type};

use super::{given, is_required, is_writable};
use crate::rust::decl::{ColumnDecl, TableDecl};

/// `NewTodo` with `new`, setters and `impl Insertable`.
pub(super) fn expand(table: &TableDecl) -> TokenStream {
    let (ident, vis) = (&table.ident, &table.vis);
    let new = format_ident!("New{ident}", span = ident.span());
    let docs = format!("A new row of [`{ident}`]. What is `None` is left to the column's default.");
    let writable: Vec<&ColumnDecl> = table.columns.iter().filter(|column| is_writable(column)).collect();
    let fields = writable.iter().map(|column| {
        let (name, ty) = (&column.ident, &column.ty);
        if is_required(column) { quote!(#vis #name: #ty) } else { quote!(#vis #name: Option<#ty>) }
    });
    let constructor = constructor(&writable, vis);
    let setters = writable.iter().filter(|column| !is_required(column)).map(|column| setter(column, vis));
    let (mut layout, mut values, mut maybes) = (String::new(), Vec::new(), Vec::new());
    for column in &table.columns {
        // Where NULL is the default, leaving a column out and giving NULL are the same: the column is always given, so that
        // rows differ in as few columns as possible and statements in as few texts.
        let default_is_null = column.nullable && column.default.is_none();
        match is_writable(column) {
            false => layout.push('-'),
            true if is_required(column) || default_is_null => {
                layout.push('v');
                values.push(&column.ident);
            }
            true => {
                layout.push('m');
                maybes.push(&column.ident);
            }
        }
    }
    let given = given(&layout, &values, &maybes);
    // pub struct NewTodo { pub title: String, pub done: Option<bool> }
    // impl NewTodo {
    //     pub fn new(title: impl IntoValue<String>) -> Self { Self { title: title.into_value(), done: None } }
    //     pub fn done(mut self, done: bool) -> Self { self.done = Some(done); self }
    // }
    // impl Insertable for NewTodo {
    //     type Table = Todo;
    //     fn values(&self) -> Vec<Given<'_>> { given("-vm", (&self.title,), (&self.done,)) }
    // }
    quote! {
        #[doc = #docs]
        #[allow(dead_code, missing_docs)]
        #vis struct #new { #(#fields),* }
        #[allow(dead_code, missing_docs, clippy::too_many_arguments, clippy::new_without_default, clippy::should_implement_trait)]
        impl #new { #constructor #(#setters)* }
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl ::tablewright::Insertable for #new {
            type Table = #ident;
            fn values(&self) -> Vec<::tablewright::private::Given<'_>> { #given }
        }
    }
}

fn constructor(writable: &[&ColumnDecl], vis: &syn::Visibility) -> TokenStream {
    let required = writable.iter().filter(|column| is_required(column));
    let arguments = required.map(|column| {
        let (name, ty) = (&column.ident, argument(&column.ty));
        quote!(#name: #ty)
    });
    let fields = writable.iter().map(|column| {
        let name = &column.ident;
        match is_required(column) {
            true => {
                let value = value(&column.ident, &column.ty);
                quote!(#name: #value)
            }
            false => quote!(#name: None),
        }
    });
    quote!(#vis fn new(#(#arguments),*) -> Self { Self { #(#fields),* } })
}

fn setter(column: &ColumnDecl, vis: &syn::Visibility) -> TokenStream {
    let (name, ty) = (&column.ident, argument(&column.ty));
    let value = value(&column.ident, &column.ty);
    // A column called `new` must not hide the constructor.
    let method = if name == "new" { format_ident!("set_new", span = name.span()) } else { name.clone() };
    quote!(#vis fn #method(mut self, #name: #ty) -> Self { self.#name = Some(#value); self })
}

/// What an argument accepts: for text also `&str`, for JSON also a `serde_json::Value`, for a nullable column also the value itself. Other types are plain, which
/// checks faster.
fn argument(ty: &Type) -> TokenStream {
    if converts(ty) { quote!(impl ::tablewright::private::IntoValue<#ty>) } else { quote!(#ty) }
}

fn value(name: &Ident, ty: &Type) -> TokenStream {
    if converts(ty) { quote!(#name.into_value()) } else { quote!(#name) }
}

fn converts(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path
        .segments
        .last()
        .is_some_and(|last| ["String", "Option", "Json"].iter().any(|name| last.ident == name))
}
