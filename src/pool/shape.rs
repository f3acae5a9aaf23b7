//! The texts of statements that a program sends, and what was seen of each.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::locked;
use tokio_postgres::types::Type;

use super::lru::Lru;
use super::state::Service;

/// The most that a shape is trusted.
const TRUST: u32 = 5;

/// The text of a statement, without its values.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Stands for the text in the caches of the connections.
    pub(super) id: u64,
    pub(super) text: Arc<str>,
    /// Whether it only reads, as far as its text says: then it waits for nobody's lock.
    reads: bool,
    /// How sure it is that it is quick; 0 for what has not run yet, and for what is slow.
    trust: AtomicU32,
    /// The types of its parameters, where statements are sent without being prepared.
    types: Mutex<Option<Arc<[Type]>>>,
    /// When its plan was asked for, as one that is slow.
    explained: Mutex<Option<Instant>>,
}

impl Shape {
    fn new(id: u64, text: Arc<str>) -> Self {
        let reads = only_reads(&text);
        Self {
            id,
            text,
            reads,
            trust: AtomicU32::new(0),
            types: Mutex::default(),
            explained: Mutex::default(),
        }
    }

    /// Whether its plan was not asked for in the time that passed; who is told so does.
    pub(super) fn may_be_explained(&self, now: Instant, again: Duration) -> bool {
        let mut explained = locked(&self.explained);
        let may = explained.is_none_or(|at| now.saturating_duration_since(at) >= again);
        if may {
            *explained = Some(now);
        }
        may
    }

    /// Whether others may be sent behind it on the same connection before its answer is there: what waits for a lock would
    /// hold them up, and so would what is slow or was never seen.
    pub(super) fn is_quick(&self) -> bool {
        self.reads && self.trust.load(Ordering::Relaxed) > 0
    }

    /// What was quick several times may be slow once: a machine that is busy makes everything slow now and then.
    pub(super) fn took(&self, service: Service) {
        let trust = self.trust.load(Ordering::Relaxed);
        let next = match service {
            Service::Quick => (trust + 1).min(TRUST),
            Service::Slow => trust.saturating_sub(2),
        };
        if next != trust {
            self.trust.store(next, Ordering::Relaxed);
        }
    }
}

impl Shape {
    pub(super) fn types(&self) -> Option<Arc<[Type]>> {
        locked(&self.types).clone()
    }

    pub(super) fn learn(&self, types: &[Type]) -> Arc<[Type]> {
        Arc::clone(locked(&self.types).insert(types.into()))
    }

    /// The types may have changed. Until they are known again it has its connection for itself.
    pub(super) fn forget_types(&self) {
        *locked(&self.types) = None;
        self.trust.store(0, Ordering::Relaxed);
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
pub(super) struct Shapes(Mutex<(Lru<Arc<str>, Arc<Shape>>, u64)>);

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
        let text: Arc<str> = text.into();
        let shape = Arc::new(Shape::new(*next, Arc::clone(&text)));
        known.put(text, Arc::clone(&shape));
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
        for text in [
            "UPDATE t SET a = 1",
            "SELECT 1 FROM t FOR UPDATE",
            "select 1 from t for\nshare",
            "WITH x AS (..)",
            "",
            "é",
        ] {
            assert!(!only_reads(text), "{text}");
        }
    }

    #[test]
    fn a_shape_is_quick_once_it_was_seen_to_be() {
        let shape = Shape::new(1, "SELECT 1".into());
        assert!(!shape.is_quick());
        shape.took(Service::Slow);
        assert!(!shape.is_quick());
        (0..9).for_each(|_| shape.took(Service::Quick));
        shape.took(Service::Slow);
        assert!(shape.is_quick());
        (0..2).for_each(|_| shape.took(Service::Slow));
        assert!(!shape.is_quick());
    }
}
