//! Text search: configurations, dictionaries, parsers, templates.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::QName;

/// One of the four kinds of text search objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TextSearchKind {
    /// `TEXT SEARCH PARSER`.
    Parser,
    /// `TEXT SEARCH TEMPLATE`.
    Template,
    /// `TEXT SEARCH DICTIONARY`.
    Dictionary,
    /// `TEXT SEARCH CONFIGURATION`.
    Configuration,
}

/// A text search object (manual: chapter 12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSearch {
    /// Which of the four.
    pub kind: TextSearchKind,
    /// Its name.
    pub name: QName,
    /// The options by name in lower case, as written: `parser`, `template`, `stopwords`, `start` ... `COPY` of a
    /// configuration is resolved to its parser and mappings where the copied one is known.
    pub options: BTreeMap<String, String>,
    /// The dictionaries of each kind of token, in order; of a configuration only.
    pub mappings: BTreeMap<String, Vec<QName>>,
    /// `COMMENT ON TEXT SEARCH ..`.
    pub comment: Option<String>,
}
