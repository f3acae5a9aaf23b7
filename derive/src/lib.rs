//! Procedural macros of Tablewright. No logic stands here: each macro is a page that calls `tablewright-codegen`.
//!
//! Use them through the crate `tablewright`, which re-exports them.

mod embed;
mod pg_enum;
mod sql;
mod table;
mod test;

use proc_macro::TokenStream;

/// Makes a struct a row of a table.
#[proc_macro_derive(Table, attributes(table, column))]
pub fn table(input: TokenStream) -> TokenStream {
    table::derive(input.into()).into()
}

/// Makes an enum a PostgreSQL enum.
#[proc_macro_derive(PgEnum, attributes(pg_enum))]
pub fn pg_enum(input: TokenStream) -> TokenStream {
    pg_enum::derive(input.into()).into()
}

/// Makes an `async fn` a test with a database. See `tablewright::test`.
#[proc_macro_attribute]
pub fn test(arguments: TokenStream, item: TokenStream) -> TokenStream {
    test::expand(arguments.into(), item.into()).into()
}

/// SQL with bound parameters.
#[proc_macro]
pub fn sql(input: TokenStream) -> TokenStream {
    sql::expand(input.into()).into()
}

/// Puts every migration of a folder into the program, so that a deploy needs no source tree.
///
/// The folder is relative to the package. `.sql` files become text, `.rs` files modules with
/// `pub async fn up(tx: &mut Transaction<'_>) -> Result<()>`. Names are checked while compiling.
///
/// ```ignore
/// static MIGRATIONS: Migrations = tablewright::embed_migrations!("migrations");
/// db.migrate(&MIGRATIONS).await?;
/// ```
///
/// Cargo does not see a *new* file in the folder by itself; a `build.rs` with `tablewright_codegen::build()` tells it.
#[proc_macro]
pub fn embed_migrations(input: TokenStream) -> TokenStream {
    embed::expand(input.into()).into()
}
