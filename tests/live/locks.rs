//! The locks that are claimed, asked of the server: a statement in a transaction, `pg_locks`, and back.

use std::collections::BTreeMap;

use tablewright_codegen::migrations;
use tablewright_codegen::model::Audience;
use tablewright_codegen::plan::{Lock, Operation};
use tablewright_codegen::report::Source;
use tablewright_codegen::sql::Reader;
use tablewright_tests::{Database, describe};

const BEFORE: &str = "CREATE DOMAIN positive AS int;
CREATE TABLE a (id int PRIMARY KEY, n positive, t text);
CREATE TABLE b (id int NOT NULL, a int REFERENCES a, CONSTRAINT known CHECK (id > 0) NOT VALID);
CREATE INDEX b_idx ON b (id);
CREATE UNIQUE INDEX b_unique ON b (a);
CREATE TABLE p (id int, at int) PARTITION BY RANGE (at);
CREATE TABLE p_old PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p_rest PARTITION OF p DEFAULT;
CREATE INDEX p_idx ON ONLY p (id);
CREATE INDEX p_old_part ON p_old (id);
CREATE TABLE p_new (id int, at int);
CREATE TABLE heir (id int NOT NULL, a int, CONSTRAINT known CHECK (id > 0));
CREATE SCHEMA other;
CREATE SEQUENCE s;
CREATE VIEW v AS SELECT id FROM a;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER b_trigger BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION f();
CREATE RULE b_rule AS ON DELETE TO b DO INSTEAD NOTHING;
CREATE POLICY b_policy ON b USING (true);
CREATE STATISTICS b_statistics ON id, a FROM b;
CREATE PUBLICATION feed FOR TABLE b;
";

/// A statement of each kind, to compare what is read off its words.
const STATEMENTS: &[&str] = &[
    "ALTER TABLE a ADD c int",
    "ALTER TABLE a ADD c int REFERENCES b (a)",
    "ALTER TABLE a DROP COLUMN t",
    "ALTER TABLE b ADD CONSTRAINT other FOREIGN KEY (id) REFERENCES a NOT VALID",
    "ALTER TABLE b ADD CONSTRAINT other CHECK (a > 0) NOT VALID",
    "ALTER TABLE b ADD PRIMARY KEY (id)",
    "ALTER TABLE b ADD UNIQUE (id)",
    "ALTER TABLE b VALIDATE CONSTRAINT known",
    "ALTER TABLE b DROP CONSTRAINT known",
    "ALTER TABLE b DROP CONSTRAINT b_a_fkey",
    "ALTER TABLE b RENAME CONSTRAINT known TO better",
    "ALTER TABLE a ALTER n SET STATISTICS 100",
    "ALTER TABLE a ALTER n SET (n_distinct = 5)",
    "ALTER TABLE a ALTER n SET DEFAULT 1",
    "ALTER TABLE a ALTER t SET STORAGE MAIN",
    "ALTER TABLE a ALTER t SET COMPRESSION pglz",
    "ALTER TABLE a ALTER t SET NOT NULL",
    "ALTER TABLE a ALTER t TYPE varchar(9)",
    "ALTER TABLE a ALTER id ADD GENERATED ALWAYS AS IDENTITY",
    "ALTER TABLE a SET (fillfactor = 70)",
    "ALTER TABLE a RESET (fillfactor)",
    "ALTER TABLE b CLUSTER ON b_idx",
    "ALTER TABLE b SET WITHOUT CLUSTER",
    "ALTER TABLE p_new SET UNLOGGED",
    "ALTER TABLE b REPLICA IDENTITY FULL",
    "ALTER TABLE b ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE b DISABLE TRIGGER ALL",
    "ALTER TABLE b ENABLE ALWAYS TRIGGER b_trigger",
    "ALTER TABLE b DISABLE RULE b_rule",
    "ALTER TABLE b RENAME TO other",
    "ALTER TABLE b RENAME COLUMN id TO number",
    "ALTER TABLE b OWNER TO CURRENT_USER",
    "ALTER TABLE b SET SCHEMA other",
    "ALTER TABLE p ATTACH PARTITION p_new FOR VALUES FROM (10) TO (20)",
    "ALTER TABLE p DETACH PARTITION p_old",
    "ALTER TABLE heir INHERIT b",
    "CREATE INDEX ON a (n)",
    "CREATE INDEX ON ONLY p (at)",
    "ALTER INDEX p_idx ATTACH PARTITION p_old_part",
    "ALTER INDEX b_idx RENAME TO other",
    "ALTER INDEX b_idx SET (fillfactor = 70)",
    "DROP INDEX b_idx",
    "REINDEX INDEX b_idx",
    "REINDEX TABLE b",
    "CLUSTER b USING b_idx",
    "DROP TABLE b",
    "DROP TABLE p_old",
    "TRUNCATE b",
    "CREATE TABLE new (id int REFERENCES a)",
    "CREATE TABLE new PARTITION OF p FOR VALUES FROM (20) TO (30)",
    "CREATE TABLE new () INHERITS (b)",
    "CREATE TABLE new (LIKE b INCLUDING ALL)",
    "CREATE VIEW w AS SELECT id FROM a",
    "CREATE OR REPLACE VIEW v AS SELECT id FROM a WHERE id > 1",
    "ALTER VIEW v SET (security_barrier)",
    "ALTER VIEW v RENAME TO w",
    "DROP VIEW v",
    "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
    "CREATE OR REPLACE TRIGGER b_trigger AFTER INSERT ON b FOR EACH ROW EXECUTE FUNCTION f()",
    "ALTER TRIGGER b_trigger ON b RENAME TO other",
    "DROP TRIGGER b_trigger ON b",
    "CREATE RULE r AS ON UPDATE TO b DO INSTEAD NOTHING",
    "ALTER RULE b_rule ON b RENAME TO other",
    "DROP RULE b_rule ON b",
    "CREATE POLICY p ON a USING (true)",
    "ALTER POLICY b_policy ON b USING (false)",
    "ALTER POLICY b_policy ON b RENAME TO other",
    "DROP POLICY b_policy ON b",
    "CREATE STATISTICS more ON id, n FROM a",
    "ALTER STATISTICS b_statistics SET STATISTICS 5",
    "DROP STATISTICS b_statistics",
    "CREATE PUBLICATION other FOR TABLE a, b",
    "ALTER PUBLICATION feed ADD TABLE a",
    "ALTER PUBLICATION feed SET TABLE a",
    "ALTER PUBLICATION feed DROP TABLE b",
    "DROP PUBLICATION feed",
    "COMMENT ON TABLE a IS 'x'",
    "COMMENT ON COLUMN a.n IS 'x'",
    "COMMENT ON CONSTRAINT known ON b IS 'x'",
    "COMMENT ON TRIGGER b_trigger ON b IS 'x'",
    "COMMENT ON RULE b_rule ON b IS 'x'",
    "COMMENT ON POLICY b_policy ON b IS 'x'",
    "COMMENT ON INDEX b_idx IS 'x'",
    "COMMENT ON VIEW v IS 'x'",
    "ALTER DOMAIN positive ADD CHECK (VALUE > 0)",
    "ALTER DOMAIN positive SET DEFAULT 1",
    "ALTER SEQUENCE s INCREMENT 2",
    "ALTER SEQUENCE s RENAME TO other",
    "ALTER SEQUENCE s OWNER TO CURRENT_USER",
    "ALTER SEQUENCE s OWNED BY a.id",
    "DROP SEQUENCE s",
    "LOCK TABLE a, b IN SHARE MODE",
    "ANALYZE a",
    "GRANT SELECT ON a TO PUBLIC",
    "INSERT INTO a VALUES (1)",
];

/// Operations of plans, each with a statement and the table whose lock is claimed.
const OPERATIONS: &[(Operation, &str, &str)] = &[
    (Operation::AddColumn, "ALTER TABLE a ADD c int", "a"),
    (Operation::AddCheckNotValid, "ALTER TABLE b ADD CONSTRAINT other CHECK (a > 0) NOT VALID", "b"),
    (Operation::AddForeignKey, "ALTER TABLE b ADD FOREIGN KEY (id) REFERENCES a", "b"),
    (Operation::AddForeignKey, "ALTER TABLE b ADD FOREIGN KEY (id) REFERENCES a", "a"),
    (Operation::AddKey, "ALTER TABLE b ADD PRIMARY KEY (id)", "b"),
    (Operation::AddKeyUsingIndex, "ALTER TABLE b ADD UNIQUE USING INDEX b_unique", "b"),
    (Operation::Validate, "ALTER TABLE b VALIDATE CONSTRAINT known", "b"),
    (Operation::DropConstraint, "ALTER TABLE b DROP CONSTRAINT known", "b"),
    (Operation::DropForeignKey, "ALTER TABLE b DROP CONSTRAINT b_a_fkey", "b"),
    (Operation::DropForeignKey, "ALTER TABLE b DROP CONSTRAINT b_a_fkey", "a"),
    (Operation::CreateIndex, "CREATE INDEX ON a (n)", "a"),
    (Operation::CreateIndexOnly, "CREATE INDEX ON ONLY p (at)", "p"),
    // On the index; who plans a query on its table waits for it.
    (Operation::AttachIndex, "ALTER INDEX p_idx ATTACH PARTITION p_old_part", "p_old_part"),
    (Operation::DropIndex, "DROP INDEX b_idx", "b"),
    (Operation::DropTable, "DROP TABLE b", "b"),
    (Operation::SetUnlogged, "ALTER TABLE p_new SET UNLOGGED", "p_new"),
    (Operation::SetParameters, "ALTER TABLE a SET (fillfactor = 70)", "a"),
    (Operation::ChangeTable, "ALTER TABLE b ENABLE ROW LEVEL SECURITY", "b"),
    (
        Operation::AttachPartition,
        "ALTER TABLE p ATTACH PARTITION p_new FOR VALUES FROM (10) TO (20)",
        "p_new",
    ),
    (
        Operation::AttachPartition,
        "ALTER TABLE p ATTACH PARTITION p_new FOR VALUES FROM (10) TO (20)",
        "p_rest",
    ),
    (Operation::JoinParent, "ALTER TABLE p ATTACH PARTITION p_new FOR VALUES FROM (10) TO (20)", "p"),
    (Operation::JoinParent, "CREATE TABLE new () INHERITS (b)", "b"),
    (Operation::CreatePartition, "CREATE TABLE new PARTITION OF p FOR VALUES FROM (20) TO (30)", "p"),
    (Operation::CreatePartition, "CREATE TABLE new PARTITION OF p FOR VALUES FROM (20) TO (30)", "p_rest"),
    (Operation::DropTable, "DROP TABLE b", "a"),
    (Operation::DropTable, "DROP TABLE p_old", "p"),
    (Operation::DropTable, "DROP TABLE p_old", "p_rest"),
    (Operation::DetachPartition, "ALTER TABLE p DETACH PARTITION p_old", "p_rest"),
    (Operation::DetachPartition, "ALTER TABLE p DETACH PARTITION p_old", "p_old"),
    (Operation::DetachPartition, "ALTER TABLE p DETACH PARTITION p_old", "p"),
    (Operation::Rename, "ALTER TABLE b RENAME COLUMN id TO number", "b"),
    (Operation::ChangeOwner, "ALTER TABLE b OWNER TO CURRENT_USER", "b"),
    (Operation::Comment, "COMMENT ON TABLE a IS 'x'", "a"),
    (Operation::Publish, "ALTER PUBLICATION feed ADD TABLE a", "a"),
    (Operation::CreateTrigger, "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()", "a"),
    (
        Operation::CreateTrigger,
        "CREATE OR REPLACE TRIGGER b_trigger AFTER INSERT ON b FOR EACH ROW EXECUTE FUNCTION f()",
        "b",
    ),
    (Operation::ChangeRules, "DROP TRIGGER b_trigger ON b", "b"),
    (Operation::ChangeRules, "ALTER TRIGGER b_trigger ON b RENAME TO other", "b"),
    (Operation::ChangeRules, "CREATE RULE r AS ON UPDATE TO b DO INSTEAD NOTHING", "b"),
    (Operation::ChangeRules, "ALTER POLICY b_policy ON b USING (false)", "b"),
    (Operation::ChangeRules, "DROP POLICY b_policy ON b", "b"),
];

/// Locks by relation.
type Locks = BTreeMap<String, Lock>;

/// The names of relations, as they were before.
type Names = BTreeMap<u32, String>;

async fn names(database: &Database, indexes: bool) -> Names {
    let sql = "SELECT oid, relname::text FROM pg_class \
               WHERE relnamespace = 'public'::regnamespace AND (relkind IN ('i', 'I')) <= $1";
    let rows = database.client.query(sql, &[&indexes]).await.expect(sql);
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// Runs a statement, and takes it back; what it makes is its own.
async fn asked(database: &Database, names: &Names, statement: &str) -> Result<Locks, String> {
    let sql = "SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'";
    database.client.batch_execute("BEGIN").await.expect("a transaction");
    let ran = database.client.batch_execute(statement).await.map_err(|error| describe(&error));
    let rows = match &ran {
        Ok(()) => database.client.query(sql, &[]).await.expect(sql),
        Err(_) => Vec::new(),
    };
    database.client.batch_execute("ROLLBACK").await.expect("back");
    ran?;
    let mut locks = Locks::new();
    for row in &rows {
        let lock = match row.get(1) {
            "ShareUpdateExclusiveLock" => Lock::ShareUpdateExclusive,
            "ShareLock" => Lock::Share,
            "ShareRowExclusiveLock" => Lock::ShareRowExclusive,
            "ExclusiveLock" | "AccessExclusiveLock" => Lock::AccessExclusive,
            // They let others read and write.
            _ => continue,
        };
        let Some(name) = names.get(&row.get::<_, u32>(0)) else { continue };
        let strongest = locks.entry(name.clone()).or_insert(lock);
        *strongest = lock.max(*strongest);
    }
    Ok(locks)
}

fn shown(locks: &Locks) -> String {
    locks.iter().map(|(name, lock)| format!("{name} {lock}")).collect::<Vec<_>>().join(", ")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_locks_of_written_statements() {
    let database = Database::new().await;
    database.apply(BEFORE).await;
    let mut reader = Reader::new();
    reader.read(&Source::new("before.sql", BEFORE), Audience::Public);
    let before = reader.finish().unwrap_or_else(|errors| panic!("{errors:?}")).schema;
    let (all, tables) = (names(&database, true).await, names(&database, false).await);
    let mut wrong = String::new();
    for statement in STATEMENTS {
        let taken = migrations::locks(&Source::new("m.sql", *statement), &before);
        let claimed: Locks = taken
            .iter()
            .map(|taken| {
                let relation = taken.relation.as_ref().unwrap_or_else(|| panic!("{statement} can be read"));
                (relation.name.to_string(), taken.lock.unwrap_or_else(|| panic!("{statement} can be read")))
            })
            .collect();
        match asked(&database, &all, statement).await {
            Ok(mut locks) => {
                // An index counts where it is locked without its table.
                locks.retain(|name, _| {
                    tables.values().any(|table| table == name) || claimed.contains_key(name)
                });
                if locks != claimed {
                    wrong.push_str(&format!(
                        "{statement}\n    server: {}\n    claim:  {}\n",
                        shown(&locks),
                        shown(&claimed)
                    ));
                }
            }
            Err(error) => wrong.push_str(&format!("{statement}\n    {error}\n")),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_locks_of_operations() {
    let database = Database::new().await;
    database.apply(BEFORE).await;
    let (mut wrong, names) = (String::new(), names(&database, true).await);
    for (operation, statement, table) in OPERATIONS {
        let locks =
            asked(&database, &names, statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
        if locks.get(*table).copied() != operation.lock() {
            wrong.push_str(&format!(
                "{operation:?}: {statement}\n    server: {}\n    claim:  {:?} on {table}\n",
                shown(&locks),
                operation.lock()
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    database.drop().await;
}
