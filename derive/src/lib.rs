//! Procedural macros of Tablewright. No logic stands here: each macro is a page that calls `tablewright-codegen`.
//!
//! Use them through the crate `tablewright`, which re-exports them.

mod composite;
mod embed;
mod from_row;
mod function;
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

/// Makes a struct a PostgreSQL composite type.
#[proc_macro_derive(PgComposite, attributes(pg_composite, column))]
pub fn pg_composite(input: TokenStream) -> TokenStream {
    composite::composite(input.into()).into()
}

/// Makes a struct around one value a PostgreSQL domain.
#[proc_macro_derive(PgDomain, attributes(pg_domain))]
pub fn pg_domain(input: TokenStream) -> TokenStream {
    composite::domain(input.into()).into()
}

/// Makes a struct what rows of a query are read as.
#[proc_macro_derive(FromRow)]
pub fn from_row(input: TokenStream) -> TokenStream {
    from_row::derive(input.into()).into()
}

/// Makes an `async fn` a test with a database. See `tablewright::test`.
#[proc_macro_attribute]
pub fn test(arguments: TokenStream, item: TokenStream) -> TokenStream {
    test::expand(arguments.into(), item.into()).into()
}

/// SQL with bound parameters: every `{..}` is one.
///
/// In a crate whose `build.rs` calls `tablewright_codegen::build()`, a statement that reads or writes rows is checked
/// against the schema: names, types, what a new row needs. Its rows then have a field for each column. Without such a build
/// script, or without the feature `checked-sql`, values are bound and nothing is checked. So it is with statements that
/// neither read nor write rows (`SHOW`, `CREATE ..`).
#[proc_macro]
pub fn sql(input: TokenStream) -> TokenStream {
    sql::expand(input.into()).into()
}

/// Declares functions of the database, so that they can be called in queries: a line each, with the types of arguments and
/// result. `-> Option<V>` is one that can be NULL although no argument is; any other is NULL where an argument is, as
/// functions declared `STRICT` are. `aggregate fn` is an aggregate. `= "app.name"` says what it is called in the database.
///
/// ```ignore
/// tablewright::sql_function! {
///     /// How alike two texts are, from 0 to 1 (`pg_trgm`).
///     pub fn similarity(a: String, b: String) -> f32;
///     fn tax(cents: i64) -> i64 = "shop.tax";
///     aggregate fn median(value: f64) -> Option<f64>;
/// }
///
/// let alike = db.select::<Todo>().order_by(similarity(Todo::TITLE, "milk").desc()).limit(5).all().await?;
/// ```
#[proc_macro]
pub fn sql_function(input: TokenStream) -> TokenStream {
    function::expand(input.into()).into()
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
/// A Rust migration is a file with `pub async fn up(tx: &mut Transaction<'_>) -> Result<()>`, which is one transaction, or with
/// `pub async fn up_in_chunks(db: &Executor<'_>) -> Result<()>`. There every `for_each_chunk` and `update_in_chunks` has a
/// transaction for each chunk, and the ledger notes how far it is, so that a run after a failure goes on behind the last chunk. (What
/// else it runs is committed statement by statement, and runs again then.)
///
/// Cargo does not see a *new* file in the folder by itself; a `build.rs` with `tablewright_codegen::build()` tells it.
#[proc_macro]
pub fn embed_migrations(input: TokenStream) -> TokenStream {
    embed::expand(input.into()).into()
}
