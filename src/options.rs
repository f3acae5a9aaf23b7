//! How a [`Db`](crate::Db) connects.

use std::time::Duration;

use crate::{Error, Result};

/// Settings of the connections. What else there is to say of each connection stands in the URL.
///
/// ```
/// use std::time::Duration;
/// use tablewright::Options;
///
/// let options = Options { max_connections: 4, wait: Duration::from_secs(5), ..Options::default() };
/// assert_ne!(options, Options::default());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many connections are open at most: those that single statements share, and those of transactions, streams and
    /// sessions together. From two up, one of them is never given to a transaction, so that single statements go on while all
    /// others are taken. There are fewer while the server has few places left.
    pub max_connections: usize,
    /// How many of them are shared at most: over a shared connection quick reading statements are sent without waiting for the
    /// answers of those before them. With 0 every statement has a connection for itself while it runs.
    pub shared_connections: usize,
    /// How many statements are in flight on a shared connection at most; further ones wait.
    pub pipeline: usize,
    /// How long a statement or transaction waits for a connection at most, whatever for: that one becomes free, or that a server
    /// takes a new one.
    pub wait: Duration,
    /// How many prepared statements a connection keeps. The one that was not used the longest makes place for a new one.
    pub statements: usize,
    /// Whether a transaction pooler (PgBouncer, PgCat, Supavisor, ..) stands in front of the server, which may give every
    /// transaction another connection. Then nothing is kept prepared: each statement is one message group without a name, whose
    /// types are learned when it is first sent. `?pgbouncer=true` in the URL says the same. What needs a session
    /// (`Db::connection`, advisory locks, migrations, the timeouts below) needs a URL that goes to the server itself.
    pub transaction_pooler: bool,
    /// How often a server that cannot be reached is tried again.
    pub retry: Retry,
    /// How long one attempt to connect may take, for each host; `connect_timeout` of the URL, or 10 s, where it is `None`.
    pub connect_timeout: Option<Duration>,
    /// A connection that nobody used for so long is closed.
    pub idle: Option<Duration>,
    /// A connection that is that old is closed when it is not in use; some of them up to a tenth earlier, so that those that
    /// were opened together do not end together.
    pub lifetime: Option<Duration>,
    /// A connection that nobody used for so long is asked whether it is still there before it is given out.
    pub ping_after: Duration,
    /// How long the server works on one statement at most (`statement_timeout`). An answer that is not there five seconds after
    /// that is not waited for any longer: the connection is taken for dead.
    pub statement_timeout: Option<Duration>,
    /// How long a transaction may do nothing before the server ends it, and its connection
    /// (`idle_in_transaction_session_timeout`).
    pub idle_in_transaction: Option<Duration>,
    /// How often the server is asked how many connections it has, at most. When more than 90 % of the places that are not reserved
    /// are taken, the pool closes some of its own and opens no more than are left.
    pub look_every: Duration,
    /// A statement that takes longer is logged (`tracing`, level WARN), without its values.
    pub slow: Option<Duration>,
    /// Whether the plan of a slow statement is logged as well: `EXPLAIN (GENERIC_PLAN)`, which does not run it; each statement once
    /// in ten minutes at most. From PostgreSQL 16 on.
    pub explain_slow: bool,
}

impl Default for Options {
    /// Ten connections, up to four of them shared with 64 statements in flight on each, thirty seconds, 256 statements; ten
    /// minutes idle, half an hour in all; what takes longer than a second is slow. No limits of the server's own are changed.
    fn default() -> Self {
        Self {
            max_connections: 10,
            shared_connections: 4,
            pipeline: 64,
            wait: Duration::from_secs(30),
            statements: 256,
            transaction_pooler: false,
            retry: Retry::default(),
            connect_timeout: None,
            idle: Some(Duration::from_secs(600)),
            lifetime: Some(Duration::from_secs(1800)),
            ping_after: Duration::from_secs(30),
            statement_timeout: None,
            idle_in_transaction: None,
            look_every: Duration::from_secs(10),
            slow: Some(Duration::from_secs(1)),
            explain_slow: false,
        }
    }
}

impl Options {
    /// What every connection is told when it starts.
    pub(crate) fn session_settings(&self) -> Option<String> {
        let setting = |name: &str, limit: Option<Duration>| {
            // 0 would mean no limit.
            limit.map(|limit| format!("-c {name}={}", limit.as_millis().clamp(1, i32::MAX as u128)))
        };
        let settings = [
            setting("statement_timeout", self.statement_timeout),
            setting("idle_in_transaction_session_timeout", self.idle_in_transaction),
        ];
        let settings: Vec<String> = settings.into_iter().flatten().collect();
        (!settings.is_empty()).then(|| settings.join(" "))
    }

    /// Whether the connections can have these settings.
    pub(crate) fn check(&self, behind_pooler: bool) -> Result<()> {
        if (behind_pooler || self.transaction_pooler) && self.session_settings().is_some() {
            return Err(Error::pool(
                "`Options::statement_timeout` and `Options::idle_in_transaction` cannot be set through a transaction pooler; \
                 set them for the role: `ALTER ROLE .. SET statement_timeout = ..`",
            ));
        }
        Ok(())
    }

    /// How long an answer is waited for.
    pub(crate) fn patience(&self) -> Option<Duration> {
        self.statement_timeout.map(|limit| limit.saturating_add(GRACE))
    }
}

/// How much longer than the server's own limit an answer is waited for.
const GRACE: Duration = Duration::from_secs(5);

/// How often a server that cannot be reached is tried again: with a pause that doubles, of which a random half is left out, so
/// that those who lost it together do not come back together.
///
/// Only what may pass by itself is tried again ([`ConnectErrorKind::is_transient`](crate::connect::ConnectErrorKind::is_transient)):
/// nothing listens, no address, no answer, no place, starting, going down, read-only while another server takes over. A wrong
/// password, an unknown database or a certificate that is not trusted are told at once.
///
/// ```
/// use std::time::Duration;
/// use tablewright::{Options, Retry};
///
/// let impatient = Options { retry: Retry { retries: 2, ..Retry::default() }, ..Options::default() };
/// assert_eq!(Retry::default().first, Duration::from_millis(300));
/// assert_eq!(impatient.retry.retries, 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// How many attempts are made after the first one.
    pub retries: u32,
    /// The longest pause before the second attempt.
    pub first: Duration,
    /// The longest pause before any attempt.
    pub most: Duration,
}

impl Default for Retry {
    /// Eight times, with pauses from 300 ms to 8 s: about half a minute.
    fn default() -> Self {
        Self { retries: 8, first: Duration::from_millis(300), most: Duration::from_secs(8) }
    }
}

impl Retry {
    /// One attempt.
    pub fn never() -> Self {
        Self { retries: 0, ..Self::default() }
    }

    /// How long to wait before the next attempt, after so many retries; `None` when there is to be none.
    pub(crate) fn pause(&self, done: u32) -> Option<Duration> {
        let whole = self.first.saturating_mul(2_u32.saturating_pow(done)).min(self.most);
        (done < self.retries).then(|| whole.mul_f64(0.5 + fastrand::f64() / 2.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_limit_and_differ() {
        let retry = Retry::default();
        let whole = [300, 600, 1200, 2400, 4800, 8000, 8000, 8000];
        for (done, whole) in (0..).zip(whole) {
            let pause = retry.pause(done).expect("a pause");
            let whole = Duration::from_millis(whole);
            assert!(whole / 2 <= pause && pause <= whole, "{done}: {pause:?}");
        }
        assert_eq!(retry.pause(8), None);
        assert_eq!(Retry::never().pause(0), None);
        let many: std::collections::HashSet<_> = (0..20).map(|_| retry.pause(3)).collect();
        assert!(many.len() > 1, "no jitter");
    }

    #[test]
    fn only_what_is_set_is_sent() {
        assert_eq!(Options::default().session_settings(), None);
        let options = Options {
            statement_timeout: Some(Duration::from_secs(2)),
            idle_in_transaction: Some(Duration::from_micros(1)),
            ..Options::default()
        };
        let sent = options.session_settings().expect("settings");
        assert_eq!(sent, "-c statement_timeout=2000 -c idle_in_transaction_session_timeout=1");
    }
}
