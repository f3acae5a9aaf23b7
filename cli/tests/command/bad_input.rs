//! Bad input: each gives a message that names the place and the way out, and leaves nothing half-written.

use super::Project;

/// `generate` and `migrate build` both fail, say the same, and write nothing.
fn refused(project: &Project) -> String {
    let before = project.files(".");
    let build = project.bad(&["migrate", "build"]);
    assert_eq!(project.bad(&["generate", "--out", "out.rs"]), build);
    assert_eq!(project.files("."), before, "nothing is written");
    build
}

fn refused_schema(schema: &str) -> String {
    refused(&Project::new(schema))
}

#[test]
fn a_syntax_error() {
    insta::assert_snapshot!(refused_schema("CREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    title text NOT NULL,\n);\n"), @r"
    error[syntax]: expected a column or a constraint, found `)`
     --> schema.sql:4:1
      |
    4 | );
      | ^
    ");
}

#[test]
fn an_unknown_type() {
    insta::assert_snapshot!(refused_schema("CREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    title txet\n);\n"), @r"
    error[unknown-type]: unknown type `txet`
     --> schema.sql:3:11
      |
    3 |     title txet
      |           ^^^^ neither built in nor declared
      |
      = help: did you mean `text`?
    ");
}

#[test]
fn a_foreign_key_to_nothing() {
    insta::assert_snapshot!(refused_schema("CREATE TABLE usr (id bigint PRIMARY KEY);\nCREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    user_id bigint REFERENCES usre (id)\n);\n"), @r"
    error[unknown-name]: foreign key `todo_user_id_fkey` references unknown table `usre`
     --> schema.sql:4:31
      |
    4 |     user_id bigint REFERENCES usre (id)
      |                               ^^^^
      |
      = help: did you mean `usr`?
    ");
}

#[test]
fn a_duplicate_table() {
    insta::assert_snapshot!(refused_schema("CREATE TABLE todo (id bigint PRIMARY KEY);\n\nCREATE TABLE todo (id bigint PRIMARY KEY);\n"), @r"
    error[duplicate]: table `todo` is defined twice
     --> schema.sql:3:14
      |
    1 | CREATE TABLE todo (id bigint PRIMARY KEY);
      |              ---- first defined here
    2 |
    3 | CREATE TABLE todo (id bigint PRIMARY KEY);
      |              ^^^^ defined again here
    ");
}

#[test]
fn an_unknown_directive() {
    insta::assert_snapshot!(refused_schema("-- @privat\nCREATE TABLE todo (id bigint PRIMARY KEY);\n"), @r"
    error[unknown-directive]: unknown directive `@privat`
     --> schema.sql:1:4
      |
    1 | -- @privat
      |    ^^^^^^^
      |
      = help: did you mean `@private`?
    ");
}

#[test]
fn several_mistakes_at_once() {
    insta::assert_snapshot!(refused_schema("CREATE TABLE a (id txet PRIMARY KEY);\nCREATE TABLE b (id bgint PRIMARY KEY);\n"), @r"
    error[unknown-type]: unknown type `txet`
     --> schema.sql:1:20
      |
    1 | CREATE TABLE a (id txet PRIMARY KEY);
      |                    ^^^^ neither built in nor declared
      |
      = help: did you mean `text`?

    error[unknown-type]: unknown type `bgint`
     --> schema.sql:2:20
      |
    2 | CREATE TABLE b (id bgint PRIMARY KEY);
      |                    ^^^^^ neither built in nor declared
      |
      = help: did you mean `bigint`?

    2 mistakes
    ");
}

#[test]
fn a_missing_schema_file() {
    let project = Project::empty();
    project.write("tablewright.toml", "[schema]\npublic = [\"schema.sql\"]\n");
    insta::assert_snapshot!(refused(&project), @r#"
    error[file]: cannot read `schema.sql`: no such file
     --> tablewright.toml:2:11
      |
    2 | public = ["schema.sql"]
      |           ^^^^^^^^^^^^ named here
      |
      = help: create it, or correct the path
    "#);
    insta::assert_snapshot!(refused(&Project::empty()), @r"
    error[config]: there is neither `tablewright.toml` nor `schema.sql` in `.`
     |
     = help: run `tablewright init` to make them, or go to the folder that has them
    ");
    insta::assert_snapshot!(project.bad(&["generate", "--config", "nowhere.toml"]), @r"
    error[file]: cannot read `nowhere.toml`: no such file
     |
     = help: create it, or correct the path
    ");
}

#[test]
fn a_mistake_in_the_configuration() {
    let project = Project::new("");
    project.write("tablewright.toml", "[migrations]\ndri = \"migrations\"\n");
    insta::assert_snapshot!(refused(&project), @r#"
    error[config]: `dri` is nothing that can be configured in `[migrations]`
     --> tablewright.toml:2:1
      |
    2 | dri = "migrations"
      | ^^^
      |
      = help: did you mean `dir`?
    "#);
}

#[test]
fn invalid_utf_8() {
    let project = Project::empty();
    project.write("schema.sql", b"CREATE TABLE caf\xe9 (id bigint PRIMARY KEY);\n");
    insta::assert_snapshot!(refused(&project), @r"
    error[encoding]: `schema.sql` is not UTF-8: byte 0xE9
     --> schema.sql:1:17
      |
    1 | CREATE TABLE caf� (id bigint PRIMARY KEY);
      |                 ^
      |
      = help: save it as UTF-8
    ");
}

#[test]
fn an_empty_file_is_an_empty_schema() {
    let project = Project::new("");
    let run = project.good(&["migrate", "build"]);
    assert_eq!(run.stderr, "the migrations make the schema already: nothing to write\n");
    assert!(project.files("migrations").is_empty());
    project.good(&["generate"]);
}

#[test]
fn a_file_of_ten_megabytes() {
    let table = |n: usize| {
        format!(
            "CREATE TABLE t{n} (\n{}    id bigint PRIMARY KEY\n);\n",
            "    -- a remark that fills the file\n".repeat(100)
        )
    };
    let mut schema: String = (0..3000).map(table).collect();
    assert!(schema.len() > 10_000_000);
    let project = Project::new(&schema);
    project.good(&["generate", "--out", "out.rs"]);
    schema.push_str("CREATE TABLE last (id txet PRIMARY KEY);\n");
    project.write("schema.sql", &schema);
    let error = project.bad(&["migrate", "build"]);
    assert!(error.contains("unknown type `txet`") && error.len() < 1000, "{error}");
}

#[test]
fn a_folder_of_migrations_that_does_not_fit() {
    let project = Project::new("");
    project.write("migrations/0001_init.sql", "");
    project.write("migrations/20260101000000_a.sql", "");
    project.write("migrations/20260101000000_b.sql", "");
    project.write("migrations/20261301000000_c.sql", "");
    insta::assert_snapshot!(project.bad(&["migrate", "build"]), @r"
    error[migrations]: in `migrations`: `0001_init.sql` is not named like a migration
     |
     = help: name it by UTC time and subject, such as `20261122143000_add_todo.sql`, or let `tablewright migrate add` name it

    error[migrations]: in `migrations`: `20260101000000_a.sql` and `20260101000000_b.sql` have the same time, so their order is not clear
     |
     = help: give the one that has not run anywhere a later time

    error[migrations]: in `migrations`: `20261301000000_c.sql` begins with 20261301000000, which is no time (YYYYMMDDHHMMSS)
     |
     = help: name it by UTC time and subject, such as `20261122143000_add_todo.sql`, or let `tablewright migrate add` name it

    3 mistakes
    ");
}

#[test]
fn a_gap_in_the_folder() {
    let project = Project::new("CREATE TABLE todo (id bigint PRIMARY KEY, done bool);\n");
    project.write("migrations/20260102000000_done.sql", "ALTER TABLE todo ADD COLUMN done bool;\n");
    insta::assert_snapshot!(project.bad(&["migrate", "build"]), @r"
    error[unknown-name]: unknown table `todo`
     --> migrations/20260102000000_done.sql:1:13
      |
    1 | ALTER TABLE todo ADD COLUMN done bool;
      |             ^^^^ not defined before this
      |
      = help: migrations are read in the order of their names: is an earlier file missing?
    ");
}

#[test]
fn a_url_that_cannot_be_read_or_reached_never_shows_its_password() {
    let project = Project::new("");
    for url in [
        "postgres://ada:s3cret@127.0.0.1:1/shop",
        "postgres://ada:s3cret@127.0.0.1:port/shop",
        "postgres://ada:s3cret@half@127.0.0.1/shop",
        "mysql://ada:s3cret@127.0.0.1/shop",
        "postgres://ada:s3cret@no-such-host.invalid/shop",
    ] {
        for arguments in [
            &["migrate", "apply"][..],
            &["migrate", "status"],
            &["migrate", "check"],
            &["diff", "--from", url, "--to", "schema"],
        ] {
            let run = project.run_with(arguments, &[("DATABASE_URL", url)]);
            let said = format!("{}{}", run.stdout, run.stderr);
            if arguments[0] == "diff" && !url.starts_with("postgres") {
                continue;
            }
            assert_eq!(run.code, 1, "{said}");
            assert!(said.contains("help: ") && !said.contains("s3cret") && !said.contains("half"), "{said}");
        }
    }
}

#[test]
fn no_database_at_all() {
    insta::assert_snapshot!(Project::new("").bad(&["migrate", "apply"]), @r"
    error: no database is configured
      = help: pass `--database-url`, set DATABASE_URL=postgres://user:password@host:5432/name, or start a private server with `tablewright db start`
    ");
}
