//! Bad input: each `tests/reject/<name>.sql` with the report that its author sees beside it. What the reader lets pass
//! goes through `check`, as everywhere.

use std::path::Path;

use tablewright_codegen::model::Audience;
use tablewright_codegen::report::{Source, render};
use tablewright_codegen::{check, files, sql};

#[test]
fn mistakes_are_reported_as_reviewed() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("reject");
    let paths = files::list(&here, "sql").expect("tests/reject is there");
    assert!(paths.len() >= 10, "the files are found");
    for path in paths {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("readable");
        let mut reader = sql::Reader::new();
        reader.read(&Source::new(format!("{name}.sql"), text), Audience::Public);
        let report = match reader.finish().and_then(|described| check::check(&described, 18)) {
            Ok(()) => panic!("{name}.sql is accepted"),
            Err(errors) => render(&errors, false),
        };
        insta::with_settings!({
            snapshot_path => &here, prepend_module_to_snapshot => false, omit_expression => true,
        }, {
            insta::assert_snapshot!(name, report);
        });
    }
}

/// Every mistake of a file is reported in one run, and what is right beside it is still read.
#[test]
fn one_mistake_hides_no_other() {
    let text = "CREATE TABLE a (id int, x txet, y inT8 NOT NUL);\nCREATE TABLE b (;\nCREATE TABEL c (id int);\n\
                CREATE TABLE a (id int);\nCOMMENT ON TABLE a IS 1;\nDROP TABLE q;";
    let mut reader = sql::Reader::new();
    reader.read(&Source::new("x.sql", text), Audience::Public);
    let errors = reader.finish().expect_err("mistakes");
    assert_eq!(errors.iter().count(), 7, "{}", render(&errors, false));
}
