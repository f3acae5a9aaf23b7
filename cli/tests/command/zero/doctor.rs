//! `tablewright zero doctor`: each check is made to fail on a server.

use serde_json::Value;
use tablewright_tests::Database;

use super::super::Run;
use super::{Project, project};

/// What zero-cache is told when it is well set up; the other databases are not asked for anything.
const SET_UP: &[(&str, &str)] = &[
    ("ZERO_APP_PUBLICATIONS", "zero_app"),
    ("ZERO_CVR_DB", "postgres://localhost/cvr"),
    ("ZERO_CHANGE_DB", "postgres://localhost/change"),
];

/// A migrated project on a database of its own.
struct Patient {
    project: Project,
    database: Database,
    runtime: tokio::runtime::Runtime,
}

impl Patient {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let database = runtime.block_on(Database::new());
        let patient = Self { project: project(), database, runtime };
        let run = patient.run(&["migrate", "run"], &[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        patient
    }

    fn run(&self, arguments: &[&str], more: &[(&str, &str)]) -> Run {
        let variables: Vec<(&str, &str)> =
            [("DATABASE_URL", self.database.url.as_str())].into_iter().chain(more.iter().copied()).collect();
        self.project.run_with(arguments, &variables)
    }

    fn apply(&self, sql: &str) {
        self.runtime.block_on(self.database.apply(sql));
    }

    /// The results of one check that are not well: their level and what they say.
    fn found(&self, check: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
        let variables: Vec<_> =
            SET_UP.iter().copied().filter(|(name, _)| !more.iter().any(|(m, _)| m == name)).collect();
        let variables: Vec<_> = variables.into_iter().chain(more.iter().copied()).collect();
        let run = self.run(&["zero", "doctor", "--format", "json"], &variables);
        let value: Value = serde_json::from_str(&run.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}{}", run.stdout, run.stderr));
        let errors = value["errors"].as_u64().expect("a number");
        assert_eq!(run.code, i32::from(errors > 0), "{}", run.stderr);
        assert_eq!(value["ok"], errors == 0);
        let checks = value["checks"].as_array().expect("a list").iter();
        let of_check: Vec<&Value> = checks.filter(|found| found["check"] == check).collect();
        assert!(!of_check.is_empty(), "{check} was not looked at: {}", run.stdout);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        of_check
            .iter()
            .filter(|found| found["level"] != "ok")
            .map(|found| {
                assert!(
                    found["mend"].as_array().is_some_and(|mend| !mend.is_empty()),
                    "{found} has no way out"
                );
                assert!(!text(&found["why"]).is_empty(), "{found} has no reason");
                (text(&found["level"]), text(&found["what"]))
            })
            .collect()
    }

    /// The one result of a check that is not well.
    fn one(&self, check: &str) -> (String, String) {
        let found = self.found(check, &[]);
        match found.as_slice() {
            [one] => one.clone(),
            other => panic!("{check}: {other:?}"),
        }
    }

    /// Runs the statement, expects the check to say that, and undoes it.
    fn fails(&self, check: &str, ill: &str, level: &str, what: &str, well: &str) {
        assert_eq!(self.found(check, &[]), [], "{check} before");
        self.apply(ill);
        assert_eq!(self.one(check), (level.to_owned(), what.to_owned()), "{check}");
        self.apply(well);
        assert_eq!(self.found(check, &[]), [], "{check} after");
    }

    fn fix(&self) -> Run {
        self.run(&["zero", "doctor", "--fix"], SET_UP)
    }
}

#[test]
fn a_healthy_database_has_no_errors() {
    let patient = Patient::new();
    let run = patient.run(&["zero", "doctor", "--all"], SET_UP);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    // What the server of the tests is set to is no matter here.
    let lines: Vec<&str> =
        run.stdout.lines().filter(|line| line.starts_with("ok[") && !line.contains("[server.")).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    ok[address.pooler]: the URL is that of a server, not of a pooler
    ok[address.publications]: ZERO_APP_PUBLICATIONS is zero_app
    ok[address.databases]: ZERO_CVR_DB and ZERO_CHANGE_DB are databases of their own
    ok[role.replication]: role postgres may replicate
    ok[role.create]: role postgres may create in the database
    ok[role.event-triggers]: role postgres may make event triggers
    ok[role.app-id]: the app id is zero
    ok[publication.own]: zero-cache has made no publication by itself
    ok[publication.exists]: publication zero_app is there
    ok[publication.operations]: inserts, updates, deletes and truncates are published
    ok[publication.by-name]: tables are published by name
    ok[publication.partitions]: rows of partitions come as rows of their table
    ok[privacy.private]: nothing that the schema calls private is published
    ok[privacy.public]: everything that the schema publishes is (2 tables)
    ok[table.key]: every published table has a key that Zero can use
    ok[table.replica-identity]: every published table has a replica identity
    ok[table.names]: Zero takes the names of all published tables and columns
    ok[table.row-filters]: no published table has a row filter
    ok[table.readable]: the role reads every row of every published table
    ok[column.types]: Zero sends the values of every published column
    ok[column.numbers]: 3 columns are bigint or numeric, account.id first
    ok[column.generated]: no generated column is listed that this version does not send
    ok[slot.state]: no logical slot of this database is lost, idle or far behind
    ok[zero.event-triggers]: zero-cache has not run on this database yet
    ");
    assert!(
        run.stdout.contains("warning[server.wal-kept]: max_slot_wal_keep_size is unlimited"),
        "{}",
        run.stdout
    );
    let brief = patient.run(&["zero", "doctor"], SET_UP);
    assert!(!brief.stdout.contains("ok["), "{}", brief.stdout);
}

#[test]
fn what_is_private_is_found_and_taken_out() {
    let patient = Patient::new();
    patient.apply("ALTER PUBLICATION zero_app ADD TABLE session; ALTER PUBLICATION zero_app SET TABLE account, todo, session");
    let found = patient.found("privacy.private", &[]);
    let what: Vec<&str> = found.iter().map(|(_, what)| what.as_str()).collect();
    assert_eq!(
        what,
        ["private columns of account are published: email", "the private table session is published"]
    );
    let run = patient.run(&["zero", "doctor"], SET_UP);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(errors(&run), @r"
    error[privacy.private]: private columns of account are published: email
      = why: whatever a publication holds leaves the server: zero-cache stores it and may send it to clients
      = mend (--fix): BEGIN; ALTER PUBLICATION zero_app DROP TABLE account; ALTER PUBLICATION zero_app ADD TABLE account (id, name); COMMIT
    error[privacy.private]: the private table session is published
      = why: whatever a publication holds leaves the server: zero-cache stores it and may send it to clients
      = mend (--fix): ALTER PUBLICATION zero_app DROP TABLE session
    error: the database is not fit for Zero: 2 errors
      = help: `--fix` mends what can be mended without losing anything
    ");
    let fixed = patient.fix();
    assert_eq!(fixed.code, 0, "{}{}", fixed.stdout, fixed.stderr);
    assert!(fixed.stderr.contains("ran ALTER PUBLICATION zero_app DROP TABLE session"), "{}", fixed.stderr);
    assert_eq!(patient.found("privacy.private", &[]), []);
    let drift = patient.run(&["drift"], &[]);
    assert_eq!(drift.code, 0, "{}{}", drift.stdout, drift.stderr);
}

#[test]
fn the_publication_is_looked_at() {
    let patient = Patient::new();
    let error = "error";
    patient.fails(
        "privacy.public",
        "ALTER PUBLICATION zero_app DROP TABLE todo",
        error,
        "todo is public and not published",
        "ALTER PUBLICATION zero_app ADD TABLE todo",
    );
    patient.fails(
        "privacy.public",
        "ALTER PUBLICATION zero_app SET TABLE account (id), todo",
        error,
        "columns of account are public and not published: name",
        "ALTER PUBLICATION zero_app SET TABLE account (id, name), todo",
    );
    patient.fails(
        "privacy.private",
        "CREATE TABLE other (id int PRIMARY KEY); ALTER PUBLICATION zero_app ADD TABLE other",
        error,
        "other is published, and the schema does not know it",
        "DROP TABLE other",
    );
    patient.fails(
        "publication.operations",
        "ALTER PUBLICATION zero_app SET (publish = 'insert')",
        error,
        "not all of insert, update, delete and truncate are published",
        "ALTER PUBLICATION zero_app SET (publish = 'insert, update, delete, truncate')",
    );
    patient.fails(
        "publication.partitions",
        "ALTER PUBLICATION zero_app SET (publish_via_partition_root = false);
         CREATE TABLE log (id int PRIMARY KEY) PARTITION BY RANGE (id); ALTER PUBLICATION zero_app ADD TABLE log",
        error,
        "partitioned tables are published without publish_via_partition_root",
        "DROP TABLE log; ALTER PUBLICATION zero_app SET (publish_via_partition_root = true)",
    );
    patient.fails(
        "publication.own",
        "CREATE PUBLICATION _zero_public_0 FOR TABLES IN SCHEMA public",
        error,
        "zero-cache runs with a publication of its own, _zero_public_0",
        "DROP PUBLICATION _zero_public_0",
    );
    patient.fails(
        "publication.by-name",
        "ALTER PUBLICATION zero_app SET TABLE todo, account; CREATE SCHEMA app; ALTER PUBLICATION zero_app ADD TABLES IN SCHEMA app",
        "warning",
        "it publishes every table in app",
        "ALTER PUBLICATION zero_app DROP TABLES IN SCHEMA app; ALTER PUBLICATION zero_app SET TABLE account (id, name), todo",
    );
    patient.apply("DROP PUBLICATION zero_app; CREATE PUBLICATION zero_app FOR ALL TABLES");
    assert_eq!(patient.one("publication.by-name"), (error.to_owned(), "it is FOR ALL TABLES".to_owned()));
    patient.apply("DROP PUBLICATION zero_app");
    assert_eq!(
        patient.one("publication.exists"),
        (error.to_owned(), "there is no publication zero_app".to_owned())
    );
}

#[test]
fn tables_and_columns_are_looked_at() {
    let patient = Patient::new();
    patient.apply("CREATE TABLE odd (id int NOT NULL, x int)");
    patient.apply("ALTER PUBLICATION zero_app ADD TABLE odd");
    patient.apply("ALTER TABLE odd REPLICA IDENTITY FULL");
    assert_eq!(patient.one("table.key"), ("error".to_owned(), "odd has no usable key".to_owned()));
    assert_eq!(
        patient.one("table.replica-identity"),
        ("error".to_owned(), "odd has REPLICA IDENTITY FULL and no key".to_owned())
    );
    // Late, partial, over an expression, nullable: none of them will do.
    patient.apply(
        "ALTER TABLE odd ADD UNIQUE (id) DEFERRABLE; CREATE UNIQUE INDEX ON odd (id) WHERE x > 0;
         CREATE UNIQUE INDEX ON odd ((id + 1)); CREATE UNIQUE INDEX ON odd (x)",
    );
    assert_eq!(patient.one("table.key").1, "odd has no usable key");
    patient.apply("ALTER TABLE odd ADD PRIMARY KEY (id); ALTER TABLE odd REPLICA IDENTITY NOTHING");
    assert_eq!(patient.found("table.key", &[]), []);
    assert_eq!(patient.one("table.replica-identity").1, "odd has REPLICA IDENTITY NOTHING");
    let fixed = patient.fix();
    assert!(fixed.stderr.contains("ran ALTER TABLE odd REPLICA IDENTITY DEFAULT"), "{}", fixed.stderr);
    assert_eq!(patient.found("table.replica-identity", &[]), []);

    patient.fails(
        "table.names",
        "ALTER TABLE odd ADD COLUMN \"two words\" int",
        "error",
        "Zero does not take the name of the column \"two words\" of odd",
        "ALTER TABLE odd DROP COLUMN \"two words\"",
    );
    patient.fails(
        "table.names",
        "ALTER TABLE odd RENAME TO \"ödd\"",
        "error",
        "Zero does not take the name of the table \"ödd\"",
        "ALTER TABLE \"ödd\" RENAME TO odd",
    );
    patient.fails(
        "table.row-filters",
        "ALTER PUBLICATION zero_app SET TABLE odd WHERE (id > 0), todo, account (id, name)",
        "warning",
        "odd is published with a row filter, (id > 0)",
        "ALTER PUBLICATION zero_app SET TABLE odd, todo, account (id, name)",
    );
    patient.fails(
        "column.types",
        "ALTER TABLE odd ADD COLUMN place point",
        "error",
        "odd.place is of type point",
        "ALTER TABLE odd DROP COLUMN place",
    );
    patient.fails(
        "column.types",
        "ALTER TABLE odd ADD COLUMN search tsvector",
        "warning",
        "odd.search is of type tsvector, which clients never get",
        "ALTER TABLE odd DROP COLUMN search",
    );
}

#[test]
fn roles_are_looked_at() {
    let patient = Patient::new();
    let role = format!("doc_{}", patient.database.name);
    patient.apply(&format!("CREATE ROLE {role} LOGIN PASSWORD 'pw'; ALTER TABLE todo ENABLE ROW LEVEL SECURITY; GRANT SELECT ON todo TO {role}"));
    let (_, host) = patient.database.url.rsplit_once('@').expect("a host");
    let url = format!("postgres://{role}:pw@{host}");
    let as_role = [("DATABASE_URL", url.as_str())];
    for (check, level, what) in [
        ("role.replication", "error", format!("role {role} may not replicate")),
        ("role.create", "error", format!("role {role} may not create in the database")),
        ("role.event-triggers", "warning", format!("role {role} may not make event triggers")),
    ] {
        assert_eq!(patient.found(check, &as_role), [(level.to_owned(), what)]);
    }
    let readable = patient.found("table.readable", &as_role);
    assert_eq!(
        readable.iter().map(|(_, what)| what.as_str()).collect::<Vec<_>>(),
        [
            format!("role {role} may not read account"),
            format!("row-level security hides rows of todo from role {role}")
        ]
    );
    assert_eq!(
        patient.found("role.app-id", &[("DATABASE_URL", url.as_str()), ("ZERO_APP_ID", role.as_str())])[0].1,
        format!("the role is called like the app id, `{role}`")
    );
    assert!(
        patient.found("role.app-id", &[("ZERO_APP_ID", "My-App")])[0]
            .1
            .contains("is not made of lower-case letters")
    );
    patient.apply(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
}

#[test]
fn settings_and_what_runs_are_looked_at() {
    let patient = Patient::new();
    let name = &patient.database.name;
    let reset = |setting: &str| format!("ALTER DATABASE {name} RESET {setting}");
    patient.fails(
        "server.decoding-memory",
        &format!("ALTER DATABASE {name} SET logical_decoding_work_mem = '1MB'"),
        "warning",
        "logical_decoding_work_mem is 1024 kB",
        &reset("logical_decoding_work_mem"),
    );
    assert_eq!(patient.one("server.idle-transactions").1, "idle_in_transaction_session_timeout is off");
    patient.apply(&format!("ALTER DATABASE {name} SET idle_in_transaction_session_timeout = '1min'"));
    assert_eq!(patient.found("server.idle-transactions", &[]), []);

    let slot = format!("zero_0_{name}");
    patient.apply(&format!("SELECT pg_create_logical_replication_slot('{slot}', 'pgoutput')"));
    let (level, what) = patient.one("slot.state");
    assert!(
        level == "warning" && what.starts_with(&format!("nobody reads slot {slot}, and the server keeps ")),
        "{what}"
    );
    patient.apply(&format!("SELECT pg_drop_replication_slot('{slot}')"));
    assert_eq!(patient.found("slot.state", &[]), []);
}

/// What zero-cache leaves in a database, as far as the doctor asks for it.
const TRACES: &str = "
CREATE SCHEMA zero_0;
CREATE TABLE zero_0.\"publishedSchema\" (current json);
CREATE FUNCTION zero_0.schema_specs() RETURNS json LANGUAGE sql AS
    $$ SELECT json_agg(tablename ORDER BY tablename) FROM pg_publication_tables WHERE pubname = 'zero_app' $$;
CREATE FUNCTION zero_0.update_schemas() RETURNS void LANGUAGE sql AS
    $$ UPDATE zero_0.\"publishedSchema\" SET current = zero_0.schema_specs() $$;
INSERT INTO zero_0.\"publishedSchema\" VALUES (zero_0.schema_specs());
";

#[test]
fn traces_of_zero_are_looked_at() {
    let patient = Patient::new();
    patient.apply(TRACES);
    assert_eq!(
        patient.one("zero.event-triggers").1,
        "zero-cache has run, and its event triggers are not there"
    );
    patient.apply(
        "CREATE FUNCTION heard() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
         CREATE EVENT TRIGGER zero_ddl_start_0 ON ddl_command_start EXECUTE FUNCTION heard();
         CREATE EVENT TRIGGER zero_ddl_end_0 ON ddl_command_end EXECUTE FUNCTION heard()",
    );
    assert_eq!(patient.found("zero.event-triggers", &[]), []);
    assert_eq!(patient.found("zero.publication-seen", &[]), []);
    patient.apply(
        "ALTER EVENT TRIGGER zero_ddl_end_0 DISABLE; ALTER PUBLICATION zero_app DROP TABLE todo; ALTER PUBLICATION zero_app ADD TABLE todo;
         UPDATE zero_0.\"publishedSchema\" SET current = '[]'",
    );
    assert_eq!(patient.one("zero.event-triggers").1, "event triggers of Zero are disabled: zero_ddl_end_0");
    assert_eq!(
        patient.one("zero.publication-seen").1,
        "what is published has changed, and Zero was not told"
    );
    let fixed = patient.fix();
    assert_eq!(fixed.code, 0, "{}{}", fixed.stdout, fixed.stderr);
    assert!(fixed.stderr.contains("ran SELECT zero_0.update_schemas()\n"), "{}", fixed.stderr);
}

#[test]
fn addresses_are_looked_at() {
    let patient = Patient::new();
    let nowhere = patient
        .run(&["zero", "doctor"], &[("DATABASE_URL", "postgres://u:s3cret@127.0.0.1:1/db?pgbouncer=true")]);
    assert_eq!((nowhere.code, nowhere.stdout.as_str()), (1, ""));
    assert!(!nowhere.stderr.contains("s3cret"), "{}", nowhere.stderr);
    let publications = patient.found("address.publications", &[("ZERO_APP_PUBLICATIONS", "")]);
    assert_eq!(
        publications[0],
        ("warning".to_owned(), "ZERO_APP_PUBLICATIONS is not set where this runs".to_owned())
    );
    let other = patient.found("address.publications", &[("ZERO_APP_PUBLICATIONS", "other")]);
    assert_eq!(other[0].1, "ZERO_APP_PUBLICATIONS is `other`, and the configuration says `zero_app`");
    let missing = patient.found("address.databases", &[("ZERO_CVR_DB", ""), ("ZERO_CHANGE_DB", "")]);
    assert_eq!(missing[0].1, "ZERO_CVR_DB and ZERO_CHANGE_DB are not set where this runs");
    let same = patient.found("address.databases", &[("ZERO_CVR_DB", patient.database.url.as_str())]);
    assert_eq!(same[0].1, "ZERO_CVR_DB is the database that is replicated");
}

/// What stands on stdout for the errors, without the warnings.
fn errors(run: &Run) -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in run.stdout.lines() {
        if !line.starts_with("  ") {
            inside = line.starts_with("error[");
        }
        if inside {
            text.push_str(line);
            text.push('\n');
        }
    }
    text + &run.stderr
}
