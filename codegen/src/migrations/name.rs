//! The names of migration files: `20261122143000_add_todo.sql`.
//!
//! Shared with the macro that embeds a folder, so it needs nothing but the names.

use super::Stamp;

/// The name of a migration, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The whole name of the file; migrations run in the order of these.
    pub file: String,
    /// The time in front.
    pub stamp: Stamp,
    /// What it is about: `add_todo`.
    pub slug: String,
    /// What is in the file.
    pub language: Language,
}

/// What a migration is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// SQL statements.
    Sql,
    /// A Rust module with `pub async fn up(tx: &mut Transaction<'_>) -> Result<()>`.
    Rust,
}

/// Something is wrong with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// Takes the names of a folder's files apart, in order. Files that are neither `.sql` nor `.rs`, hidden files and `mod.rs` are
/// no migrations.
///
/// ```
/// use tablewright_codegen::migrations::check;
/// let (names, problems) = check(["20260102000000_b.sql", "README.md", "20260101000000_a.sql", "todo.sql"]);
/// assert_eq!(names[0].slug, "a");
/// assert_eq!(problems[0].message, "`todo.sql` is not named like a migration");
/// ```
pub fn check<'a>(files: impl IntoIterator<Item = &'a str>) -> (Vec<Name>, Vec<Problem>) {
    let mut files: Vec<&str> = files.into_iter().collect();
    files.sort_unstable();
    let (mut names, mut problems) = (Vec::<Name>::new(), Vec::new());
    for file in files {
        match parse(file) {
            None => {}
            Some(Err(problem)) => problems.push(problem),
            Some(Ok(name)) => {
                if let Some(last) = names.last().filter(|last| last.stamp == name.stamp) {
                    problems.push(Problem {
                        message: format!(
                            "`{}` and `{file}` have the same time, so their order is not clear",
                            last.file
                        ),
                        help: "give the one that has not run anywhere a later time".to_owned(),
                    });
                }
                names.push(name);
            }
        }
    }
    (names, problems)
}

fn parse(file: &str) -> Option<Result<Name, Problem>> {
    let (stem, language) = match file.rsplit_once('.')? {
        (stem, "sql") => (stem, Language::Sql),
        ("mod", "rs") => return None,
        (stem, "rs") => (stem, Language::Rust),
        _ => return None,
    };
    if stem.starts_with('.') || stem.is_empty() {
        return None;
    }
    let problem = |message: String| {
        Problem {
        message,
        help: "name it by UTC time and subject, such as `20261122143000_add_todo.sql`, or let `tablewright migrate add` name it"
            .to_owned(),
    }
    };
    let Some((digits, slug)) = stem.split_once('_').filter(|(_, slug)| !slug.is_empty()) else {
        return Some(Err(problem(format!("`{file}` is not named like a migration"))));
    };
    if digits.len() != 14 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Err(problem(format!("`{file}` is not named like a migration"))));
    }
    Some(match Stamp::parse(digits) {
        Some(stamp) => Ok(Name { file: file.to_owned(), stamp, slug: slug.to_owned(), language }),
        None => Err(problem(format!("`{file}` begins with {digits}, which is no time (YYYYMMDDHHMMSS)"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_of_a_folder_is_found() {
        let (names, problems) = check([
            "20260101000000_a.sql",
            "20260101000000_b.rs",
            "20261301000000_c.sql",
            "0001_init.sql",
            "20260103000000.sql",
            ".hidden.sql",
            "mod.rs",
            "README.md",
            "20260104000000_d.rs",
        ]);
        let files: Vec<&str> = names.iter().map(|n| n.file.as_str()).collect();
        assert_eq!(files, ["20260101000000_a.sql", "20260101000000_b.rs", "20260104000000_d.rs"]);
        let messages: Vec<&str> = problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`0001_init.sql` is not named like a migration",
                "`20260101000000_a.sql` and `20260101000000_b.rs` have the same time, so their order is not clear",
                "`20260103000000.sql` is not named like a migration",
                "`20261301000000_c.sql` begins with 20261301000000, which is no time (YYYYMMDDHHMMSS)",
            ]
        );
    }
}
