//! What must not compile, and what the compiler says then. The messages are part of the product: read a changed one before
//! accepting it (`TRYBUILD=overwrite cargo test -p tablewright-tests --test ui`).

#[test]
fn ui() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
