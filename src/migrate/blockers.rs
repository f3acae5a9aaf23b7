//! Who is in the way of a statement that did not get its lock.

use std::collections::BTreeSet;

use tokio_postgres::{Client, Row};

use super::scan::{Scanner, TokenKind};
use crate::quote::identifier;

/// The sessions that hold locks on what the statement names, the oldest transaction first. It is looked up after the statement
/// was cancelled, so it is what was in the way and is still there; it is empty when nothing is found, or when the server is gone.
pub(super) async fn find(client: &Client, statement: &str) -> Vec<String> {
    // A lock on an index's table is what keeps it from being dropped.
    let sql = "WITH named AS (SELECT pg_catalog.to_regclass(name) AS oid FROM pg_catalog.unnest($1::text[]) AS name), \
                    wanted AS (SELECT oid FROM named WHERE oid IS NOT NULL \
                               UNION SELECT i.indrelid FROM pg_catalog.pg_index i JOIN named n ON n.oid = i.indexrelid) \
               SELECT a.pid, a.application_name, a.usename::text, pg_catalog.host(a.client_addr), \
                      a.xact_start::timestamptz(0)::text, a.state, \
                      pg_catalog.string_agg(DISTINCT l.relation::pg_catalog.regclass::text, ', ') \
               FROM pg_catalog.pg_locks l JOIN wanted w ON w.oid = l.relation \
                    JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid \
               WHERE l.locktype = 'relation' AND l.granted AND l.pid <> pg_catalog.pg_backend_pid() \
                 AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) \
               GROUP BY 1, 2, 3, 4, a.xact_start, a.state ORDER BY a.xact_start NULLS LAST LIMIT 5";
    match client.query(sql, &[&names(statement)]).await {
        Ok(rows) => rows.iter().map(describe).collect(),
        Err(error) => {
            tracing::debug!(error = %error, "who holds the lock cannot be seen");
            Vec::new()
        }
    }
}

/// Every word of the statement that could be the name of a relation, with the namespace in front where one is written.
fn names(statement: &str) -> Vec<String> {
    let mut scanner = Scanner::new(statement);
    let mut names = BTreeSet::new();
    let mut name = String::new();
    let mut dotted = false;
    while let Ok(Some(token)) = scanner.next() {
        match token.kind {
            TokenKind::Word(word) | TokenKind::Quoted(word) => {
                if !dotted {
                    name.clear();
                } else {
                    name.push('.');
                }
                identifier(&mut name, &word);
                // `to_regclass` takes no more than database, namespace and name.
                if name.matches('.').count() < 2 {
                    names.insert(name.clone());
                }
                dotted = false;
            }
            TokenKind::Symbol('.') => dotted = !name.is_empty(),
            TokenKind::Symbol(_) | TokenKind::Text | TokenKind::Remark(_) | TokenKind::Block => {
                dotted = false
            }
        }
    }
    names.into_iter().collect()
}

/// `process 4711, application psql, user ada, in a transaction since .. (idle in transaction), holds todo`
fn describe(row: &Row) -> String {
    let mut text = session(row, "in a transaction since");
    let column = |i: usize| row.get::<_, Option<String>>(i).filter(|s| !s.is_empty());
    if let Some(state) = column(5) {
        text.push_str(&format!(" ({state})"));
    }
    if let Some(relations) = column(6) {
        text.push_str(&format!(", holds {relations}"));
    }
    text
}

/// A session, from a row that begins with process, application, user, address and time.
pub(super) fn session(row: &Row, since: &str) -> String {
    let column = |i: usize| row.get::<_, Option<String>>(i).filter(|s| !s.is_empty());
    let mut text = format!("process {}", row.get::<_, i32>(0));
    for (word, i) in [("application", 1), ("user", 2), ("from", 3), (since, 4)] {
        if let Some(value) = column(i) {
            text.push_str(&format!(", {word} {value}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_may_be_a_name() {
        assert_eq!(
            names("ALTER TABLE \"A\".b ADD c int DEFAULT 'd' -- e"),
            ["\"A\"", "\"A\".\"b\"", "\"add\"", "\"alter\"", "\"c\"", "\"default\"", "\"int\"", "\"table\""]
        );
    }
}
