//! The names in an expression, and writing it again with other ones.

use std::ops::Range;
use std::sync::Arc;

use super::text::{Kind, Token, fold_word, lex, unquote_name};
use crate::model::{Expr, QName};
use crate::report::Source;

/// One use of a name: a chain such as `a.id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Site {
    /// The parts between dots, with their bytes.
    pub(crate) parts: Vec<(String, Range<usize>)>,
    /// What it can be, by what stands around it.
    pub(crate) role: Role,
    /// Whether it stands inside a string before `::regclass`.
    pub(crate) in_string: bool,
}

/// What a name can be, by what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// `name`: a column, among others.
    Value,
    /// `name(`: a function, or a type with modifiers.
    Call,
    /// After `::`, or before a string: a type.
    Type,
    /// After `AS`: the type of a `CAST`, or an alias.
    Alias,
    /// After the dot of something that is no name, `(a).b`, or after `COLLATE`.
    Other,
}

impl Site {
    /// The parts alone.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.parts.iter().map(|(name, _)| name.as_str()).collect()
    }
}

/// Every name in a text, in order.
pub(super) fn sites(text: &str) -> Vec<Site> {
    let tokens = lex(text).tokens;
    let mut sites = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token.kind {
            Kind::Word | Kind::Quoted => {
                let end = chain_end(&tokens, at);
                sites.push(Site {
                    parts: (at..=end).step_by(2).map(|i| part(text, tokens[i])).collect(),
                    role: role(text, &tokens, at, end),
                    in_string: false,
                });
                at = end;
            }
            Kind::String if is_regclass(text, &tokens, at) || is_nextval(text, &tokens, at) => {
                sites.extend(string_site(text, *token))
            }
            _ => {}
        }
        at += 1;
    }
    sites
}

fn part(text: &str, token: Token) -> (String, Range<usize>) {
    let written = &text[token.start..token.end];
    let name = if token.kind == Kind::Quoted { unquote_name(written) } else { fold_word(written) };
    (name, token.start..token.end)
}

/// The last token of `a.b.c`.
fn chain_end(tokens: &[Token], start: usize) -> usize {
    let mut end = start;
    while tokens.get(end + 1).is_some_and(|t| t.kind == Kind::Dot)
        && tokens.get(end + 2).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Quoted))
    {
        end += 2;
    }
    end
}

fn role(text: &str, tokens: &[Token], start: usize, end: usize) -> Role {
    let before = start.checked_sub(1).map(|at| tokens[at]);
    let after = tokens.get(end + 1).map(|t| t.kind);
    let before_is = |word: &str| {
        before.is_some_and(|t| t.kind == Kind::Word && text[t.start..t.end].eq_ignore_ascii_case(word))
    };
    match before.map(|t| t.kind) {
        Some(Kind::Cast) => return Role::Type,
        Some(Kind::Dot) => return Role::Other,
        _ => {}
    }
    if before_is("collate") {
        return Role::Other;
    }
    if before_is("as") {
        return Role::Alias;
    }
    match after {
        Some(Kind::Open) => Role::Call,
        Some(Kind::String) => Role::Type,
        _ => Role::Value,
    }
}

/// `'..'::regclass`.
fn is_regclass(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = |token: &Token| text[token.start..token.end].to_ascii_lowercase();
    let mut after = tokens[at + 1..].iter().take(4);
    let Some(cast) = after.next() else { return false };
    if cast.kind != Kind::Cast {
        return false;
    }
    match after.next().map(word).as_deref() {
        Some("regclass") => true,
        Some("pg_catalog") => after.nth(1).map(word).as_deref() == Some("regclass"),
        _ => false,
    }
}

/// `nextval('..')`, which means the same.
fn is_nextval(text: &str, tokens: &[Token], at: usize) -> bool {
    at >= 2
        && tokens[at - 1].kind == Kind::Open
        && tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Close)
        && ["nextval", "currval"]
            .iter()
            .any(|word| text[tokens[at - 2].start..tokens[at - 2].end].eq_ignore_ascii_case(word))
}

/// The expression with a sequence in `'..'::regclass` renamed.
pub(super) fn rewrite_sequence(expr: &Expr, from: &QName, to: &QName) -> Expr {
    let mut text = expr.text.clone();
    for site in sites(&expr.text).iter().filter(|site| site.in_string).rev() {
        let names = site.names();
        let is_it = match names.as_slice() {
            [name] => from.namespace == "public" && *name == from.name,
            [namespace, name] => *namespace == from.namespace && *name == from.name,
            _ => false,
        };
        if let (true, Some((_, first)), Some((_, last))) = (is_it, site.parts.first(), site.parts.last()) {
            let name = if names.len() == 1 { crate::ddl::name(to) } else { crate::ddl::full_name(to) };
            text.replace_range(first.start..last.end, &name.replace('\'', "''"));
        }
    }
    if text == expr.text { expr.clone() } else { super::expr(&text) }
}

/// The chain inside `'public."a_seq"'`. Strings with escapes are left alone.
fn string_site(text: &str, token: Token) -> Option<Site> {
    let written = &text[token.start..token.end];
    let inner = written.strip_prefix('\'')?.strip_suffix('\'')?;
    let tokens = lex(inner).tokens;
    if tokens.is_empty() || inner.contains('\'') || chain_end(&tokens, 0) + 1 != tokens.len() {
        return None;
    }
    let base = token.start + 1;
    let parts = tokens
        .iter()
        .step_by(2)
        .map(|t| {
            let (name, span) = part(inner, *t);
            (name, base + span.start..base + span.end)
        })
        .collect();
    Some(Site { parts, role: Role::Value, in_string: true })
}

/// The expression with some parts of its names replaced: `replace` is asked for each use, and answers with the index
/// of a part and its new name.
pub(crate) fn rewrite(expr: &Expr, replace: impl Fn(&Site) -> Option<(usize, String)>) -> Expr {
    let mut text = expr.text.clone();
    for site in sites(&expr.text).iter().rev() {
        let Some((at, name)) = replace(site) else { continue };
        let Some((_, span)) = site.parts.get(at) else { continue };
        text.replace_range(span.clone(), &crate::ddl::idents(&[name]));
    }
    if text == expr.text { expr.clone() } else { super::expr(&text) }
}

/// An expression from a text that is not part of a file.
pub(super) fn parse(text: &str) -> Expr {
    let source = Source::new("", text.trim());
    let lexed = lex(&source.text);
    let canonical = if lexed.unterminated.is_some() {
        source.text.clone()
    } else {
        super::canonical::fold(&Arc::clone(&source), &lexed.tokens)
    };
    Expr { text: source.text.clone(), canonical }
}

/// The expression with some of its string literals replaced: `replace` is given the value and, where `::type`
/// follows, the parts of that type's name.
pub(super) fn rewrite_literals(
    expr: &Expr,
    replace: impl Fn(&str, Option<&[&str]>) -> Option<String>,
) -> Expr {
    let tokens = lex(&expr.text).tokens;
    let mut text = expr.text.clone();
    for (at, token) in tokens.iter().enumerate().rev() {
        if token.kind != Kind::String {
            continue;
        }
        let cast = tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Cast)
            && tokens.get(at + 2).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Quoted));
        let parts: Vec<String> = if cast {
            let end = chain_end(&tokens, at + 2);
            (at + 2..=end).step_by(2).map(|i| part(&expr.text, tokens[i]).0).collect()
        } else {
            Vec::new()
        };
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let value = super::text::unquote_string(&expr.text[token.start..token.end]);
        if let Some(new) = replace(&value, cast.then_some(parts.as_slice())) {
            text.replace_range(token.start..token.end, &crate::ddl::literal(&new));
        }
    }
    if text == expr.text { expr.clone() } else { super::expr(&text) }
}
