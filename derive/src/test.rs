//! `#[tablewright::test]`: a test with a database.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, ItemFn, Token};

/// What stands in the parentheses: `migrations = "folder"` or `migrations = A_STATIC`.
struct Arguments {
    migrations: Option<Expr>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(Self { migrations: None });
        }
        let name: syn::Ident = input.parse()?;
        if name != "migrations" {
            let message = format!(
                "`{name}` is not known here; write `migrations = \"folder\"` or `migrations = A_STATIC`"
            );
            return Err(syn::Error::new(name.span(), message));
        }
        input.parse::<Token![=]>()?;
        let migrations = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        Ok(Self { migrations: Some(migrations) })
    }
}

/// The macro.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let function = match syn::parse2::<ItemFn>(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            let error = error.into_compile_error();
            return quote! { #item #error };
        }
    };
    match syn::parse2(arguments).and_then(|arguments| test(&arguments, &function)) {
        Ok(test) => test,
        Err(error) => {
            // The function stays, so that one mistake gives one message.
            let error = error.into_compile_error();
            quote! { #[allow(dead_code)] #function #error }
        }
    }
}

/// ```text
/// #[test]
/// fn name() -> Result<()> {
///     async fn name(db: Db) -> Result<()> { .. }
///     static MIGRATIONS: Migrations = embed_migrations!("migrations");
///     tablewright::test::run(&Case { name: concat!(module_path!(), "::", "name"), migrations: &MIGRATIONS }, name)
/// }
/// ```
fn test(arguments: &Arguments, function: &ItemFn) -> syn::Result<TokenStream> {
    let signature = &function.sig;
    let name = &signature.ident;
    if signature.asyncness.is_none() || signature.inputs.len() != 1 {
        let message = "a test with a database is `async fn name(db: Db)`, with a database of its own, or \
                       `async fn name(tx: Transaction<'_>)`, which is rolled back";
        return Err(syn::Error::new_spanned(signature, message));
    }
    let (output, attributes) =
        (&signature.output, function.attrs.iter().filter(|attribute| !is_inner(attribute)));
    let inner = ItemFn { attrs: Vec::new(), vis: syn::Visibility::Inherited, ..function.clone() };
    let text = name.to_string();
    let migrations = migrations(arguments);
    Ok(quote! {
        #(#attributes)*
        #[::core::prelude::v1::test]
        fn #name() #output {
            #inner
            #migrations
            let case = ::tablewright::test::Case {
                name: ::core::concat!(::core::module_path!(), "::", #text),
                migrations,
            };
            ::tablewright::test::run(&case, #name)
        }
    })
}

fn is_inner(attribute: &Attribute) -> bool {
    matches!(attribute.style, syn::AttrStyle::Inner(_))
}

/// A folder is embedded; anything else is a value that the test names.
fn migrations(arguments: &Arguments) -> TokenStream {
    let folder = match &arguments.migrations {
        None => quote! { "migrations" },
        Some(Expr::Lit(literal)) => quote! { #literal },
        Some(value) => return quote! { let migrations: &::tablewright::migrate::Migrations = &#value; },
    };
    quote! {
        static MIGRATIONS: ::tablewright::migrate::Migrations = ::tablewright::embed_migrations!(#folder);
        let migrations = &MIGRATIONS;
    }
}
