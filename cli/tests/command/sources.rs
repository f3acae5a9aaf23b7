//! `diff`: every kind of source, SQL and nothing else.

use super::Project;

const A: &str = "CREATE TABLE a (id bigint PRIMARY KEY);\n";
const B: &str = "CREATE TABLE a (id bigint PRIMARY KEY);\nCREATE TABLE b (id bigint PRIMARY KEY);\n";

#[test]
fn files_folders_and_the_schema_compare_with_each_other() {
    let project = Project::new(B);
    project.write("a.sql", A);
    project.write("migrations/20260101000000_a.sql", A);
    for from in ["a.sql", "migrations"] {
        let run = project.good(&["diff", "--from", from, "--to", "schema"]);
        assert!(
            run.stdout.contains("CREATE TABLE b") && !run.stdout.contains("CREATE TABLE a"),
            "{}",
            run.stdout
        );
        assert_eq!(run.stderr, "1 statement in 1 transaction; no lock on a table that exists\n");
    }
    for (from, to) in [("a.sql", "migrations"), ("schema.sql", "schema")] {
        let run = project.good(&["diff", "--from", from, "--to", to]);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    }
    let drop = project.good(&["diff", "--from", "schema", "--to", "a.sql"]);
    assert!(drop.stdout.contains("DROP TABLE b"), "diff refuses nothing: {}", drop.stdout);
}

#[test]
fn two_files_need_no_project() {
    let project = Project::empty();
    project.write("a.sql", A);
    project.write("b.sql", B);
    assert!(project.good(&["diff", "--from", "a.sql", "--to", "b.sql"]).stdout.contains("CREATE TABLE b"));
    let error = project.bad(&["diff", "--from", "a.sql", "--to", "c.sql"]);
    insta::assert_snapshot!(error, @r"
    error: there is no `c.sql`
      = help: name an SQL file, a folder of migrations, a postgres:// URL, or `schema` for what tablewright.toml describes
    ");
}

#[test]
fn a_rename_may_be_given() {
    let project = Project::empty();
    project.write("a.sql", A);
    project.write("b.sql", A.replace("TABLE a", "TABLE b"));
    let run = project.good(&["diff", "--from", "a.sql", "--to", "b.sql", "--rename", "a=b"]);
    assert!(run.stdout.contains("ALTER TABLE a RENAME TO b"), "{}", run.stdout);
}
