//! The task that takes care of connections that nobody uses: it closes those that are broken, too old, idle for too long or too
//! many, and asks the server now and then how it stands. It ends when nothing is left, and is started by the next connection.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use tokio_postgres::{Client, SimpleQueryMessage, SimpleQueryRow};

use super::pressure::Seen;
use super::state::Want;
use super::{Inner, Lease, Pool, status};

/// How long the server may take to answer.
const LIMIT: Duration = Duration::from_secs(5);

/// What the server has and gives away. `reserved_connections` is new in PostgreSQL 16, and the last one is Amazon's.
const LOOK: &str = "SELECT pg_catalog.current_setting('max_connections')::int8 \
    - pg_catalog.current_setting('superuser_reserved_connections')::int8 \
    - COALESCE(NULLIF(pg_catalog.current_setting('reserved_connections', true), '')::int8, 0) \
    - COALESCE(NULLIF(pg_catalog.current_setting('rds.rds_superuser_reserved_connections', true), '')::int8, 0), \
    (SELECT sum(numbackends) FROM pg_catalog.pg_stat_database), pg_catalog.pg_is_in_recovery()";

/// Sees to it that the task runs.
pub(super) fn ensure(pool: &Pool) {
    let mut state = pool.state();
    if state.keeper.as_ref().is_none_or(tokio::task::JoinHandle::is_finished) {
        state.keeper = Some(tokio::spawn(keep(Arc::downgrade(&pool.0), pause(pool))));
    }
}

/// Fine enough for the shortest of the limits.
fn pause(pool: &Pool) -> Duration {
    let options = &pool.0.options;
    let limits = [options.idle, options.lifetime, Some(options.look_every)];
    let shortest = limits.into_iter().flatten().min().unwrap_or(Duration::from_secs(4));
    (shortest / 4).clamp(Duration::from_millis(50), Duration::from_secs(1))
}

async fn keep(pool: Weak<Inner>, pause: Duration) {
    loop {
        tokio::time::sleep(pause).await;
        // The task keeps no pool alive.
        let Some(pool) = pool.upgrade().map(Pool) else { return };
        if !pool.tend().await {
            return;
        }
    }
}

impl Pool {
    /// Whether anything is left to take care of.
    async fn tend(&self) -> bool {
        let now = Instant::now();
        let lease = {
            let mut state = self.state();
            state.prune(now, self.0.options.idle);
            if state.is_deserted() {
                // Under the lock, so that whoever opens the next connection sees it.
                state.keeper = None;
                drop(state);
                status::gauges(self);
                return false;
            }
            self.to_look(&mut state, now)
        };
        if let Some(mut lease) = lease {
            match self.look(lease.link().client()).await {
                Ok(Some(seen)) => self.saw(seen, 0),
                Ok(None) => {}
                Err(Silent) => self.cut(lease.link()),
            }
            lease.finish_unseen();
        }
        status::gauges(self);
        self.serve();
        true
    }

    /// A connection to ask the server on, when it is time and one is idle. A server that nobody uses may fall asleep.
    fn to_look(&self, state: &mut super::State, now: Instant) -> Option<Lease> {
        if self.is_pooled() || state.is_waited_for() || !state.pressure.is_due(now, self.0.options.look_every)
        {
            return None;
        }
        if !state.was_used() {
            return None;
        }
        let given = state.spare(now)?;
        Some(Lease::new(self.clone(), given.link, given.place, Want::Alone))
    }

    /// Asks the server how it stands.
    pub(super) async fn look(&self, client: &Client) -> Result<Option<Seen>, Silent> {
        let row = first_row(client, LOOK).await?;
        let number = |at: usize| row.as_ref()?.get(at)?.parse::<usize>().ok();
        let replays = row.as_ref().is_some_and(|row| row.get(2) == Some("t"));
        Ok(number(0).zip(number(1)).map(|(places, open)| Seen { places, open, replays }))
    }
}

/// The server did not answer in time.
pub(super) struct Silent;

/// Whether the server only replays what another one writes; `None` where it does not say.
pub(super) async fn replays(client: &Client) -> Result<Option<bool>, Silent> {
    let row = first_row(client, "SELECT pg_catalog.pg_is_in_recovery()").await?;
    Ok(row.map(|row| row.get(0) == Some("t")))
}

async fn first_row(client: &Client, text: &str) -> Result<Option<SimpleQueryRow>, Silent> {
    let rows = match tokio::time::timeout(LIMIT, client.simple_query(text)).await {
        Ok(Ok(rows)) => rows,
        Ok(Err(error)) => {
            tracing::debug!(error = %error, "the server does not say how it stands");
            return Ok(None);
        }
        Err(_) => return Err(Silent),
    };
    Ok(rows.into_iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    }))
}
