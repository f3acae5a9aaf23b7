//! Compile-fail tests.

#[test]
fn ui() {}
