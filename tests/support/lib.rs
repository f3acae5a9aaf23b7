//! What the tests share: a real server per test process, and a database per test.

mod change;
pub mod corpus;
mod database;
mod dump;
mod endure;
mod mutate;
mod rows;
mod server;
mod values;

use std::sync::Arc;

use tokio::sync::Semaphore;

pub use change::{Proof, prove, prove_empty, run, same};
pub use database::{Database, describe};
pub use dump::{dump, dump_difference, dump_text};
pub use endure::endure;
pub use mutate::{Corpus, Numbers};
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

/// How many cases of a corpus are on the server at once.
const AT_ONCE: usize = 4;

/// Does something for each item, a few at once; returns the results in the order of the items.
///
/// # Panics
/// When one of them does.
pub async fn each<I, T, F>(items: Vec<I>, act: impl Fn(I) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let limit = Arc::new(Semaphore::new(AT_ONCE));
    let tasks: Vec<_> = items
        .into_iter()
        .map(|item| {
            let (limit, work) = (Arc::clone(&limit), act(item));
            tokio::spawn(async move {
                let _permit = limit.acquire_owned().await.expect("nobody closes it");
                work.await
            })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.expect("a case does not panic"));
    }
    results
}
