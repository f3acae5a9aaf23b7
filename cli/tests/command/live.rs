//! With a server.

use tablewright_tests::{Database, block_on};

use super::Project;

const TODO: &str = "CREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    title text NOT NULL\n);\n";

/// A database of its own for a test; the connections that made it are closed.
fn database() -> String {
    block_on(async { Database::new().await.url.clone() })
}

fn run(project: &Project, url: &str, arguments: &[&str]) -> super::Run {
    let run = project.run_with(arguments, &[("DATABASE_URL", url)]);
    let password =
        url.split_once("://").and_then(|(_, rest)| rest.split(['@', ':']).nth(1)).expect("a password");
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(arguments[0] == "db" || !said.contains(password), "the password is in {said}");
    run
}

#[test]
fn run_status_check_and_a_changed_file() {
    let url = database();
    let project = Project::new(TODO);
    let first = run(&project, &url, &["migrate", "run"]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(first.stderr.contains("\napplied "), "{}", first.stderr);
    let again = run(&project, &url, &["migrate", "run", "--format", "json"]);
    assert_eq!(again.stdout, "{\n  \"applied\": [],\n  \"before\": 1,\n  \"held_back\": []\n}\n");
    assert_eq!(run(&project, &url, &["migrate", "check"]).code, 0);
    assert_eq!(run(&project, &url, &["diff", "--from", &url, "--to", "schema"]).stdout, "");

    project.write("migrations/20990101000000_more.sql", "ALTER TABLE todo ADD COLUMN done bool;\n");
    let status = run(&project, &url, &["migrate", "status"]).stdout;
    let states: Vec<&str> = status.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(states, ["applied", "pending"], "{status}");

    let file = format!("migrations/{}", project.files("migrations")[0]);
    project.write(&file, format!("{TODO}-- edited\n"));
    project.write("schema.sql", TODO.replace("NOT NULL\n", "NOT NULL,\n    done bool\n"));
    let check = run(&project, &url, &["migrate", "check"]);
    assert_eq!((check.code, check.stdout.as_str()), (1, ""));
    assert!(check.stderr.contains("was edited after it had run"), "{}", check.stderr);
    assert_eq!(run(&project, &url, &["migrate", "apply"]).code, 1);
}

#[test]
fn a_failed_statement_is_shown_in_its_file() {
    let url = database();
    let project = Project::new("");
    project.write(
        "migrations/20260101000000_a.sql",
        "CREATE TABLE a (id int);\nCREATE TABLE b (\n    id int REFERENCES a (nope)\n);\n",
    );
    let failed = run(&project, &url, &["migrate", "apply"]);
    assert_eq!((failed.code, failed.stdout.as_str()), (1, ""));
    insta::assert_snapshot!(failed.stderr, @r#"
    error: migration 20260101000000_a.sql failed at statement 2 of 2: column "nope" referenced in foreign key constraint does not exist (42703)
     --> migrations/20260101000000_a.sql:3:26
      |
    3 |     id int REFERENCES a (nope)
      |                          ^
    The migration was rolled back; the database is as before.
    "#);
    let status = run(&project, &url, &["migrate", "status"]).stdout;
    assert!(status.starts_with("failed "), "{status}");
}

#[test]
fn migrations_in_rust_run_the_projects_program() {
    let url = database();
    let project = Project::new("");
    project.write("migrations/20260101000000_a.rs", "pub async fn up() {}\n");
    let without = run(&project, &url, &["migrate", "apply"]);
    assert_eq!(without.code, 1);
    assert!(without.stderr.contains("is written in Rust"), "{}", without.stderr);
    project
        .write("tablewright.toml", "[migrations]\nrunner = \"test -n \\\"$DATABASE_URL\\\" && echo ran\"\n");
    let with = run(&project, &url, &["migrate", "apply"]);
    assert_eq!((with.code, with.stdout.as_str()), (0, "ran\n"), "{}", with.stderr);
    assert!(
        with.stderr.contains("20260101000000_a.rs is written in Rust: running `test -n"),
        "{}",
        with.stderr
    );
    project.write("tablewright.toml", "[migrations]\nrunner = \"exit 3\"\n");
    assert_eq!(run(&project, &url, &["migrate", "apply"]).code, 1);
}

#[test]
fn a_wrong_password_and_an_unknown_database() {
    let url = database();
    let project = Project::new("");
    let (scheme, rest) = url.split_once("://").expect("a URL");
    let (_, host) = rest.split_once('@').expect("a user");
    let wrong = run(&project, &format!("{scheme}://postgres:wr0ng-wr0ng@{host}"), &["migrate", "status"]);
    assert!(wrong.code == 1 && wrong.stderr.contains("refused user postgres"), "{}", wrong.stderr);
    let (server, _) = url.rsplit_once('/').expect("a database");
    let unknown = run(&project, &format!("{server}/nowhere"), &["migrate", "status"]);
    assert!(
        unknown.code == 1 && unknown.stderr.contains("there is no database nowhere"),
        "{}",
        unknown.stderr
    );
}

/// The server prints expressions in its own words: `IN` becomes `= ANY (ARRAY[..])`, parentheses and casts are added.
#[test]
fn a_live_database_compares_with_files_whatever_the_server_makes_of_expressions() {
    let url = database();
    let project = Project::new(
        "CREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    title text NOT NULL DEFAULT lower('X') CHECK (length(title) BETWEEN 1 AND 9),\n    \
         kind varchar(9) CHECK (kind IN ('a', 'b')),\n    short text GENERATED ALWAYS AS (left(title, 3)) STORED\n);\n\
         CREATE INDEX ON todo (lower(title)) WHERE kind IN ('a') AND id > 5;\n\
         CREATE VIEW long AS SELECT id, title FROM todo WHERE length(title) > 3 OR kind = 'a';\n",
    );
    assert_eq!(run(&project, &url, &["migrate", "run"]).code, 0);
    for (from, to) in [(url.as_str(), "schema"), ("schema", url.as_str()), ("migrations", url.as_str())] {
        let diff = run(&project, &url, &["diff", "--from", from, "--to", to]);
        assert_eq!((diff.stdout.as_str(), diff.stderr.as_str()), ("", ""));
    }
    project.write("schema.sql", project.read("schema.sql").replace("'a', 'b'", "'a', 'c'"));
    let diff = run(&project, &url, &["diff", "--from", &url, "--to", "schema"]).stdout;
    assert!(diff.contains("CHECK (kind IN ('a', 'c'))") && !diff.contains("length"), "{diff}");
}

/// Stops the development server of a project and removes its data, whatever happens.
pub(super) struct Cleared<'a>(pub(super) &'a Project);

impl Drop for Cleared<'_> {
    fn drop(&mut self) {
        let server = tablewright_devdb::Project::new(self.0.path(), &tablewright_devdb::Options::new());
        if let Ok(server) = server {
            let _ = server.stop();
            let _ = std::fs::remove_dir_all(server.folder());
        }
    }
}

#[test]
fn the_development_server_serves_until_it_is_stopped() {
    let project = Project::new(TODO);
    let _cleared = Cleared(&project);
    let url = project.good(&["db", "start"]).stdout;
    assert!(url.starts_with("postgres://"), "{url}");
    assert_eq!(project.good(&["db", "url"]).stdout, url);
    assert_eq!(project.good(&["db", "start"]).stdout, url, "it runs already");
    project.good(&["migrate", "run"]);
    assert!(project.good(&["migrate", "status"]).stdout.starts_with("applied "));
    assert!(project.bad(&["db", "reset"]).contains("add `--yes`"));
    project.good(&["db", "reset", "--yes"]);
    assert!(project.good(&["migrate", "status"]).stdout.starts_with("pending "));
    project.good(&["db", "stop"]);
    assert!(project.bad(&["db", "url"]).contains("no database is configured"));
}
