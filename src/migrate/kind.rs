//! What a statement needs of the runner: a transaction or none, and which time limits.

use super::scan::{Token, TokenKind};

/// What a statement needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Changes the schema: waits briefly for its lock, and is tried again.
    Definition,
    /// Reads or writes rows, or runs code: may wait for rows that others hold.
    Data,
    /// `CREATE INDEX CONCURRENTLY`. Without a name the server chooses one.
    BuildIndex(Option<Target>),
    /// `DROP INDEX CONCURRENTLY` of one index.
    DropIndex(Option<Target>),
    /// Another statement that cannot run in a transaction.
    Outside,
    /// Sets a time limit itself: then the runner sets none in this migration.
    SetsLimit,
    /// `BEGIN`: the runner begins transactions itself.
    Begin,
    /// `COMMIT`: a boundary between transactions.
    Commit,
    /// Makes no sense in a migration.
    Refused(&'static str),
}

/// The name of an index, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) namespace: Option<String>,
    pub(super) name: String,
}

impl Kind {
    /// Reads the kind off the tokens of a statement (without comments).
    pub(super) fn of(tokens: &[Token]) -> Self {
        let words = Words(tokens);
        let first = words.at(0);
        match first {
            "begin" => Self::Begin,
            "start" if words.at(1) == "transaction" => Self::Begin,
            "commit" | "end" => Self::Commit,
            "rollback" | "abort" if !words.has("to") => {
                Self::Refused("a migration that rolls itself back does nothing; remove this statement")
            }
            "copy" if words.has("stdin") => Self::Refused(
                "a migration has no standard input; write the rows as INSERT, or load them in a Rust migration",
            ),
            "create" | "drop" | "alter" | "reindex" | "vacuum" | "cluster" => Self::of_definition(words),
            "set" if words.has("lock_timeout") || words.has("statement_timeout") => Self::SetsLimit,
            "comment" | "grant" | "revoke" | "truncate" | "security" | "refresh" | "lock" | "import" => {
                Self::Definition
            }
            _ => Self::Data,
        }
    }

    /// The statements that `PreventInTransactionBlock` of the server refuses inside a transaction.
    fn of_definition(words: Words<'_>) -> Self {
        let concurrently = words.has("concurrently");
        match (words.at(0), words.at(1)) {
            ("create", "index" | "unique") if concurrently => Self::BuildIndex(words.index_name()),
            ("drop", "index") if concurrently => Self::DropIndex(words.index_name()),
            ("reindex", object) if concurrently || matches!(object, "database" | "system") => Self::Outside,
            ("alter", "table") if concurrently && words.has("detach") => Self::Outside,
            ("alter", "database") if words.has("tablespace") => Self::Outside,
            ("alter", "subscription") if words.has("refresh") || words.has("publication") => Self::Outside,
            ("alter", "system") | ("vacuum", _) => Self::Outside,
            ("create" | "drop", "database" | "tablespace" | "subscription") => Self::Outside,
            ("cluster", _) if words.0.len() == 1 => Self::Outside,
            _ => Self::Definition,
        }
    }

    /// Whether it runs outside of a transaction.
    pub(super) fn is_outside(&self) -> bool {
        match self {
            Self::BuildIndex(_) | Self::DropIndex(_) | Self::Outside => true,
            Self::Definition | Self::Data | Self::SetsLimit => false,
            Self::Begin | Self::Commit | Self::Refused(_) => false,
        }
    }

    /// The same statement with `-- @no-transaction` above it.
    pub(super) fn outside(self) -> Self {
        if self.is_outside() { self } else { Self::Outside }
    }
}

/// The tokens of a statement, looked at as words.
#[derive(Clone, Copy)]
struct Words<'a>(&'a [Token]);

impl Words<'_> {
    /// An unquoted word, or nothing.
    fn at(&self, index: usize) -> &str {
        match self.0.get(index).map(|t| &t.kind) {
            Some(TokenKind::Word(word)) => word,
            _ => "",
        }
    }

    fn has(&self, wanted: &str) -> bool {
        (0..self.0.len()).any(|i| self.at(i) == wanted)
    }

    /// The name after `CONCURRENTLY [IF [NOT] EXISTS]`, where there is exactly one.
    fn index_name(&self) -> Option<Target> {
        let mut i = (0..self.0.len()).find(|i| self.at(*i) == "concurrently")? + 1;
        while matches!(self.at(i), "if" | "not" | "exists") {
            i += 1;
        }
        if self.at(i) == "on" {
            return None;
        }
        let name = self.name(i)?;
        let after = |i: usize| self.0.get(i).map(|t| &t.kind);
        match after(i + 1) {
            Some(TokenKind::Symbol('.')) => {
                let target = Target { namespace: Some(name), name: self.name(i + 2)? };
                (after(i + 3) != Some(&TokenKind::Symbol(','))).then_some(target)
            }
            Some(TokenKind::Symbol(',')) => None,
            _ => Some(Target { namespace: None, name }),
        }
    }

    fn name(&self, index: usize) -> Option<String> {
        match self.0.get(index).map(|t| &t.kind) {
            Some(TokenKind::Word(name) | TokenKind::Quoted(name)) => Some(name.clone()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::migrate::split::split;

    use super::*;

    fn kind(text: &str) -> Kind {
        split(text).expect("a good text").remove(0).kind
    }

    fn target(namespace: Option<&str>, name: &str) -> Option<Target> {
        Some(Target { namespace: namespace.map(str::to_owned), name: name.to_owned() })
    }

    #[test]
    fn what_cannot_run_in_a_transaction_is_recognised() {
        for text in [
            "VACUUM (ANALYZE) todo",
            "ALTER SYSTEM SET wal_level = logical",
            "CREATE DATABASE a",
            "DROP DATABASE IF EXISTS a",
            "REINDEX TABLE CONCURRENTLY todo",
            "REINDEX (VERBOSE, CONCURRENTLY) INDEX a",
            "ALTER TABLE a DETACH PARTITION b CONCURRENTLY",
            "CREATE TABLESPACE a LOCATION '/x'",
            "CREATE SUBSCRIPTION a CONNECTION '' PUBLICATION b",
        ] {
            assert_eq!(kind(text), Kind::Outside, "{text}");
        }
        assert_eq!(kind("CREATE INDEX concurrently_made ON a (b)"), Kind::Definition);
        assert_eq!(kind("REFRESH MATERIALIZED VIEW CONCURRENTLY a"), Kind::Definition);
        assert_eq!(kind("UPDATE a SET concurrently = 1"), Kind::Data);
    }

    #[test]
    fn the_index_of_a_concurrent_statement_is_known() {
        assert_eq!(
            kind("CREATE UNIQUE INDEX /* x */ CONCURRENTLY IF NOT EXISTS \"A\".b ON c (d)"),
            Kind::BuildIndex(target(None, "b").map(|t| Target { namespace: Some("A".to_owned()), ..t }))
        );
        assert_eq!(kind("create index concurrently Foo on c (d)"), Kind::BuildIndex(target(None, "foo")));
        assert_eq!(kind("CREATE INDEX CONCURRENTLY ON c (d)"), Kind::BuildIndex(None));
        assert_eq!(kind("DROP INDEX CONCURRENTLY IF EXISTS a.b"), Kind::DropIndex(target(Some("a"), "b")));
        assert_eq!(kind("DROP INDEX CONCURRENTLY a, b"), Kind::DropIndex(None));
    }
}
