//! The tables of `../checked/schema.sql`. What is tested stands in `rows.rs` and `ui.rs`: `sql!` reads the schema that this
//! crate's build script wrote.

tablewright::include_schema!();
