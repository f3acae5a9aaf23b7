//! The corpora of files under `tests/`.

use std::fs;
use std::path::{Path, PathBuf};

use tablewright_codegen::load::Described;
use tablewright_codegen::model::Audience;
use tablewright_codegen::report::{Errors, Source};
use tablewright_codegen::sql::Reader;

/// A folder under `tests/`.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Every file with this name or ending below a folder, sorted.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The text of a file.
///
/// # Panics
/// When it cannot be read.
pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What SQL texts, read one after the other, describe.
///
/// # Errors
/// Every mistake in them.
pub fn described(texts: &[&str]) -> Result<Described, Errors> {
    let mut reader = Reader::new();
    for (number, text) in texts.iter().enumerate() {
        reader.read(&Source::new(format!("text {}", number + 1), *text), Audience::Public);
    }
    reader.finish()
}

/// Mistakes as lines.
pub fn lines(errors: &Errors) -> String {
    let line = |d: &tablewright_codegen::report::Diagnostic| match &d.label {
        Some(label) => format!("{}: {} ({})", d.code, d.message, label.place),
        None => format!("{}: {}", d.code, d.message),
    };
    errors.iter().map(line).collect::<Vec<_>>().join("\n")
}
