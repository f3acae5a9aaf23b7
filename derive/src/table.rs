//! `#[derive(Table)]`.

use proc_macro2::TokenStream;
use tablewright_codegen::rust::{expand, parse};

/// The code of a table; mistakes beside it, so that one mistake gives one message.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    match syn::parse2(input) {
        Ok(input) => {
            let (table, mistakes) = parse::table_and_mistakes(&input);
            // What has no columns is no table, and code for it would only repeat that.
            let mut code = if table.columns.is_empty() { TokenStream::new() } else { expand::table(&table) };
            code.extend(mistakes.map(|mistakes| mistakes.to_compile_error()));
            code
        }
        Err(error) => error.to_compile_error(),
    }
}
