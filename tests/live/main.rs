//! Tests on a real server, one database each.

mod apply;
mod catalog;
mod checked;
mod chunks;
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
mod readers;
#[cfg(unix)]
mod reliability;
mod runtime;
mod showcase;
#[cfg(unix)]
mod zero;
