//! The rules across objects: each file of `tests/check` holds mistakes of one family that its reader lets pass, and their
//! report stands beside it.

use std::path::Path;

use tablewright_codegen::load::Described;
use tablewright_codegen::model::Audience;
use tablewright_codegen::report::{Errors, Source, render};
use tablewright_codegen::{check, files, rust, sql};

#[test]
fn mistakes_are_reported() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("check");
    let mut paths = files::list(&here, "sql").expect("tests/check is there");
    paths.extend(files::list(&here, "rs").expect("tests/check is there"));
    assert!(paths.len() >= 6, "the files are found");
    for path in paths {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let described = read(&name, &std::fs::read_to_string(&path).expect("readable"));
        let described = described
            .unwrap_or_else(|errors| panic!("{name}: the reader says it first:\n{}", render(&errors, false)));
        let errors = check::check(&described, 16).expect_err("mistakes");
        insta::with_settings!({
            snapshot_path => &here, prepend_module_to_snapshot => false, omit_expression => true,
        }, {
            insta::assert_snapshot!(name.split('.').next().unwrap_or_default(), render(&errors, false));
        });
    }
}

/// Whatever a server takes breaks no rule: the cases are all applied to one.
#[test]
fn what_a_server_takes_breaks_no_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut refused = Vec::new();
    let mut looked_at = 0;
    for folder in ["cases", "read/real", "read/partition"] {
        for path in files::list(&root.join(folder), "sql").expect("the folder is there") {
            let text = std::fs::read_to_string(&path).expect("readable");
            let name = path.strip_prefix(root).expect("it is below").display().to_string();
            let Ok(described) = read(&name, &text) else { continue };
            looked_at += 1;
            if let Err(errors) = check::check(&described, 18) {
                refused.push(render(&errors, false));
            }
        }
    }
    assert!(looked_at > 300, "only {looked_at} files were looked at");
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

fn read(name: &str, text: &str) -> Result<Described, Errors> {
    let source = Source::new(name, text);
    if name.ends_with(".rs") {
        return rust::lower::read(&[source]);
    }
    let mut reader = sql::Reader::new();
    reader.read(&source, Audience::Public);
    reader.finish()
}
