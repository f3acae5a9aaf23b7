//! Statements that took long, for whoever reads the log: their shape, never their values.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_postgres::error::SqlState;

use super::{Lease, Pool, Shape, status};

/// How long the plan of a statement is not asked for again.
const AGAIN: Duration = Duration::from_secs(600);

/// A statement ran, with so many rows, or failed with a code of the server.
pub(crate) fn note(lease: &Lease, shape: &Arc<Shape>, took: Duration, rows: Result<u64, Option<&SqlState>>) {
    status::ran(took, rows.is_ok());
    let options = lease.pool().options();
    if options.slow.is_none_or(|limit| took < limit) {
        return;
    }
    let statement = hide(&shape.text);
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    match rows {
        Ok(rows) => {
            tracing::warn!(target: "tablewright::slow", statement, milliseconds, rows, "a slow statement");
        }
        Err(code) => {
            let code = code.map_or("none", SqlState::code);
            tracing::warn!(target: "tablewright::slow", statement, milliseconds, code, "a slow statement failed");
        }
    }
    // What the server took as one statement is one; only that may be put behind another word.
    let whole = rows.is_ok() || rows == Err(Some(&SqlState::QUERY_CANCELED));
    if options.explain_slow && whole && shape.may_be_explained(Instant::now(), AGAIN) {
        let (pool, shape) = (lease.pool().clone(), Arc::clone(shape));
        tokio::spawn(async move {
            if let Err(error) = explain(&pool, &shape).await {
                tracing::debug!(target: "tablewright::slow", error = %error, "its plan is not known");
            }
        });
    }
}

/// Logs the plan that the server has for it whatever the values are. Nothing is run.
async fn explain(pool: &Pool, shape: &Shape) -> crate::Result<()> {
    let lease = pool.lend().await?;
    let text = format!("EXPLAIN (GENERIC_PLAN) {}", shape.text);
    let rows = lease.patient(lease.link().client().simple_query(&text)).await??;
    let lines: Vec<String> = rows
        .iter()
        .filter_map(|message| match message {
            tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(hide_strings),
            _ => None,
        })
        .collect();
    let plan = lines.join("\n");
    tracing::warn!(target: "tablewright::slow", statement = hide(&shape.text), plan, "the plan of a slow statement");
    Ok(())
}

/// The text with `?` in place of every literal: text that a program puts together may have values in it.
fn hide(text: &str) -> String {
    hide_literals(text, true)
}

/// The text without literal strings; a plan has numbers that say something.
fn hide_strings(text: &str) -> String {
    hide_literals(text, false)
}

fn hide_literals(text: &str, numbers: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let in_word =
            out.chars().next_back().is_some_and(|last| last.is_alphanumeric() || "_$".contains(last));
        let literal = match letter {
            '\'' => Some(string(rest, out.ends_with(['e', 'E']))),
            '$' if !in_word => dollar_string(rest),
            '0'..='9' if numbers && !in_word => Some(number(rest)),
            _ => None,
        };
        let length = match literal {
            Some(length) => {
                out.push('?');
                length
            }
            None if letter == '"' => {
                let name = 1 + rest[1..].find('"').map_or(rest.len() - 1, |end| end + 1);
                out.push_str(&rest[..name]);
                name
            }
            None => {
                out.push(letter);
                letter.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    out
}

/// How long the string is at whose quote the text begins; one that does not end goes to the end.
fn string(text: &str, escapes: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if escapes => at += 2,
            b'\'' if bytes.get(at + 1) == Some(&b'\'') => at += 2,
            b'\'' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// `$tag$ .. $tag$`; `None` where a parameter or nothing of the kind begins.
fn dollar_string(text: &str) -> Option<usize> {
    let tag = &text[..text[1..].find('$')? + 2];
    let name = &tag[1..tag.len() - 1];
    let is_name = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
        && !name.starts_with(|letter: char| letter.is_ascii_digit());
    is_name.then(|| text[tag.len()..].find(tag).map_or(text.len(), |end| 2 * tag.len() + end))
}

fn number(text: &str) -> usize {
    text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.').unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_hidden_and_names_are_not() {
        for (text, shape) in [
            (
                "SELECT a1, \"b'2\" FROM t3 WHERE c = $1 AND d = 42",
                "SELECT a1, \"b'2\" FROM t3 WHERE c = $1 AND d = ?",
            ),
            ("x = 'it''s ' || E'a\\'b' || 'c'", "x = ? || E? || ?"),
            ("x = $$secret$$ OR y = $t$a$$b$t$ OR z = $2", "x = ? OR y = ? OR z = $2"),
            ("LIMIT 10 OFFSET 1.5e3", "LIMIT ? OFFSET ?"),
            ("'open", "?"),
            ("$t$open", "?"),
            ("'é' || é", "? || é"),
            ("\"open", "\"open"),
        ] {
            assert_eq!(hide(text), shape, "{text}");
        }
        assert_eq!(hide_strings("Filter: (a = 'x'::text)  rows=10"), "Filter: (a = ?::text)  rows=10");
    }
}
