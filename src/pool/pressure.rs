//! How many of the server's connections this pool may have, beside others that want some as well.
//!
//! The server is asked now and then how many it has. Past nine tenths of them the pool gives up half of its own; below that it
//! takes one more at each look, or a quarter of what is free, so that several pools that do the same come to an agreement. It never
//! gives up its last one.

use std::time::{Duration, Instant};

/// What a server said of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// How many connections there may be, without those that are reserved.
    pub(super) places: usize,
    /// How many there are, ours among them.
    pub(super) open: usize,
    /// It only replays what another server writes.
    pub(super) replays: bool,
}

/// What is known about the server's connections.
#[derive(Debug)]
pub(super) struct Pressure {
    /// How many the pool wants at most.
    most: usize,
    /// How many it may have now.
    limit: usize,
    looked: Option<Instant>,
    pub(super) seen: Option<Seen>,
    /// The server took writes once.
    pub(super) was_writer: bool,
}

impl Pressure {
    pub(super) fn new(most: usize) -> Self {
        Self { most, limit: most, looked: None, seen: None, was_writer: false }
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Whether it is time to ask the server; who is told so does.
    pub(super) fn is_due(&mut self, now: Instant, every: Duration) -> bool {
        let due = self.looked.is_none_or(|at| now.saturating_duration_since(at) >= every);
        if due {
            self.looked = Some(now);
        }
        due
    }

    /// The server said how it stands, while the pool had so many connections.
    pub(super) fn saw(&mut self, seen: Seen, ours: usize) {
        self.seen = Some(seen);
        self.was_writer |= !seen.replays;
        let good = seen.places * 9 / 10;
        if seen.open > good {
            self.limit = (ours - ours / 2).clamp(1, self.limit);
            return;
        }
        let free = good - seen.open;
        let grown = (self.limit + 1).max(ours + free / 4);
        self.limit = grown.min(ours + free).min(self.most).max(1);
    }

    /// The server had no place for one more.
    pub(super) fn refused(&mut self, ours: usize) {
        self.limit = ours.clamp(1, self.limit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(places: usize, open: usize) -> Seen {
        Seen { places, open, replays: false }
    }

    #[test]
    fn past_nine_tenths_half_are_given_up_and_taken_back_slowly() {
        let mut pressure = Pressure::new(20);
        pressure.saw(seen(100, 20), 10);
        assert_eq!(pressure.limit(), 20);
        pressure.saw(seen(100, 91), 20);
        assert_eq!(pressure.limit(), 10);
        pressure.saw(seen(100, 95), 10);
        assert_eq!(pressure.limit(), 5);
        pressure.saw(seen(100, 89), 5);
        assert_eq!(pressure.limit(), 6);
        pressure.saw(seen(100, 50), 6);
        assert_eq!(pressure.limit(), 16);
        for _ in 0..9 {
            pressure.saw(seen(100, 100), 1);
            assert_eq!(pressure.limit(), 1);
        }
    }

    #[test]
    fn what_is_left_to_others_is_not_taken() {
        let mut pressure = Pressure::new(10);
        pressure.saw(seen(10, 7), 1);
        assert_eq!(pressure.limit(), 3);
        pressure.saw(seen(10, 9), 3);
        assert_eq!(pressure.limit(), 3);
    }

    #[test]
    fn pools_that_share_a_server_agree() {
        let mut pools: Vec<(Pressure, usize)> = (0..4).map(|_| (Pressure::new(10), 1)).collect();
        for turn in 0..200 {
            let open: usize = pools.iter().map(|(_, ours)| *ours).sum();
            let (pressure, ours) = &mut pools[turn % 4];
            pressure.saw(seen(10, open), *ours);
            *ours = pressure.limit();
            assert!(pools.iter().map(|(_, ours)| ours).sum::<usize>() <= 9);
        }
        assert!(pools.iter().all(|(_, ours)| *ours >= 1));
    }
}
