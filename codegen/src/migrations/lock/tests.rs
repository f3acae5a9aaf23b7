//! Statements and their locks, as `pg_locks` of a server shows them.

use super::*;
use crate::model::Audience;
use crate::sql::Reader;

fn before() -> Schema {
    let mut reader = Reader::new();
    let text = "CREATE DOMAIN positive AS int;\nCREATE TABLE a (id int PRIMARY KEY, n positive);\n\
                CREATE TABLE b (id int, a int REFERENCES a);\nCREATE INDEX b_idx ON b (id);\nCREATE VIEW v AS SELECT id FROM a;";
    reader.read(&Source::new("before.sql", text), Audience::Public);
    reader.finish().expect("a good text").schema
}

/// `a SHARE, b ACCESS EXCLUSIVE`, and `?` where it cannot be read.
fn taken(text: &str) -> String {
    let show = |taken: &Taken| match (&taken.relation, taken.lock) {
        (Some(relation), Some(lock)) => format!("{relation} {lock}"),
        _ => "?".to_owned(),
    };
    locks(&Source::new("m.sql", text), &before()).iter().map(show).collect::<Vec<_>>().join(", ")
}

#[test]
fn each_statement_has_its_lock() {
    for (text, expected) in [
        ("ALTER TABLE a ADD c int", "a ACCESS EXCLUSIVE"),
        ("ALTER TABLE a ADD c int REFERENCES b", "b SHARE ROW EXCLUSIVE, a ACCESS EXCLUSIVE"),
        (
            "ALTER TABLE ONLY b ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES a NOT VALID",
            "a SHARE ROW EXCLUSIVE, b SHARE ROW EXCLUSIVE",
        ),
        ("ALTER TABLE a VALIDATE CONSTRAINT f", "a SHARE UPDATE EXCLUSIVE"),
        ("ALTER TABLE a ALTER n SET STATISTICS 100, ALTER n SET DEFAULT 1", "a ACCESS EXCLUSIVE"),
        ("ALTER TABLE a SET (fillfactor = 70)", "a SHARE UPDATE EXCLUSIVE"),
        ("ALTER TABLE a DISABLE TRIGGER ALL", "a SHARE ROW EXCLUSIVE"),
        ("ALTER TABLE a ATTACH PARTITION b DEFAULT", "b ACCESS EXCLUSIVE, a SHARE UPDATE EXCLUSIVE"),
        ("CREATE INDEX ON a (n)", "a SHARE"),
        ("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS x ON public.a (n)", "a SHARE UPDATE EXCLUSIVE"),
        ("DROP INDEX b_idx", "b ACCESS EXCLUSIVE"),
        ("DROP INDEX CONCURRENTLY IF EXISTS b_idx", "b SHARE UPDATE EXCLUSIVE"),
        ("DROP TABLE b", "b ACCESS EXCLUSIVE, a ACCESS EXCLUSIVE"),
        ("CREATE OR REPLACE VIEW v AS SELECT 1", "v ACCESS EXCLUSIVE"),
        ("CREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION f()", "a SHARE ROW EXCLUSIVE"),
        ("CREATE POLICY p ON a USING (true)", "a ACCESS EXCLUSIVE"),
        ("COMMENT ON COLUMN public.a.id IS 'x'", "a SHARE UPDATE EXCLUSIVE"),
        ("CREATE PUBLICATION p FOR TABLE a, b", "a SHARE UPDATE EXCLUSIVE, b SHARE UPDATE EXCLUSIVE"),
        ("ALTER DOMAIN positive ADD CHECK (VALUE > 0)", "a SHARE"),
        ("LOCK TABLE a, b IN SHARE MODE", "a SHARE, b SHARE"),
        ("VACUUM (FULL, ANALYZE) a", "a ACCESS EXCLUSIVE"),
        ("TRUNCATE a", "a ACCESS EXCLUSIVE"),
        ("REINDEX INDEX CONCURRENTLY b_idx", "b SHARE UPDATE EXCLUSIVE"),
        ("DO $$ BEGIN END $$", "?"),
        ("DROP TYPE x CASCADE", "?"),
        ("UPDATE a SET n = 1; GRANT SELECT ON a TO PUBLIC; ALTER TYPE m ADD VALUE 'x'", ""),
        ("INSERT INTO a SELECT 1; SELECT setval('s', 3)", ""),
    ] {
        assert_eq!(taken(text), expected, "{text}");
    }
}

#[test]
fn what_the_migration_makes_is_not_counted() {
    assert_eq!(
        taken(
            "CREATE TABLE c (id int REFERENCES a); CREATE INDEX c_idx ON c (id); ALTER TABLE c ADD d int; DROP INDEX c_idx"
        ),
        "a SHARE ROW EXCLUSIVE"
    );
}
