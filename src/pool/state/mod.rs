//! Which connection is used for what. No I/O: who asks is given a connection, or waits for one that becomes free or is opened.

mod care;
mod growth;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::pressure::Pressure;
use super::{Grant, Link};
use crate::connect::ConnectError;

/// How a connection is to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// By a statement that others may be sent behind before its answer is there.
    Pipelined,
    /// By one statement alone.
    Alone,
    /// By a transaction, a stream, or a caller with a session of its own.
    Lent,
}

/// How a connection is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    Idle,
    /// So many statements were sent and have no answer yet.
    Pipelined(usize),
    Alone,
    Lent,
}

/// How long the server worked on a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    Quick,
    Slow,
}

/// A connection that someone may use.
pub(super) struct Given {
    pub(super) link: Arc<Link>,
    /// The place of the statement among all.
    pub(super) place: u64,
    /// How long nobody used it.
    pub(super) idle: Duration,
}

struct Entry {
    link: Arc<Link>,
    usage: Usage,
    /// The places of what was sent and has no answer yet, in the order in which it was sent.
    sent: VecDeque<u64>,
    /// Since when it is idle, or since when the server works on the first of its statements.
    since: Instant,
    /// When it is too old.
    expires: Option<Instant>,
    /// It is not to be used again.
    retired: bool,
}

struct Waiter {
    want: Want,
    answer: oneshot::Sender<Grant>,
}

/// How many connections there may be, and for what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) connections: usize,
    pub(super) shared: usize,
    pub(super) depth: usize,
}

/// From so many statements in flight on every shared connection, one more is opened.
const CROWDED: usize = 3;

pub(super) struct State {
    limits: Limits,
    pub(super) pressure: Pressure,
    entries: Vec<Entry>,
    opening: usize,
    waiters: VecDeque<Waiter>,
    pub(super) closed: bool,
    opened: u64,
    places: u64,
    /// The least time that a statement took: what the way to the server costs.
    least: Duration,
    /// Why the last attempt to open a connection failed, until one succeeds.
    trouble: Option<ConnectError>,
    /// Until then no further attempt is made, while there are connections to go on with.
    pause: Option<Instant>,
    /// A connection was asked for since someone looked.
    used: bool,
    /// What takes care of connections that nobody uses.
    pub(super) keeper: Option<tokio::task::JoinHandle<()>>,
}

impl State {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            pressure: Pressure::new(limits.connections),
            entries: Vec::new(),
            opening: 0,
            waiters: VecDeque::new(),
            closed: false,
            opened: 0,
            places: 0,
            least: Duration::MAX,
            trouble: None,
            pause: None,
            used: false,
            keeper: None,
        }
    }

    /// How many connections there may be now.
    fn limit(&self) -> usize {
        self.limits.connections.min(self.pressure.limit())
    }

    /// One connection is never lent, so that single statements go on while everything else is taken.
    fn lendable(&self) -> usize {
        self.limit().saturating_sub(1).max(1)
    }

    /// One connection is never shared, so that it comes free now and then.
    fn shareable(&self) -> usize {
        self.limits.shared.min(self.limit().saturating_sub(1)).max(1)
    }

    /// A statement that takes longer is slow: it is not sent where others wait, nor are others sent behind it.
    fn slow(&self) -> Duration {
        let way = if self.least == Duration::MAX { Duration::ZERO } else { self.least };
        Duration::from_millis(10).saturating_add(way.saturating_mul(4))
    }

    /// How many connections are open.
    pub(super) fn open(&self) -> usize {
        self.entries.len()
    }

    /// A connection for someone who need not wait.
    pub(super) fn pick(&mut self, want: Want, now: Instant) -> Option<Given> {
        self.used = true;
        self.entries.retain(|entry| !entry.link.client().is_closed());
        // With a single connection those who want it alone would never find it idle.
        if self.limit() <= 1 && !self.waiters.is_empty() {
            return None;
        }
        self.find(want, now)
    }

    fn find(&mut self, want: Want, now: Instant) -> Option<Given> {
        let (link, since) = match want {
            Want::Pipelined => self.pipelined(now),
            Want::Alone => self.idle(Usage::Alone, now),
            Want::Lent if self.lent() >= self.lendable() => None,
            Want::Lent => self.idle(Usage::Lent, now),
        }?;
        Some(Given { link, place: self.place(), idle: now.saturating_duration_since(since) })
    }

    /// A connection that nobody needs at the moment.
    pub(super) fn spare(&mut self, now: Instant) -> Option<Given> {
        let (link, since) = self.idle(Usage::Alone, now)?;
        Some(Given { link, place: self.place(), idle: now.saturating_duration_since(since) })
    }

    fn place(&mut self) -> u64 {
        self.places += 1;
        self.places
    }

    fn has_room(&self) -> bool {
        self.entries.len() + self.opening < self.limit()
    }

    fn lent(&self) -> usize {
        self.entries.iter().filter(|entry| entry.usage == Usage::Lent).count()
    }

    /// The idle connection that was opened last, and since when it is idle: the first ones stay with those who share.
    fn idle(&mut self, usage: Usage, now: Instant) -> Option<(Arc<Link>, Instant)> {
        let place = self.places + 1;
        let free = |entry: &&mut Entry| entry.usage == Usage::Idle && !entry.retired;
        let entry = self.entries.iter_mut().rev().find(free)?;
        let since = std::mem::replace(&mut entry.since, now);
        entry.usage = usage;
        entry.sent.push_back(place);
        Some((Arc::clone(&entry.link), since))
    }

    /// An idle connection while few are shared, or else the shared one with the least in flight. A connection whose first
    /// statement turned out to be slow is passed over.
    fn pipelined(&mut self, now: Instant) -> Option<(Arc<Link>, Instant)> {
        let (slow, depth, place) = (self.slow(), self.limits.depth.max(1), self.places + 1);
        let flows = |entry: &Entry| match entry.usage {
            Usage::Pipelined(_) => !entry.retired && now.saturating_duration_since(entry.since) < slow,
            Usage::Idle | Usage::Alone | Usage::Lent => false,
        };
        let shared = self.entries.iter().filter(|entry| flows(entry)).count();
        let may_share_more = shared < self.shareable();
        let load = |entry: &Entry| match entry.usage {
            Usage::Idle => (may_share_more && !entry.retired).then_some(0),
            Usage::Pipelined(sent) => (flows(entry) && sent < depth).then_some(sent),
            Usage::Alone | Usage::Lent => None,
        };
        let loads = self.entries.iter_mut().filter_map(|entry| load(entry).map(|load| (load, entry)));
        let (load, entry) = loads.min_by_key(|(load, _)| *load)?;
        let mut since = now;
        if load == 0 {
            since = std::mem::replace(&mut entry.since, now);
        }
        entry.usage = Usage::Pipelined(load + 1);
        entry.sent.push_back(place);
        Some((Arc::clone(&entry.link), since))
    }

    /// Whether one more shared connection should be opened, while statements go on over those there are.
    pub(super) fn is_crowded(&mut self) -> bool {
        let mut shared = 0;
        for entry in &self.entries {
            match entry.usage {
                Usage::Idle => return false,
                Usage::Pipelined(sent) if sent < CROWDED => return false,
                Usage::Pipelined(_) => shared += 1,
                Usage::Alone | Usage::Lent => {}
            }
        }
        let crowded = self.opening == 0 && shared < self.shareable() && self.has_room();
        self.opening += usize::from(crowded);
        crowded
    }

    pub(super) fn is_waited_for(&self) -> bool {
        !self.waiters.is_empty()
    }

    /// A place in the queue.
    pub(super) fn wait(&mut self, want: Want) -> oneshot::Receiver<Grant> {
        let (answer, receiver) = oneshot::channel();
        self.waiters.push_back(Waiter { want, answer });
        receiver
    }

    /// The number of the next connection.
    pub(super) fn number(&mut self) -> u64 {
        self.opened += 1;
        self.opened
    }

    /// A connection was opened, and is free.
    pub(super) fn opened(&mut self, link: Arc<Link>, expires: Option<Instant>) {
        self.opening -= 1;
        (self.trouble, self.pause) = (None, None);
        let (usage, sent, since) = (Usage::Idle, VecDeque::new(), Instant::now());
        self.entries.push(Entry { link, usage, sent, since, expires, retired: false });
    }

    /// A statement is done, or a loan is over. How long the server worked on it, when it was started at `started`.
    pub(super) fn release(&mut self, id: u64, place: u64, started: Instant) -> Option<Service> {
        let (now, slow) = (Instant::now(), self.slow());
        let entry = self.entries.iter_mut().find(|entry| entry.link.id == id)?;
        // What was sent behind another statement had to wait for that one first.
        let time = now.saturating_duration_since(entry.since.max(started));
        entry.since = now;
        entry.sent.retain(|sent| *sent != place);
        entry.usage = match entry.usage {
            Usage::Pipelined(sent) if sent > 1 => Usage::Pipelined(sent - 1),
            Usage::Pipelined(_) | Usage::Alone | Usage::Lent | Usage::Idle => Usage::Idle,
        };
        let (free, ends) =
            (entry.usage == Usage::Idle, entry.retired || entry.expires.is_some_and(|at| at <= now));
        if free && (ends || self.entries.len() > self.limit()) {
            self.remove(id);
        }
        self.least = self.least.min(time);
        Some(if time < slow { Service::Quick } else { Service::Slow })
    }

    /// Whether a statement is the one that the server works on.
    pub(super) fn is_first(&self, id: u64, place: u64) -> bool {
        let entry = self.entries.iter().find(|entry| entry.link.id == id);
        entry.is_none_or(|entry| entry.sent.front().is_none_or(|first| *first == place))
    }

    /// Nobody uses a connection any more.
    pub(super) fn remove(&mut self, id: u64) {
        self.entries.retain(|entry| entry.link.id != id);
    }

    /// Serves those who wait, in their order; who wants what cannot be had now is passed over. Returns what could not be handed
    /// over because whoever waited is gone.
    pub(super) fn serve(&mut self, grant: impl Fn(Want, Given) -> Grant) -> Vec<Grant> {
        let mut rejected = Vec::new();
        let now = Instant::now();
        let mut waiters = std::mem::take(&mut self.waiters);
        while let Some(waiter) = waiters.pop_front() {
            if waiter.answer.is_closed() {
                continue;
            }
            match self.find(waiter.want, now) {
                Some(given) => {
                    rejected.extend(waiter.answer.send(grant(waiter.want, given)).err());
                }
                None => {
                    self.waiters.push_back(waiter);
                    if self.limit() <= 1 {
                        break;
                    }
                }
            }
        }
        self.waiters.append(&mut waiters);
        rejected
    }

    /// Closes all that is idle; what is in use closes when it is given back.
    pub(super) fn close(&mut self) {
        self.closed = true;
        self.waiters.clear();
        self.entries.clear();
    }
}
