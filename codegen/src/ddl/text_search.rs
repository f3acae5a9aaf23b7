//! `CREATE TEXT SEARCH ..` and `ALTER TEXT SEARCH ..`.

use std::fmt::{self, Display, Formatter};

use super::quote::{Commas, Ident, Name};
use super::range::BuiltinName;
use super::target::text_search_word;
use crate::model::{QName, TextSearch, TextSearchKind};

/// A statement about a text search object that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextSearchStatement {
    /// `ALTER TEXT SEARCH DICTIONARY .. (..)`.
    Options {
        /// The dictionary.
        name: QName,
        /// The options by name; one without a value goes.
        options: Vec<(String, Option<String>)>,
    },
    /// `ALTER TEXT SEARCH CONFIGURATION .. ADD MAPPING`, or `ALTER MAPPING` for tokens that have one.
    Map {
        /// The configuration.
        name: QName,
        /// Whether the tokens have a mapping already.
        again: bool,
        /// The kinds of tokens.
        tokens: Vec<String>,
        /// Their dictionaries, in order.
        dictionaries: Vec<QName>,
    },
    /// `ALTER TEXT SEARCH CONFIGURATION .. DROP MAPPING`.
    Unmap {
        /// The configuration.
        name: QName,
        /// The kinds of tokens.
        tokens: Vec<String>,
    },
}

impl Display for TextSearchStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Options { name, options } => {
                write!(f, "ALTER TEXT SEARCH DICTIONARY {} (", Name(name))?;
                for (i, (option, value)) in options.iter().enumerate() {
                    write!(f, "{}{}", if i > 0 { ", " } else { "" }, Ident(option))?;
                    if let Some(value) = value {
                        write!(f, " = {value}")?;
                    }
                }
                f.write_str(")")
            }
            Self::Map { name, again, tokens, dictionaries } => {
                let verb = if *again { "ALTER" } else { "ADD" };
                write!(f, "ALTER TEXT SEARCH CONFIGURATION {} {verb} MAPPING FOR ", Name(name))?;
                let tokens = Commas(tokens.iter().map(|token| Ident(token)));
                write!(f, "{tokens} WITH {}", Commas(dictionaries.iter().map(BuiltinName)))
            }
            Self::Unmap { name, tokens } => {
                let tokens = Commas(tokens.iter().map(|token| Ident(token)));
                write!(f, "ALTER TEXT SEARCH CONFIGURATION {} DROP MAPPING FOR {tokens}", Name(name))
            }
        }
    }
}

pub(super) fn create(f: &mut Formatter<'_>, new: &TextSearch) -> fmt::Result {
    let TextSearch { kind, name, options, mappings: _, comment: _ } = new;
    write!(f, "CREATE TEXT SEARCH {} {} (", text_search_word(*kind), Name(name))?;
    // The template comes before its options.
    let first = match kind {
        TextSearchKind::Dictionary => options.get_key_value("template"),
        TextSearchKind::Parser | TextSearchKind::Template | TextSearchKind::Configuration => None,
    };
    let rest = options.iter().filter(|(option, _)| first.is_none_or(|(name, _)| name != *option));
    for (i, (option, value)) in first.into_iter().chain(rest).enumerate() {
        write!(f, "{}\n    {} = {value}", if i > 0 { "," } else { "" }, option.to_uppercase())?;
    }
    f.write_str("\n)")
}
