//! Files: read whole, written whole or not at all.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::report::{Code, Diagnostic, Place, Source};

/// Reads a text file. A byte order mark is dropped; an empty file is an empty text.
///
/// # Errors
/// `Code::File` when it cannot be read, `Code::Encoding` at the first byte that is not UTF-8.
pub fn read(path: &Path) -> Result<Arc<Source>, Diagnostic> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    let name = display(path);
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(Source::new(name, text))
        }
        Err(error) => Err(not_utf8(name, error.as_bytes(), error.utf8_error().valid_up_to())),
    }
}

/// Writes a text file through a temporary file beside it, so that nobody ever sees half of it. A file that already
/// holds this text is left alone, so that nothing is rebuilt for it; returns whether it was written.
///
/// # Errors
/// `Code::File` when it cannot be written.
pub fn write(path: &Path, text: &str) -> Result<bool, Diagnostic> {
    if std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(false);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let fail = |error: std::io::Error| {
        Diagnostic::new(Code::File, format!("cannot write `{}`: {}", display(path), plain(&error)))
            .help(format!("check that the folder `{}` exists and may be written to", display(folder)))
    };
    std::fs::create_dir_all(folder).map_err(fail)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)?;
    readable_by_all(&file, path).map_err(fail)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(true)
}

/// The files in a folder and its sub-folders that end in `.extension`, sorted by name, hidden ones left out; a path
/// that is no folder is itself.
///
/// # Errors
/// `Code::File` when a folder cannot be read.
pub fn list(path: &Path, extension: &str) -> Result<Vec<PathBuf>, Diagnostic> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&folder, &error))?.path();
            if entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
                continue;
            }
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|e| e == extension) {
                found.push(entry);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// How a path is called in messages: without a leading `./`.
pub fn display(path: &Path) -> String {
    let short = path.strip_prefix(".").unwrap_or(path);
    if short.as_os_str().is_empty() { ".".to_owned() } else { short.display().to_string() }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let help = match error.kind() {
        std::io::ErrorKind::NotFound => "create it, or correct the path",
        std::io::ErrorKind::PermissionDenied => "check who may read it",
        _ => "check that it is a file, and that this user may read it",
    };
    Diagnostic::new(Code::File, format!("cannot read `{}`: {}", display(path), plain(error))).help(help)
}

/// What the system says, without `(os error 2)`.
fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}

fn not_utf8(name: String, bytes: &[u8], valid_up_to: usize) -> Diagnostic {
    let message = format!("`{name}` is not UTF-8: byte 0x{:02X}", bytes[valid_up_to]);
    let help = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "it looks like UTF-16: save it as UTF-8",
        _ => "save it as UTF-8",
    };
    // Up to the bad byte the lossy text is the same, so that the offset is right for it.
    let source = Source::new(name, String::from_utf8_lossy(bytes));
    let bad = valid_up_to..valid_up_to + char::REPLACEMENT_CHARACTER.len_utf8();
    Diagnostic::new(Code::Encoding, message).at(Place::new(&source, bad), "").help(help)
}

/// A temporary file is private to its user; what replaces a file keeps that file's rights, and a new one gets the usual.
#[cfg(unix)]
fn readable_by_all(file: &tempfile::NamedTempFile, path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let rights = match std::fs::metadata(path) {
        Ok(metadata) => metadata.permissions(),
        Err(_) => std::fs::Permissions::from_mode(0o644),
    };
    file.as_file().set_permissions(rights)
}

#[cfg(not(unix))]
fn readable_by_all(_file: &tempfile::NamedTempFile, _path: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Errors, render};

    fn said(error: Diagnostic, folder: &Path) -> String {
        render(&Errors::from(error), false).replace(&format!("{}/", folder.display()), "")
    }

    #[test]
    fn what_is_not_utf8_is_shown_where_it_stands() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("schema.sql");
        std::fs::write(&path, b"CREATE TABLE a (\n  -- caf\xe9\n);").expect("written");
        insta::assert_snapshot!(said(read(&path).expect_err("Latin-1"), folder.path()), @r"
        error[encoding]: `schema.sql` is not UTF-8: byte 0xE9
         --> schema.sql:2:9
          |
        2 |   -- caf�
          |         ^
          |
          = help: save it as UTF-8
        ");
        std::fs::write(&path, b"\xff\xfeC\0R\0").expect("written");
        insta::assert_snapshot!(said(read(&path).expect_err("UTF-16"), folder.path()), @r"
        error[encoding]: `schema.sql` is not UTF-8: byte 0xFF
         --> schema.sql:1:1
          |
        1 | ��C␀R␀
          | ^
          |
          = help: it looks like UTF-16: save it as UTF-8
        ");
    }

    #[test]
    fn a_byte_order_mark_is_dropped_and_an_empty_file_is_a_text() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("schema.sql");
        std::fs::write(&path, "\u{feff}SELECT 1").expect("written");
        assert_eq!(read(&path).expect("text").text, "SELECT 1");
        std::fs::write(&path, "").expect("written");
        assert_eq!(read(&path).expect("text").text, "");
    }

    #[test]
    fn what_is_missing_is_named_with_a_way_out() {
        let folder = tempfile::tempdir().expect("a folder");
        insta::assert_snapshot!(said(read(&folder.path().join("no.sql")).expect_err("missing"), folder.path()), @r"
        error[file]: cannot read `no.sql`: no such file
         |
         = help: create it, or correct the path
        ");
    }

    #[test]
    fn the_same_text_is_not_written_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new/out.rs");
        assert!(write(&path, "a").expect("written"));
        assert!(!write(&path, "a").expect("left alone"));
        assert!(write(&path, "b").expect("written"));
        assert_eq!(std::fs::read_dir(folder.path().join("new")).expect("listed").count(), 1);
    }
}
