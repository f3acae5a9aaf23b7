//! `pull` and `drift`: a live database as a file, and against its migrations.

use tablewright_tests::{Database, block_on};

use super::{Project, Run};

/// A database with a schema, of which only the URL is kept.
fn database(sql: &str) -> String {
    block_on(async {
        let database = Database::new().await;
        database.apply(sql).await;
        database.url.clone()
    })
}

fn run(project: &Project, url: &str, arguments: &[&str]) -> Run {
    project.run_with(arguments, &[("DATABASE_URL", url)])
}

/// Tables in a circle, two namespaces that use each other, and everything that can stand at a table.
const SHOP: &str = "
CREATE SCHEMA store;
CREATE TYPE store.size AS ENUM ('s', 'l');
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TABLE zoo (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, head int, fits store.size);
CREATE TABLE keeper (
    id serial PRIMARY KEY,
    zoo int NOT NULL REFERENCES zoo ON DELETE CASCADE,
    boss int REFERENCES keeper,
    name text NOT NULL UNIQUE CHECK (name <> ''),
    pay int CONSTRAINT fair CHECK (pay > 0),
    a int, b int, UNIQUE (a, b), CHECK (a < b)
);
ALTER TABLE zoo ADD FOREIGN KEY (head) REFERENCES keeper;
CREATE INDEX ON keeper (pay);
COMMENT ON TABLE keeper IS 'Who feeds them';
COMMENT ON COLUMN keeper.pay IS 'A month';
ALTER TABLE keeper ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON keeper USING (name = CURRENT_USER);
CREATE TRIGGER touched BEFORE UPDATE ON keeper FOR EACH ROW EXECUTE FUNCTION touch();
GRANT SELECT ON keeper TO PUBLIC;
CREATE TABLE store.item (id int PRIMARY KEY, zoo int REFERENCES zoo);
CREATE VIEW animals AS SELECT id FROM store.item;
";

#[test]
fn a_pulled_file_is_one_to_keep() {
    let pulled = run(&Project::empty(), &database(SHOP), &["pull"]);
    assert_eq!((pulled.code, pulled.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(pulled.stdout);
}

#[test]
fn a_pulled_file_makes_the_same_database() {
    for sql in [SHOP, include_str!("../../../tests/read/real/shop.sql")] {
        let (url, project) = (database(sql), Project::empty());
        let pulled = run(&project, &url, &["pull", "--out", "schema.sql"]);
        assert_eq!((pulled.code, pulled.stdout.as_str()), (0, ""), "{}", pulled.stderr);
        let copy = database(&project.read("schema.sql"));
        let sources = ["schema.sql", url.as_str(), copy.as_str()];
        for (from, to) in sources.iter().flat_map(|from| sources.iter().map(move |to| (from, to))) {
            let diff = run(&project, &url, &["diff", "--from", from, "--to", to]);
            assert_eq!(
                (diff.code, diff.stdout.as_str(), diff.stderr.as_str()),
                (0, "", ""),
                "{from} to {to}"
            );
        }
        let again = run(&project, &copy, &["pull"]);
        assert_eq!(again.stdout, project.read("schema.sql"), "the same database gives the same file");
    }
}

#[test]
fn two_databases_are_compared() {
    let (old, new) =
        (database("CREATE TABLE a (id int CHECK (id IN (1, 2)))"), database("CREATE TABLE a (id int)"));
    let diff = Project::empty().good(&["diff", "--from", &old, "--to", &new]).stdout;
    assert!(diff.contains("ALTER TABLE a DROP CONSTRAINT a_id_check;"), "{diff}");
}

#[test]
fn a_file_is_overwritten_only_when_told_so() {
    let (url, project) = (database("CREATE TABLE a (id int)"), Project::new("-- mine\n"));
    let refused = run(&project, &url, &["pull", "--out", "schema.sql"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (1, ""));
    insta::assert_snapshot!(refused.stderr, @r"
    error: schema.sql exists
      = help: overwrite it with `--force`, or name another file
    ");
    assert_eq!(project.read("schema.sql"), "-- mine\n");
    let forced = run(&project, "", &["pull", "--url", &url, "--out", "schema.sql", "--force"]);
    assert_eq!((forced.code, forced.stderr.as_str()), (0, "wrote schema.sql\n"));
    assert_eq!(project.read("schema.sql"), "CREATE TABLE a (\n    id integer\n);\n");
}

#[test]
fn what_the_model_does_not_know_is_told_and_not_written() {
    let url = database("CREATE CONVERSION odd FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1");
    let pulled = run(&Project::empty(), &url, &["pull"]);
    assert_eq!((pulled.code, pulled.stdout.as_str()), (0, ""));
    assert!(
        pulled.stderr.contains("the database has conversion odd, which is not in the file"),
        "{}",
        pulled.stderr
    );
}

#[test]
fn drift_is_what_no_migration_did() {
    let url = database("");
    let project =
        Project::new("CREATE TABLE a (id int PRIMARY KEY, kind text CHECK (kind IN ('x', 'y')));\n");
    assert_eq!(run(&project, &url, &["migrate", "run"]).code, 0);
    let none = run(&project, &url, &["drift"]);
    assert_eq!((none.code, none.stdout.as_str()), (0, ""));
    assert!(none.stderr.starts_with("no drift: ") && none.stderr.lines().count() == 1, "{}", none.stderr);

    // What has not run is no drift.
    project.write("migrations/20990101000000_more.sql", "ALTER TABLE a ADD COLUMN later int;\n");
    assert_eq!(run(&project, &url, &["drift"]).code, 0);

    block_on(async {
        let client =
            tablewright::connect::config(&url).expect("a URL").connect().await.expect("a connection");
        client
            .batch_execute("ALTER TABLE a ADD COLUMN quick int; CREATE INDEX fast ON a (kind)")
            .await
            .expect("done");
    });
    let drift = run(&project, &url, &["drift"]);
    assert_eq!(drift.code, 2);
    assert!(drift.stdout.contains("ALTER TABLE a DROP COLUMN quick;"), "{}", drift.stdout);
    assert!(
        drift.stdout.contains("DROP INDEX CONCURRENTLY IF EXISTS fast;")
            || drift.stdout.contains("DROP INDEX")
    );
    assert!(!drift.stdout.contains("CHECK") && !drift.stdout.contains("later"), "{}", drift.stdout);
    assert!(
        drift.stderr.contains("is not what 1 applied migration builds: 2 statements mend it"),
        "{}",
        drift.stderr
    );
    let json = run(&project, &url, &["drift", "--format", "json"]);
    assert!(json.code == 2 && json.stdout.contains("\"drift\": true"), "{}", json.stdout);

    let name = format!("migrations/{}", project.files("migrations")[0]);
    project.write(&name, "CREATE TABLE b (id int);\n");
    let edited = run(&project, &url, &["drift"]);
    assert_eq!((edited.code, edited.stdout.as_str()), (1, ""));
    assert!(edited.stderr.contains("was edited after it had run"), "{}", edited.stderr);
}

#[test]
fn where_nothing_is_applied_nothing_should_be_there() {
    let (url, project) = (database("CREATE TABLE stray (id int)"), Project::new(""));
    let drift = run(&project, &url, &["drift"]);
    assert!(drift.code == 2 && drift.stdout.contains("DROP TABLE stray;"), "{}", drift.stdout);
    assert_eq!(run(&project, &database(""), &["drift"]).code, 0);
}
