//! For the tests of a program that uses this crate: a database of its own for each of them, and snapshots of the schema. Behind
//! the feature `test`, which belongs into `[dev-dependencies]`.
//!
//! ```toml
//! [dev-dependencies]
//! tablewright = { version = "0.1", features = ["test"] }
//! ```
//!
//! # A database for each test
//!
//! ```ignore
//! use tablewright::{Db, Result, Transaction};
//!
//! #[tablewright::test]
//! async fn a_todo_is_open_at_first(db: Db) -> Result<()> {
//!     let todo = db.insert(NewTodo::new("buy milk")).one().await?;
//!     assert!(!todo.done);
//!     Ok(())
//! }
//!
//! #[tablewright::test]
//! async fn the_same_in_a_transaction(tx: Transaction<'_>) -> Result<()> {
//!     tx.insert(NewTodo::new("buy milk")).run().await?;
//!     Ok(())
//! }
//! ```
//!
//! A test with a [`Db`] has a database of its own, in which the migrations have run: a copy of a template that is made once for
//! each state of the migrations, in some milliseconds. It is dropped when the test succeeds; when it fails, it is kept and its
//! name is printed. A test with a [`Transaction`] is cheaper: it shares a database with the other ones of its kind, and is rolled
//! back. It sees no other test's rows, but sequences go on, and what happens at a commit (deferred constraints, notifications)
//! does not happen.
//!
//! The migrations are those of the folder `migrations` beside `Cargo.toml`; `#[tablewright::test(migrations = "../db")]` names
//! another folder, and `#[tablewright::test(migrations = MIGRATIONS)]` a static made by
//! [`embed_migrations!`](crate::embed_migrations).
//!
//! The server is the one that `TABLEWRIGHT_TEST_URL` or else `DATABASE_URL` names, where the tests need the right to create
//! databases and touch none that they did not make. Without either, a private one is started (see the crate `tablewright-devdb`).
//!
//! # The schema under review
//!
//! ```ignore
//! #[test]
//! fn schema() {
//!     tablewright::snapshot!();
//! }
//! ```
//!
//! See [`snapshot!`](crate::snapshot).

mod database;
mod run;
mod server;
mod snapshot;

pub use run::{Case, Fixture, Outcome, run};
pub use snapshot::{Snapshots, snapshots};

/// What [`snapshot!`](crate::snapshot) calls.
#[doc(hidden)]
pub use insta;

#[cfg(doc)]
use crate::{Db, Transaction};

/// Puts the schema of this package under review: the generated Rust (`schema.rs`), the DDL of the whole schema (`schema.sql`) and
/// the migration that is pending (`pending.sql`) are [`insta`](https://insta.rs) snapshots in the repository. A change of the
/// schema changes them, so that it is read in a pull request before it runs. Needs the feature `test`.
///
/// The schema is that of the nearest `tablewright.toml`; nothing connects to a server.
///
/// ```ignore
/// #[test]
/// fn schema() {
///     tablewright::snapshot!();
/// }
/// ```
#[macro_export]
macro_rules! snapshot {
    () => {{
        let shown = $crate::test::snapshots(::core::env!("CARGO_MANIFEST_DIR"));
        $crate::test::insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            $crate::test::insta::assert_snapshot!("schema.rs", shown.rust);
            $crate::test::insta::assert_snapshot!("schema.sql", shown.schema);
            $crate::test::insta::assert_snapshot!("pending.sql", shown.pending);
        });
    }};
}
