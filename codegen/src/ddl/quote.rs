//! Names and literals as SQL text. This is the only place where either becomes text: everything else holds values.

use std::fmt::{self, Display, Formatter};

use crate::model::{Builtin, QName};
use crate::name::quoted;
use crate::sql::keeps_quotes;

/// An identifier, quoted only when PostgreSQL would not read it back unquoted as the same name.
pub(crate) struct Ident<'a>(pub(crate) &'a str);

impl Display for Ident<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if is_plain(self.0) { f.write_str(self.0) } else { f.write_str(&quoted(self.0)) }
    }
}

/// Whether the server folds the bare word to itself: lower-case letters, digits and `_`, no key word.
fn is_plain(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b == b'_')
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !keeps_quotes(name)
}

/// The name of an object, with its namespace unless that is `public` and a bare name finds it there.
pub(crate) struct Name<'a>(pub(crate) &'a QName);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.namespace != "public" || is_hidden(&self.0.name) {
            write!(f, "{}.", Ident(&self.0.namespace))?;
        }
        Ident(&self.0.name).fmt(f)
    }
}

/// Whether a bare name is that of a type in `pg_catalog`, which the server searches before `public` (the manual's section
/// 5.10.5): `DROP DOMAIN name` is about another type than `public.name`.
fn is_hidden(name: &str) -> bool {
    const WITH_MODIFIERS: &[&str] = &[
        "numeric",
        "varchar",
        "bpchar",
        "bit",
        "varbit",
        "time",
        "timetz",
        "timestamp",
        "timestamptz",
        "interval",
    ];
    Builtin::from_name(name).is_some() || WITH_MODIFIERS.contains(&name) || name == "char"
}

/// Identifiers with commas between.
pub(crate) struct Idents<'a>(pub(crate) &'a [String]);

impl Display for Idents<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Commas(self.0.iter().map(|name| Ident(name))).fmt(f)
    }
}

/// A string literal. Standard strings: only the quote is special.
pub(crate) struct Literal<'a>(pub(crate) &'a str);

impl Display for Literal<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "'{}'", self.0.replace('\'', "''"))
    }
}

/// String literals with commas between.
pub(crate) struct Literals<'a>(pub(crate) &'a [String]);

impl Display for Literals<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Commas(self.0.iter().map(|text| Literal(text))).fmt(f)
    }
}

/// Things with commas between.
pub(crate) struct Commas<I>(pub(crate) I);

impl<I> Display for Commas<I>
where
    I: Iterator + Clone,
    I::Item: Display,
{
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (i, item) in self.0.clone().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            item.fmt(f)?;
        }
        Ok(())
    }
}

/// `name = value` pairs of a `WITH (..)` or `SET (..)`, with commas between.
pub(crate) struct Parameters<'a>(pub(crate) &'a [(String, String)]);

impl Display for Parameters<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Commas(self.0.iter().map(|(name, value)| Parameter { name, value })).fmt(f)
    }
}

#[derive(Clone)]
struct Parameter<'a> {
    name: &'a str,
    value: &'a str,
}

impl Display for Parameter<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = ParameterName(self.name);
        if self.value.is_empty() { name.fmt(f) } else { write!(f, "{name} = {}", Value(self.value)) }
    }
}

/// A parameter's name, which `toast.` may stand before.
pub(crate) struct ParameterName<'a>(pub(crate) &'a str);

impl Display for ParameterName<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0.split_once('.') {
            Some((namespace, name)) => write!(f, "{}.{}", Ident(namespace), Ident(name)),
            None => Ident(self.0).fmt(f),
        }
    }
}

/// A parameter's value: a bare word or number as it is, anything else as a string.
struct Value<'a>(&'a str);

impl Display for Value<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let number = self.0.parse::<f64>().is_ok() && self.0.bytes().all(|b| !b.is_ascii_alphabetic());
        let word = is_plain(self.0) || matches!(self.0, "true" | "false" | "on" | "none");
        let quoted = self.0.len() > 1 && self.0.starts_with('\'') && self.0.ends_with('\'');
        if number || word || quoted { f.write_str(self.0) } else { Literal(self.0).fmt(f) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_quotes_is_quoted() {
        for plain in ["todo", "_x", "a1", "name", "value"] {
            assert_eq!(Ident(plain).to_string(), plain);
        }
        for (name, quoted) in [
            ("userPublic", "\"userPublic\""),
            ("user", "\"user\""),
            ("1a", "\"1a\""),
            ("", "\"\""),
            ("a b", "\"a b\""),
            ("sa\"y", "\"sa\"\"y\""),
            ("größe", "\"größe\""),
        ] {
            assert_eq!(Ident(name).to_string(), quoted);
        }
        assert_eq!(Name(&QName::new("auth", "user")).to_string(), "auth.\"user\"");
        assert_eq!(Name(&QName::public("todo")).to_string(), "todo");
        assert_eq!(Literal("it's \\ ok").to_string(), "'it''s \\ ok'");
    }
}
