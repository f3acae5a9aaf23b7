//! The grammar that all attributes share: `key`, `key = value`, `key(..)`, separated by commas.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::{Attribute, Ident, Meta};

use super::mistakes::Mistakes;

/// One `key`, `key = value` or `key(..)`.
pub(super) struct Item {
    /// The key, without `r#`.
    pub(super) key: String,
    /// Where the key stands.
    pub(super) span: Span,
    /// What follows it.
    pub(super) value: Value,
}

/// What follows a key.
pub(super) enum Value {
    /// Nothing.
    Flag,
    /// `= tokens`.
    Assigned(TokenStream),
    /// `(tokens)`.
    Group(TokenStream),
}

/// The items of all `#[name(..)]` attributes.
pub(super) fn of_attributes(attributes: &[Attribute], name: &str, mistakes: &mut Mistakes) -> Vec<Item> {
    let mut all = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        match &attribute.meta {
            Meta::List(list) => all.extend(of_tokens(list.tokens.clone(), mistakes)),
            Meta::Path(path) => mistakes.append(syn::Error::new_spanned(path, example(name))),
            Meta::NameValue(pair) => mistakes.append(syn::Error::new_spanned(pair, example(name))),
        }
    }
    all
}

fn example(name: &str) -> String {
    format!("write `#[{name}(key, key = \"value\", ..)]`")
}

/// The items of a list; a chunk that is no item is reported and the rest is still read.
pub(super) fn of_tokens(tokens: TokenStream, mistakes: &mut Mistakes) -> Vec<Item> {
    chunks(tokens).into_iter().filter_map(|chunk| mistakes.take(item(chunk))).collect()
}

/// The comma-separated parts of a list. Only what stands at its own level separates: groups are one token tree.
pub(super) fn chunks(tokens: TokenStream) -> Vec<TokenStream> {
    let mut all = Vec::new();
    let mut chunk = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => all.push(std::mem::take(&mut chunk)),
            other => chunk.extend([other]),
        }
    }
    all.push(chunk);
    all.retain(|chunk| !chunk.is_empty());
    all
}

fn item(chunk: TokenStream) -> syn::Result<Item> {
    let key = |input: syn::parse::ParseStream<'_>| {
        let key = input.call(Ident::parse_any)?;
        Ok((key, input.parse::<TokenStream>()?))
    };
    let (key, rest) = key.parse2(chunk)?;
    let value = value(rest)?;
    Ok(Item { span: key.span(), key: key.unraw().to_string(), value })
}

fn value(rest: TokenStream) -> syn::Result<Value> {
    let mut tokens = rest.clone().into_iter();
    match (tokens.next(), tokens.clone().next()) {
        (None, _) => Ok(Value::Flag),
        (Some(TokenTree::Punct(equals)), Some(_)) if equals.as_char() == '=' => {
            Ok(Value::Assigned(tokens.collect()))
        }
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Parenthesis => {
            Ok(Value::Group(group.stream()))
        }
        _ => Err(syn::Error::new_spanned(rest, "expected `= value`, `(..)` or a comma")),
    }
}
