//! One replica, and what is known of it.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::measure::{self, Replayed, Written};
use super::{Group, Lsn};
use crate::executor::{Executor, Source};
use crate::pool::{Pool, locked};

/// A replica.
pub(crate) struct Replica {
    pool: Pool,
    executor: Executor<'static>,
    standing: Mutex<Standing>,
    /// Held by whoever asks it how far it is.
    asking: tokio::sync::Mutex<()>,
}

/// What is known of a replica.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    /// When the last measurement ended, whatever came of it.
    checked: Option<Instant>,
    pub(super) health: Health,
    at: Option<Lsn>,
    /// It has everything that was committed before this moment.
    pub(super) as_of: Option<Instant>,
}

/// What a replica said last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Health {
    /// Nobody has asked it.
    #[default]
    Unknown,
    Follows,
    /// It is a server by itself now: what it shows is another history.
    Promoted,
    Unreachable,
}

/// Whether a read can go to a replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Good,
    /// It would be, once it has come so far as the read asks.
    NotYet,
    /// It has to be asked first.
    Ask,
    Bad,
}

/// What a read asks of a replica.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) max_lag: Duration,
    /// How long a measurement is used.
    pub(super) interval: Duration,
    pub(super) at_least: Option<Lsn>,
}

impl Standing {
    pub(super) fn is_fresh(&self, now: Instant, interval: Duration) -> bool {
        self.checked.is_some_and(|checked| now.saturating_duration_since(checked) < interval)
    }

    pub(super) fn judge(&self, now: Instant, wanted: Wanted) -> Verdict {
        match self.health {
            Health::Unknown => Verdict::Ask,
            // It is asked again beside the reads, none of which should wait for an answer that may never come.
            Health::Promoted | Health::Unreachable => Verdict::Bad,
            Health::Follows => {
                let age = self.as_of.map(|as_of| now.saturating_duration_since(as_of));
                let near = age.is_some_and(|age| age <= wanted.max_lag);
                // What is not good enough may be in a moment.
                let interval = if near { wanted.interval } else { wanted.interval / 8 };
                let fresh = self.is_fresh(now, interval);
                let has_come = wanted.at_least.is_none_or(|least| self.at.is_some_and(|at| at >= least));
                match (near, has_come, fresh) {
                    (true, true, _) => Verdict::Good,
                    (_, _, false) => Verdict::Ask,
                    (true, false, true) => Verdict::NotYet,
                    (false, _, true) => Verdict::Bad,
                }
            }
        }
    }

    /// What an answer tells.
    fn learn(&mut self, answer: Replayed, log: &Log, asked: Instant) {
        if !answer.follows {
            *self = Self { checked: self.checked, health: Health::Promoted, at: None, as_of: None };
            return;
        }
        if answer.at < self.at {
            // Another server stands there now, or it was made anew.
            self.as_of = None;
        }
        let by_log = answer.at.and_then(|at| log.as_of(at));
        let by_commit = answer.commit.and_then(|commit| log.time_of(commit));
        let by_lag = answer.lag.and_then(|lag| asked.checked_sub(lag));
        let as_of = [self.as_of, by_log, by_commit, by_lag].into_iter().flatten().max();
        *self = Self { checked: self.checked, health: Health::Follows, at: answer.at, as_of };
    }
}

impl Replica {
    pub(super) fn new(pool: Pool) -> Self {
        let executor = Executor::new(Source::Pool(pool.clone()));
        Self { pool, executor, standing: Mutex::default(), asking: tokio::sync::Mutex::default() }
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.pool
    }

    pub(super) fn standing(&self) -> Standing {
        *locked(&self.standing)
    }

    /// It gave no connection: reads go elsewhere until it has answered again.
    pub(crate) fn lost(&self) {
        let mut standing = locked(&self.standing);
        standing.health = Health::Unreachable;
        standing.checked = Some(Instant::now());
    }

    /// Asks it how far it is, unless someone else has had an answer since. (In a box, since a question is a statement, and
    /// statements ask where they run.)
    pub(super) fn ask<'a>(&'a self, group: &'a Group) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        let since = Instant::now();
        Box::pin(async move {
            let _alone = self.asking.lock().await;
            if self.standing().checked.is_none_or(|checked| checked < since) {
                self.measure(group).await;
            }
        })
    }

    /// The same beside the caller, unless it is being asked already.
    pub(super) fn ask_aside(self: &Arc<Self>, group: &Arc<Group>) {
        if self.asking.try_lock().is_err() {
            return;
        }
        let (replica, group) = (Arc::clone(self), Arc::clone(group));
        tokio::spawn(async move { replica.ask(&group).await });
    }

    async fn measure(&self, group: &Group) {
        // The writer first: what has replayed so much has everything of that moment.
        group.look_at_the_writer().await;
        let asked = Instant::now();
        let answer = tokio::time::timeout(group.patience(), measure::replayed(&self.executor)).await;
        let mut standing = locked(&self.standing);
        standing.checked = Some(Instant::now());
        let before = standing.health;
        let mut why = "it did not answer in time".to_owned();
        match answer {
            Ok(Ok(answer)) => standing.learn(answer, &group.log(), asked),
            Ok(Err(error)) => {
                standing.health = Health::Unreachable;
                why = error.to_string();
            }
            Err(_) => standing.health = Health::Unreachable,
        }
        let now = standing.health;
        drop(standing);
        if now != before {
            self.tell(now, &why);
        }
    }

    fn tell(&self, now: Health, why: &str) {
        let replica = self.pool.endpoint().address();
        match now {
            Health::Follows | Health::Unknown => tracing::info!(replica, "a replica answers"),
            Health::Promoted => {
                tracing::warn!(replica, "a replica was promoted, and is not read from any more");
            }
            Health::Unreachable => {
                tracing::warn!(replica, why, "a replica is not read from until it answers");
            }
        }
    }
}

/// How many moments are kept.
const KEPT: usize = 256;

/// Where the writer's log ended at some moments, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Log {
    moments: VecDeque<(Instant, Written)>,
    /// When the writer was asked last.
    pub(super) tried: Option<Instant>,
}

impl Log {
    pub(super) fn push(&mut self, moment: Instant, written: Written) {
        if self.moments.back().is_some_and(|(_, last)| written.at < last.at) {
            // Another server is the writer now, and what the one before wrote last may be lost.
            self.moments.clear();
        }
        self.moments.push_back((moment, written));
        if self.moments.len() > KEPT {
            self.moments.pop_front();
        }
    }

    /// Up to when a replica that has come so far has everything.
    fn as_of(&self, at: Lsn) -> Option<Instant> {
        self.moments.iter().rev().find(|(_, written)| written.at <= at).map(|(moment, _)| *moment)
    }

    /// The moment of a time by the writer's clock, or an earlier one.
    fn time_of(&self, time: i64) -> Option<Instant> {
        let (moment, written) = self.moments.back()?;
        let ago = u64::try_from(written.clock? - time).unwrap_or(0);
        moment.checked_sub(Duration::from_micros(ago))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn wanted(at_least: Option<i64>) -> Wanted {
        Wanted { max_lag: 10 * SECOND, interval: SECOND, at_least: at_least.map(Lsn::from_bytes) }
    }

    fn written(at: i64, clock: i64) -> Written {
        Written { at: Lsn::from_bytes(at), clock: Some(clock) }
    }

    fn answer(at: i64) -> Replayed {
        Replayed { follows: true, at: Some(Lsn::from_bytes(at)), commit: None, lag: None }
    }

    /// A standing that was measured just now.
    fn measured(answer: Replayed, log: &Log, now: Instant) -> Standing {
        let mut standing = Standing { checked: Some(now), ..Standing::default() };
        standing.learn(answer, log, now);
        standing
    }

    #[test]
    fn what_has_replayed_a_moment_is_as_old_as_that_moment() {
        let begun = Instant::now();
        let mut log = Log::default();
        for second in 0..20_u32 {
            log.push(begun + SECOND * second, written(i64::from(second) * 100, 0));
        }
        let now = begun + SECOND * 20;
        assert_eq!(measured(answer(1_900), &log, now).judge(now, wanted(None)), Verdict::Good);
        assert_eq!(measured(answer(1_050), &log, now).judge(now, wanted(None)), Verdict::Good);
        assert_eq!(measured(answer(999), &log, now).judge(now, wanted(None)), Verdict::Bad);
        // It does not stay good without being asked.
        let standing = measured(answer(1_150), &log, now);
        assert_eq!(standing.judge(now + SECOND, wanted(None)), Verdict::Good);
        assert_eq!(standing.judge(now + SECOND * 2, wanted(None)), Verdict::Ask);
    }

    #[test]
    fn the_time_of_the_last_commit_counts_by_the_clock_of_the_writer() {
        let now = Instant::now() + SECOND * 60;
        let mut log = Log::default();
        log.push(now, written(1_000, 50_000_000));
        let behind = |commit| Replayed { commit: Some(commit), ..answer(1) };
        assert_eq!(measured(behind(41_000_000), &log, now).judge(now, wanted(None)), Verdict::Good);
        assert_eq!(measured(behind(39_000_000), &log, now).judge(now, wanted(None)), Verdict::Bad);
        assert_eq!(measured(answer(1), &log, now).judge(now, wanted(None)), Verdict::Bad);
    }

    #[test]
    fn a_place_is_waited_for() {
        let now = Instant::now();
        let mut log = Log::default();
        log.push(now, written(10, 0));
        let standing = measured(answer(10), &log, now);
        assert_eq!(standing.judge(now, wanted(Some(10))), Verdict::Good);
        assert_eq!(standing.judge(now, wanted(Some(11))), Verdict::NotYet);
    }

    #[test]
    fn what_was_promoted_or_made_anew_is_not_trusted() {
        let now = Instant::now();
        let mut log = Log::default();
        log.push(now, written(10, 0));
        let mut standing = measured(answer(10), &log, now);
        standing.learn(answer(5), &log, now);
        assert_eq!(standing.judge(now, wanted(None)), Verdict::Bad);
        let mut standing = measured(answer(10), &log, now);
        standing.learn(Replayed { follows: false, ..answer(20) }, &log, now);
        assert_eq!(standing.judge(now + SECOND * 5, wanted(None)), Verdict::Bad);
        standing.learn(answer(20), &log, now);
        assert_eq!(standing.judge(now, wanted(None)), Verdict::Good);
        // Another writer, whose log is shorter.
        log.push(now, written(7, 0));
        assert_eq!(log.as_of(Lsn::from_bytes(6)), None);
    }
}
