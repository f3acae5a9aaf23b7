//! Nothing is generated for a crate whose structs are the schema; `sql!` checks its statements against what this writes.

fn main() {
    tablewright_codegen::build();
}
