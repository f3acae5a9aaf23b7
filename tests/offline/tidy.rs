//! House rules that a machine can check.

use std::fs;
use std::path::{Path, PathBuf};

/// A file holds one noun. Past this many lines it holds two.
const MAX_LINES: usize = 450;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is inside the workspace").to_owned()
}

/// Every Rust file that we wrote, with its text; generated goldens and compile-fail cases are data.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).expect("a readable folder").flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() {
                if name != "target" && name != ".git" {
                    walk(&path, into);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a readable file");
                into.push((path, text));
            }
        }
    }
    let mut files = Vec::new();
    for folder in [
        "benches",
        "catalog",
        "cli",
        "codegen",
        "derive",
        "devdb",
        "examples",
        "src",
        "tests/support",
        "tests/offline",
        "tests/live",
    ] {
        walk(&root().join(folder), &mut files);
    }
    assert!(files.len() > 50, "the walk found only {} files", files.len());
    files
}

#[test]
fn no_file_holds_two_nouns() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|(_, text)| text.lines().count() > MAX_LINES)
        .map(|(path, text)| format!("{}: {} lines", path.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "past {MAX_LINES} lines:\n{}", long.join("\n"));
}

#[test]
fn every_source_file_says_what_it_is() {
    let silent: Vec<String> = sources()
        .iter()
        .filter(|(_, text)| !text.starts_with("//!") && !text.starts_with("// Generated"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "start with a `//!` comment:\n{}", silent.join("\n"));
}

#[test]
fn identifiers_are_quoted_in_one_place() {
    let doubled = "replace('\"', \"\\\"\\\"\")";
    let offenders: Vec<String> = sources()
        .iter()
        .filter(|(path, text)| path.starts_with(root().join("codegen")) && text.contains(doubled))
        .filter(|(path, _)| !path.ends_with("codegen/src/name.rs"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(offenders.is_empty(), "quote through `name::quoted`:\n{}", offenders.join("\n"));
}

#[test]
fn every_kind_of_test_in_the_readme_exists() {
    let readme = fs::read_to_string(root().join("tests/README.md")).expect("tests/README.md");
    for folder in ["read", "reject", "cases", "emit", "parity", "ui"] {
        assert!(readme.contains(&format!("`{folder}")), "tests/README.md does not mention {folder}");
        let found =
            fs::read_dir(root().join("tests").join(folder)).is_ok_and(|mut entries| entries.next().is_some());
        assert!(found, "tests/{folder} holds no data");
    }
}
