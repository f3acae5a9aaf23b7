//! The conditions of a plan, as the server prints them: which columns of a table are compared, and how.

use super::facts::Table;

/// One part of a condition, all of which hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The column or expression, as it stands in an index.
    pub(super) key: String,
    pub(super) operator: String,
    /// What it is compared with.
    pub(super) value: String,
}

/// Operators, the longer ones first.
const OPERATORS: [&str; 16] = [
    " IS NOT NULL",
    " IS NULL",
    " = ANY ",
    " ~~* ",
    " !~~ ",
    " ~~ ",
    " >= ",
    " <= ",
    " <> ",
    " @> ",
    " <@ ",
    " && ",
    " @@ ",
    " = ",
    " > ",
    " < ",
];

/// Functions that an index may hold, since they give the same for the same.
const FUNCTIONS: [&str; 5] = ["lower(", "upper(", "length(", "abs(", "md5("];

/// The parts of a condition that compare something of the table with something else.
pub(super) fn parts(condition: &str, alias: &str, table: &Table) -> Vec<Part> {
    let condition = bare(condition);
    let all = split(condition, " AND ");
    if all.len() > 1 {
        return all.into_iter().flat_map(|part| parts(part, alias, table)).collect();
    }
    part(condition, alias, table).into_iter().collect()
}

fn part(text: &str, alias: &str, table: &Table) -> Option<Part> {
    if split(text, " OR ").len() > 1 {
        return None;
    }
    let Some((operator, at)) = OPERATORS.iter().find_map(|operator| Some((*operator, find(text, operator)?)))
    else {
        let (text, value) = text.strip_prefix("NOT ").map_or((text, "true"), |rest| (rest, "false"));
        let key = key(text, alias, table)?;
        return (table.columns.get(&key)? == "boolean").then(|| Part {
            key,
            operator: "is".to_owned(),
            value: value.to_owned(),
        });
    };
    let (left, right) = (&text[..at], &text[at + operator.len()..]);
    let operator = operator.trim().to_owned();
    match (key(left, alias, table), key(right, alias, table)) {
        (Some(key), None) => Some(Part { key, operator, value: right.to_owned() }),
        (None, Some(key)) => {
            let turned = match operator.as_str() {
                "<" => ">",
                ">" => "<",
                "<=" => ">=",
                ">=" => "<=",
                other => other,
            };
            Some(Part { key, operator: turned.to_owned(), value: left.to_owned() })
        }
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// A column of the table, or a function of one.
pub(super) fn key(text: &str, alias: &str, table: &Table) -> Option<String> {
    let text = uncast(text);
    let own = |text: &str| {
        text.strip_prefix(alias).and_then(|rest| rest.strip_prefix('.')).unwrap_or(text).to_owned()
    };
    // A name with capitals is in quotes.
    let column = if text.starts_with('"') && text.contains("\".") {
        text.split_once("\".").map_or(text.to_owned(), |(_, c)| c.to_owned())
    } else {
        own(text)
    };
    if table.columns.contains_key(&column) {
        return Some(column);
    }
    let function = FUNCTIONS.iter().find(|function| text.starts_with(**function))?;
    let inner = text.strip_prefix(function)?.strip_suffix(')')?;
    let column = key(inner, alias, table)?;
    table.columns.contains_key(&column).then(|| format!("{function}{column})"))
}

/// Without parentheses around it and the type behind it: `(post.kind)::text`.
fn uncast(text: &str) -> &str {
    let text = bare(text);
    match find(text, "::") {
        Some(at)
            if !text[at..].contains(' ')
                || text[at..].starts_with("::character varying")
                || text[at..].starts_with("::double")
                || text[at..].starts_with("::timestamp") =>
        {
            uncast(&text[..at])
        }
        _ => text,
    }
}

/// Without parentheses around the whole.
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim();
    let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return text };
    let mut depth = 0i32;
    let mut quote = None;
    for c in inner.chars() {
        match (quote, c) {
            (Some(own), c) if own == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            (None, _) => {}
        }
        if depth < 0 {
            return text;
        }
    }
    bare(inner)
}

/// Where something stands outside of parentheses and quotes.
pub(super) fn find(text: &str, what: &str) -> Option<usize> {
    let mut depth = 0i32;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        if depth == 0 && quote.is_none() && text[at..].starts_with(what) {
            return Some(at);
        }
        match (quote, c) {
            (Some(own), c) if own == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            (None, _) => {}
        }
    }
    None
}

fn split<'t>(text: &'t str, between: &str) -> Vec<&'t str> {
    match find(text, between) {
        Some(at) => {
            let mut all = vec![&text[..at]];
            all.extend(split(&text[at + between.len()..], between));
            all
        }
        None => vec![text],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_taken_apart() {
        let columns = [
            ("\"authorId\"", "text"),
            ("kind", "character varying(9)"),
            ("n", "integer"),
            ("done", "boolean"),
        ];
        let table = Table {
            columns: columns.map(|(name, ty)| (name.to_owned(), ty.to_owned())).into(),
            ..Table::default()
        };
        let shown = |text: &str| -> Vec<String> {
            let all = parts(text, "p", &table);
            all.into_iter().map(|part| format!("{} {} {}", part.key, part.operator, part.value)).collect()
        };
        assert_eq!(
            shown(
                "((NOT p.done) AND (p.\"authorId\" = 'a AND b'::text) AND ((p.kind)::text = ANY ('{a,b}'::text[])) AND (5 < p.n))"
            ),
            ["done is false", "\"authorId\" = 'a AND b'::text", "kind = ANY ('{a,b}'::text[])", "n > 5"]
        );
        assert_eq!(shown("(lower((p.kind)::text) = 'x'::text)"), ["lower(kind) = 'x'::text"]);
        assert_eq!(shown("((p.n = 1) OR (p.n = 2))"), [""; 0]);
        assert_eq!(shown("(p.n = q.n)"), ["n = q.n"]);
        assert_eq!(shown("((p.n % 2) = 0)"), [""; 0]);
        assert_eq!(shown("(p.kind IS NULL)"), ["kind IS NULL "]);
    }
}
