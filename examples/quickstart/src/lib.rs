//! The tables of `schema.sql`, as Rust.

tablewright::include_schema!();
