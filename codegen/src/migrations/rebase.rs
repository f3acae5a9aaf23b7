//! New times for migrations that are to come after those of another branch.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{File, Language, Stamp, list, replay_files};
use crate::report::{Code, Diagnostic, Errors};

/// Files and their new names. Nothing is renamed before [`apply`](Self::apply).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames {
    dir: PathBuf,
    list: Vec<(String, String)>,
}

/// Works out new names for some migrations of a folder, so that they come after all others, in the order that they have. The time
/// is now, or later where the others are later than that. What comes last already keeps its name.
///
/// # Errors
/// As [`list`]; a name that no file has; and the mistakes of reading the folder in its new order, where it could be read in the
/// old one.
pub fn rebase(dir: &Path, names: &[String], now: SystemTime) -> Result<Renames, Errors> {
    let files = list(dir)?;
    if let Some(unknown) = names.iter().find(|name| !files.iter().any(|f| f.name.file == **name)) {
        let message = format!("there is no migration `{unknown}`");
        return Err(Diagnostic::new(Code::Migrations, message).into());
    }
    let (moved, stay): (Vec<File>, Vec<File>) =
        files.iter().cloned().partition(|file| names.contains(&file.name.file));
    let last = stay.last().map(|file| file.name.stamp);
    if moved.iter().all(|file| last.is_none_or(|last| file.name.stamp > last)) {
        return Ok(Renames::default());
    }
    let order: Vec<File> = stay.iter().chain(&moved).cloned().collect();
    if replay_files(&files).is_ok() {
        replay_files(&order)?;
    }
    let mut stamp = Stamp::new(now).max(last.map_or(Stamp::new(SystemTime::UNIX_EPOCH), Stamp::next));
    let mut renames = Renames { dir: dir.to_owned(), list: Vec::new() };
    for file in moved {
        let extension = match file.name.language {
            Language::Sql => "sql",
            Language::Rust => "rs",
        };
        renames.list.push((file.name.file, format!("{stamp}_{}.{extension}", file.name.slug)));
        stamp = stamp.next();
    }
    Ok(renames)
}

impl Renames {
    /// The old and the new name of each file, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list.iter().map(|(from, to)| (from.as_str(), to.as_str()))
    }

    /// Renames the files. Where one cannot be renamed, those before it get their old names back.
    ///
    /// # Errors
    /// A file that cannot be renamed, or whose new name is taken.
    pub fn apply(&self) -> Result<(), Errors> {
        for (at, (from, to)) in self.list.iter().enumerate() {
            if let Err(error) = self.rename(from, to) {
                for (from, to) in self.list[..at].iter().rev() {
                    let _ = std::fs::rename(self.dir.join(to), self.dir.join(from));
                }
                let message = format!("cannot rename `{from}` to `{to}`: {error}");
                return Err(Diagnostic::new(Code::File, message).into());
            }
        }
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> std::io::Result<()> {
        let to = self.dir.join(to);
        if to.exists() {
            return Err(std::io::ErrorKind::AlreadyExists.into());
        }
        std::fs::rename(self.dir.join(from), to)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            std::fs::write(dir.path().join(name), text).expect("writable");
        }
        dir
    }

    fn names(dir: &Path) -> Vec<String> {
        list(dir).expect("a good folder").into_iter().map(|file| file.name.file).collect()
    }

    #[test]
    fn what_is_moved_comes_last_and_keeps_its_order() {
        let dir = folder(&[
            ("20230101000000_a.sql", "CREATE TABLE a (id int);"),
            ("20230102000000_b.sql", "ALTER TABLE a ADD b int;"),
            ("20230103000000_c.sql", "ALTER TABLE a DROP b;"),
            ("20240104000000_d.sql", "CREATE TABLE d (id int);"),
        ]);
        let moved = ["20230102000000_b.sql", "20230103000000_c.sql"].map(str::to_owned);
        // The clock is behind the other branch's.
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        rebase(dir.path(), &moved, now).expect("they can move").apply().expect("renamed");
        assert_eq!(
            names(dir.path()),
            ["20230101000000_a.sql", "20240104000000_d.sql", "20240104000001_b.sql", "20240104000002_c.sql"]
        );
        let last = [String::from("20240104000002_c.sql")];
        assert_eq!(rebase(dir.path(), &last, now), Ok(Renames::default()), "it comes last already");
    }

    #[test]
    fn what_others_build_on_does_not_move() {
        let dir = folder(&[
            ("20230101000000_a.sql", "CREATE TABLE a (id int);"),
            ("20230102000000_b.sql", "ALTER TABLE a ADD b int;"),
        ]);
        let moved = ["20230101000000_a.sql".to_owned()];
        let errors = rebase(dir.path(), &moved, UNIX_EPOCH).expect_err("b needs a");
        assert!(errors.iter().all(|error| error.code == Code::UnknownName), "{errors:?}");
        assert_eq!(names(dir.path()), ["20230101000000_a.sql", "20230102000000_b.sql"]);
    }
}
