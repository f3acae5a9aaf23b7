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
    insta::assert_snapshot!(refused_schema("CREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    title text NOT\n);\n"), @"");
}

#[test]
fn an_unknown_type() {
    insta::assert_snapshot!(refused_schema("CREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    title txet\n);\n"), @"");
}

#[test]
fn a_foreign_key_to_nothing() {
    insta::assert_snapshot!(refused_schema("CREATE TABLE usr (id bigint PRIMARY KEY);\nCREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    user_id bigint REFERENCES usre (id)\n);\n"), @"");
}

#[test]
fn a_duplicate_table() {
    insta::assert_snapshot!(refused_schema("CREATE TABLE todo (id bigint PRIMARY KEY);\n\nCREATE TABLE todo (id bigint PRIMARY KEY);\n"), @"");
}

#[test]
fn an_unknown_directive() {
    insta::assert_snapshot!(refused_schema("-- @privat\nCREATE TABLE todo (id bigint PRIMARY KEY);\n"), @"");
}

#[test]
fn several_mistakes_at_once() {
    insta::assert_snapshot!(refused_schema("CREATE TABLE a (id txet PRIMARY KEY);\nCREATE TABLE b (id bgint PRIMARY KEY);\n"), @"");
}

#[test]
fn a_missing_schema_file() {
    let project = Project::empty();
    project.write("tablewright.toml", "[schema]\npublic = [\"schema.sql\"]\n");
    insta::assert_snapshot!(refused(&project), @"");
    insta::assert_snapshot!(refused(&Project::empty()), @"");
    insta::assert_snapshot!(project.bad(&["generate", "--config", "nowhere.toml"]), @"");
}

#[test]
fn a_mistake_in_the_configuration() {
    let project = Project::new("");
    project.write("tablewright.toml", "[migrations]\ndri = \"migrations\"\n");
    insta::assert_snapshot!(refused(&project), @"");
}

#[test]
fn invalid_utf_8() {
    let project = Project::empty();
    project.write("schema.sql", b"CREATE TABLE caf\xe9 (id bigint PRIMARY KEY);\n");
    insta::assert_snapshot!(refused(&project), @"");
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
    insta::assert_snapshot!(project.bad(&["migrate", "build"]), @"");
}

#[test]
fn a_gap_in_the_folder() {
    let project = Project::new("CREATE TABLE todo (id bigint PRIMARY KEY, done bool);\n");
    project.write("migrations/20260102000000_done.sql", "ALTER TABLE todo ADD COLUMN done bool;\n");
    insta::assert_snapshot!(project.bad(&["migrate", "build"]), @"");
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
    insta::assert_snapshot!(Project::new("").bad(&["migrate", "apply"]), @"");
}
