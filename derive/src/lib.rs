//! Procedural macros of Tablewright. Each is a page that calls `tablewright-codegen`.

mod embed;

use proc_macro::TokenStream;

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
