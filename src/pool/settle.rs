//! What is given up half-way: the connection is made clean before anyone else gets it.
//!
//! A statement whose caller no longer waits may still run. What it has left to say is read and thrown away; if that is not over
//! in a moment, the server is asked to cancel it. A transaction is rolled back, a session reset. A connection of which nobody
//! can tell whether it is clean is closed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use super::{Link, Pool, keeper};

/// How long a statement may go on before it is cancelled.
const GRACE: Duration = Duration::from_millis(20);

/// How long the cleaning may take before the connection is closed instead.
const LIMIT: Duration = Duration::from_secs(10);

/// What was left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mess {
    /// A statement that may still run.
    Statement,
    /// That, and a transaction.
    Transaction,
    /// That, and what a caller may have done to the session.
    Session,
}

impl Mess {
    /// What `DISCARD ALL` does, except for prepared statements and cached plans.
    fn statements(self) -> &'static str {
        match self {
            Self::Statement => "",
            Self::Transaction => "ROLLBACK",
            Self::Session => {
                "ROLLBACK; CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; \
                 SELECT pg_catalog.pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES"
            }
        }
    }
}

/// Cleans a connection and gives it back, without the caller waiting for it.
pub(super) fn settle(pool: &Pool, link: Arc<Link>, place: u64, mess: Mess, suspect: bool) {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        // Nobody can wait for the server here. Its connection ends when the last one that uses it is done.
        return pool.remove(&link);
    };
    let pool = pool.clone();
    runtime.spawn(async move {
        match tokio::time::timeout(LIMIT, clean(&pool, &link, place, mess)).await {
            Ok(true) => {
                if suspect && let Ok(Some(true)) = keeper::replays(link.client()).await {
                    pool.failed_over();
                }
                pool.release(&link, place, Instant::now());
            }
            Ok(false) => pool.remove(&link),
            // There is nobody to say goodbye to.
            Err(_) => pool.cut(&link),
        }
    });
}

/// Whether the connection is clean now.
async fn clean(pool: &Pool, link: &Link, place: u64, mess: Mess) -> bool {
    let over = link.client().batch_execute("");
    tokio::pin!(over);
    let mut pause = GRACE;
    let ended = loop {
        if let Ok(ended) = tokio::time::timeout(pause, &mut over).await {
            break ended;
        }
        // Where others share the connection, a cancellation could hit one of theirs: it waits until they are done.
        if pool.state().is_first(link.id, place) {
            link.cancel(pool.endpoint()).await;
            pause *= 2;
        }
    };
    // The cancellation may have come when its statement was over and hit what was sent behind it: a second attempt tells.
    let ended = match ended {
        Err(error) if was_cancelled(&error) => link.client().batch_execute("").await,
        ended => ended,
    };
    ended.is_ok() && (mess == Mess::Statement || reset(link, mess).await)
}

async fn reset(link: &Link, mess: Mess) -> bool {
    let client: &Client = link.client();
    let mut result = client.batch_execute(mess.statements()).await;
    if result.as_ref().is_err_and(was_cancelled) {
        result = client.batch_execute(mess.statements()).await;
    }
    if let Err(error) = &result {
        tracing::debug!(error = %error, "a connection could not be reset");
    }
    if mess == Mess::Session {
        // The caller may have dropped what they were prepared for, or them.
        link.forget_all();
    }
    result.is_ok()
}

fn was_cancelled(error: &tokio_postgres::Error) -> bool {
    error.code() == Some(&SqlState::QUERY_CANCELED)
}
