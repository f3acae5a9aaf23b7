//! What must not compile, and what the compiler says then. The messages are part of the product: read a changed one before
//! accepting it (`TRYBUILD=overwrite cargo test -p tablewright-tests --test ui`).

use std::path::{Path, PathBuf};

#[test]
fn ui() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}

/// The most lines of one message: whoever reads it sees its beginning.
const LINES: usize = 25;

#[test]
fn no_message_is_too_long() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["ui", "typed/ui"] {
        find(&root.join(folder), &mut files);
    }
    assert!(files.len() > 40, "only {} messages were found", files.len());
    let long: Vec<String> = files.iter().flat_map(|file| too_long(file)).collect();
    assert!(long.is_empty(), "messages of more than {LINES} lines:\n{}", long.join("\n"));
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "stderr") {
            files.push(path);
        }
    }
}

/// The errors of a file that are too long, with the line at which each begins.
fn too_long(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with("error")).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let length = |start: usize, end: usize| {
        let said = lines[start..end].iter().rposition(|line| !line.trim().is_empty());
        said.map_or(0, |last| last + 1)
    };
    starts
        .iter()
        .zip(ends)
        .filter(|(start, end)| length(**start, *end) > LINES)
        .map(|(start, end)| format!("{}:{}: {} lines", file.display(), start + 1, length(*start, end)))
        .collect()
}
