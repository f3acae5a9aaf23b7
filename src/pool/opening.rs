//! A connection that is being opened, by a task of its own: whoever waits gets what comes first, this one or another that
//! becomes free.

use std::sync::Arc;
use std::time::Instant;

use super::keeper::Silent;
use super::pressure::Seen;
use super::{Follows, Link, Pool, keeper, pooler};
use crate::connect::{ConnectError, ConnectErrorKind, Open};

/// A connection that is being opened; when that is given up, its place is free again.
pub(super) struct Opening {
    pool: Pool,
    done: bool,
}

impl Opening {
    /// For one that already counts as being opened.
    pub(super) fn new(pool: Pool) -> Self {
        Self { pool, done: false }
    }

    pub(super) async fn run(self) {
        let mut retries = 0;
        loop {
            match self.pool.open_one().await {
                Ok(open) => return self.opened(open),
                Err(error) => {
                    let Some(pause) = self.pool.pause(&error, retries) else { return self.failed(&error) };
                    tracing::warn!(
                        error = error.message(),
                        retries,
                        "no connection yet; there will be another attempt"
                    );
                    tokio::time::sleep(pause).await;
                }
            }
            retries += 1;
            if !self.pool.state().is_waited_for() {
                // Whoever wanted it has gone on without it.
                return;
            }
        }
    }

    fn opened(mut self, open: Open) {
        self.done = true;
        let options = &self.pool.0.options;
        // Those that were opened together do not end together.
        let expires =
            options.lifetime.map(|life| Instant::now() + life.mul_f64(0.9 + fastrand::f64() / 10.0));
        let mut state = self.pool.state();
        if state.closed {
            return state.not_opened();
        }
        let link = Arc::new(Link::new(state.number(), open, options));
        state.opened(link, expires);
        drop(state);
        keeper::ensure(&self.pool);
        self.pool.serve();
    }

    fn failed(mut self, error: &ConnectError) {
        self.done = true;
        tracing::warn!(error = error.message(), "no connection could be opened");
        let mut state = self.pool.state();
        if error.kind() == ConnectErrorKind::Busy {
            let ours = state.open();
            state.pressure.refused(ours);
        }
        let until = Instant::now() + self.pool.0.options.retry.most;
        state.failed(error, until);
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        if !self.done {
            let mut state = self.pool.state();
            state.not_opened();
            // Not opened here: this may be the end of the runtime.
            state.ask_again();
        }
    }
}

impl Pool {
    /// How long to wait before another attempt; `None` when there is to be none.
    fn pause(&self, error: &ConnectError, retries: u32) -> Option<std::time::Duration> {
        let mut state = self.state();
        // A server without a place has given some to us: those are used in turn.
        let recycles = error.kind() == ConnectErrorKind::Busy && state.open() > 0;
        if !error.kind().is_transient() || recycles || state.closed {
            return None;
        }
        state.trouble(error);
        self.0.options.retry.pause(retries)
    }

    /// Opens a connection and looks whether it leads to where it should.
    async fn open_one(&self) -> Result<Open, ConnectError> {
        let open = self.0.endpoint.open().await?;
        if self.is_pooled() {
            pooler::show_types(&open.client).await.map_err(|error| self.0.endpoint.explain(&error))?;
            return Ok(open);
        }
        let (due, was_writer) = {
            let mut state = self.state();
            let due = state.pressure.is_due(Instant::now(), self.0.options.look_every);
            (due, state.pressure.was_writer)
        };
        let replays = if due {
            self.look(&open.client).await.map(|seen| {
                // The new one is not counted yet.
                seen.inspect(|seen| self.saw(*seen, 1)).map(|seen| seen.replays)
            })
        } else if was_writer && self.0.follows == Follows::Writer {
            keeper::replays(&open.client).await
        } else {
            Ok(None)
        };
        let replays = replays.map_err(|Silent| ConnectError::silent(&self.0.endpoint))?;
        if replays == Some(true) && was_writer && self.0.follows == Follows::Writer {
            return Err(ConnectError::read_only(&self.0.endpoint));
        }
        Ok(open)
    }

    /// The server said how it stands; `more` connections of ours are not counted yet.
    pub(super) fn saw(&self, seen: Seen, more: usize) {
        let mut state = self.state();
        let (ours, before) = (state.open() + more, state.allowed());
        let fails_over = seen.replays && state.pressure.was_writer;
        state.pressure.saw(seen, ours);
        let now = state.allowed();
        drop(state);
        if now < before {
            tracing::info!(
                open = seen.open,
                places = seen.places,
                allowed = now,
                "the server is nearly full: the pool shrinks"
            );
        }
        if fails_over {
            self.failed_over();
        }
    }
}
