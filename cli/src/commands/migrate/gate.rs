//! What `migrate check` looks at in the migrations that have not run: their order, and their locks.

use clap::ValueEnum;
use serde_json::{Value, json};
use tablewright_codegen::migrations::{self, File, Taken, Thing};
use tablewright_codegen::plan::Lock;
use tablewright_codegen::report::{Place, similar};

use crate::failure::{Failure, Result};
use crate::output;

/// The strongest lock that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MaxLock {
    /// Any.
    AccessExclusive,
    /// Writes may wait.
    ShareRowExclusive,
    /// Writes may wait, and only for an index.
    Share,
    /// Nobody who reads or writes may wait.
    ShareUpdateExclusive,
    /// None at all on what is there.
    None,
}

impl MaxLock {
    fn lock(self) -> Option<Lock> {
        match self {
            Self::AccessExclusive => Some(Lock::AccessExclusive),
            Self::ShareRowExclusive => Some(Lock::ShareRowExclusive),
            Self::Share => Some(Lock::Share),
            Self::ShareUpdateExclusive => Some(Lock::ShareUpdateExclusive),
            Self::None => None,
        }
    }

    /// That nothing takes more, for the end of a sentence.
    pub(super) fn kept(self) -> String {
        match self.lock() {
            Some(Lock::AccessExclusive) => String::new(),
            Some(lock) => format!("; no statement takes more than {lock}"),
            None => "; no statement takes a lock on what is there".to_owned(),
        }
    }
}

/// The place of a migration in the folder, by name or subject.
pub(super) fn find(files: &[File], name: &str) -> Result<usize> {
    let wanted = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if let Some(at) = files.iter().position(|f| f.name.file == wanted) {
        return Ok(at);
    }
    let found: Vec<usize> = (0..files.len()).filter(|at| files[*at].name.slug == wanted).collect();
    if let [at] = found[..] {
        return Ok(at);
    }
    if !found.is_empty() {
        let names: Vec<&str> = found.iter().map(|at| files[*at].name.file.as_str()).collect();
        let help = format!("name the file: {}", names.join(", "));
        return Err(Failure::with_help(format!("{} migrations are called `{wanted}`", names.len()), help));
    }
    let message = format!("there is no migration `{wanted}`");
    Err(match similar(wanted, files.iter().flat_map(|f| [f.name.file.as_str(), f.name.slug.as_str()])) {
        Some(near) => Failure::with_help(message, format!("did you mean `{near}`?")),
        None => Failure::new(message),
    })
}

/// Every statement of these files that takes a stronger lock than is allowed, in words.
pub(super) fn locks(
    files: &[File],
    looked_at: &[usize],
    max: MaxLock,
    accepted: &[usize],
) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for at in looked_at.iter().copied().filter(|at| !accepted.contains(at)) {
        for taken in migrations::locks_of(files, at)? {
            // With the strongest one allowed, what cannot be read is allowed as well.
            let allowed = match taken.lock {
                Some(lock) => Some(lock) <= max.lock(),
                None => max == MaxLock::AccessExclusive,
            };
            if !allowed {
                problems.push(in_words(&taken, &files[at].name.file, max));
            }
        }
    }
    Ok(problems)
}

/// What Zero would not notice of these files, in words.
pub(super) fn zero(
    files: &[File],
    looked_at: &[usize],
    publication: &str,
    allowed: &[String],
) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for at in looked_at {
        for finding in migrations::unnoticed_in(files, *at, publication)? {
            if !allowed.iter().any(|code| code == finding.lint.code) {
                let at = finding.place.as_ref().map(|at| format!("{}: ", place(at))).unwrap_or_default();
                problems.push(format!("{at}{} ({}): {}", finding.message, finding.lint.code, finding.help));
            }
        }
    }
    Ok(problems)
}

fn in_words(taken: &Taken, file: &str, max: MaxLock) -> String {
    let what = match (taken.lock, &taken.relation) {
        (Some(lock), Some(relation)) => format!("takes {lock} on {relation}"),
        (Some(lock), None) => format!("takes {lock}"),
        (None, _) => "takes locks that cannot be read".to_owned(),
    };
    let most = max.lock().map_or_else(|| "no lock".to_owned(), |lock| lock.to_string());
    format!(
        "{}: {what}, and `--max-lock` allows {most} (`--accept lock:{file}` lets it through)\n  {}",
        place(&taken.place),
        first_line(&taken.place)
    )
}

/// `migrations/20261122143000_add_todo.sql:3:1`
fn place(place: &Place) -> String {
    let (line, column) = place.source.line_column(place.span.start);
    format!("{}:{line}:{column}", place.source.name)
}

fn first_line(place: &Place) -> &str {
    place.text().lines().next().unwrap_or_default()
}

/// Two migrations that may run in either order.
pub(super) struct Pair {
    first: String,
    second: String,
    /// What both touch.
    overlap: Vec<Thing>,
    /// Statements of either that may touch anything.
    unreadable: Vec<Place>,
}

/// What each pair has in common; the places are those of the files.
pub(super) fn pairs(files: &[File], pairs: &[(usize, usize)]) -> Result<Vec<Pair>> {
    let mut list = Vec::new();
    for (first, second) in pairs {
        let (one, two) = (migrations::touched(files, *first)?, migrations::touched(files, *second)?);
        list.push(Pair {
            first: files[*first].name.file.clone(),
            second: files[*second].name.file.clone(),
            overlap: one.overlap(&two).into_iter().collect(),
            unreadable: one.unreadable.into_iter().chain(two.unreadable).collect(),
        });
    }
    Ok(list)
}

impl Pair {
    /// Why the order matters, where it does.
    pub(super) fn problem(&self) -> Option<String> {
        let Self { first, second, overlap, .. } = self;
        let things: Vec<String> = overlap.iter().map(Thing::to_string).collect();
        (!things.is_empty()).then(|| {
            format!(
                "{first} and {second} do not commute: both touch {}; let one come after the other everywhere (`tablewright migrate rebase`)",
                things.join(", ")
            )
        })
    }

    /// Tells what is no problem.
    pub(super) fn say(&self) {
        if self.overlap.is_empty() {
            let but = if self.unreadable.is_empty() { "" } else { ", as far as they can be read" };
            output::say(format!("{} and {} commute{but}", self.first, self.second));
        }
        for unreadable in &self.unreadable {
            output::warn(format!(
                "{}: nobody can tell what this touches\n  {}",
                place(unreadable),
                first_line(unreadable)
            ));
        }
    }

    pub(super) fn to_json(&self) -> Value {
        let overlap: Vec<String> = self.overlap.iter().map(Thing::to_string).collect();
        let unreadable: Vec<String> = self.unreadable.iter().map(place).collect();
        json!({
            "first": self.first, "second": self.second, "commute": overlap.is_empty(), "overlap": overlap, "unreadable": unreadable,
        })
    }
}
