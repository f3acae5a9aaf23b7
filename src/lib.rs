//! Tablewright: a schema-first toolkit for PostgreSQL.

pub mod connect;
pub mod migrate;

pub use tablewright_derive::embed_migrations;

mod stub;
pub use stub::*;
