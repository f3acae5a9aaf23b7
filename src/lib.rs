//! Tablewright: a schema-first toolkit for PostgreSQL.

pub mod connect;
pub mod migrate;

mod stub;
pub use stub::*;
