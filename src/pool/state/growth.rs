//! How many connections are opened, and what becomes of those who wait when none can be.

use std::time::Instant;

use super::{State, Want};
use crate::connect::ConnectError;
use crate::pool::Grant;

impl State {
    /// How many connections are to be opened for those who wait; they count as being opened from now on.
    pub(in crate::pool) fn to_open(&mut self, now: Instant) -> usize {
        let there = self.entries.len() + self.opening;
        let paused = there > 0 && self.pause.is_some_and(|until| now < until);
        let room = self.limit().saturating_sub(there);
        if self.closed || paused || room == 0 {
            return 0;
        }
        let mut lendable = self.lendable().saturating_sub(self.lent());
        let mut wanted = 0;
        for waiter in self.waiters.iter().filter(|waiter| !waiter.answer.is_closed()) {
            match waiter.want {
                Want::Pipelined | Want::Alone => wanted += 1,
                Want::Lent if lendable > 0 => {
                    lendable -= 1;
                    wanted += 1;
                }
                Want::Lent => {}
            }
            if wanted >= self.opening + room {
                break;
            }
        }
        let more = wanted.saturating_sub(self.opening).min(room);
        self.opening += more;
        more
    }

    /// An attempt to open a connection was given up.
    pub(in crate::pool) fn not_opened(&mut self) {
        self.opening -= 1;
    }

    /// An attempt failed, and there will be another one.
    pub(in crate::pool) fn trouble(&mut self, error: &ConnectError) {
        self.trouble = Some(error.clone());
    }

    /// Why no connection can be opened, where that is so.
    pub(in crate::pool) fn why(&self) -> Option<ConnectError> {
        self.trouble.clone()
    }

    /// The last attempt to open a connection failed. With others to go on with, those who wait do so, and nothing is tried for a
    /// while; without any, they are told.
    pub(in crate::pool) fn failed(&mut self, error: &ConnectError, until: Instant) {
        self.opening -= 1;
        self.trouble = Some(error.clone());
        if self.entries.is_empty() {
            for waiter in self.waiters.drain(..) {
                // Who is gone need not know.
                let _ = waiter.answer.send(Grant::Failed(error.clone()));
            }
        } else {
            self.pause = Some(until);
        }
    }

    /// Nobody can open a connection here: those who wait ask again, where they are.
    pub(in crate::pool) fn ask_again(&mut self) {
        for waiter in self.waiters.drain(..) {
            let _ = waiter.answer.send(Grant::Again);
        }
    }
}
