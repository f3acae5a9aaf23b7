//! What names without a namespace mean inside an expression or query, where the search path is not `public` alone.
//!
//! Such a text is kept as written and printed for a session whose path is `public`, in which it would mean something else. So
//! what the path finds elsewhere gets its namespace in front while it is read. The body of a function in a string is left
//! alone: PostgreSQL looks its names up when it runs.

use std::collections::HashMap;
use std::ops::Range;

use super::fold::Fold;
use super::names::{Role, Site, sites};
use super::queries;
use super::text::{Kind, Token, fold_word, lex, unquote_name};
use crate::ddl;
use crate::model::{DefinitionId, Expr, QName};

/// The namespace of each name that the search path finds outside `public`.
pub(super) struct Scope {
    relations: HashMap<String, String>,
    functions: HashMap<String, String>,
    types: HashMap<String, String>,
}

impl Scope {
    /// Nothing where the path is `public`: then every text means what it says.
    pub(super) fn of(fold: &Fold) -> Option<Self> {
        if fold.path == ["public"] {
            return None;
        }
        let schema = &fold.schema;
        let defined = schema.definitions.keys().filter(|id| {
            matches!(id, DefinitionId::Composite(_) | DefinitionId::Range(_)) && id.qname().is_some()
        });
        let types = schema.enums.keys().chain(schema.domains.keys()).chain(schema.tables.keys());
        let types = types.chain(schema.views.keys()).chain(defined.filter_map(DefinitionId::qname));
        Some(Self {
            relations: along(&fold.path, fold.relations.keys()),
            functions: along(&fold.path, schema.functions.keys().map(|(name, _)| name)),
            types: along(&fold.path, types),
        })
    }

    /// The expression or query with its names as they are found, where that makes a difference.
    pub(super) fn qualified(&self, text: &str) -> Option<Expr> {
        let mut edits: Vec<(usize, String)> = Vec::new();
        let relations = queries::bare_relations(text);
        for (name, span) in &relations {
            edits.extend(prefix(&self.relations, name).map(|prefix| (span.start, prefix)));
        }
        let is_relation = |span: &Range<usize>| relations.iter().any(|(_, own)| own.start == span.start);
        for site in sites(text) {
            let [(name, span)] = site.parts.as_slice() else { continue };
            if !is_relation(span) {
                let known = self.known(text, &site).and_then(|known| prefix(known, name));
                edits.extend(known.map(|prefix| (span.start, prefix)));
            }
        }
        for (name, span) in results(text) {
            edits.extend(prefix(&self.types, &name).map(|prefix| (span.start, prefix)));
        }
        if edits.is_empty() {
            return None;
        }
        edits.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        edits.dedup_by_key(|(at, _)| *at);
        let mut text = text.to_owned();
        edits.iter().for_each(|(at, prefix)| text.insert_str(*at, prefix));
        Some(super::expr(&text))
    }

    /// Among what a name is looked for.
    fn known(&self, text: &str, site: &Site) -> Option<&HashMap<String, String>> {
        match site.role {
            Role::Value if site.in_string => Some(&self.relations),
            Role::Call => Some(&self.functions),
            Role::Type => Some(&self.types),
            Role::Alias => in_cast(text, site).then_some(&self.types),
            Role::Value | Role::Other => None,
        }
    }
}

/// The first namespace of the path that has each name, without what is in `public` and what every database has.
fn along<'n>(path: &[String], names: impl Iterator<Item = &'n QName>) -> HashMap<String, String> {
    let mut found: HashMap<&str, usize> = HashMap::new();
    for name in names {
        let Some(at) = path.iter().position(|namespace| *namespace == name.namespace) else { continue };
        let first = found.entry(&name.name).or_insert(at);
        *first = at.min(*first);
    }
    let all = found.into_iter().map(|(name, at)| (name, path[at].as_str()));
    let elsewhere = all.filter(|(name, namespace)| *namespace != "public" && !name.starts_with("pg_"));
    elsewhere.map(|(name, namespace)| (name.to_owned(), namespace.to_owned())).collect()
}

/// `namespace.`, as it stands before the name.
fn prefix(known: &HashMap<String, String>, name: &str) -> Option<String> {
    Some(format!("{}.", ddl::idents(&[known.get(name)?.clone()])))
}

/// Whether the word after `AS` is the type of a `CAST (.. AS type)`.
fn in_cast(text: &str, site: &Site) -> bool {
    let Some((_, span)) = site.parts.first() else { return false };
    let tokens = lex(text).tokens;
    let mut depth = 0usize;
    let before = tokens.iter().enumerate().rev().skip_while(|(_, token)| token.start >= span.start);
    for (at, token) in before {
        match token.kind {
            Kind::Close => depth += 1,
            Kind::Open if depth == 0 => {
                let call = at.checked_sub(1).map(|at| tokens[at]);
                return call.is_some_and(|t| text[t.start..t.end].eq_ignore_ascii_case("cast"));
            }
            Kind::Open => depth -= 1,
            _ => {}
        }
    }
    false
}

/// The types after the `RETURNS` of a function: `RETURNS [SETOF] type`, `RETURNS TABLE (name type, ..)`.
fn results(text: &str) -> Vec<(String, Range<usize>)> {
    let tokens = lex(text).tokens;
    let is = |at: usize, word: &str| {
        tokens.get(at).is_some_and(|t| text[t.start..t.end].eq_ignore_ascii_case(word))
    };
    let Some(returns) = (0..tokens.len()).find(|at| tokens[*at].kind == Kind::Word && is(*at, "returns"))
    else {
        return Vec::new();
    };
    let first = returns + 1;
    if !is(first, "table") {
        return bare(text, &tokens, first + usize::from(is(first, "setof"))).into_iter().collect();
    }
    let mut found = Vec::new();
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(first + 1) {
        let begins = match token.kind {
            Kind::Open => {
                depth += 1;
                depth == 1
            }
            Kind::Close => {
                depth = depth.saturating_sub(1);
                false
            }
            Kind::Comma => depth == 1,
            _ => false,
        };
        if depth == 0 {
            break;
        }
        if begins {
            found.extend(bare(text, &tokens, at + 2));
        }
    }
    found
}

/// A name without a namespace at that token.
fn bare(text: &str, tokens: &[Token], at: usize) -> Option<(String, Range<usize>)> {
    let token = tokens.get(at)?;
    if tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Dot) {
        return None;
    }
    let written = &text[token.start..token.end];
    match token.kind {
        Kind::Word => Some((fold_word(written), token.start..token.end)),
        Kind::Quoted => Some((unquote_name(written), token.start..token.end)),
        _ => None,
    }
}
