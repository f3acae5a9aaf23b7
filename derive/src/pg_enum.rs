//! `#[derive(PgEnum)]`.

use proc_macro2::TokenStream;
use tablewright_codegen::rust::{expand, parse};

/// The code of an enum, or its mistakes.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    match syn::parse2(input) {
        Ok(input) => {
            let (enumeration, mistakes) = parse::enumeration_and_mistakes(&input);
            match mistakes {
                None => expand::enumeration(&enumeration),
                Some(mistakes) => mistakes.to_compile_error(),
            }
        }
        Err(error) => error.to_compile_error(),
    }
}
