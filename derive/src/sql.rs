//! `sql!`.

use proc_macro2::TokenStream;
use tablewright_codegen::rust::expand;

/// The statement, or what is wrong with the text.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    expand::sql(input).unwrap_or_else(|error| error.to_compile_error())
}
