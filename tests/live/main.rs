//! Tests on a real server, one database each.

mod apply;
mod catalog;
mod migrate;
mod pairs;
mod property;
mod queries;
mod showcase;
