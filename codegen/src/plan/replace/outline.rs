//! The parts of a view's query: what it selects, from where, and the rest.

use crate::sql::{Lexeme, lexemes};

/// A query as the lists of tokens between its words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// `WITH ..`, up to the first `SELECT`.
    pub(super) with: Vec<Lexeme>,
    /// Each `SELECT`.
    pub(super) arms: Vec<Arm>,
}

/// One `SELECT`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Arm {
    /// `UNION ALL`, `EXCEPT` and their like before it.
    pub(super) operator: Vec<Lexeme>,
    /// What stands between the commas.
    pub(super) items: Vec<Vec<Lexeme>>,
    /// After `FROM`.
    pub(super) from: Vec<Lexeme>,
}

/// What is being read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    #[default]
    With,
    /// Behind `UNION`.
    Operator,
    /// Behind `SELECT`: `ALL`, `DISTINCT`, `DISTINCT ON (..)`.
    Quantifier,
    Items,
    From,
    Rest,
}

/// Reads a query; `None` for one that is put together in another way: with parentheses around a `SELECT`, with `VALUES`
/// or `TABLE`; and for one with bit strings, which look like others here.
pub(super) fn outline(text: &str) -> Option<Outline> {
    let tokens = lexemes(text);
    if ["b'", "B'", "x'", "X'"].iter().any(|prefix| text.contains(prefix)) {
        return None;
    }
    let (mut outline, mut part) = (Outline::default(), Part::With);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        // A group in parentheses or brackets is a part of what it stands in.
        let end = group_end(&tokens, at)?;
        match (part, keyword(&tokens, at)) {
            (Part::With, Some("select")) => {
                outline.arms.push(Arm::default());
                part = Part::Quantifier;
            }
            (Part::With, _) => outline.with.extend_from_slice(&tokens[at..end]),
            (Part::Operator, Some("all" | "distinct")) => {
                outline.arms.last_mut()?.operator.push(token.clone());
            }
            (Part::Operator, Some("select")) => part = Part::Quantifier,
            (Part::Operator, _) => return None,
            (
                Part::Quantifier | Part::Items | Part::From | Part::Rest,
                Some("union" | "intersect" | "except"),
            ) => {
                outline.arms.push(Arm { operator: vec![token.clone()], ..Arm::default() });
                part = Part::Operator;
            }
            (Part::Quantifier, Some("all" | "distinct")) => {}
            // `DISTINCT ON (..)`
            (Part::Quantifier, Some("on")) => {
                at = group_end(&tokens, end)?;
                continue;
            }
            (Part::Quantifier, _) => {
                outline.arms.last_mut()?.items.push(Vec::new());
                part = Part::Items;
                continue;
            }
            // Not that of `a IS DISTINCT FROM b`.
            (Part::Items, Some("from")) if !is_word(&tokens, at.checked_sub(1)?, "distinct") => {
                part = Part::From
            }
            (
                Part::Items | Part::From,
                Some(
                    "where" | "group" | "having" | "window" | "order" | "limit" | "offset" | "fetch" | "for",
                ),
            ) => part = Part::Rest,
            (Part::Items, _) if *token == Lexeme::Sign(",".to_owned()) => {
                outline.arms.last_mut()?.items.push(Vec::new());
            }
            (Part::Items, _) => {
                outline.arms.last_mut()?.items.last_mut()?.extend_from_slice(&tokens[at..end])
            }
            (Part::From, _) => outline.arms.last_mut()?.from.extend_from_slice(&tokens[at..end]),
            (Part::Rest, _) => {}
        }
        at = end;
    }
    let with = outline.with.is_empty() || is_word(&outline.with, 0, "with");
    let full =
        outline.arms.iter().all(|arm| !arm.items.is_empty() && arm.items.iter().all(|i| !i.is_empty()));
    (with && full && !outline.arms.is_empty()).then_some(outline)
}

/// Where the group ends that opens here; the next token where none does.
fn group_end(tokens: &[Lexeme], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        depth = match token {
            Lexeme::Sign(sign) if sign == "(" || sign == "[" => depth + 1,
            Lexeme::Sign(sign) if sign == ")" || sign == "]" => depth.checked_sub(1)?,
            Lexeme::Sign(_) | Lexeme::Word(_) | Lexeme::Quoted(_) | Lexeme::Literal(_) => depth,
        };
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// A word that is no label behind `AS` and no name behind a dot.
fn keyword(tokens: &[Lexeme], at: usize) -> Option<&str> {
    let Lexeme::Word(word) = tokens.get(at)? else { return None };
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let named = match before {
        Some(Lexeme::Word(before)) => before == "as",
        Some(Lexeme::Sign(sign)) => sign == ".",
        Some(Lexeme::Quoted(_) | Lexeme::Literal(_)) | None => false,
    };
    (!named).then_some(word)
}

/// Whether that unquoted word stands there.
pub(super) fn is_word(tokens: &[Lexeme], at: usize, wanted: &str) -> bool {
    matches!(tokens.get(at), Some(Lexeme::Word(word)) if word == wanted)
}

/// Whether that sign stands there.
pub(super) fn is_sign(tokens: &[Lexeme], at: usize, wanted: &str) -> bool {
    matches!(tokens.get(at), Some(Lexeme::Sign(sign)) if sign == wanted)
}

/// A name, quoted or not.
pub(super) fn name(token: &Lexeme) -> Option<&str> {
    match token {
        Lexeme::Word(name) | Lexeme::Quoted(name) => Some(name),
        Lexeme::Literal(_) | Lexeme::Sign(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_and_what_they_are_from() {
        let read = |text| {
            outline(text)
                .map(|o| (o.with.len(), o.arms.iter().map(|a| (a.items.len(), a.from.len())).collect()))
        };
        let parts = |with: usize, arms: &[(usize, usize)]| Some((with, arms.to_vec()));
        assert_eq!(read("SELECT a, f(b, c) AS x FROM t AS u WHERE z"), parts(0, &[(2, 3)]));
        assert_eq!(read("SELECT a IS DISTINCT FROM b, t.from, c AS where FROM t"), parts(0, &[(3, 1)]));
        assert_eq!(read("SELECT DISTINCT ON (a, b) a, b FROM t ORDER BY 1"), parts(0, &[(2, 1)]));
        assert_eq!(
            read("WITH x AS (SELECT 1) SELECT a FROM x UNION ALL SELECT 1, 2"),
            parts(7, &[(1, 1), (2, 0)])
        );
        for odd in
            ["(SELECT 1) UNION (SELECT 2)", "VALUES (1)", "TABLE t", "SELECT (", "SELECT", "SELECT FROM t"]
        {
            assert_eq!(read(odd), None::<(usize, Vec<(usize, usize)>)>, "{odd}");
        }
    }
}
