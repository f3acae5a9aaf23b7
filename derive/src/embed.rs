//! `embed_migrations!("migrations")`: a folder of migrations in the program.

use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::LitStr;
use tablewright_codegen::migrations::{Language, Name, check};

/// The macro.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let literal = match syn::parse2::<LitStr>(input) {
        Ok(literal) => literal,
        Err(error) => return problem(error.span(), "write the folder: `embed_migrations!(\"migrations\")`"),
    };
    match names(&literal.value()) {
        Ok((dir, names)) => list(&dir, &names),
        Err(messages) => {
            // An empty set stands in, so that one mistake gives one message.
            let errors = messages.iter().map(|message| problem(literal.span(), message));
            quote! {{ #(#errors)* ::tablewright::migrate::Migrations::new(&[]) }}
        }
    }
}

fn problem(span: Span, message: &str) -> TokenStream {
    let error = syn::Error::new(span, message).into_compile_error();
    quote! { #error; }
}

/// The folder, relative to the package, and the migrations in it.
fn names(folder: &str) -> Result<(PathBuf, Vec<Name>), Vec<String>> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let dir = package.join(folder);
    let entries = std::fs::read_dir(&dir).map_err(|error| {
        vec![format!(
            "cannot read the folder `{}`: {error}; `tablewright migrate build` makes it",
            dir.display()
        )]
    })?;
    let files: Vec<String> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
    let (names, problems) = check(files.iter().map(String::as_str));
    if problems.is_empty() {
        return Ok((dir, names));
    }
    Err(problems.iter().map(|p| format!("in `{folder}`: {}; {}", p.message, p.help)).collect())
}

/// Whether a Rust migration has `up_in_chunks` in place of `up`. What cannot be read is for the compiler to tell.
fn is_in_chunks(path: &str) -> bool {
    let file = std::fs::read_to_string(path).ok().and_then(|text| syn::parse_file(&text).ok());
    let mut items = file.iter().flat_map(|file| &file.items);
    items.any(|item| matches!(item, syn::Item::Fn(function) if function.sig.ident == "up_in_chunks"))
}

/// ```text
/// {
///     #[path = "/project/migrations/20261123000000_fill.rs"]
///     mod m20261123000000;
///     fn m20261123000000_up<'a>(tx: &'a mut Transaction<'_>) -> UpFuture<'a> {
///         Box::pin(m20261123000000::up(tx))
///     }
///     const LIST: &[Migration] = &[
///         Migration::sql("20261122143000_add_todo.sql", include_str!("/project/migrations/20261122143000_add_todo.sql")),
///         Migration::rust("20261123000000_fill.rs", include_str!("/project/migrations/.."), m20261123000000_up),
///     ];
///     Migrations::new(LIST)
/// }
/// ```
fn list(dir: &Path, names: &[Name]) -> TokenStream {
    let mut modules = TokenStream::new();
    let mut migrations = Vec::new();
    for name in names {
        let file = &name.file;
        let path = dir.join(file).display().to_string();
        migrations.push(match name.language {
            Language::Sql => {
                quote! { ::tablewright::migrate::Migration::sql(#file, ::core::include_str!(#path)) }
            }
            Language::Rust => {
                let module = format_ident!("m{}", name.stamp.to_string());
                let up = format_ident!("{module}_up");
                let (argument, function, kind) = if is_in_chunks(&path) {
                    (quote!(&'a ::tablewright::Executor<'_>), quote!(up_in_chunks), quote!(rust_in_chunks))
                } else {
                    (quote!(&'a mut ::tablewright::Transaction<'_>), quote!(up), quote!(rust))
                };
                modules.extend(quote! {
                    #[path = #path]
                    #[allow(unreachable_pub)]
                    mod #module;
                    fn #up<'a>(on: #argument) -> ::tablewright::migrate::UpFuture<'a> {
                        ::std::boxed::Box::pin(#module::#function(on))
                    }
                });
                quote! { ::tablewright::migrate::Migration::#kind(#file, ::core::include_str!(#path), #up) }
            }
        });
    }
    quote! {{
        #modules
        const LIST: &[::tablewright::migrate::Migration] = &[#(#migrations),*];
        ::tablewright::migrate::Migrations::new(LIST)
    }}
}
