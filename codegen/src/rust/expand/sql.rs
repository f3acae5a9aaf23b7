//! `sql!("SELECT .. {value}")`.
//!
//! Braces bind values outside of SQL strings. Inside a string they are text, as arrays and JSON need them, and what looks like a
//! value there is an error: it would not be bound.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, LitStr};

use super::Model;
#[cfg(feature = "query")]
use crate::query::Span;

/// The statement, with `$1`, `$2`, ... in place of the values.
pub(super) fn expand(input: TokenStream, model: Option<&Model>) -> syn::Result<TokenStream> {
    let literal: LitStr = syn::parse2(input.clone()).map_err(|_| {
        let message = "`sql!` takes one string literal; text made at run time needs `sql_unchecked`";
        match input.is_empty() {
            true => syn::Error::new(proc_macro2::Span::call_site(), message),
            false => syn::Error::new_spanned(&input, message),
        }
    })?;
    let text = literal.value();
    let mut reader = Reader {
        literal: &literal,
        text: &text,
        at: 0,
        sql: String::new(),
        values: Vec::new(),
        marks: Vec::new(),
    };
    reader.read()?;
    #[cfg(feature = "query")]
    if let Some(model) = model {
        let checked = super::sql_checked::expand(&reader.sql, &reader.values, model).map_err(|mistake| {
            let span =
                Span { start: reader.written(mistake.span.start), end: reader.written(mistake.span.end) };
            syn::Error::new(literal.span(), mistake.render(&text, span))
        })?;
        if let Some(checked) = checked {
            return Ok(checked);
        }
    }
    let (sql, values) = (reader.sql, reader.values);
    // Sql::from_macro("SELECT .. $1", vec![&value])
    Ok(quote! {
        ::tablewright::Sql::from_macro(#sql, vec![#(&(#values) as ::tablewright::private::Param<'_>),*])
    })
}

struct Reader<'a> {
    literal: &'a LitStr,
    text: &'a str,
    at: usize,
    sql: String,
    values: Vec<Expr>,
    /// Places in the statement, each with its place in the text: where they begin to differ.
    marks: Vec<(usize, usize)>,
}

impl Reader<'_> {
    fn read(&mut self) -> syn::Result<()> {
        while let Some(next) = self.rest().chars().next() {
            match next {
                '{' if self.rest().starts_with("{{") => self.escaped("{"),
                '}' if self.rest().starts_with("}}") => self.escaped("}"),
                '{' => self.value()?,
                '}' => return Err(self.error("a `}` without its `{`; a brace of SQL's own is written `}}`")),
                '\'' | '"' => {
                    let length = quoted(self.rest(), next, self.is_escape_string());
                    self.keep_string(length)?;
                }
                '$' => {
                    let length = dollar_quoted(self.rest());
                    self.keep_string(length)?;
                }
                '-' if self.rest().starts_with("--") => {
                    let length = self.rest().find('\n').unwrap_or(self.rest().len());
                    self.keep(length);
                }
                '/' if self.rest().starts_with("/*") => {
                    let length = block_comment(self.rest());
                    self.keep(length);
                }
                other => self.keep(other.len_utf8()),
            }
        }
        Ok(())
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn keep(&mut self, length: usize) {
        let (text, at) = (self.text, self.at);
        self.sql.push_str(&text[at..at + length]);
        self.at += length;
    }

    fn escaped(&mut self, brace: &str) {
        self.sql.push_str(brace);
        self.at += 2;
        self.marks.push((self.sql.len(), self.at));
    }

    /// Where a place of the statement is in the text.
    #[cfg(feature = "query")]
    fn written(&self, at: usize) -> usize {
        let before = self.marks.iter().rev().find(|(sql, _)| *sql <= at);
        before.map_or(at, |(sql, text)| text + (at - sql))
    }

    /// `E'..'`, in which a backslash escapes the quote.
    fn is_escape_string(&self) -> bool {
        let mut before = self.sql.chars().rev();
        let is_e = matches!(before.next(), Some('e' | 'E'));
        is_e && !before.next().is_some_and(|c| c.is_alphanumeric() || c == '_')
    }

    fn keep_string(&mut self, length: usize) -> syn::Result<()> {
        let string = &self.rest()[..length];
        if let Some(name) = looks_bound(string) {
            return Err(self.error(&format!(
                "`{{{name}}}` stands inside an SQL string, where no value is bound; write `'..' || {{{name}}} || '..'` \
                 (an array of one word is written `ARRAY['{name}']`)"
            )));
        }
        self.keep(length);
        Ok(())
    }

    fn value(&mut self) -> syn::Result<()> {
        let Some(length) = value_length(self.rest()) else {
            return Err(self.error("a `{` without its `}`; a brace of SQL's own is written `{{`"));
        };
        let inside = self.rest()[1..length - 1].trim().to_owned();
        if inside.is_empty() {
            return Err(self.error("an empty `{}`: name the value, `{since}`"));
        }
        let literal = LitStr::new(&inside, self.literal.span());
        let value: Expr = literal.parse().map_err(|error| {
            self.error(&format!(
                "`{{{inside}}}` is not an expression: {error}; a brace of SQL's own is written `{{{{`"
            ))
        })?;
        // The same value twice is one parameter: `{since}` may be used freely.
        let place = match self.values.iter().position(|other| *other_text(other) == *other_text(&value)) {
            Some(place) => place,
            None => {
                self.values.push(value);
                self.values.len() - 1
            }
        };
        self.sql.push_str(&format!("${}", place + 1));
        self.at += length;
        self.marks.push((self.sql.len(), self.at));
        Ok(())
    }

    fn error(&self, message: &str) -> syn::Error {
        syn::Error::new(self.literal.span(), message)
    }
}

fn other_text(value: &Expr) -> String {
    quote!(#value).to_string()
}

/// The length of a quoted string, its quotes included; a doubled quote is part of it.
fn quoted(text: &str, quote: char, backslash: bool) -> usize {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if backslash && character == '\\' {
            characters.next();
        } else if character == quote && characters.next_if(|(_, next)| *next == quote).is_none() {
            return at + 1;
        }
    }
    text.len()
}

/// The length of `$tag$..$tag$`, or of the `$` alone.
fn dollar_quoted(text: &str) -> usize {
    let tag_end = text[1..].find(|c: char| !c.is_alphanumeric() && c != '_').map(|at| at + 1);
    let Some(tag) = tag_end.filter(|at| text[*at..].starts_with('$')).map(|at| &text[..=at]) else {
        return 1;
    };
    if tag[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return 1;
    }
    text[tag.len()..].find(tag).map_or(text.len(), |at| at + 2 * tag.len())
}

/// The length of a comment; comments nest.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of `{..}`, with braces and strings of Rust inside.
fn value_length(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if in_string => drop(characters.next()),
            '"' => in_string = !in_string,
            '{' if !in_string => depth += 1,
            '}' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The name in a `{name}` of a string, which was surely meant to be bound.
fn looks_bound(string: &str) -> Option<&str> {
    string.match_indices('{').find_map(|(at, _)| {
        let inside = &string[at + 1..];
        let name = &inside[..inside.find('}')?];
        syn::parse_str::<syn::Ident>(name).ok().map(|_| name)
    })
}
