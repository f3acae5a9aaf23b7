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
    /// Another statement that cannot run in a transaction, and how to tell afterwards whether it ran.
    Outside(Trace),
    /// Sets a time limit itself: then the runner sets none in this migration.
    SetsLimit,
    /// `BEGIN`: the runner begins transactions itself.
    Begin,
    /// `COMMIT`: a boundary between transactions.
    Commit,
    /// Makes no sense in a migration.
    Refused(&'static str),
}

/// What a statement outside of a transaction leaves behind, for a run that does not know whether it ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trace {
    /// None, and a second time does no harm: `VACUUM`.
    Harmless,
    /// `REINDEX .. CONCURRENTLY` of a table or index: invalid indexes when it was interrupted; a second time does no harm.
    Reindexed(Target),
    /// `DETACH PARTITION .. CONCURRENTLY`.
    Detached {
        /// The partitioned table.
        parent: Target,
        /// Its partition.
        partition: Target,
    },
    /// Something that has no namespace is there.
    Created(Thing, String),
    /// Something that has no namespace is not there.
    Dropped(Thing, String),
    /// Nobody can tell.
    Unknown,
}

/// What has no namespace, and is made and dropped outside of transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Database,
    Tablespace,
    Subscription,
}

/// The name of a relation, as written.
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
            // It would give back the lock that keeps other runs away.
            "discard" => {
                Self::Refused("a migration must not reset the session that runs it; remove this statement")
            }
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
        let outside = Self::Outside;
        match (words.at(0), words.at(1)) {
            ("create", "index" | "unique") if concurrently => Self::BuildIndex(words.index_name()),
            ("drop", "index") if concurrently => Self::DropIndex(words.index_name()),
            ("reindex", _) if concurrently => outside(words.reindexed()),
            ("reindex", "database" | "system") => outside(Trace::Harmless),
            ("alter", "table") if concurrently && words.has("detach") => outside(words.detached()),
            ("alter", "database") if words.has("tablespace") => outside(Trace::Harmless),
            ("alter", "subscription") if words.has("refresh") || words.has("publication") => {
                outside(Trace::Harmless)
            }
            ("alter", "system") | ("vacuum", _) => outside(Trace::Harmless),
            ("create", "database") => outside(words.thing(Thing::Database, Trace::Created)),
            ("create", "tablespace") => outside(words.thing(Thing::Tablespace, Trace::Created)),
            ("create", "subscription") => outside(words.thing(Thing::Subscription, Trace::Created)),
            ("drop", "database") => outside(words.thing(Thing::Database, Trace::Dropped)),
            ("drop", "tablespace") => outside(words.thing(Thing::Tablespace, Trace::Dropped)),
            ("drop", "subscription") => outside(words.thing(Thing::Subscription, Trace::Dropped)),
            ("cluster", _) if words.0.len() == 1 => outside(Trace::Harmless),
            _ => Self::Definition,
        }
    }

    /// Whether the statement changes settings of the session, which those after it may rely on: a run that resumes behind it has
    /// to run it again.
    pub(super) fn is_setting(tokens: &[Token]) -> bool {
        let words = Words(tokens);
        let call = if words.at(1) == "pg_catalog" { 3 } else { 1 };
        match words.at(0) {
            "set" => !matches!(words.at(1), "local" | "constraints" | "transaction"),
            "reset" => true,
            "select" => words.at(call) == "set_config",
            _ => false,
        }
    }

    /// Whether it runs outside of a transaction.
    pub(super) fn is_outside(&self) -> bool {
        match self {
            Self::BuildIndex(_) | Self::DropIndex(_) | Self::Outside(_) => true,
            Self::Definition | Self::Data | Self::SetsLimit => false,
            Self::Begin | Self::Commit | Self::Refused(_) => false,
        }
    }

    /// Whether nobody can tell afterwards whether it ran.
    pub(super) fn is_untraceable(&self) -> bool {
        matches!(self, Self::BuildIndex(None) | Self::DropIndex(None) | Self::Outside(Trace::Unknown))
    }

    /// The same statement with `-- @no-transaction` above it.
    pub(super) fn outside(self) -> Self {
        if self.is_outside() { self } else { Self::Outside(Trace::Unknown) }
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
        let (target, end) = self.target(i)?;
        (self.symbol(end) != Some(',')).then_some(target)
    }

    /// A name with or without its namespace, and where it ends.
    fn target(&self, index: usize) -> Option<(Target, usize)> {
        let name = self.name(index)?;
        if self.symbol(index + 1) != Some('.') {
            return Some((Target { namespace: None, name }, index + 1));
        }
        Some((Target { namespace: Some(name), name: self.name(index + 2)? }, index + 3))
    }

    /// The table or index of `REINDEX {TABLE | INDEX} CONCURRENTLY name`, in either spelling.
    fn reindexed(&self) -> Trace {
        let object = (0..self.0.len()).find(|i| matches!(self.at(*i), "table" | "index"));
        let start = object.map(|i| if self.at(i + 1) == "concurrently" { i + 2 } else { i + 1 });
        match start.and_then(|start| self.target(start)) {
            Some((target, _)) => Trace::Reindexed(target),
            None => Trace::Harmless,
        }
    }

    fn detached(&self) -> Trace {
        let mut start = 2;
        while matches!(self.at(start), "if" | "exists" | "only") {
            start += 1;
        }
        let found = self.target(start).and_then(|(parent, end)| {
            let (partition, _) = self.target(end + 2)?;
            Some(Trace::Detached { parent, partition })
        });
        found.unwrap_or(Trace::Unknown)
    }

    fn thing(&self, thing: Thing, trace: fn(Thing, String) -> Trace) -> Trace {
        let start = if self.at(2) == "if" { 4 } else { 2 };
        self.name(start).map_or(Trace::Unknown, |name| trace(thing, name))
    }

    fn symbol(&self, index: usize) -> Option<char> {
        match self.0.get(index).map(|t| &t.kind) {
            Some(TokenKind::Symbol(symbol)) => Some(*symbol),
            _ => None,
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
            assert!(kind(text).is_outside(), "{text}");
        }
        assert_eq!(kind("CREATE INDEX concurrently_made ON a (b)"), Kind::Definition);
        assert_eq!(kind("REFRESH MATERIALIZED VIEW CONCURRENTLY a"), Kind::Definition);
        assert_eq!(kind("UPDATE a SET concurrently = 1"), Kind::Data);
    }

    #[test]
    fn what_such_a_statement_leaves_behind_is_known() {
        let trace = |text: &str| match kind(text) {
            Kind::Outside(trace) => trace,
            other => panic!("{text}: {other:?}"),
        };
        let name = |name| Target { namespace: None, name: String::from(name) };
        assert_eq!(trace("VACUUM todo"), Trace::Harmless);
        assert_eq!(trace("REINDEX TABLE CONCURRENTLY todo"), Trace::Reindexed(name("todo")));
        assert_eq!(trace("REINDEX (VERBOSE, CONCURRENTLY) INDEX a"), Trace::Reindexed(name("a")));
        assert_eq!(
            trace("ALTER TABLE IF EXISTS a DETACH PARTITION b CONCURRENTLY"),
            Trace::Detached { parent: name("a"), partition: name("b") }
        );
        assert_eq!(trace("CREATE DATABASE \"A\""), Trace::Created(Thing::Database, "A".to_owned()));
        assert_eq!(
            trace("DROP SUBSCRIPTION IF EXISTS a"),
            Trace::Dropped(Thing::Subscription, "a".to_owned())
        );
        assert_eq!(trace("-- @no-transaction\nCALL a()"), Trace::Unknown);
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
