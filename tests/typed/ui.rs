//! What must not compile in a crate with a schema, and what the compiler says then
//! (`TRYBUILD=overwrite cargo test -p tablewright-tests-typed --test ui`).

#[test]
fn ui() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
