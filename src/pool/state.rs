//! Which connection is used for what. No I/O: who asks is given a connection, told to open one, or has to wait.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::{Grant, Link};

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

/// What someone who asks for a connection gets.
pub(super) enum Pick {
    /// With the place of the statement among all.
    Given(Arc<Link>, u64),
    /// There is room for one more: open it.
    Open,
}

struct Entry {
    link: Arc<Link>,
    usage: Usage,
    /// The places of what was sent and has no answer yet, in the order in which it was sent.
    sent: VecDeque<u64>,
    /// Since when it is idle, or since when the server works on the first of its statements.
    since: Instant,
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

impl Limits {
    /// One connection is never lent, so that single statements go on while everything else is taken.
    fn lent(&self) -> usize {
        self.connections.saturating_sub(1).max(1)
    }

    /// One connection is never shared, so that it comes free now and then.
    fn shared(&self) -> usize {
        self.shared.min(self.connections.saturating_sub(1)).max(1)
    }
}

/// From so many statements in flight on every shared connection, one more is opened.
const CROWDED: usize = 3;

pub(super) struct State {
    limits: Limits,
    entries: Vec<Entry>,
    opening: usize,
    waiters: VecDeque<Waiter>,
    pub(super) closed: bool,
    opened: u64,
    places: u64,
    /// The least time that a statement took: what the way to the server costs.
    least: Duration,
}

impl State {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            entries: Vec::new(),
            opening: 0,
            waiters: VecDeque::new(),
            closed: false,
            opened: 0,
            places: 0,
            least: Duration::MAX,
        }
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

    /// A connection, or leave to open one, for someone who need not wait.
    pub(super) fn pick(&mut self, want: Want, now: Instant) -> Option<Pick> {
        self.entries.retain(|entry| !entry.link.client().is_closed());
        // With a single connection those who want it alone would never find it idle.
        if self.limits.connections <= 1 && !self.waiters.is_empty() {
            return None;
        }
        self.find(want, now)
    }

    fn find(&mut self, want: Want, now: Instant) -> Option<Pick> {
        let found = match want {
            Want::Pipelined => self.pipelined(now),
            Want::Alone => self.idle(Usage::Alone, now),
            Want::Lent if self.lent() >= self.limits.lent() => return None,
            Want::Lent => self.idle(Usage::Lent, now),
        };
        match found {
            Some(link) => Some(Pick::Given(link, self.place())),
            None if self.has_room() => {
                self.opening += 1;
                Some(Pick::Open)
            }
            None => None,
        }
    }

    fn place(&mut self) -> u64 {
        self.places += 1;
        self.places
    }

    fn has_room(&self) -> bool {
        self.entries.len() + self.opening < self.limits.connections
    }

    fn lent(&self) -> usize {
        self.entries.iter().filter(|entry| entry.usage == Usage::Lent).count()
    }

    /// The idle connection that was opened last: the first ones stay with those who share.
    fn idle(&mut self, usage: Usage, now: Instant) -> Option<Arc<Link>> {
        let place = self.places + 1;
        let entry = self.entries.iter_mut().rev().find(|entry| entry.usage == Usage::Idle)?;
        (entry.usage, entry.since) = (usage, now);
        entry.sent.push_back(place);
        Some(Arc::clone(&entry.link))
    }

    /// An idle connection while few are shared, or else the shared one with the least in flight. A connection whose first
    /// statement turned out to be slow is passed over.
    fn pipelined(&mut self, now: Instant) -> Option<Arc<Link>> {
        let (slow, depth, place) = (self.slow(), self.limits.depth.max(1), self.places + 1);
        let flows = |entry: &Entry| match entry.usage {
            Usage::Pipelined(_) => now.saturating_duration_since(entry.since) < slow,
            Usage::Idle | Usage::Alone | Usage::Lent => false,
        };
        let shared = self.entries.iter().filter(|entry| flows(entry)).count();
        let may_share_more = shared < self.limits.shared();
        let load = |entry: &Entry| match entry.usage {
            Usage::Idle => may_share_more.then_some(0),
            Usage::Pipelined(sent) => (flows(entry) && sent < depth).then_some(sent),
            Usage::Alone | Usage::Lent => None,
        };
        let loads = self.entries.iter_mut().filter_map(|entry| load(entry).map(|load| (load, entry)));
        let (load, entry) = loads.min_by_key(|(load, _)| *load)?;
        if load == 0 {
            entry.since = now;
        }
        entry.usage = Usage::Pipelined(load + 1);
        entry.sent.push_back(place);
        Some(Arc::clone(&entry.link))
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
        let crowded = self.opening == 0 && shared < self.limits.shared() && self.has_room();
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

    /// A connection was opened, and is in use from now on; the place of its first statement.
    pub(super) fn opened(&mut self, link: &Arc<Link>, usage: Usage) -> u64 {
        self.opening -= 1;
        let place = self.place();
        let (link, sent) = (Arc::clone(link), VecDeque::from([place]));
        self.entries.push(Entry { link, usage, sent, since: Instant::now() });
        place
    }

    /// An attempt to open a connection was given up.
    pub(super) fn not_opened(&mut self) {
        self.opening -= 1;
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
    pub(super) fn serve(&mut self, grant: impl Fn(Want, Pick) -> Grant) -> Vec<Grant> {
        let mut rejected = Vec::new();
        let now = Instant::now();
        let mut waiters = std::mem::take(&mut self.waiters);
        while let Some(waiter) = waiters.pop_front() {
            if waiter.answer.is_closed() {
                continue;
            }
            match self.find(waiter.want, now) {
                Some(pick) => {
                    rejected.extend(waiter.answer.send(grant(waiter.want, pick)).err());
                }
                None => {
                    self.waiters.push_back(waiter);
                    if self.limits.connections <= 1 {
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
