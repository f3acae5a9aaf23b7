//! `#[derive(FromRow)]`.

use proc_macro2::TokenStream;
use tablewright_codegen::rust::expand;

/// The code of a struct that rows are read as, or its mistakes.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    match syn::parse2(input).and_then(|input| expand::from_row(&input)) {
        Ok(code) => code,
        Err(error) => error.to_compile_error(),
    }
}
