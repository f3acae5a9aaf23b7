//! `#[derive(PgComposite)]` and `#[derive(PgDomain)]`.

use proc_macro2::TokenStream;
use tablewright_codegen::rust::{expand, parse};

/// The code of a composite type, or its mistakes.
pub(crate) fn composite(input: TokenStream) -> TokenStream {
    let parsed = syn::parse2(input).and_then(|input| parse::composite(&input));
    parsed.map_or_else(|error| error.to_compile_error(), |composite| expand::composite(&composite))
}

/// The code of a domain, or its mistakes.
pub(crate) fn domain(input: TokenStream) -> TokenStream {
    let parsed = syn::parse2(input).and_then(|input| parse::domain(&input));
    parsed.map_or_else(|error| error.to_compile_error(), |domain| expand::domain(&domain))
}
