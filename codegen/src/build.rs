//! The door for `build.rs`.

/// Generates Rust for the schema that `tablewright.toml` names.
pub fn build() {}
