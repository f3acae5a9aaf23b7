//! The form of an expression that equality looks at.
//!
//! Only the tokens are folded, never their order: what two texts share here, they share in meaning. Folded are white
//! space and comments, the case of unquoted words, quotes that a name does not need, the tag of a dollar-quoted
//! string, `!=`, the spelling of built-in types after `::`, and parentheses that cannot matter.

use std::sync::Arc;

use super::cursor::Cursor;
use super::text::{Kind, Token, dollar_body, is_plain_identifier, keeps_quotes, lex, unquote_name};
use super::typename::{self, Written};
use crate::report::Source;

struct Item {
    kind: Kind,
    text: String,
    dropped: bool,
}

/// The canonical form of these tokens.
pub(super) fn fold(source: &Arc<Source>, tokens: &[Token]) -> String {
    let mut items = fold_tokens(source, tokens);
    drop_parentheses(&mut items);
    let mut out = String::with_capacity(items.iter().map(|i| i.text.len() + 1).sum());
    for item in items.iter().filter(|i| !i.dropped) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&item.text);
    }
    out
}

fn fold_tokens(source: &Arc<Source>, tokens: &[Token]) -> Vec<Item> {
    let mut items = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let text = match sequence_name(source, tokens, at) {
            Some(text) => text,
            None => fold_token(token.kind, &source.text[token.start..token.end]),
        };
        let kind = if token.kind == Kind::Quoted && !text.ends_with('"') { Kind::Word } else { token.kind };
        items.push(Item { kind, text, dropped: false });
        at += 1;
        if implies_regclass(source, tokens, at - 1) {
            items.extend(["::", "regclass"].map(|text| Item {
                kind: Kind::Word,
                text: text.to_owned(),
                dropped: false,
            }));
        }
        if token.kind == Kind::Cast {
            at += fold_type(source, tokens, at, &mut items);
        }
    }
    items
}

fn fold_token(kind: Kind, text: &str) -> String {
    match kind {
        Kind::Word => text.to_ascii_lowercase(),
        Kind::Quoted => {
            let name = unquote_name(text);
            if is_plain_identifier(&name) && !keeps_quotes(&name) { name } else { text.to_owned() }
        }
        Kind::Operator if text == "!=" => "<>".to_owned(),
        Kind::Dollar => {
            let body = dollar_body(text);
            if body.contains('$') { text.to_owned() } else { format!("$${body}$$") }
        }
        Kind::String
        | Kind::Operator
        | Kind::Number
        | Kind::Parameter
        | Kind::Open
        | Kind::Close
        | Kind::OpenBracket
        | Kind::CloseBracket
        | Kind::Comma
        | Kind::Semicolon
        | Kind::Dot
        | Kind::Colon
        | Kind::Cast
        | Kind::Stray => text.to_owned(),
    }
}

/// `nextval('a_seq')` is `nextval('a_seq'::regclass)`.
fn implies_regclass(source: &Source, tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| {
        let token = tokens[at];
        token.kind == Kind::Word
            && ["nextval", "currval"]
                .iter()
                .any(|w| source.text[token.start..token.end].eq_ignore_ascii_case(w))
    };
    at >= 2
        && tokens[at].kind == Kind::String
        && tokens[at - 1].kind == Kind::Open
        && tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Close)
        && word(at - 2)
}

/// The string before `::regclass` with its namespace: `'a_seq'` is `'public.a_seq'`.
fn sequence_name(source: &Source, tokens: &[Token], at: usize) -> Option<String> {
    let token = tokens[at];
    let regclass = |at: usize| {
        tokens.get(at).is_some_and(|t| source.text[t.start..t.end].eq_ignore_ascii_case("regclass"))
    };
    let cast = tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Cast) && regclass(at + 2);
    if token.kind != Kind::String || !(cast || implies_regclass(source, tokens, at)) {
        return None;
    }
    let inner = source.text[token.start..token.end].strip_prefix('\'')?.strip_suffix('\'')?;
    match lex(inner).tokens.as_slice() {
        [name] if matches!(name.kind, Kind::Word | Kind::Quoted) => {
            Some(format!("'public.{}'", fold_token(name.kind, inner.trim())))
        }
        [namespace, dot, name] if dot.kind == Kind::Dot => Some(format!(
            "'{}.{}'",
            fold_token(namespace.kind, &inner[namespace.start..namespace.end]),
            fold_token(name.kind, &inner[name.start..name.end])
        )),
        _ => None,
    }
}

/// A built-in type after `::`, as `format_type` spells it. Returns how many tokens it was; 0 leaves them as they are.
fn fold_type(source: &Arc<Source>, tokens: &[Token], at: usize, items: &mut Vec<Item>) -> usize {
    let mut cursor = Cursor::new(source, tokens, at..tokens.len());
    let Ok(Written::Known(ty)) = typename::written(&mut cursor) else { return 0 };
    let spelled = ty.to_string();
    items.extend(lex(&spelled).tokens.iter().map(|t| Item {
        kind: t.kind,
        text: spelled[t.start..t.end].to_owned(),
        dropped: false,
    }));
    cursor.position() - at
}

/// Drops parentheses around the whole, doubled ones, and those around a single name or literal.
fn drop_parentheses(items: &mut [Item]) {
    let pairs = pairs(items);
    let (mut first, mut last) = (0, items.len());
    for &(open, close) in pairs.iter().rev() {
        if open == first && close + 1 == last && is_simple(items, open, close) {
            items[open].dropped = true;
            items[close].dropped = true;
            (first, last) = (first + 1, last - 1);
        }
    }
    // Innermost first, because pairs are in the order of their closing parentheses.
    for &(open, close) in &pairs {
        if items[open].dropped || !is_simple(items, open, close) {
            continue;
        }
        let before = (0..open).rev().find(|at| !items[*at].dropped);
        let after = (close + 1..items.len()).find(|at| !items[*at].dropped);
        let doubled = open > 0
            && items[open - 1].kind == Kind::Open
            && items.get(close + 1).is_some_and(|i| i.kind == Kind::Close)
            && pairs.binary_search_by_key(&(close + 1), |p| p.1).is_ok_and(|at| pairs[at].0 == open - 1);
        if doubled || (holds_one(items, open, close) && may_stand_bare(items, before, after)) {
            items[open].dropped = true;
            items[close].dropped = true;
        }
    }
}

/// Matching parentheses, in the order of the closing ones.
fn pairs(items: &[Item]) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (at, item) in items.iter().enumerate() {
        match item.kind {
            Kind::Open => open.push(at),
            Kind::Close => pairs.extend(open.pop().map(|open| (open, at))),
            _ => {}
        }
    }
    pairs
}

/// Neither empty nor a row (`(a, b)`) nor a query: those need their parentheses.
fn is_simple(items: &[Item], open: usize, close: usize) -> bool {
    let inner = &items[open + 1..close];
    let Some(first) = inner.iter().find(|i| i.kind != Kind::Open) else { return false };
    if first.kind == Kind::Word && matches!(first.text.as_str(), "select" | "with" | "values" | "table") {
        return false;
    }
    let mut depth = 0usize;
    for item in inner {
        match item.kind {
            Kind::Open | Kind::OpenBracket => depth += 1,
            Kind::Close | Kind::CloseBracket => depth = depth.saturating_sub(1),
            Kind::Comma if depth == 0 => return false,
            _ => {}
        }
    }
    true
}

fn holds_one(items: &[Item], open: usize, close: usize) -> bool {
    let mut inner = items[open + 1..close].iter().filter(|i| !i.dropped);
    let one = inner.next().is_some_and(|i| {
        matches!(
            i.kind,
            Kind::Word | Kind::Quoted | Kind::String | Kind::Dollar | Kind::Number | Kind::Parameter
        )
    });
    one && inner.next().is_none()
}

/// Not the arguments of a call (`f (a)`, `IN (a)`), and not a composite value whose field follows (`(a).b`).
fn may_stand_bare(items: &[Item], before: Option<usize>, after: Option<usize>) -> bool {
    let free_before = before.is_none_or(|at| match items[at].kind {
        Kind::Open | Kind::OpenBracket | Kind::Operator => true,
        // `VALUES (1), (2)` is a list of rows.
        Kind::Comma => at == 0 || items[at - 1].kind != Kind::Close,
        Kind::Word => matches!(
            items[at].text.as_str(),
            "and" | "or" | "not" | "when" | "then" | "else" | "case" | "where" | "having"
        ),
        Kind::Quoted
        | Kind::String
        | Kind::Dollar
        | Kind::Number
        | Kind::Parameter
        | Kind::Close
        | Kind::CloseBracket
        | Kind::Semicolon
        | Kind::Dot
        | Kind::Colon
        | Kind::Cast
        | Kind::Stray => false,
    });
    let free_after = after.is_none_or(|at| !matches!(items[at].kind, Kind::Dot | Kind::Open | Kind::String));
    free_before && free_after
}

#[cfg(test)]
mod tests {
    use crate::sql::expr;

    fn same(a: &str, b: &str) {
        assert_eq!(expr(a).canonical, expr(b).canonical, "{a} / {b}");
    }

    fn differ(a: &str, b: &str) {
        assert_ne!(expr(a).canonical, expr(b).canonical, "{a} / {b}");
    }

    #[test]
    fn spelling_is_folded() {
        same("((A  + b))", "a+b -- sum");
        same("a != 'X'", "\"a\" <> 'X'");
        same("x::INT", "x :: integer");
        same("x::timestamptz(3)", "x::timestamp(3) with time zone");
        same("x::varchar(3)[]", "x::character varying(3)[]");
        same("x::pg_catalog.bool", "x::boolean");
        same("f((a))", "f(a)");
        same("('a')::text", "'a'::text");
        same("(a) IS NULL AND (b)", "a is null and b");
        same("((a -> 'b')) ->> 'c'", "(a -> 'b') ->> 'c'");
        same("$$x$$", "$f$x$f$");
        same("nextval('a_seq')", "nextval('public.\"a_seq\"'::regclass)");
        same("lower(((email)::text))", "lower((email)::text)");
    }

    #[test]
    fn meaning_is_kept() {
        differ("a.id", "b.id");
        differ("nextval('a_seq')", "nextval('app.a_seq'::regclass)");
        differ("now()", "CURRENT_TIMESTAMP");
        differ("\"user\"", "user");
        differ("\"A\"", "a");
        differ("'A'", "'a'");
        differ("E'a\\n'", "'a\\n'");
        differ("(a + b) * c", "a + b * c");
        differ("(a).b", "a.b");
        differ("a IN (1)", "a IN 1");
        differ("f(a)", "f a");
        differ("f((a, b))", "f(a, b)");
        differ("x IN ((SELECT 1))", "x IN (SELECT 1)");
        differ("\"current_date\"", "current_date");
        differ("\"char\"", "char");
        differ("x::int", "x::bigint");
        differ("a @@@ b", "a @@ @ b");
        differ("$$ x$$", "$$x$$");
        differ("(a, b)", "a, b");
        differ("(a)[1] = (b + c)", "(a)[1] = b + c");
        differ("ARRAY[(a + b)]", "ARRAY[a] + b");
    }
}
