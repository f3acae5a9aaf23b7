//! What `EXPLAIN (FORMAT JSON)` says: as a tree with the share of time of each node, and what would make it faster.
//!
//! Everything in here is worked out from the JSON and from what is known of the tables; no server is asked.

mod advice;
mod condition;
mod facts;
mod join;
mod memory;
mod plan;
mod tree;

pub(crate) use advice::advise;
pub(crate) use facts::read;
pub(crate) use plan::{Node, Plan};
pub(crate) use tree::{draw, json};

#[cfg(test)]
mod tests;
