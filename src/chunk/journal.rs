//! What remembers how far chunks are, for a run after this one.

use std::pin::Pin;

use tokio_postgres::Client;

use super::Progress;
use crate::{Cursor, Result};

/// A note on its way into the database.
pub(crate) type Saving<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// What an earlier run has done of a piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// All of it.
    Done,
    /// What is before the cursor, or nothing.
    Open(usize, Option<Cursor>),
}

/// What remembers how far chunks are.
pub(crate) trait Journal: Send + Sync {
    /// The next piece of work.
    fn next(&self) -> Step;

    /// Notes where a piece of work is, in the transaction that is open on the client; `None`: it is done.
    fn save<'a>(&'a self, client: &'a Client, step: usize, end: Option<&'a Cursor>) -> Saving<'a>;

    /// Tells how far it is.
    fn tell(&self, step: usize, progress: &Progress);
}
