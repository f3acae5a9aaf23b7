//! The tokens of one statement, looked at as words and names.

use std::ops::Range;

use crate::model::QName;
use crate::sql::{Lexeme, lexemes};

/// A statement of a text.
pub(in crate::migrations) struct Words {
    tokens: Vec<Lexeme>,
    /// Where it stands.
    pub(in crate::migrations) span: Range<usize>,
}

/// The statements of a text.
pub(in crate::migrations) fn statements(text: &str) -> Vec<Words> {
    let words = |span: Range<usize>| Words { tokens: lexemes(&text[span.clone()]), span };
    crate::sql::statements(text).into_iter().map(words).collect()
}

impl Words {
    /// An unquoted word, or nothing.
    pub(in crate::migrations) fn at(&self, index: usize) -> &str {
        match self.tokens.get(index) {
            Some(Lexeme::Word(word)) => word,
            Some(Lexeme::Quoted(_) | Lexeme::Literal(_) | Lexeme::Sign(_)) | None => "",
        }
    }

    pub(in crate::migrations) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(in crate::migrations) fn has(&self, wanted: &str) -> bool {
        self.find(0, wanted).is_some()
    }

    /// The place of a word, from a place on.
    pub(in crate::migrations) fn find(&self, from: usize, wanted: &str) -> Option<usize> {
        (from..self.tokens.len()).find(|i| self.at(*i) == wanted)
    }

    /// The place behind any of these words.
    pub(in crate::migrations) fn skip(&self, mut from: usize, words: &[&str]) -> usize {
        while words.contains(&self.at(from)) {
            from += 1;
        }
        from
    }

    fn sign(&self, index: usize) -> &str {
        match self.tokens.get(index) {
            Some(Lexeme::Sign(sign)) => sign,
            Some(Lexeme::Word(_) | Lexeme::Quoted(_) | Lexeme::Literal(_)) | None => "",
        }
    }

    fn part(&self, index: usize) -> Option<&str> {
        match self.tokens.get(index)? {
            Lexeme::Word(name) | Lexeme::Quoted(name) => Some(name),
            Lexeme::Literal(_) | Lexeme::Sign(_) => None,
        }
    }

    /// Every name and keyword in it, and the words of the texts in it (the body of a function).
    pub(in crate::migrations) fn mentions(&self) -> Vec<String> {
        let mut words = Vec::new();
        for token in &self.tokens {
            match token {
                Lexeme::Word(word) | Lexeme::Quoted(word) => words.push(word.clone()),
                Lexeme::Literal(text) => {
                    words.extend(lexemes(text).into_iter().filter_map(|inner| match inner {
                        Lexeme::Word(word) | Lexeme::Quoted(word) => Some(word),
                        Lexeme::Literal(_) | Lexeme::Sign(_) => None,
                    }));
                }
                Lexeme::Sign(_) => {}
            }
        }
        words
    }

    /// The parts of a name, at most three, and the place behind it.
    pub(super) fn dotted(&self, from: usize) -> Option<(Vec<&str>, usize)> {
        let mut parts = vec![self.part(from)?];
        let mut at = from + 1;
        while self.sign(at) == "." {
            parts.push(self.part(at + 1)?);
            at += 2;
        }
        Some((parts, at))
    }

    /// The name of a relation, and the place behind it.
    pub(in crate::migrations) fn name(&self, from: usize) -> Option<(QName, usize)> {
        let (parts, at) = self.dotted(from)?;
        let name = match parts[..] {
            [name] => QName::public(name),
            [namespace, name] | [_, namespace, name] => QName::new(namespace, name),
            _ => return None,
        };
        // The star of `DROP TABLE a *` says nothing.
        Some((name, if self.sign(at) == "*" { at + 1 } else { at }))
    }

    /// Names between commas.
    pub(in crate::migrations) fn names(&self, from: usize) -> Vec<QName> {
        let mut names = Vec::new();
        let mut at = self.skip(from, &["only"]);
        while let Some((name, end)) = self.name(at) {
            names.push(name);
            if self.sign(end) != "," {
                break;
            }
            at = self.skip(end + 1, &["only", "table"]);
        }
        names
    }

    /// The parts between the commas that stand in no brackets.
    pub(in crate::migrations) fn parts(&self, from: usize) -> Vec<Range<usize>> {
        let (mut parts, mut start, mut depth) = (Vec::new(), from, 0usize);
        for at in from..self.tokens.len() {
            match self.sign(at) {
                "(" | "[" => depth += 1,
                ")" | "]" => depth = depth.saturating_sub(1),
                "," if depth == 0 => {
                    parts.push(start..at);
                    start = at + 1;
                }
                _ => {}
            }
        }
        parts.push(start..self.tokens.len());
        parts
    }

    /// Whether these words are a column, or casts of it: `name`, `name::text::uuid`.
    pub(in crate::migrations) fn is_cast_of(&self, range: Range<usize>, column: &str) -> bool {
        self.part(range.start) == Some(column)
            && (range.len() == 1 || self.sign(range.start + 1) == "::")
            && range.clone().all(|at| !matches!(self.tokens.get(at), Some(Lexeme::Literal(_))))
            && range.skip(1).all(|at| !matches!(self.sign(at), "+" | "-" | "*" | "/" | "||"))
    }

    /// Whether a bracket closes there.
    pub(super) fn closes(&self, index: usize) -> bool {
        self.sign(index) == ")"
    }

    /// Whether a bracket opens there.
    pub(super) fn opens(&self, index: usize) -> bool {
        self.sign(index) == "("
    }
}
