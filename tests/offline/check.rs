//! The rules across objects: each file of `tests/check` holds mistakes of one family, and its report stands beside it.

use std::path::Path;

use tablewright_codegen::model::Audience;
use tablewright_codegen::report::{Errors, Source, render};
use tablewright_codegen::{check, files, sql};

#[test]
fn mistakes_are_reported() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("check");
    let paths = files::list(&here, "sql").expect("tests/check is there");
    assert!(paths.len() >= 6, "the files are found");
    for path in paths {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("readable");
        let mut reader = sql::Reader::new();
        reader.read(&Source::new(format!("{name}.sql"), text), Audience::Public);
        let errors: Errors = match reader.finish() {
            Ok(described) => check::check(&described, 16).expect_err("mistakes"),
            Err(errors) => panic!("{name}: the reader says it first:\n{}", render(&errors, false)),
        };
        insta::with_settings!({
            snapshot_path => &here, prepend_module_to_snapshot => false, omit_expression => true,
        }, {
            insta::assert_snapshot!(name, render(&errors, false));
        });
    }
}
