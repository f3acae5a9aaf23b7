//! What a column of a query is a column of, where `FROM` names tables.

use super::outline::{is_sign, is_word, name};
use crate::model::{Column, QName, Schema, Table};
use crate::sql::Lexeme;

/// One relation of `FROM`.
struct Entry<'a> {
    /// What the query calls it.
    alias: String,
    /// The table, where it is one that the schema knows.
    table: Option<&'a Table>,
}

/// The column of a table that `alias.column` or `column` is.
pub(super) fn column<'a>(schema: &'a Schema, path: &[&str], from: &[Lexeme]) -> Option<&'a Column> {
    let entries = entries(schema, from)?;
    let (entry, column) = match path {
        [column] => (if let [only] = entries.as_slice() { only } else { return None }, *column),
        [alias, column] => {
            let mut called = entries.iter().filter(|entry| entry.alias == *alias);
            (called.next().filter(|_| called.next().is_none())?, *column)
        }
        _ => return None,
    };
    entry.table?.columns.get(column)
}

/// The relations, where nothing but their names, `JOIN` and conditions is there.
fn entries<'a>(schema: &'a Schema, from: &[Lexeme]) -> Option<Vec<Entry<'a>>> {
    // A query inside has names of its own.
    if (0..from.len()).any(|at| is_word(from, at, "select") || is_word(from, at, "lateral")) {
        return None;
    }
    let (mut entries, mut expects, mut depth) = (Vec::new(), Some(0), 0_usize);
    let mut at = 0;
    while let Some(token) = from.get(at) {
        if expects == Some(depth) || (expects.is_some() && is_sign(from, at, "(")) {
            if is_sign(from, at, "(") {
                depth += 1;
                expects = Some(depth);
                at += 1;
                continue;
            }
            let (entry, end) = entry(schema, from, at)?;
            entries.push(entry);
            (at, expects) = (end, None);
            continue;
        }
        match token {
            Lexeme::Sign(sign) if sign == "(" || sign == "[" => depth += 1,
            Lexeme::Sign(sign) if sign == ")" || sign == "]" => depth = depth.checked_sub(1)?,
            Lexeme::Sign(sign) if sign == "," && depth == 0 => expects = Some(0),
            Lexeme::Word(word) if word == "join" && !is_sign(from, at.checked_sub(1)?, ".") => {
                expects = Some(depth)
            }
            Lexeme::Sign(_) | Lexeme::Word(_) | Lexeme::Quoted(_) | Lexeme::Literal(_) => {}
        }
        at += 1;
    }
    Some(entries)
}

/// `[ONLY] name [*] [[AS] alias]`, and where it ends.
fn entry<'a>(schema: &'a Schema, from: &[Lexeme], start: usize) -> Option<(Entry<'a>, usize)> {
    let mut at = start + usize::from(is_word(from, start, "only"));
    let first = from.get(at).and_then(name)?;
    at += 1;
    let mut parts = vec![first];
    while is_sign(from, at, ".") {
        parts.push(from.get(at + 1).and_then(name)?);
        at += 2;
    }
    // A function.
    if is_sign(from, at, "(") {
        return None;
    }
    at += usize::from(is_sign(from, at, "*"));
    let table = table(schema, &parts);
    let said = is_word(from, at, "as");
    at += usize::from(said);
    let alias = from.get(at).and_then(|token| match token {
        Lexeme::Word(word) if !said && is_stop(word) => None,
        other => name(other),
    });
    at += usize::from(alias.is_some());
    // With other names for its columns.
    if is_sign(from, at, "(") {
        return None;
    }
    let alias = alias.or(parts.last().copied())?.to_owned();
    Some((Entry { alias, table }, at))
}

/// The only relation of that name, when it is a table.
fn table<'a>(schema: &'a Schema, parts: &[&str]) -> Option<&'a Table> {
    let found: Vec<&QName> = match parts {
        [name] => {
            schema.tables.keys().chain(schema.views.keys()).filter(|qname| qname.name == *name).collect()
        }
        [namespace, name] => {
            schema.tables.keys().filter(|q| q.namespace == *namespace && q.name == *name).collect()
        }
        _ => return None,
    };
    if let [only] = found.as_slice() { schema.tables.get(*only) } else { None }
}

/// Words that go on with the join instead of naming what is before them.
fn is_stop(word: &str) -> bool {
    let words = ["join", "inner", "left", "right", "full", "cross", "natural", "on", "using", "tablesample"];
    words.contains(&word)
}
