//! Which columns lead from one table to another, also through tables between them.

use crate::table::TableInfo;

/// A column, and the one of the next table that equals it.
pub(crate) type Pair = (&'static str, &'static str);

/// The most tables that a relation leads through.
const BETWEEN: usize = 3;

/// From a table to another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path {
    /// From where it starts to the next table.
    pub(crate) first: Pairs,
    /// From each table in between to the next.
    rest: [Option<Hop>; BETWEEN],
}

/// From a table in between to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hop {
    pub(crate) from: &'static TableInfo,
    pub(crate) pairs: Pairs,
}

/// Pairs of columns that are equal.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pairs {
    Listed(&'static [Pair]),
    Typed([Pair; 4], usize),
}

impl Pairs {
    pub(super) const fn one(pair: Pair) -> Self {
        Self::Typed([pair, ("", ""), ("", ""), ("", "")], 1)
    }

    pub(super) const fn and(self, pair: Pair) -> Self {
        match self {
            Self::Typed(mut pairs, count) => {
                assert!(count < pairs.len(), "a relation by more than four columns");
                pairs[count] = pair;
                Self::Typed(pairs, count + 1)
            }
            Self::Listed(_) => panic!("a relation of a foreign key has all its columns"),
        }
    }

    pub(crate) fn as_slice(&self) -> &[Pair] {
        match self {
            Self::Listed(pairs) => pairs,
            Self::Typed(pairs, count) => &pairs[..*count],
        }
    }
}

impl Path {
    pub(super) const fn new(first: Pairs) -> Self {
        Self { first, rest: [None; BETWEEN] }
    }

    /// The way that goes on from the table `through`, where this one ends.
    pub(super) const fn then(mut self, through: &'static TableInfo, next: Self) -> Self {
        self.put(Hop { from: through, pairs: next.first });
        let mut i = 0;
        while i < BETWEEN {
            if let Some(hop) = next.rest[i] {
                self.put(hop);
            }
            i += 1;
        }
        self
    }

    const fn put(&mut self, hop: Hop) {
        let mut i = 0;
        while i < BETWEEN && self.rest[i].is_some() {
            i += 1;
        }
        assert!(i < BETWEEN, "a relation through more than three tables");
        self.rest[i] = Some(hop);
    }

    /// From each table in between to the next.
    pub(crate) fn hops(&self) -> impl Iterator<Item = &Hop> {
        self.rest.iter().flatten()
    }
}
