//! What the tests share: a real server per test process, and a database per test.

mod change;
pub mod corpus;
mod database;
mod rows;
mod server;
mod values;

pub use change::{Proof, prove, run, same};
pub use database::{Database, describe};
pub use rows::{Rows, fill};
pub use server::server;

/// Runs a future to its end on a runtime of its own, for tests that are not async themselves (proptest).
///
/// # Panics
/// When the runtime cannot be made.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().expect("a runtime needs nothing but the system").block_on(future)
}
