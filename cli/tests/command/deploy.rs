//! With a server: what is done when the record of what ran and the files do not fit.

use tablewright_tests::{Database, block_on};

use super::{Project, Run};

const A: &str = "CREATE TABLE a (\n    id bigint PRIMARY KEY\n);\n";

/// A database of its own for a test; the connections that made it are closed.
fn database() -> String {
    block_on(async { Database::new().await.url.clone() })
}

fn run(project: &Project, url: &str, arguments: &[&str]) -> Run {
    project.run_with(arguments, &[("DATABASE_URL", url)])
}

fn good(project: &Project, url: &str, arguments: &[&str]) -> Run {
    let run = run(project, url, arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.stdout, run.stderr);
    run
}

fn sql(url: &str, sql: &str) {
    block_on(async {
        let (client, connection) =
            tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("a connection");
        tokio::spawn(connection);
        client.batch_execute(sql).await.expect(sql);
    });
}

#[test]
fn an_edited_file_is_taken_over_when_somebody_says_so() {
    let (url, project) = (database(), Project::new(A));
    project.write("migrations/20260101000000_a.sql", A);
    good(&project, &url, &["migrate", "apply"]);
    assert!(good(&project, &url, &["migrate", "repair"]).stderr.contains("fits the files"));

    project.write("migrations/20260101000000_a.sql", A.replace("KEY\n", "KEY,\n    done bool\n"));
    let asked = run(&project, &url, &["migrate", "repair"]);
    assert_eq!((asked.code, asked.stdout.as_str()), (2, ""));
    insta::assert_snapshot!(asked.stderr, @r"
    20260101000000_a.sql was edited after it had run (- what ran, + the file):
      line 2
      -     id bigint PRIMARY KEY
      +     id bigint PRIMARY KEY,
      +     done bool
      the schema is not: the database lacks this, and taking the file over does not add it
        -- Strongest lock: ACCESS EXCLUSIVE on a.
        ALTER TABLE a ADD COLUMN done boolean;
    error[ledger]: 20260101000000_a.sql was edited after it had run
     |
     = help: say `--accept edited:20260101000000_a.sql`
    ");
    let typo = run(&project, &url, &["migrate", "repair", "--accept", "edited:20260101000000_b.sql"]);
    assert_eq!(typo.code, 1);
    assert!(typo.stderr.contains("did you mean `edited:20260101000000_a.sql`?"), "{}", typo.stderr);
    good(&project, &url, &["migrate", "repair", "--accept", "edited:20260101000000_a.sql"]);
    assert!(good(&project, &url, &["migrate", "status"]).stdout.starts_with("applied"));
}

#[test]
fn a_missing_file_comes_back_or_is_forgotten_or_has_another_name() {
    let (url, project) = (database(), Project::new(A));
    let names = ["20260101000000_a.sql", "20260102000000_b.sql", "20260103000000_c.sql"];
    for (name, table) in names.iter().zip(["a", "b", "c"]) {
        project.write(&format!("migrations/{name}"), format!("CREATE TABLE {table} (id int);\n"));
    }
    good(&project, &url, &["migrate", "apply"]);
    for name in names {
        std::fs::remove_file(project.path().join("migrations").join(name)).expect("the file");
    }
    project.write("migrations/20260104000000_c.sql", "CREATE TABLE c (id int);\n");
    let asked = run(&project, &url, &["migrate", "repair"]);
    assert_eq!(asked.code, 2, "{}", asked.stderr);
    insta::assert_snapshot!(asked.stderr, @r"
    error[ledger]: 20260101000000_a.sql has run, but there is no such file
     |
     = help: say `--accept restore:20260101000000_a.sql`, or `--accept forget:20260101000000_a.sql`

    error[ledger]: 20260102000000_b.sql has run, but there is no such file
     |
     = help: say `--accept restore:20260102000000_b.sql`, or `--accept forget:20260102000000_b.sql`

    error[ledger]: 20260103000000_c.sql has run, but there is no such file; 20260104000000_c.sql holds the same text and has not run
     |
     = help: say `--accept restore:20260103000000_c.sql`, or `--accept renamed:20260103000000_c.sql=20260104000000_c.sql`, or `--accept forget:20260103000000_c.sql`

    3 mistakes
    ");
    let answers = [
        "restore:20260101000000_a.sql",
        "forget:20260102000000_b.sql",
        "renamed:20260103000000_c.sql=20260104000000_c.sql",
    ];
    let accepts: Vec<&str> = answers.iter().flat_map(|answer| ["--accept", answer]).collect();
    good(&project, &url, &[&["migrate", "repair"], &accepts[..]].concat());
    assert_eq!(project.files("migrations"), ["20260101000000_a.sql", "20260104000000_c.sql"]);
    let status = good(&project, &url, &["migrate", "status"]).stdout;
    assert!(status.lines().count() == 2 && status.lines().all(|l| l.starts_with("applied")), "{status}");
}

#[test]
fn a_statement_that_nobody_can_judge_is_asked_about() {
    let (url, project) = (database(), Project::new(""));
    sql(
        &url,
        "CREATE TABLE calls (at timestamptz); CREATE PROCEDURE note() LANGUAGE sql AS 'INSERT INTO calls VALUES (now())'",
    );
    let text = "-- @opaque\n-- @no-transaction\nCALL note();\n";
    project.write("migrations/20260101000000_a.sql", text);
    good(&project, &url, &["migrate", "apply"]);
    // As a run leaves it that died in the statement.
    let attempt = tablewright::migrate::checksum("CALL note()");
    let died = format!(
        "UPDATE tablewright.migrations SET finished = NULL, statements_done = 0, done_checksum = NULL, attempt = '{attempt}'"
    );
    sql(&url, &died);
    let stopped = run(&project, &url, &["migrate", "apply"]);
    assert_eq!(stopped.code, 1);
    insta::assert_snapshot!(stopped.stderr, @"error: migrations/20260101000000_a.sql:3:1: an earlier run ended while statement 1 of 20260101000000_a.sql ran, and it leaves no trace that tells whether it took effect; look, and say so: `tablewright migrate repair --accept done:20260101000000_a.sql` or `--accept redo:20260101000000_a.sql`");
    assert_eq!(run(&project, &url, &["migrate", "repair"]).code, 2);
    good(&project, &url, &["migrate", "repair", "--accept", "redo:20260101000000_a.sql"]);
    good(&project, &url, &["migrate", "apply"]);
    sql(&url, "DO $$ BEGIN ASSERT (SELECT count(*) FROM calls) = 2; END $$");
    sql(&url, &died);
    good(&project, &url, &["migrate", "repair", "--accept", "done:20260101000000_a.sql"]);
    assert!(good(&project, &url, &["migrate", "status"]).stdout.starts_with("applied"));
}

#[test]
fn a_database_that_exists_is_adopted() {
    let (url, project) = (database(), Project::new(A));
    sql(&url, "CREATE TABLE a (id bigint PRIMARY KEY, kind text CHECK (kind IN ('x', 'y')))");
    project.write("migrations/20260101000000_a.sql", A);
    let differs = run(&project, &url, &["migrate", "baseline"]);
    assert_eq!(differs.code, 2, "{}", differs.stderr);
    assert!(differs.stdout.contains("DROP COLUMN kind"), "{}", differs.stdout);
    assert!(differs.stderr.contains("--accept difference"), "{}", differs.stderr);
    assert!(good(&project, &url, &["migrate", "status"]).stdout.starts_with("pending"));

    project.write(
        "migrations/20260102000000_kind.sql",
        "ALTER TABLE a ADD kind text;\nALTER TABLE a ADD CHECK (kind IN ('x', 'y'));\n",
    );
    project.write("migrations/20260103000000_more.sql", "ALTER TABLE a ADD more text;\n");
    good(&project, &url, &["migrate", "baseline", "--to", "20260102000000_kind.sql"]);
    let applied = good(&project, &url, &["migrate", "apply"]);
    assert!(applied.stderr.contains("20260103000000_more.sql"), "{}", applied.stderr);
    let again = run(&project, &url, &["migrate", "baseline"]);
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("adopted already"), "{}", again.stderr);
}

#[test]
fn a_database_without_a_folder_writes_its_first_migration() {
    let (url, project) = (database(), Project::new(""));
    sql(&url, "CREATE TABLE a (id bigint PRIMARY KEY, kind text CHECK (kind IN ('x', 'y')))");
    let adopted = good(&project, &url, &["migrate", "baseline"]);
    let files = project.files("migrations");
    assert!(files.len() == 1 && files[0].ends_with("_baseline.sql"), "{files:?}");
    assert!(adopted.stderr.contains("recorded"), "{}", adopted.stderr);
    assert!(project.read(&format!("migrations/{}", files[0])).contains("CREATE TABLE a"));
    assert!(good(&project, &url, &["migrate", "apply"]).stderr.contains("nothing to apply"));
}

#[test]
fn what_comes_from_another_branch_gets_a_later_time() {
    let (url, project) = (database(), Project::new(""));
    project.write("migrations/20260101000000_a.sql", A);
    project.write("migrations/20260103000000_theirs.sql", "CREATE TABLE theirs (id int);\n");
    good(&project, &url, &["migrate", "apply"]);
    project.write("migrations/20260102000000_ours.sql", "CREATE TABLE ours (id int);\n");
    let refused = run(&project, &url, &["migrate", "rebase", "theirs"]);
    assert_eq!(refused.code, 1);
    let refused = run(&project, &url, &["migrate", "rebase", "20260103000000_theirs.sql"]);
    assert!(refused.stderr.contains("has run on the database"), "{}", refused.stderr);
    good(&project, &url, &["migrate", "rebase", "--dry-run"]);
    assert_eq!(project.files("migrations")[1], "20260102000000_ours.sql");
    good(&project, &url, &["migrate", "rebase"]);
    let last = project.files("migrations").pop().expect("three files");
    assert!(last.ends_with("_ours.sql") && last.as_str() > "20260103", "{last}");
    good(&project, &url, &["migrate", "apply"]);
    assert!(good(&project, &url, &["migrate", "rebase"]).stderr.contains("nothing to rename"));
}

#[test]
fn what_comes_later_is_held_back() {
    let (url, project) = (database(), Project::new("CREATE TABLE a (id int, name text);\n"));
    good(&project, &url, &["migrate", "run", "--name", "a"]);
    project.write("schema.sql", "CREATE TABLE a (id int, title text);\n");
    let built = good(
        &project,
        &url,
        &["migrate", "build", "--name", "title", "--expand-contract", "--rename", "a.name=a.title"],
    );
    let files = project.files("migrations");
    assert!(files.len() == 3 && files[1].ends_with("_title_expand.sql"), "{files:?}");
    let held =
        built.stderr.contains(&format!("until then: `tablewright migrate apply --until {}`", files[1]));
    assert!(held, "{}", built.stderr);

    let unknown = run(&project, &url, &["migrate", "apply", "--until", "title_expnd"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (1, ""));
    assert_eq!(
        unknown.stderr,
        "error: there is no migration `title_expnd`\n  = help: did you mean `title_expand`?\n"
    );
    let first = good(&project, &url, &["migrate", "apply", "--until", "title_expand"]);
    assert!(first.stderr.contains(&format!("held back: {}", files[2])), "{}", first.stderr);
    let again = good(&project, &url, &["migrate", "apply", "--until", &files[1], "--format", "json"]);
    assert!(
        again.stdout.contains(&format!("\"held_back\": [\n    \"{}\"\n  ]", files[2])),
        "{}",
        again.stdout
    );
    assert!(again.stderr.contains("nothing to apply; held back: "), "{}", again.stderr);
    let status = good(&project, &url, &["migrate", "status"]).stdout;
    let states: Vec<&str> = status.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(states, ["applied", "applied", "pending"]);
    let rest = good(&project, &url, &["migrate", "apply"]);
    assert!(rest.stderr.contains(&files[2]) && !rest.stderr.contains("held back"), "{}", rest.stderr);
}

#[test]
fn two_migrations_of_one_name_are_told_apart_by_the_file() {
    let (url, project) = (database(), Project::new(""));
    project.write("migrations/20260101000000_a.sql", "CREATE TABLE a (id int);\n");
    project.write("migrations/20260102000000_a.sql", "CREATE TABLE b (id int);\n");
    let refused = run(&project, &url, &["migrate", "apply", "--until", "a"]);
    assert_eq!(refused.code, 1);
    insta::assert_snapshot!(refused.stderr, @r"
    error: 2 migrations are called `a`
      = help: name the file: 20260101000000_a.sql, 20260102000000_a.sql
    ");
}

#[test]
fn without_a_database_the_names_are_needed() {
    let project = Project::new("");
    project.write("migrations/20260101000000_a.sql", A);
    project.write("migrations/20260102000000_b.sql", "CREATE TABLE b (id int);\n");
    assert!(project.bad(&["migrate", "rebase", "--offline"]).contains("name them"));
    project.good(&["migrate", "rebase", "a", "--offline"]);
    let files = project.files("migrations");
    assert!(files[0] == "20260102000000_b.sql" && files[1].ends_with("_a.sql"), "{files:?}");
}
