//! `sql_function!`: functions of the database, declared in a line each.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitStr, Token, Type, Visibility, parenthesized};

use crate::name::quoted;

/// Functions, one behind the other.
struct Functions(Vec<Function>);

/// `pub fn similarity(a: String, b: String) -> f32;`
struct Function {
    attributes: Vec<Attribute>,
    vis: Visibility,
    is_aggregate: bool,
    ident: Ident,
    arguments: Vec<Argument>,
    result: Type,
    /// Its name in the database, where that is another: `= "app.similarity"`.
    name: Option<LitStr>,
}

struct Argument {
    ident: Ident,
    ty: Type,
}

mod word {
    syn::custom_keyword!(aggregate);
}

impl Parse for Functions {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut all = Vec::new();
        while !input.is_empty() {
            all.push(input.parse()?);
        }
        Ok(Self(all))
    }
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let is_aggregate = input.parse::<Option<word::aggregate>>()?.is_some();
        input.parse::<Token![fn]>()?;
        let ident = input.parse()?;
        let inside;
        parenthesized!(inside in input);
        let arguments = Punctuated::<Argument, Token![,]>::parse_terminated(&inside)?;
        if !input.peek(Token![->]) {
            let message = "a function of the database returns something: `-> i64`, or `-> Option<i64>` where it can be NULL \
                           although no argument is";
            return Err(input.error(message));
        }
        input.parse::<Token![->]>()?;
        let result = input.parse()?;
        let name = match input.parse::<Option<Token![=]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        input.parse::<Token![;]>()?;
        let arguments = arguments.into_iter().collect();
        Ok(Self { attributes, vis, is_aggregate, ident, arguments, result, name })
    }
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ident = input.parse()?;
        input.parse::<Token![:]>()?;
        Ok(Self { ident, ty: input.parse()? })
    }
}

pub(super) fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let Functions(functions) = syn::parse2(input)?;
    Ok(functions.iter().map(function).collect())
}

fn function(function: &Function) -> TokenStream {
    let Function { attributes, vis, ident, arguments, result, .. } = function;
    let name = sql_name(function);
    let operands: Vec<Ident> = (0..arguments.len()).map(|i| format_ident!("O{i}")).collect();
    let places: Vec<Ident> = (0..arguments.len()).map(|i| format_ident!("I{i}")).collect();
    let names: Vec<&Ident> = arguments.iter().map(|argument| &argument.ident).collect();
    let types: Vec<&Type> = arguments.iter().map(|argument| &argument.ty).collect();
    let operand = quote!(::tablewright::expr::Operand);
    let (mut reads, mut null) = (quote!(()), quote!(::tablewright::NotNull));
    for ((own, place), ty) in operands.iter().zip(&places).zip(&types) {
        reads = quote!(<#own as #operand<#ty, #place>>::Reads<#reads>);
        null = quote!(<#own as #operand<#ty, #place>>::Null<#null>);
    }
    let value = match option_of(result) {
        Some(value) => {
            null = quote!(::tablewright::Nullable);
            value
        }
        None => result,
    };
    let (output, call) = match function.is_aggregate {
        true => (quote!(::tablewright::expr::Aggregate), quote!(aggregate_call)),
        false => (quote!(::tablewright::Expr), quote!(function_call)),
    };
    if function.is_aggregate && option_of(result).is_none() {
        null = quote!(::tablewright::NotNull);
    }
    // pub fn similarity<O0: Operand<String, I0>, I0, ..>(a: O0, ..) -> Expr<f32, .., ..> {
    //     function_call("\"similarity\"", vec![O0::into_fragment(a), ..])
    // }
    quote! {
        #(#attributes)*
        #[allow(clippy::type_complexity)]
        #vis fn #ident<#(#operands: #operand<#types, #places>, #places),*>(#(#names: #operands),*)
            -> #output<#value, #reads, #null>
        {
            ::tablewright::private::#call(#name, vec![#(#operand::<#types, #places>::into_fragment(#names)),*])
        }
    }
}

/// `"app"."similarity"`.
fn sql_name(function: &Function) -> String {
    let name = match &function.name {
        Some(name) => name.value(),
        None => syn::ext::IdentExt::unraw(&function.ident).to_string(),
    };
    name.split('.').map(quoted).collect::<Vec<_>>().join(".")
}

/// `V` of `Option<V>`.
fn option_of(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        },
        syn::PathArguments::None | syn::PathArguments::Parenthesized(_) => None,
    }
}
