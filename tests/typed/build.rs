//! The schema of `../checked`, as Rust and for `sql!`.

fn main() {
    tablewright_codegen::build();
}
