//! What the pool says of itself: on request, and to whoever collects metrics.

use std::time::Duration;

use super::Pool;

/// How a pool stands: [`Db::status`](crate::Db::status).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// How many connections are open.
    pub open: usize,
    /// How many of them nobody uses.
    pub idle: usize,
    /// How many of them several statements share.
    pub shared: usize,
    /// How many of them run one statement.
    pub alone: usize,
    /// How many of them are with transactions, streams and sessions.
    pub lent: usize,
    /// How many connections are being opened.
    pub opening: usize,
    /// How many wait for a connection.
    pub waiting: usize,
    /// How many connections there may be at most: [`Options::max_connections`](crate::Options::max_connections).
    pub max: usize,
    /// How many there may be now: fewer when the server is nearly full.
    pub allowed: usize,
    /// How many connections were opened since the pool was made.
    pub opened: u64,
    /// What the server said when it was asked last.
    pub server: Option<ServerStatus>,
}

/// How the server stood when it was asked last, [`look_every`](crate::Options::look_every) ago at most while the pool is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerStatus {
    /// How many connections it takes: `max_connections` without the reserved ones.
    pub places: usize,
    /// How many it has, those of others included.
    pub open: usize,
}

impl Pool {
    /// How the pool stands.
    pub(crate) fn status(&self) -> Status {
        let max = self.max_connections();
        let state = self.state();
        let [idle, shared, alone, lent] = state.usage();
        let (opening, waiting, opened) = state.counts();
        let seen = state.pressure.seen;
        let server = seen.map(|seen| ServerStatus { places: seen.places, open: seen.open });
        let (open, allowed) = (state.open(), state.allowed());
        Status { open, idle, shared, alone, lent, opening, waiting, max, allowed, opened, server }
    }
}

#[cfg(not(feature = "metrics"))]
pub(super) fn gauges(_: &Pool) {}

#[cfg(not(feature = "metrics"))]
pub(super) fn acquired(_: Duration, _: bool) {}

#[cfg(not(feature = "metrics"))]
pub(crate) fn ran(_: Duration, _: bool) {}

/// Names the gauges after the fields of [`Status`].
#[cfg(feature = "metrics")]
pub(super) fn gauges(pool: &Pool) {
    let status = pool.status();
    let database = pool.endpoint().database().to_owned();
    let counts = [
        ("tablewright_pool_open", status.open),
        ("tablewright_pool_idle", status.idle),
        ("tablewright_pool_lent", status.lent),
        ("tablewright_pool_waiting", status.waiting),
        ("tablewright_pool_allowed", status.allowed),
    ];
    for (name, count) in counts {
        metrics::gauge!(name, "database" => database.clone()).set(count as f64);
    }
    metrics::counter!("tablewright_pool_opened_total", "database" => database.clone())
        .absolute(status.opened);
    if let Some(server) = status.server {
        metrics::gauge!("tablewright_server_connections", "database" => database.clone())
            .set(server.open as f64);
        metrics::gauge!("tablewright_server_places", "database" => database).set(server.places as f64);
    }
}

/// A connection was waited for.
#[cfg(feature = "metrics")]
pub(super) fn acquired(time: Duration, got: bool) {
    metrics::histogram!("tablewright_acquire_seconds").record(time.as_secs_f64());
    if !got {
        metrics::counter!("tablewright_acquire_failed_total").increment(1);
    }
}

/// A statement ran.
#[cfg(feature = "metrics")]
pub(crate) fn ran(time: Duration, succeeded: bool) {
    metrics::histogram!("tablewright_statement_seconds").record(time.as_secs_f64());
    if !succeeded {
        metrics::counter!("tablewright_statement_failed_total").increment(1);
    }
}
