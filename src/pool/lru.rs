//! A map that forgets what was not asked for the longest.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// At most `limit` entries.
#[derive(Debug)]
pub(super) struct Lru<K, V> {
    entries: HashMap<K, (V, u64)>,
    limit: usize,
    clock: u64,
}

impl<K: Hash + Eq + Clone, V> Lru<K, V> {
    /// At least one entry is kept, since whoever puts one in is about to use it.
    pub(super) fn new(limit: usize) -> Self {
        Self { entries: HashMap::new(), limit: limit.max(1), clock: 0 }
    }

    pub(super) fn get<Q>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.clock += 1;
        let (value, used) = self.entries.get_mut(key)?;
        *used = self.clock;
        Some(value)
    }

    /// Puts an entry in; the one that made place for it comes out. Looking at all of them for the oldest costs less than the
    /// round trip for which an entry stands.
    pub(super) fn put(&mut self, key: K, value: V) -> Option<V> {
        let full = self.entries.len() >= self.limit && !self.entries.contains_key(&key);
        let oldest = self.entries.iter().filter(|_| full).min_by_key(|(_, (_, used))| *used);
        let oldest = oldest.map(|(key, _)| key.clone());
        let gone = oldest.and_then(|key| self.entries.remove(&key)).map(|(value, _)| value);
        self.clock += 1;
        self.entries.insert(key, (value, self.clock));
        gone
    }

    pub(super) fn remove<Q>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.entries.remove(key);
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_makes_place() {
        let mut map = Lru::new(2);
        assert_eq!(map.put("a", 1), None);
        assert_eq!(map.put("b", 2), None);
        assert_eq!(map.get("a"), Some(&1));
        assert_eq!(map.put("c", 3), Some(2));
        assert_eq!(map.put("c", 4), None);
        let found = ["a", "b", "c"].map(|key| map.get(key).copied());
        assert_eq!(found, [Some(1), None, Some(4)]);
    }
}
