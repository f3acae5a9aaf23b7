//! The lints: for each code a folder `tests/lint/<code>` with a `schema.sql` in which it finds something, shown in the
//! snapshot beside it, and a `fine.sql` in which it does not. With a `before.sql` both are migrations that lead on from it.

use std::path::{Path, PathBuf};

use tablewright_codegen::lint::{Finding, LINTS, find, lint};
use tablewright_codegen::load::Described;
use tablewright_codegen::migrations;
use tablewright_codegen::model::Audience;
use tablewright_codegen::report::{Errors, Source, render};
use tablewright_codegen::rust;
use tablewright_codegen::sql::Reader;

const TARGET: u8 = 16;

#[test]
fn each_lint_finds_what_it_is_for_and_nothing_else() {
    for lint in LINTS {
        let folder = root().join(lint.code);
        let found = findings(&folder.join("schema.sql"), lint.code);
        assert!(!found.is_empty(), "{} finds nothing in its case", lint.code);
        let fine = findings(&folder.join("fine.sql"), lint.code);
        assert!(fine.is_empty(), "{} finds in what is fine:\n{}", lint.code, text(&fine));
        insta::with_settings!({
            snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true,
        }, { insta::assert_snapshot!("findings", text(&found)); });
    }
    let folders = std::fs::read_dir(root()).expect("tests/lint is there").flatten();
    for folder in folders {
        let name = folder.file_name().to_string_lossy().into_owned();
        assert!(find(&name).is_some_and(|lint| lint.code == name), "tests/lint/{name} is no lint");
    }
}

#[test]
fn every_lint_has_a_page_that_says_why_and_how() {
    assert!(LINTS.is_sorted_by_key(|lint| lint.code), "codes stand in order");
    for lint in LINTS {
        let title = format!("# {}: {}\n", lint.code, lint.title);
        assert!(lint.page.starts_with(&title), "{}: the page starts with `{title}`", lint.code);
        for part in ["Instead of\n\n```sql\n", "\nwrite\n\n```sql\n", &format!("`-- @allow {}`", lint.code)] {
            assert!(lint.page.contains(part), "{}: the page lacks {part:?}", lint.code);
        }
        let long = lint.page.lines().find(|line| line.chars().count() > 140);
        assert_eq!(long, None, "{}: a line of the page is too long for a terminal", lint.code);
    }
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/src/lint/pages");
    assert_eq!(std::fs::read_dir(pages).expect("the pages are there").count(), LINTS.len());
}

#[test]
fn an_allow_of_nothing_is_a_mistake() {
    let unused = "CREATE TABLE a (\n    id bigint PRIMARY KEY, -- @allow TW003\n    name varchar(3) -- @allow tw010\n);\n";
    let errors = lint(&read("a.sql", unused), TARGET, &[]).expect_err("one is unused");
    insta::assert_snapshot!(render(&errors, false), @r"
    error[unused-directive]: `TW003` finds nothing at column `a.id`
     --> a.sql:2:31
      |
    2 |     id bigint PRIMARY KEY, -- @allow TW003
      |                               ^^^^^^^^^^^^
      |
      = help: take the `@allow` out
    ");
    let mut reader = Reader::new();
    reader.read(
        &Source::new("b.sql", "-- @allow TW999\nCREATE TABLE b (id bigint PRIMARY KEY);\n"),
        Audience::Public,
    );
    insta::assert_snapshot!(render(&reader.finish().expect_err("no such lint"), false), @r"
    error[unknown-directive]: there is no lint `TW999`; `tablewright explain-lint` lists all
     --> b.sql:1:4
      |
    1 | -- @allow TW999
      |    ^^^^^^
    ");
}

#[test]
fn a_project_allows_by_code() {
    let described = read("a.sql", "CREATE TABLE a (name varchar(3));\n");
    let codes = |allowed: &[String]| -> Vec<&str> {
        let found = lint(&described, TARGET, allowed).expect("nothing is allowed in place");
        found.iter().map(|finding| finding.lint.code).collect()
    };
    assert_eq!(codes(&[]), ["TW002", "TW010"]);
    assert_eq!(codes(&["TW002".to_owned()]), ["TW010"]);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lint")
}

fn findings(path: &Path, code: &str) -> Vec<Finding> {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let sql = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let before = path.with_file_name("before.sql");
    if let Ok(before) = std::fs::read_to_string(before) {
        // A migration, on top of the schema before it.
        let found =
            migrations::unnoticed(&Source::new("before.sql", before), &Source::new(name, sql), "zero_app");
        let found = found.unwrap_or_else(|errors| panic!("{}: {}", path.display(), render(&errors, false)));
        return found.into_iter().filter(|finding| finding.lint.code == code).collect();
    }
    let found = lint(&read(&name, &sql), TARGET, &[]);
    let found = found.unwrap_or_else(|errors| panic!("{}: {}", path.display(), render(&errors, false)));
    found.into_iter().filter(|finding| finding.lint.code == code).collect()
}

fn text(found: &[Finding]) -> String {
    let mut errors = Errors::new();
    found.iter().for_each(|finding| errors.push(finding.diagnostic()));
    render(&errors, false)
}

fn read(name: &str, sql: &str) -> Described {
    let mut reader = Reader::new();
    reader.read(&Source::new(name, sql), Audience::Public);
    reader.finish().unwrap_or_else(|errors| panic!("{name}: {}", render(&errors, false)))
}

#[test]
fn a_struct_allows_in_place() {
    let text = "#[derive(Table)]\n#[table(allow = \"TW003\")]\npub struct Tag {\n    \
                #[column(primary_key, allow = \"TW999\")]\n    pub id: i64,\n    \
                #[column(sql_type = \"varchar(3)\", allow = \"tw010\")]\n    pub name: String,\n}\n";
    let errors = rust::lower::read(&[Source::new("tag.rs", text)]).expect_err("no such lint");
    insta::assert_snapshot!(render(&errors, false), @r#"
    error[unknown-directive]: there is no lint `TW999`; `tablewright explain-lint` lists all
     --> tag.rs:4:35
      |
    4 |     #[column(primary_key, allow = "TW999")]
      |                                   ^^^^^^^
    "#);
    let known = rust::lower::read(&[Source::new("tag.rs", text.replace(", allow = \"TW999\"", ""))]);
    let errors = lint(&known.expect("it can be read"), TARGET, &[]).expect_err("one is unused");
    insta::assert_snapshot!(render(&errors, false), @r#"
    error[unused-directive]: `TW003` finds nothing at table `tag`
     --> tag.rs:2:17
      |
    2 | #[table(allow = "TW003")]
      |                 ^^^^^^^
      |
      = help: take the `@allow` out
    "#);
}
