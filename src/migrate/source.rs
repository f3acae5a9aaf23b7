//! The migrations themselves: embedded in a program, or read from a folder.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;

use super::{MigrateError, checksum};
use crate::{Executor, Transaction};

/// One migration: a name, its text, and what to do with it.
#[derive(Clone)]
pub struct Migration {
    name: Cow<'static, str>,
    /// Where the file is, as the user would write it; the name when it is embedded.
    place: Cow<'static, str>,
    text: Cow<'static, str>,
    body: Body,
}

/// How a migration runs.
#[derive(Clone, Copy)]
pub(super) enum Body {
    /// Its text is SQL.
    Sql,
    /// Rust that is compiled into this program, and runs in one transaction.
    Rust(Up),
    /// The same, with a transaction for each chunk of rows.
    Chunks(UpInChunks),
    /// Rust source in a folder: only the project's own program can run it.
    Uncompiled,
}

/// What the `up` of a Rust migration returns, boxed so that all of them have one type.
pub type UpFuture<'a> = Pin<Box<dyn Future<Output = crate::Result<()>> + Send + 'a>>;

/// The `up` of a Rust migration.
pub type Up = for<'a, 'c> fn(&'a mut Transaction<'c>) -> UpFuture<'a>;

/// The `up_in_chunks` of a Rust migration.
pub type UpInChunks = for<'a, 'c> fn(&'a Executor<'c>) -> UpFuture<'a>;

impl Migration {
    /// A migration of SQL statements. [`embed_migrations!`](crate::embed_migrations) writes this.
    pub const fn sql(name: &'static str, text: &'static str) -> Self {
        Self::embedded(name, text, Body::Sql)
    }

    /// A migration in Rust; `text` is its source, for the checksum. [`embed_migrations!`](crate::embed_migrations) writes this.
    pub const fn rust(name: &'static str, text: &'static str, up: Up) -> Self {
        Self::embedded(name, text, Body::Rust(up))
    }

    /// A migration in Rust that works in chunks: each is a transaction of its own, in which the ledger notes how far it is, and a run
    /// after a failure goes on behind the last one. [`embed_migrations!`](crate::embed_migrations) writes this.
    pub const fn rust_in_chunks(name: &'static str, text: &'static str, up: UpInChunks) -> Self {
        Self::embedded(name, text, Body::Chunks(up))
    }

    const fn embedded(name: &'static str, text: &'static str, body: Body) -> Self {
        Self { name: Cow::Borrowed(name), place: Cow::Borrowed(name), text: Cow::Borrowed(text), body }
    }

    /// The file's name: `20261122143000_add_todo.sql`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The checksum of its text.
    pub fn checksum(&self) -> String {
        checksum(&self.text)
    }

    /// Whether only the project's own program can run it: Rust source that was read from a folder.
    pub fn needs_program(&self) -> bool {
        match self.body {
            Body::Uncompiled => true,
            Body::Sql | Body::Rust(_) | Body::Chunks(_) => false,
        }
    }

    /// Whether its text is SQL.
    pub(super) fn is_sql(&self) -> bool {
        match self.body {
            Body::Sql => true,
            Body::Rust(_) | Body::Chunks(_) | Body::Uncompiled => false,
        }
    }

    pub(super) fn place(&self) -> &str {
        &self.place
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn body(&self) -> Body {
        self.body
    }
}

impl fmt::Debug for Migration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Migration({})", self.name)
    }
}

/// The migrations of a project, in the order of their names.
#[derive(Clone, Debug)]
pub struct Migrations {
    list: Cow<'static, [Migration]>,
}

impl Migrations {
    /// From a list that is in order, and is a constant or static of its own. [`embed_migrations!`](crate::embed_migrations) writes this.
    pub const fn new(list: &'static [Migration]) -> Self {
        Self { list: Cow::Borrowed(list) }
    }

    /// From a folder: every `.sql` and `.rs` file that is named `YYYYMMDDHHMMSS_name`. Other kinds of files are left alone.
    ///
    /// # Errors
    /// A folder or file that cannot be read, a file that is not UTF-8, a name that does not fit, two files of one time.
    pub fn from_dir(dir: impl AsRef<Path>) -> Result<Self, MigrateError> {
        let dir = dir.as_ref();
        let unreadable = |path: &Path, why: &dyn fmt::Display| {
            MigrateError::Folder(format!("{} cannot be read: {why}", path.display()))
        };
        let mut list = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(|e| unreadable(dir, &e))? {
            let path = entry.map_err(|e| unreadable(dir, &e))?.path();
            let Some(name) = path.file_name().and_then(|n| n.to_str()) else { continue };
            if name.starts_with('.') {
                continue;
            }
            let body = match path.extension().and_then(|e| e.to_str()) {
                Some("sql") => Body::Sql,
                Some("rs") if name != "mod.rs" => Body::Uncompiled,
                _ => continue,
            };
            if !is_name(name) {
                return Err(MigrateError::Folder(format!(
                    "{} is not named like a migration; `tablewright migrate add` names them: 20261122143000_add_todo.sql",
                    path.display()
                )));
            }
            let bytes = std::fs::read(&path).map_err(|e| unreadable(&path, &e))?;
            let text = String::from_utf8(bytes).map_err(|e| unreadable(&path, &e.utf8_error()))?;
            list.push(Migration {
                name: Cow::Owned(name.to_owned()),
                place: Cow::Owned(path.strip_prefix(".").unwrap_or(&path).display().to_string()),
                text: Cow::Owned(text),
                body,
            });
        }
        list.sort_by(|a, b| a.name.cmp(&b.name));
        match list.windows(2).find(|pair| pair[0].name[..STAMP] == pair[1].name[..STAMP]) {
            Some(pair) => Err(MigrateError::Folder(format!(
                "{} and {} have the same time, so their order is not clear; give the one that has not run yet a later time",
                pair[0].place, pair[1].place
            ))),
            None => Ok(Self { list: Cow::Owned(list) }),
        }
    }

    /// The migrations, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Migration> {
        self.list.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }
}

/// Digits of the time in front of a name.
const STAMP: usize = 14;

/// `20261122143000_add_todo.sql`
fn is_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() > STAMP + 1 && bytes[..STAMP].iter().all(u8::is_ascii_digit) && bytes[STAMP] == b'_'
}
