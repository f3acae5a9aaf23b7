//! A declaration to the code that the derive macro adds.
//!
//! What comes in has been parsed; what goes out are tokens that name the runtime by absolute paths. The code is kept small,
//! since every use of the derive pays for it in check time: constants and slices rather than one impl for each column.

mod columns;
mod composite;
mod constraints;
mod enumeration;
mod from_row;
mod function;
pub(crate) mod names;
mod new_row;
mod patch;
mod private;
pub(crate) mod relations;
mod row;
mod sql;
#[cfg(feature = "query")]
mod sql_checked;
mod sql_type;
#[cfg(all(test, feature = "engine"))]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::decl::{ColumnDecl, CompositeDecl, DomainDecl, EnumDecl, TableDecl};
pub use from_row::from_row;
pub use names::constraint_names;

/// What `#[derive(Table)]` adds to a struct.
pub fn table(table: &TableDecl) -> TokenStream {
    let row = row::expand(table);
    let constants = [columns::expand(table), constraints::expand(table), relations::own(table)];
    let ident = &table.ident;
    let (new_row, patch) = (new_row::expand(table), patch::expand(table));
    let reverse = relations::reverse(table);
    let private = private::expand(table);
    // impl Todo {
    //     pub const ID: Column<Todo, i64, Generated<NotNull>> = Column::new("id");
    //     pub const TODO_PKEY: Constraint<Todo> = Constraint::new("todo_pkey");
    //     pub const USER: Relation<Todo, User, One> = ..;
    // }
    quote! {
        #row
        #[allow(dead_code, missing_docs)]
        impl #ident { #(#constants)* }
        #new_row
        #patch
        #reverse
        #private
    }
}

/// What `#[derive(PgEnum)]` adds to an enum.
pub fn enumeration(enumeration: &EnumDecl) -> TokenStream {
    enumeration::expand(enumeration)
}

/// What `#[derive(PgComposite)]` adds to a struct.
pub fn composite(composite: &CompositeDecl) -> TokenStream {
    composite::composite(composite)
}

/// What `#[derive(PgDomain)]` adds to a struct.
pub fn domain(domain: &DomainDecl) -> TokenStream {
    composite::domain(domain)
}

/// What `sql_function! { .. }` stands for.
///
/// # Errors
/// Where a declaration cannot be read.
pub fn functions(input: TokenStream) -> syn::Result<TokenStream> {
    function::expand(input)
}

/// The schema that statements are checked against.
#[cfg(feature = "query")]
pub use crate::query::Model;

/// The schema that statements are checked against: without the feature `query` there is none.
#[cfg(not(feature = "query"))]
pub enum Model {}

/// What `sql!("..")` stands for. With a schema, the statement is checked and its rows have a type.
///
/// # Errors
/// Where the text is not a literal, a `{..}` in it cannot be bound, or the statement makes no sense to the schema.
pub fn sql(input: TokenStream, model: Option<&Model>) -> syn::Result<TokenStream> {
    sql::expand(input, model)
}

/// Whether a statement may give the column a value.
fn is_writable(column: &ColumnDecl) -> bool {
    column.generated.is_none() && column.identity.is_none_or(|identity| identity.by_default)
}

/// Whether a new row must give the column a value.
fn is_required(column: &ColumnDecl) -> bool {
    let has_default = column.default.is_some() || column.serial || column.identity.is_some();
    is_writable(column) && !column.nullable && !has_default
}

/// How many things go into one tuple: the compiler checks one call with a tuple much faster than a call for each of its parts.
const TUPLE: usize = 16;

/// `given("-vm", (&self.title,), (&self.done,))`: for each column nothing, the next of the values, or the next of those that may be
/// there.
fn given(layout: &str, values: &[&Ident], maybes: &[&Ident]) -> TokenStream {
    let (values, maybes) = (tuple(values), tuple(maybes));
    quote!(::tablewright::private::given(#layout, #values, #maybes))
}

/// `(&self.a, &self.b)`; a tuple of tuples where there are many.
fn tuple(fields: &[&Ident]) -> TokenStream {
    if fields.len() <= TUPLE {
        return quote!((#(&self.#fields,)*));
    }
    let tuples = fields.chunks(TUPLE).map(tuple);
    quote!((#(#tuples,)*))
}
