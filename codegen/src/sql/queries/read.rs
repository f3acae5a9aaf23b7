//! Which word of a query stands for what.

use std::ops::Range;

use super::super::text::{Kind, Token, fold_word, is_reserved, lex, unquote_name};
use super::names_object;
use crate::model::QName;

/// A name in a query: a chain such as `t.title`.
pub(super) struct Chain {
    pub(super) parts: Vec<(String, Range<usize>)>,
    /// It stands where a relation does.
    pub(super) relation: bool,
    /// A parenthesis follows, and it is no relation.
    pub(super) call: bool,
    /// What a relation is called in the query, where it says so.
    pub(super) alias: Option<String>,
    /// It is a column of the result under its own name: nothing else stands beside it.
    pub(super) output: bool,
    /// It is in `USING (..)`, where it names a column on both sides.
    pub(super) shared: bool,
}

impl Chain {
    pub(super) fn names(&self) -> Vec<&str> {
        self.parts.iter().map(|(name, _)| name.as_str()).collect()
    }

    pub(super) fn span(&self) -> Range<usize> {
        let start = self.parts.first().map_or(0, |(_, span)| span.start);
        start..self.parts.last().map_or(start, |(_, span)| span.end)
    }

    pub(super) fn is(&self, relation: &QName) -> bool {
        self.relation && names_object(&self.names(), relation)
    }
}

/// The names in a query.
pub(super) struct Read {
    pub(super) chains: Vec<Chain>,
    /// What its `WITH` calls relations of its own.
    pub(super) own: Vec<String>,
    /// `*` or `t.*` as columns, or `NATURAL`.
    pub(super) star: bool,
}

/// What one open parenthesis holds.
#[derive(Clone, Copy, Default)]
struct Level {
    /// A comma is followed by another relation.
    from: bool,
    /// Between `SELECT` and what ends its list.
    list: bool,
    /// `USING (..)`.
    shared: bool,
}

pub(super) fn chains(text: &str) -> Read {
    let tokens = lex(text).tokens;
    let mut reader = Reader {
        text,
        tokens: &tokens,
        read: Read { chains: Vec::new(), own: Vec::new(), star: false },
        levels: vec![Level::default()],
        expects: false,
    };
    let mut at = 0;
    while at < tokens.len() {
        at = reader.token(at);
    }
    reader.read
}

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    read: Read,
    levels: Vec<Level>,
    expects: bool,
}

impl Reader<'_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The keyword or folded word at a place.
    fn word(&self, at: usize) -> Option<String> {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
        Some(fold_word(&self.text[token.start..token.end]))
    }

    fn name(&self, at: usize) -> Option<(String, Range<usize>)> {
        let token = self.tokens.get(at)?;
        let written = &self.text[token.start..token.end];
        match token.kind {
            Kind::Word => Some((fold_word(written), token.start..token.end)),
            Kind::Quoted => Some((unquote_name(written), token.start..token.end)),
            _ => None,
        }
    }

    fn level(&mut self) -> Option<&mut Level> {
        self.levels.last_mut()
    }

    /// Takes the tokens of one name or sign; returns the next place.
    fn token(&mut self, at: usize) -> usize {
        match self.tokens[at].kind {
            Kind::Word | Kind::Quoted => return self.chain(at),
            Kind::Open => {
                let shared = at > 0 && self.word(at - 1).as_deref() == Some("using");
                let from = self.expects;
                self.levels.push(Level { from, list: false, shared });
                return at + 1;
            }
            Kind::Close => {
                if self.levels.len() > 1 {
                    self.levels.pop();
                }
                self.expects = false;
            }
            Kind::Comma => self.expects = self.levels.last().is_some_and(|level| level.from),
            Kind::Operator if &self.text[self.tokens[at].start..self.tokens[at].end] == "*" => {
                let before = at.checked_sub(1);
                let sign = before.and_then(|at| self.kind(at));
                let word = before.and_then(|at| self.word(at));
                self.read.star |= matches!(sign, Some(Kind::Comma | Kind::Dot))
                    || matches!(word.as_deref(), Some("select" | "distinct" | "all" | "returning"));
            }
            _ => self.expects = false,
        }
        at + 1
    }

    fn chain(&mut self, at: usize) -> usize {
        let mut parts = Vec::new();
        let mut end = at;
        while let Some(part) = self.name(end) {
            parts.push(part);
            end += 1;
            if self.kind(end) != Some(Kind::Dot) || self.name(end + 1).is_none() {
                break;
            }
            end += 1;
        }
        if self.kind(at) == Some(Kind::Word) && parts.len() == 1 && self.keyword(at, &parts[0].0) {
            return end;
        }
        let relation = self.expects;
        let called = self.kind(end) == Some(Kind::Open);
        let before = at.checked_sub(1);
        let alias_place = before.is_some_and(|at| self.word(at).as_deref() == Some("as"));
        // `WITH name [(columns)] AS (`
        if !relation && parts.len() == 1 && self.begins_with_query(end) {
            self.read.own.push(parts[0].0.clone());
        }
        let (list, shared) = self.levels.last().map_or((false, false), |level| (level.list, level.shared));
        let alias = if relation && !called { self.alias(end) } else { None };
        let skip = if alias.is_some() {
            end + 1 + usize::from(self.word(end).as_deref() == Some("as"))
        } else {
            end
        };
        let is_type = before.is_some_and(|at| self.kind(at) == Some(Kind::Cast));
        let output = list && self.starts_item(before) && self.ends_item(end);
        if !alias_place && !is_type {
            // `INSERT INTO todo (title)` looks like a call.
            self.read.chains.push(Chain {
                parts,
                relation,
                call: called && !relation,
                alias,
                output,
                shared,
            });
        }
        self.expects = false;
        skip
    }

    fn begins_with_query(&self, end: usize) -> bool {
        let mut at = end;
        if self.kind(at) == Some(Kind::Open) {
            let mut depth = 0_usize;
            while let Some(kind) = self.kind(at) {
                depth += usize::from(kind == Kind::Open);
                depth -= usize::from(kind == Kind::Close);
                at += 1;
                if depth == 0 {
                    break;
                }
            }
        }
        let materialized = |at: usize| match self.word(at).as_deref() {
            Some("materialized") => at + 1,
            Some("not") => at + 2,
            _ => at,
        };
        self.word(at).as_deref() == Some("as")
            && self.kind(materialized(at + 1)) == Some(Kind::Open)
            && matches!(
                self.word(materialized(at + 1) + 1).as_deref(),
                Some("select" | "with" | "values" | "insert" | "update" | "delete" | "table")
            )
    }

    fn alias(&self, end: usize) -> Option<String> {
        const CLAUSES: &[&str] = &[
            "on",
            "set",
            "values",
            "where",
            "join",
            "left",
            "right",
            "full",
            "inner",
            "cross",
            "natural",
            "using",
            "group",
            "order",
            "having",
            "limit",
            "union",
            "except",
            "intersect",
            "returning",
            "window",
            "for",
            "offset",
            "fetch",
            "tablesample",
            "default",
            "select",
            "with",
        ];
        if self.word(end).as_deref() == Some("as") {
            return self.name(end + 1).map(|(name, _)| name);
        }
        let bare = self.word(end).is_some_and(|word| CLAUSES.contains(&word.as_str()));
        self.name(end).filter(|_| !bare).map(|(name, _)| name)
    }

    fn starts_item(&self, before: Option<usize>) -> bool {
        let Some(before) = before else { return false };
        self.kind(before) == Some(Kind::Comma)
            || matches!(self.word(before).as_deref(), Some("select" | "distinct" | "all"))
    }

    fn ends_item(&self, end: usize) -> bool {
        match self.kind(end) {
            None | Some(Kind::Comma | Kind::Close | Kind::Semicolon) => true,
            _ => matches!(self.word(end).as_deref(), Some("from" | "union" | "except" | "intersect")),
        }
    }

    /// Follows the key words that say what comes next; anything else is a name.
    fn keyword(&mut self, at: usize, word: &str) -> bool {
        let from = self.levels.last().is_some_and(|level| level.from);
        let (expects, goes_on) = match word {
            "from" | "join" | "into" | "update" | "table" | "only" | "lateral" => (true, true),
            "using" => (from, from),
            "select" | "where" | "group" | "order" | "having" | "limit" | "on" | "set" | "returning"
            | "union" | "except" | "intersect" | "window" | "values" => (false, false),
            "natural" => {
                self.read.star = true;
                return true;
            }
            "distinct" | "all" | "as" => return true,
            _ => {
                return is_reserved(word)
                    && self.kind(at + 1) != Some(Kind::Dot)
                    && !["new", "old"].contains(&word);
            }
        };
        // `USING (a, b)` of a join is a list of columns.
        self.expects = expects && !(word == "using" && self.kind(at + 1) == Some(Kind::Open));
        if let Some(level) = self.level() {
            level.from = goes_on;
            level.list = word == "select";
        }
        true
    }
}
