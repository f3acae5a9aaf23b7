//! Plausible rows for the tables of a schema.
//!
//! Comes in: a schema, a seed, and the keys of the rows that are there. Goes out: the order of the tables, and for each the texts
//! of its values, made to fit its types, keys and checks. The same seed gives the same rows, whatever the clock says. Whether they
//! hold is for the server to judge: checks of unusual shapes are not understood here, and a row that is refused is drawn again.

mod array;
mod demand;
mod order;
mod partition;
mod random;
mod regex;
mod rule;
mod scalar;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod time;
mod value;
mod words;

pub use order::{Cycle, Turn, order};
pub use table::{Filler, Parents};

/// The parent of a row in a table that references itself: one of those before it, so that there is no circle; `None` for a row at
/// the top. `row` counts from 0.
pub fn parent_of(seed: u64, table: &str, row: usize) -> Option<usize> {
    let mut random = random::Random::of(seed, &[table, "parent"]).row(row as u64, 0);
    (row > 0 && !random.percent(25)).then(|| random.below(row))
}

/// One of so many rows for a reference that is filled in later. `row` counts from 0.
pub fn one_of(seed: u64, key: &str, row: usize, count: usize) -> usize {
    random::Random::of(seed, &[key]).row(row as u64, 0).below(count)
}
