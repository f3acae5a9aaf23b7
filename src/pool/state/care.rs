//! Connections that end although nobody broke them, and how many there are.

use std::time::{Duration, Instant};

use super::{State, Usage};

impl State {
    /// No connection that is open now is used again.
    pub(in crate::pool) fn retire(&mut self) {
        self.entries.retain_mut(|entry| {
            entry.retired = true;
            entry.usage != Usage::Idle
        });
    }

    /// Closes what is broken, too old, too many, or was not used for so long.
    pub(in crate::pool) fn prune(&mut self, now: Instant, idle: Option<Duration>) {
        let mut extra = self.entries.len().saturating_sub(self.limit());
        self.entries.retain(|entry| {
            let unused = now.saturating_duration_since(entry.since);
            let ends = entry.expires.is_some_and(|at| at <= now)
                || idle.is_some_and(|limit| unused >= limit)
                || extra > 0;
            let goes = entry.link.client().is_closed() || (entry.usage == Usage::Idle && ends);
            extra = extra.saturating_sub(usize::from(goes));
            !goes
        });
    }

    /// Whether anything is left to take care of.
    pub(in crate::pool) fn is_deserted(&self) -> bool {
        self.closed || (self.entries.is_empty() && self.opening == 0 && self.waiters.is_empty())
    }

    /// Whether a connection was asked for since the last time.
    pub(in crate::pool) fn was_used(&mut self) -> bool {
        std::mem::take(&mut self.used)
    }

    /// How many connections are idle, shared, in use by one statement, and lent.
    pub(in crate::pool) fn usage(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for entry in &self.entries {
            let at = match entry.usage {
                Usage::Idle => 0,
                Usage::Pipelined(_) => 1,
                Usage::Alone => 2,
                Usage::Lent => 3,
            };
            counts[at] += 1;
        }
        counts
    }

    /// How many connections are being opened, how many who wait for one, and how many connections were opened in all.
    pub(in crate::pool) fn counts(&self) -> (usize, usize, u64) {
        let waiting = self.waiters.iter().filter(|waiter| !waiter.answer.is_closed()).count();
        (self.opening, waiting, self.opened)
    }

    /// How many connections there may be now.
    pub(in crate::pool) fn allowed(&self) -> usize {
        self.limit()
    }
}
