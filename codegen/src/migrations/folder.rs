//! The files of the folder, and the next one.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{Language, Name, Stamp, check};
use crate::files;
use crate::report::{Code, Diagnostic, Errors};

/// The longest subject in a name, in bytes.
const MAX_SLUG: usize = 60;

/// One migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: Name,
    /// Where it is.
    pub path: PathBuf,
}

/// The migrations in a folder, in order. A folder that does not exist has none.
///
/// # Errors
/// A folder that cannot be read, and every name that does not fit.
pub fn list(dir: &Path) -> Result<Vec<File>, Errors> {
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let unreadable = |error: std::io::Error| {
        Diagnostic::new(
            Code::Migrations,
            format!("cannot read the folder `{}`: {error}", files::display(dir)),
        )
        .help("let `[migrations] dir` in tablewright.toml name the folder of migrations")
    };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        entries.push(entry.file_name().to_string_lossy().into_owned());
    }
    let (names, problems) = check(entries.iter().map(String::as_str));
    let mut errors = Errors::new();
    for problem in problems {
        let message = format!("in `{}`: {}", files::display(dir), problem.message);
        errors.push(Diagnostic::new(Code::Migrations, message).help(problem.help));
    }
    errors.finish()?;
    Ok(names.into_iter().map(|name| File { path: dir.join(&name.file), name }).collect())
}

/// Writes the next migration. Its time is now, but always later than that of the last one, so that it runs last even where a
/// clock is wrong. The file is there whole or not at all.
///
/// # Errors
/// As [`list`], or when the file cannot be written.
pub fn write(
    dir: &Path,
    subject: &str,
    language: Language,
    text: &str,
    now: SystemTime,
) -> Result<PathBuf, Errors> {
    let last = list(dir)?.last().map(|file| file.name.stamp.next());
    let stamp = Stamp::new(now).max(last.unwrap_or(Stamp::new(SystemTime::UNIX_EPOCH)));
    let extension = match language {
        Language::Sql => "sql",
        Language::Rust => "rs",
    };
    let path = dir.join(format!("{stamp}_{}.{extension}", slug(subject)));
    files::write(&path, text)?;
    Ok(path)
}

/// A subject as it stands in a file's name: `Add "todo" table` is `add_todo_table`.
///
/// ```
/// use tablewright_codegen::migrations::slug;
/// assert_eq!(slug("Add \"todo\" table!"), "add_todo_table");
/// assert_eq!(slug("../../etc"), "etc");
/// assert_eq!(slug("?"), "change");
/// ```
pub fn slug(subject: &str) -> String {
    let mut slug = String::new();
    for c in subject.chars() {
        match c {
            c if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ if slug.is_empty() || slug.ends_with('_') => {}
            _ => slug.push('_'),
        }
    }
    let mut end = slug.len().min(MAX_SLUG);
    while !slug.is_char_boundary(end) {
        end -= 1;
    }
    slug.truncate(end);
    let slug = slug.trim_end_matches('_');
    if slug.is_empty() { "change".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn a_new_file_always_comes_last() {
        let dir = tempfile::tempdir().expect("a folder");
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let folder = dir.path().join("migrations");
        let write = |at| write(&folder, "Add todo", Language::Sql, "SELECT 1;\n", at).expect("written");
        let name = |path: PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
        assert_eq!(name(write(now)), "20231114221320_add_todo.sql");
        assert_eq!(name(write(now - Duration::from_secs(60))), "20231114221321_add_todo.sql");
        assert_eq!(list(&folder).expect("a good folder").len(), 2);
    }

    #[test]
    fn a_folder_that_does_not_exist_has_no_migrations() {
        assert_eq!(list(Path::new("/nonexistent/migrations")), Ok(Vec::new()));
    }
}
