//! What stands behind a key, read as what the key wants.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta};

use super::items::{Item, Value, chunks};
use super::mistakes::Mistakes;
use crate::rust::decl::{Comment, Text};

impl Item {
    /// `key = ".."`.
    pub(super) fn text(self, mistakes: &mut Mistakes) -> Option<Text> {
        let message = format!("write `{} = \"..\"`", self.key);
        match self.value {
            Value::Assigned(tokens) => mistakes.take(text(tokens, &message)),
            Value::Flag | Value::Group(_) => {
                mistakes.push(self.span, message);
                None
            }
        }
    }

    /// `key`, with nothing behind it.
    pub(super) fn flag(self, mistakes: &mut Mistakes) -> bool {
        match self.value {
            Value::Flag => {}
            Value::Assigned(_) | Value::Group(_) => {
                mistakes.push(self.span, format_args!("`{}` takes no value", self.key));
            }
        }
        true
    }

    /// `key = -5`.
    pub(super) fn number(self, mistakes: &mut Mistakes) -> Option<i64> {
        let message = format!("write `{} = 100`, a whole number", self.key);
        match self.value {
            Value::Assigned(tokens) => mistakes.take(number(tokens, &message)),
            Value::Flag | Value::Group(_) => {
                mistakes.push(self.span, message);
                None
            }
        }
    }

    /// `key(a, b)`.
    pub(super) fn idents(self, mistakes: &mut Mistakes) -> Vec<Ident> {
        match self.value {
            Value::Group(tokens) => {
                chunks(tokens).into_iter().filter_map(|chunk| mistakes.take(ident(chunk))).collect()
            }
            Value::Flag | Value::Assigned(_) => {
                mistakes.push(self.span, format_args!("write `{}(field, field)`", self.key));
                Vec::new()
            }
        }
    }

    /// `key("a", "b")`.
    pub(super) fn texts(self, mistakes: &mut Mistakes) -> Vec<Text> {
        let message = format!("write `{}(\"..\", \"..\")`", self.key);
        match self.value {
            Value::Group(tokens) => {
                chunks(tokens).into_iter().filter_map(|chunk| mistakes.take(text(chunk, &message))).collect()
            }
            Value::Flag | Value::Assigned(_) => {
                mistakes.push(self.span, message);
                Vec::new()
            }
        }
    }

    /// `comment`, which means the doc comment, or `comment = ".."`.
    pub(super) fn comment(self, mistakes: &mut Mistakes) -> Option<Comment> {
        match self.value {
            Value::Flag => Some(Comment::Docs),
            Value::Assigned(_) | Value::Group(_) => self.text(mistakes).map(Comment::Text),
        }
    }
}

/// A string literal.
pub(super) fn text(tokens: TokenStream, message: &str) -> syn::Result<Text> {
    let literal: LitStr =
        syn::parse2(tokens.clone()).map_err(|_| syn::Error::new_spanned(tokens, message))?;
    Ok(Text { value: literal.value(), span: literal.span() })
}

/// A whole number, with its sign.
fn number(tokens: TokenStream, message: &str) -> syn::Result<i64> {
    let wrong = || syn::Error::new_spanned(&tokens, message);
    // The sign and the digits are separate tokens; `-9223372036854775808` fits only when they are read together.
    let digits: String = tokens.clone().into_iter().map(|token| token.to_string()).collect();
    digits.replace('_', "").parse().map_err(|_| wrong())
}

/// The name of a field.
pub(super) fn ident(tokens: TokenStream) -> syn::Result<Ident> {
    use syn::parse::Parser;
    Ident::parse_any
        .parse2(tokens.clone())
        .map_err(|_| syn::Error::new_spanned(tokens, "expected the name of a field"))
}

/// The doc comment, one entry per line, without the space that follows `///`.
pub(super) fn docs(attributes: &[Attribute]) -> Vec<String> {
    let mut lines = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        if let Meta::NameValue(pair) = &attribute.meta
            && let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value
        {
            let text = text.value();
            lines.extend(text.split('\n').map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned()));
        }
    }
    lines
}
