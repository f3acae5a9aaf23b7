//! The texts of statements that a program sends, and what was seen of each.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::lru::Lru;
use super::locked;

/// The text of a statement, without its values.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Stands for the text in the caches of the connections.
    pub(super) id: u64,
    /// Whether it only reads, as far as its text says: then it waits for nobody's lock.
    reads: bool,
    /// How long the server takes for it, in microseconds; 0 when it has not run yet.
    service: AtomicU64,
}

impl Shape {
    fn new(id: u64, text: &str) -> Self {
        Self { id, reads: only_reads(text), service: AtomicU64::new(0) }
    }

    /// Whether others may be sent behind it on the same connection before its answer is there: what waits for a lock would
    /// hold them up, and so would what is slow or was never seen.
    pub(super) fn is_quick(&self, limit: Duration) -> bool {
        let service = self.service.load(Ordering::Relaxed);
        self.reads && service > 0 && Duration::from_micros(service) < limit
    }

    /// What is slow once counts at once; what is quick has to be so for a while.
    pub(super) fn took(&self, service: Duration) {
        let new = u64::try_from(service.as_micros()).unwrap_or(u64::MAX).max(1);
        let old = self.service.load(Ordering::Relaxed);
        let next = if new >= old { new } else { old - (old - new) / 2 };
        self.service.store(next, Ordering::Relaxed);
    }
}

/// `SELECT` without a locking clause. A function that it calls may still write or wait; what it takes is measured.
fn only_reads(text: &str) -> bool {
    let text = text.trim_start();
    let select = text.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("select"));
    select && !text.as_bytes().windows(3).any(|word| word.eq_ignore_ascii_case(b"for"))
}

/// The shapes of a pool, those that were used last.
#[derive(Debug)]
pub(super) struct Shapes(Mutex<(Lru<Box<str>, Arc<Shape>>, u64)>);

impl Shapes {
    pub(super) fn new(limit: usize) -> Self {
        Self(Mutex::new((Lru::new(limit), 0)))
    }

    pub(super) fn of(&self, text: &str) -> Arc<Shape> {
        let mut shapes = locked(&self.0);
        let (known, next) = &mut *shapes;
        if let Some(shape) = known.get(text) {
            return Arc::clone(shape);
        }
        *next += 1;
        let shape = Arc::new(Shape::new(*next, text));
        known.put(text.into(), Arc::clone(&shape));
        shape
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_locks_or_writes_is_no_reading() {
        assert!(only_reads(" select 1"));
        assert!(only_reads("SELECT \"id\" FROM \"todo\""));
        for text in ["UPDATE t SET a = 1", "SELECT 1 FROM t FOR UPDATE", "select 1 from t for\nshare", "WITH x AS (..)", "", "é"]
        {
            assert!(!only_reads(text), "{text}");
        }
    }

    #[test]
    fn a_shape_is_quick_once_it_was_seen_to_be() {
        let (shape, limit) = (Shape::new(1, "SELECT 1"), Duration::from_millis(10));
        assert!(!shape.is_quick(limit));
        shape.took(Duration::from_millis(15));
        assert!(!shape.is_quick(limit));
        shape.took(Duration::from_micros(100));
        assert!(shape.is_quick(limit));
        shape.took(Duration::from_millis(20));
        assert!(!shape.is_quick(limit));
    }
}
