//! Functions and procedures.

use super::{Attribute, Because, Changes};
use crate::model::{Argument, ArgumentMode, Expr, Function, FunctionKind, ObjectId};

pub(super) fn compare(changes: &mut Changes, id: ObjectId, old: &Function, new: &Function) {
    let Function { name: _, kind, arguments, direct, definition, comment } = new;
    let aggregate = *kind == FunctionKind::Aggregate && old.definition != *definition;
    if old.kind != *kind
        || old.direct != *direct
        // Its result follows from its options.
        || aggregate
        || !can_replace(&old.arguments, arguments)
        || result(&old.definition) != result(definition)
        || is_window(&old.definition) != is_window(definition)
    {
        return changes.rebuild(&id, Because::Definition);
    }
    changes.alter(&id, Attribute::Definition, &(&old.arguments, &old.definition), &(arguments, definition));
    changes.alter(&id, Attribute::Comment, &old.comment, comment);
}

/// Whether `CREATE OR REPLACE` takes the new arguments: it may add a default or a name, but not take one away or
/// change one, and results (`OUT`) must stay (manual: `CREATE FUNCTION`, notes).
fn can_replace(old: &[Argument], new: &[Argument]) -> bool {
    old.len() == new.len()
        && old.iter().zip(new).all(|(old, new)| {
            let Argument { mode, name, ty, default } = new;
            let named = old.name.is_none() || old.name == *name;
            let result_name = old.mode == ArgumentMode::In || old.name == *name;
            let defaulted = old.default.is_none() || default.is_some();
            old.mode == *mode && named && result_name && old.ty == *ty && defaulted
        })
}

/// The words that may follow the result in a function's definition (manual: `CREATE FUNCTION`).
const AFTER_RESULT: &[&str] = &[
    "as",
    "begin",
    "called",
    "cost",
    "external",
    "immutable",
    "language",
    "leakproof",
    "not",
    "parallel",
    "return",
    "rows",
    "security",
    "set",
    "stable",
    "strict",
    "support",
    "transform",
    "volatile",
    "window",
];

/// The result: `RETURNS ..` up to the next clause, in the canonical form; empty for a procedure.
pub(crate) fn result(definition: &Expr) -> &str {
    let canonical = definition.canonical.as_str();
    // Clauses may stand in any order, but the body comes last.
    let start = find_word(canonical, |word| matches!(word, "returns" | "as" | "begin" | "return"));
    let Some(rest) = start.and_then(|start| canonical[start..].strip_prefix("returns ")) else {
        return "";
    };
    match find_word(rest, |word| AFTER_RESULT.contains(&word)) {
        Some(end) => rest[..end].trim_end(),
        None => rest,
    }
}

/// Whether it is a window function, which is another kind of routine to `CREATE OR REPLACE`.
fn is_window(definition: &Expr) -> bool {
    let canonical = definition.canonical.as_str();
    let end = find_word(canonical, |word| matches!(word, "as" | "begin" | "return"));
    find_word(&canonical[..end.unwrap_or(canonical.len())], |word| word == "window").is_some()
}

/// Where the first word outside parentheses that fits starts.
fn find_word(text: &str, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    for token in text.split(' ') {
        if depth == 0 && fits(token) {
            return Some(at);
        }
        depth += token.matches('(').count();
        depth = depth.saturating_sub(token.matches(')').count());
        at += token.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_ends_where_the_next_clause_starts() {
        for (definition, expected) in [
            ("returns text language sql as $$ select 1 $$", "text"),
            ("returns table ( a int , b text ) as $$ returns $$", "table ( a int , b text )"),
            ("language sql as $$ call x() $$", ""),
        ] {
            let expr = Expr { text: definition.to_owned(), canonical: definition.to_owned() };
            assert_eq!(result(&expr), expected);
        }
    }
}
