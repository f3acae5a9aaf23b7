//! The use of a connection, which ends with the value.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use tokio_postgres::error::{Severity, SqlState};

use super::settle::{self, Mess};
use super::{Link, Pool, Shape, Want};
use crate::{Error, Result};

/// The use of a connection. Dropped, it gives the connection back: at once where all that was sent has been answered, and else
/// behind what it takes to be sure of that.
pub(crate) struct Lease {
    pool: Pool,
    link: Arc<Link>,
    place: u64,
    /// It was given back.
    done: bool,
    want: Want,
    started: Instant,
    /// So many statements were sent of which the last answer was not read.
    unanswered: AtomicUsize,
    /// A transaction may be open.
    open: AtomicBool,
    /// The transaction that is open may have failed.
    doubtful: AtomicBool,
    /// A caller may have changed the session.
    session: AtomicBool,
    /// The server may have become one that takes no writes.
    suspect: AtomicBool,
}

impl Lease {
    pub(super) fn new(pool: Pool, link: Arc<Link>, place: u64, want: Want) -> Self {
        Self {
            pool,
            link,
            place,
            done: false,
            started: Instant::now(),
            want,
            unanswered: AtomicUsize::new(0),
            open: AtomicBool::new(false),
            doubtful: AtomicBool::new(false),
            session: AtomicBool::new(false),
            suspect: AtomicBool::new(false),
        }
    }

    pub(crate) fn link(&self) -> &Link {
        &self.link
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.pool
    }

    pub(crate) fn is_shared(&self) -> bool {
        self.want == Want::Pipelined
    }

    /// The statement is about to be sent: the time it takes counts from here.
    pub(crate) fn starts(&mut self) {
        self.started = Instant::now();
    }

    /// The single statement is done, and what it took is remembered.
    pub(crate) fn finish(&mut self, shape: &Shape) {
        self.done = true;
        let service = self.pool.release(&self.link, self.place, self.started);
        // How long a stream takes is its reader's doing.
        if let (Some(service), Want::Pipelined | Want::Alone) = (service, self.want) {
            shape.took(service);
        }
    }

    /// The single statement is done, in a time that says nothing.
    pub(crate) fn finish_unseen(&mut self) {
        self.done = true;
        self.pool.release(&self.link, self.place, self.started);
    }

    /// One more statement is sent.
    pub(crate) fn sent(&self) {
        self.unanswered.fetch_add(1, Ordering::Relaxed);
    }

    /// Its last answer was read.
    pub(crate) fn answered(&self) {
        self.unanswered.fetch_sub(1, Ordering::Relaxed);
    }

    /// Whether a transaction may be open when the connection is given back.
    pub(crate) fn set_open(&self, open: bool) {
        self.open.store(open, Ordering::Relaxed);
        if open {
            self.doubtful.store(false, Ordering::Relaxed);
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.open.load(Ordering::Relaxed)
    }

    /// The transaction may have failed: a statement did, or a caller used the connection for what nobody saw.
    pub(crate) fn doubt(&self) {
        self.doubtful.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_doubtful(&self) -> bool {
        self.doubtful.load(Ordering::Relaxed)
    }

    /// The server refused something. After a fatal error the connection is over, although that may not have been heard of yet.
    pub(crate) fn heard(&self, error: &tokio_postgres::Error) {
        if ends_session(error) {
            self.pool.remove(&self.link);
        } else if error.code() == Some(&SqlState::READ_ONLY_SQL_TRANSACTION) {
            self.suspect.store(true, Ordering::Relaxed);
        }
    }

    /// Waits for an answer as long as one may be expected, where there is a limit. After that the connection is taken for dead.
    pub(crate) async fn patient<T>(&self, work: impl Future<Output = T>) -> Result<T> {
        let Some(limit) = self.pool.options().patience() else { return Ok(work.await) };
        match tokio::time::timeout(limit, work).await {
            Ok(done) => Ok(done),
            Err(_) => {
                self.pool.cut(&self.link);
                Err(Error::silent(limit))
            }
        }
    }

    /// The session may be changed: it is reset before the connection is given back.
    pub(crate) fn has_session(&self) {
        self.session.store(true, Ordering::Relaxed);
    }

    fn mess(&self) -> Option<Mess> {
        if self.session.load(Ordering::Relaxed) {
            Some(Mess::Session)
        } else if self.is_open() || (self.link.is_pooled() && self.unanswered.load(Ordering::Relaxed) > 0) {
            // Behind a pooler a statement may have a transaction around it, in which its types are asked for.
            Some(Mess::Transaction)
        } else if self.unanswered.load(Ordering::Relaxed) > 0 {
            Some(Mess::Statement)
        } else {
            None
        }
    }
}

/// Whether the connection is over: the server said so, or is gone.
pub(crate) fn ends_session(error: &tokio_postgres::Error) -> bool {
    match error.as_db_error() {
        Some(said) => matches!(said.parsed_severity(), Some(Severity::Fatal | Severity::Panic)),
        None => error.is_closed() || error.source().is_some_and(|source| source.is::<std::io::Error>()),
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if self.done {
            return;
        }
        let suspect = self.suspect.load(Ordering::Relaxed);
        match self.mess().or(suspect.then_some(Mess::Statement)) {
            None => {
                self.pool.release(&self.link, self.place, self.started);
            }
            Some(mess) => settle::settle(&self.pool, Arc::clone(&self.link), self.place, mess, suspect),
        }
    }
}
