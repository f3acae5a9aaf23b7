//! `#[derive(PgEnum)]`.

use proc_macro2::TokenStream;
use tablewright_codegen::rust::{expand, parse};

/// The code of an enum; mistakes beside it, so that one mistake gives one message.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    match syn::parse2(input) {
        Ok(input) => {
            let (enumeration, mistakes) = parse::enumeration_and_mistakes(&input);
            let mut code = expand::enumeration(&enumeration);
            code.extend(mistakes.map(|mistakes| mistakes.to_compile_error()));
            code
        }
        Err(error) => error.to_compile_error(),
    }
}
