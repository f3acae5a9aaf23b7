//! `sql_function!`.

use proc_macro2::TokenStream;
use tablewright_codegen::rust::expand;

/// The functions, or what is wrong with their declarations.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    expand::functions(input).unwrap_or_else(|error| error.to_compile_error())
}
