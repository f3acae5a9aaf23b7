//! Names inside queries: which words stand for a relation, for its rows or for a column, and the query with another
//! name for one of them, as PostgreSQL has it after a rename.

use std::ops::Range;

use super::figure;
use super::text::{Kind, Token, fold_word, is_reserved, lex, unquote_name};
use crate::ddl;
use crate::model::{Expr, QName, View};

/// A name in a query: a chain such as `t.title`.
struct Chain {
    parts: Vec<(String, Range<usize>)>,
    /// It stands where a relation does.
    relation: bool,
    /// A parenthesis follows, and it is no relation.
    call: bool,
    /// What a relation is called in the query, where it says so.
    alias: Option<String>,
    /// It is a column of the result under its own name: nothing else stands beside it.
    output: bool,
    /// It is in `USING (..)`, where it names a column on both sides.
    shared: bool,
}

impl Chain {
    fn names(&self) -> Vec<&str> {
        self.parts.iter().map(|(name, _)| name.as_str()).collect()
    }

    fn span(&self) -> Range<usize> {
        let start = self.parts.first().map_or(0, |(_, span)| span.start);
        start..self.parts.last().map_or(start, |(_, span)| span.end)
    }

    fn is(&self, relation: &QName) -> bool {
        self.relation && names_object(&self.names(), relation)
    }
}

fn names_object(parts: &[&str], name: &QName) -> bool {
    match parts {
        [only] => *only == name.name,
        [namespace, last] => *namespace == name.namespace && *last == name.name,
        _ => false,
    }
}

/// The relations that a query names where a relation stands, without those of its own `WITH`.
pub(crate) fn relations(query: &Expr) -> Vec<Vec<String>> {
    let chains = chains(&query.text);
    let named = chains.chains.iter().filter(|chain| chain.relation);
    let parts = named.map(|chain| chain.parts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    parts.filter(|parts| parts.len() > 1 || !chains.own.contains(&parts[0])).collect()
}

/// The query after a relation got another name or namespace. `own` says that the query is about rows of that relation
/// without naming it.
pub(crate) fn rename_relation(query: &Expr, own: bool, from: &QName, to: &QName) -> Expr {
    if !mentions(query, &from.name) {
        return query.clone();
    }
    let read = chains(&query.text);
    if read.own.contains(&from.name) || !(own || read.chains.iter().any(|chain| chain.is(from))) {
        return query.clone();
    }
    let mut edits = Vec::new();
    for chain in &read.chains {
        let names = chain.names();
        if chain.is(from) {
            edits.push((chain.span(), ddl::name(to)));
        } else if !chain.relation && !chain.call && names.len() > 1 {
            // A row of it: `todo.title`, `public.todo.title`.
            let owner = &names[..names.len() - 1];
            if names_object(owner, from) {
                let span = chain.parts[0].1.start..chain.parts[names.len() - 2].1.end;
                edits.push((span, ddl::idents(&[to.name.clone()])));
            }
        }
    }
    edited(query, edits)
}

/// The query after a column of a relation got another name, where that can be followed: not through `*` or `USING`,
/// which mean other columns then. `own` says that the query is about rows of that relation without naming it.
/// `elsewhere` says whether another relation of the query has a column of the old name.
pub(crate) fn rename_column(
    query: &Expr,
    (relation, own): (&QName, bool),
    (from, to): (&str, &str),
    elsewhere: impl Fn(&[String]) -> bool,
) -> Expr {
    if !mentions(query, from) {
        return query.clone();
    }
    let read = chains(&query.text);
    let mut called: Vec<&str> = if own { vec!["new", "old", &relation.name] } else { Vec::new() };
    for chain in read.chains.iter().filter(|chain| chain.is(relation)) {
        called.push(chain.alias.as_deref().unwrap_or(&relation.name));
    }
    if called.is_empty() || (!own && read.own.contains(&relation.name)) {
        return query.clone();
    }
    let others = read.chains.iter().filter(|chain| chain.relation && !chain.is(relation));
    let parts = |chain: &Chain| chain.parts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let ambiguous = others.map(parts).any(|parts| elsewhere(&parts));
    let mut edits = Vec::new();
    for chain in read.chains.iter().filter(|chain| !chain.relation && !chain.call) {
        let names = chain.names();
        let Some((last, owner)) = names.split_last() else { continue };
        let of_it = match owner {
            [] => !ambiguous && !chain.shared,
            [owner] => called.contains(owner),
            [_, _] => names_object(owner, relation),
            _ => false,
        };
        if *last == from && of_it {
            let span = chain.parts[names.len() - 1].1.clone();
            let name = ddl::idents(&[to.to_owned()]);
            let alias =
                if chain.output { format!(" AS {}", ddl::idents(&[from.to_owned()])) } else { String::new() };
            edits.push((span, name + &alias));
        }
    }
    edited(query, edits)
}

/// Whether a query takes columns of a relation without naming them: `*`, `USING`, `NATURAL`, or a whole row.
pub(crate) fn takes_unnamed(query: &Expr, relation: &QName) -> bool {
    let read = chains(&query.text);
    let called = read.chains.iter().filter(|chain| chain.is(relation));
    let called: Vec<&str> = called.map(|chain| chain.alias.as_deref().unwrap_or(&relation.name)).collect();
    let row = |chain: &Chain| {
        !chain.relation && matches!(chain.names().as_slice(), [only] if called.contains(only))
    };
    !called.is_empty() && (read.star || read.chains.iter().any(|chain| chain.shared || row(chain)))
}

/// Whether a text can hold a name at all: cheap, and never wrong when it says no.
fn mentions(query: &Expr, name: &str) -> bool {
    query.text.to_lowercase().contains(&name.to_lowercase())
}

fn edited(query: &Expr, mut edits: Vec<(Range<usize>, String)>) -> Expr {
    if edits.is_empty() {
        return query.clone();
    }
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = query.text.clone();
    for (span, name) in edits {
        text.replace_range(span, &name);
    }
    super::expr(&text)
}

/// The names in a query.
struct Read {
    chains: Vec<Chain>,
    /// What its `WITH` calls relations of its own.
    own: Vec<String>,
    /// `*` or `t.*` as columns, or `NATURAL`.
    star: bool,
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

fn chains(text: &str) -> Read {
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

/// The names of a view's columns, where its text says them.
pub(super) fn columns(view: &View) -> Option<Vec<String>> {
    let mut names = written(&view.query.text)?;
    for (name, column) in names.iter_mut().zip(&view.columns) {
        name.clone_from(column);
    }
    Some(names)
}

/// The names that a query gives its columns.
fn written(text: &str) -> Option<Vec<String>> {
    let tokens = lex(text).tokens;
    let word = |at: usize| {
        let token: Option<&Token> = tokens.get(at).filter(|token| token.kind == Kind::Word);
        token.map(|token| fold_word(&text[token.start..token.end]))
    };
    let mut depth = 0_usize;
    let mut items: Vec<Vec<usize>> = Vec::new();
    for at in 0..tokens.len() {
        let top = depth == 0;
        match tokens[at].kind {
            Kind::Open | Kind::OpenBracket => depth += 1,
            Kind::Close | Kind::CloseBracket => depth = depth.saturating_sub(1),
            _ => {}
        }
        match (items.last_mut(), word(at).as_deref()) {
            (None, Some("select")) if top => items.push(Vec::new()),
            (None, _) => {}
            (
                Some(_),
                Some("from" | "union" | "except" | "intersect" | "where" | "order" | "limit" | "group"),
            ) if top => {
                break;
            }
            (Some(item), Some("distinct" | "all")) if top && item.is_empty() => {
                if word(at + 1).as_deref() == Some("on") {
                    return None;
                }
            }
            (Some(_), _) if top && tokens[at].kind == Kind::Comma => items.push(Vec::new()),
            (Some(item), _) => item.push(at),
        }
    }
    let name_of = |item: &Vec<usize>| {
        let (first, last) = (*item.first()?, *item.last()?);
        let part = |at: usize| &text[tokens[at].start..tokens[at].end];
        if part(last) == "*" {
            return None;
        }
        let name = match tokens[last].kind {
            Kind::Quoted => Some(unquote_name(part(last))),
            Kind::Word => Some(fold_word(part(last))).filter(|name| !is_reserved(name)),
            _ => None,
        };
        let beside = last > first
            && matches!(
                tokens[last - 1].kind,
                Kind::Word | Kind::Quoted | Kind::Close | Kind::CloseBracket | Kind::String | Kind::Number
            );
        match name {
            Some(name) if beside => Some(name),
            _ => {
                let expr = &text[tokens[first].start..tokens[last].end];
                Some(figure::column_name(expr).unwrap_or_else(|| "?column?".to_owned()))
            }
        }
    };
    let names: Option<Vec<String>> = items.iter().map(name_of).collect();
    names.filter(|names| !names.is_empty())
}
