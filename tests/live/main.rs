//! Tests on a real server, one database each.

mod apply;
mod catalog;
mod checked;
mod cookbook;
mod distribution;
mod expand;
#[cfg(unix)]
mod faults;
mod locks;
mod migrate;
mod pairs;
mod partition;
mod partitions;
mod property;
mod queries;
mod runtime;
mod showcase;
