//! Tablewright: a schema-first toolkit for PostgreSQL.

pub mod connect;
