//! The writer and its replicas: which of them a read goes to.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use super::measure;
use super::replica::{Health, Log, Replica, Verdict, Wanted};
use super::{Lsn, Readers};
use crate::executor::{Executor, Source};
use crate::options::{Options, Retry};
use crate::pool::{Pool, locked};
use crate::{Result, connect};

/// The longest pause between two questions to a replica that is waited for.
const PAUSE: Duration = Duration::from_millis(50);

/// A writer and its replicas.
pub(crate) struct Group {
    writer: Pool,
    executor: Executor<'static>,
    replicas: Vec<Arc<Replica>>,
    settings: Readers,
    log: Mutex<Log>,
    /// Held by whoever asks the writer where its log ends.
    looking: tokio::sync::Mutex<()>,
    /// The replica that the next read begins with.
    next: AtomicUsize,
}

/// A replica, as it was seen last: of [`Db::replicas`](crate::Db::replicas).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReplicaStatus {
    /// Its host and port.
    pub address: String,
    /// Whether reads may go to it.
    pub state: ReplicaState,
    /// How far it can be behind at most; `None` where nobody knows.
    pub lag: Option<Duration>,
}

/// Whether reads may go to a replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplicaState {
    /// Nobody has read from it yet.
    Unknown,
    /// It is near enough.
    Good,
    /// It is too far behind, or nobody knows how far.
    Behind,
    /// It follows its writer no more.
    Promoted,
    /// It gave no connection or no answer.
    Unreachable,
}

impl Group {
    /// A writer without replicas.
    pub(crate) fn alone(writer: &Pool) -> Self {
        Self::with_replicas(writer, Readers::new::<String>([]), Vec::new())
    }

    /// Reads the URLs; connections are opened when something is read.
    pub(crate) fn new(writer: &Pool, readers: Readers) -> Result<Self> {
        let mut replicas = Vec::new();
        for url in &readers.urls {
            let endpoint = connect::config(url)?.for_reading(readers.patience);
            // One that cannot be reached is left out, and there is the writer.
            let options =
                Options { wait: readers.patience, retry: Retry::never(), ..writer.options().clone() };
            replicas.push(Arc::new(Replica::new(Pool::of_reader(endpoint, options))));
        }
        Ok(Self::with_replicas(writer, readers, replicas))
    }

    fn with_replicas(writer: &Pool, settings: Readers, replicas: Vec<Arc<Replica>>) -> Self {
        Self {
            writer: writer.clone(),
            executor: Executor::new(Source::Pool(writer.clone())),
            replicas,
            settings,
            log: Mutex::default(),
            looking: tokio::sync::Mutex::default(),
            next: AtomicUsize::new(0),
        }
    }

    pub(crate) fn writer(&self) -> &Pool {
        &self.writer
    }

    pub(super) fn replica(&self, number: usize) -> Option<&Arc<Replica>> {
        self.replicas.get(number)
    }

    pub(super) fn patience(&self) -> Duration {
        self.settings.patience
    }

    pub(super) fn catch_up(&self) -> Duration {
        self.settings.catch_up
    }

    pub(super) fn log(&self) -> MutexGuard<'_, Log> {
        locked(&self.log)
    }

    pub(crate) fn close(&self) {
        self.replicas.iter().for_each(|replica| replica.pool().close());
    }

    /// Where the writer's log ends now.
    pub(crate) async fn lsn(&self) -> Result<Lsn> {
        Ok(measure::written(&self.executor).await?.at)
    }

    /// Notes where the writer's log ends, unless that was done a moment ago. A writer that does not answer is no reason not to
    /// read from its replicas, as long as they are near enough to what is known of it.
    pub(super) async fn look_at_the_writer(&self) {
        let _alone = self.looking.lock().await;
        let begun = Instant::now();
        let recently = self.settings.interval() / 4;
        if self.log().tried.is_some_and(|tried| begun.saturating_duration_since(tried) < recently) {
            return;
        }
        let answer = tokio::time::timeout(self.settings.patience, measure::written(&self.executor)).await;
        let mut log = self.log();
        match answer {
            Ok(Ok(written)) => {
                log.tried = Some(begun);
                log.push(begun, written);
            }
            Ok(Err(error)) => {
                log.tried = Some(Instant::now());
                tracing::debug!(error = %error, "the writer does not say where its log ends");
            }
            Err(_) => log.tried = Some(Instant::now()),
        }
    }

    fn wanted(&self, at_least: Option<Lsn>) -> Wanted {
        Wanted { max_lag: self.settings.max_lag, interval: self.settings.interval(), at_least }
    }

    /// A replica that is good enough, at best the one that was used before. A place in the log is waited for.
    pub(super) async fn choose(
        self: &Arc<Self>,
        at_least: Option<Lsn>,
        wait: Duration,
        before: Option<usize>,
    ) -> Option<usize> {
        let count = self.replicas.len();
        if count == 0 {
            return None;
        }
        let wanted = self.wanted(at_least);
        let first = before.unwrap_or_else(|| self.next.fetch_add(1, Ordering::Relaxed));
        let order = (0..count).map(|i| first.wrapping_add(i) % count);
        let (begun, mut pause) = (Instant::now(), Duration::from_millis(2));
        let mut again = false;
        loop {
            let mut waits = false;
            for number in order.clone() {
                match self.judge(&self.replicas[number], wanted, again).await {
                    Verdict::Good => return Some(number),
                    Verdict::NotYet => waits = true,
                    Verdict::Ask | Verdict::Bad => {}
                }
            }
            let left = wait.saturating_sub(begun.elapsed());
            if !waits || left.is_zero() {
                return None;
            }
            tokio::time::sleep(pause.min(left)).await;
            pause = (pause * 2).min(PAUSE);
            again = true;
        }
    }

    async fn judge(self: &Arc<Self>, replica: &Arc<Replica>, wanted: Wanted, again: bool) -> Verdict {
        let (standing, now) = (replica.standing(), Instant::now());
        let verdict = standing.judge(now, wanted);
        match verdict {
            Verdict::Good | Verdict::Bad => {
                if !standing.is_fresh(now, wanted.interval) {
                    replica.ask_aside(self);
                }
                return verdict;
            }
            Verdict::NotYet if !again => return verdict,
            Verdict::NotYet | Verdict::Ask => {}
        }
        replica.ask(self).await;
        replica.standing().judge(Instant::now(), wanted)
    }

    /// The replicas as they were seen last.
    pub(crate) fn status(&self) -> Vec<ReplicaStatus> {
        let (now, wanted) = (Instant::now(), self.wanted(None));
        let status = |replica: &Arc<Replica>| {
            let standing = replica.standing();
            let lag = standing.as_of.map(|as_of| now.saturating_duration_since(as_of));
            let state = match standing.health {
                Health::Unknown => ReplicaState::Unknown,
                Health::Promoted => ReplicaState::Promoted,
                Health::Unreachable => ReplicaState::Unreachable,
                Health::Follows if lag.is_some_and(|lag| lag <= wanted.max_lag) => ReplicaState::Good,
                Health::Follows => ReplicaState::Behind,
            };
            ReplicaStatus { address: replica.pool().endpoint().address(), state, lag }
        };
        self.replicas.iter().map(status).collect()
    }
}
