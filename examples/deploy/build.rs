//! Makes `schema.rs` from the schema that the nearest `tablewright.toml` names.

fn main() {
    tablewright_codegen::build();
}
