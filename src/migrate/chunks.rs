//! A Rust migration in chunks: each chunk is a transaction of its own, with a note in the ledger of where it ends.
//!
//! The note is `3 <cursor>`: of the pieces of work that go by chunks, the first three are done, and the fourth up to the cursor.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio_postgres::Client;

use super::kind::Kind;
use super::ledger::{self, Progress as Row};
use super::run::{Limits, Runner};
use super::{Event, MigrateError, Migration, UpInChunks};
use crate::chunk::{Journal, Saving, Step};
use crate::executor::{Executor, Session};
use crate::pool::locked;
use crate::{Cursor, Error, Progress, Result};

impl Runner<'_> {
    pub(super) async fn chunks(&mut self, migration: &Migration, up: UpInChunks) -> Result<(), MigrateError> {
        let result = self.run_chunks(migration, up).await;
        if let Err(error) = &result {
            self.record(migration, 0, error.to_string()).await;
        }
        result
            .map_err(|error| MigrateError::Rust { name: migration.name().to_owned(), error: Box::new(error) })
    }

    async fn run_chunks(&mut self, migration: &Migration, up: UpInChunks) -> Result<()> {
        Limits::of(&Kind::Data, self.options).set(&*self.client).await?;
        let before = ledger::position(self.client, migration.name()).await?;
        let before = before.as_deref().map(read).transpose()?;
        let journal =
            Position { migration, before, next: AtomicUsize::new(0), on: Mutex::new(&mut *self.on) };
        up(&Executor::with_journal(Session::Client(self.client), Arc::new(journal))).await?;
        let finished =
            Row { migration, done: 0, done_checksum: None, finished: true, error: None, attempt: None };
        Ok(finished.write(&*self.client).await?)
    }
}

/// How many pieces of work are done, and where the next one is.
type Place = (usize, Option<Cursor>);

fn read(note: &str) -> Result<Place> {
    let (step, cursor) = note.split_once(' ').map_or((note, None), |(step, cursor)| (step, Some(cursor)));
    let place = step.parse().ok().zip(cursor.map(str::parse).transpose().ok());
    place.ok_or_else(|| {
        Error::other(format!(
            "the ledger says that it is at `{note}`, which makes no sense; set `position` of its row in \
             tablewright.migrations to NULL to begin with the first row"
        ))
    })
}

/// How far a migration is, in the ledger.
struct Position<'a> {
    migration: &'a Migration,
    before: Option<Place>,
    next: AtomicUsize,
    on: Mutex<&'a mut (dyn FnMut(&Event) + Send)>,
}

impl Journal for Position<'_> {
    fn next(&self) -> Step {
        let step = self.next.fetch_add(1, Ordering::Relaxed);
        match &self.before {
            Some((done, _)) if step < *done => Step::Done,
            Some((done, cursor)) if step == *done => Step::Open(step, cursor.clone()),
            Some(_) | None => Step::Open(step, None),
        }
    }

    fn save<'a>(&'a self, client: &'a Client, step: usize, end: Option<&'a Cursor>) -> Saving<'a> {
        let note = match end {
            Some(cursor) => format!("{step} {cursor}"),
            None => (step + 1).to_string(),
        };
        Box::pin(async move { Ok(ledger::set_position(client, self.migration, &note).await?) })
    }

    fn tell(&self, _: usize, progress: &Progress) {
        let (name, progress) = (self.migration.name().to_owned(), progress.clone());
        (locked(&self.on))(&Event::Progress { name, progress });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read() {
        assert_eq!(read("3").unwrap(), (3, None));
        assert!(read("").is_err() && read("x").is_err());
        let said = read("1 nonsense").unwrap_err().to_string();
        assert!(said.contains("`1 nonsense`"), "{said}");
    }
}
